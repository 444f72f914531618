import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../worker/domain/canonical.ts";
import type { DocumentNoun } from "../../worker/domain/document-expressions.ts";
import type { Json } from "../../worker/domain/expression.ts";
import { type PolicyDocument, readPolicy } from "../../worker/domain/policy/index.ts";
import { readStandard, type StandardDocument } from "../../worker/domain/standard/index.ts";
import {
  documentSheets,
  documentWorkbook,
  readDocumentSheets,
  readDocumentWorkbook,
  type SoundDocument,
} from "../../worker/spreadsheet/document.ts";
import type { SheetsRead } from "../../worker/spreadsheet/read.ts";
import { readWorkbook, writeWorkbook } from "../../worker/spreadsheet/workbook.ts";
import { acceptedPolicies, acceptedStandards, type NamedDocument } from "../support/documents.ts";
import { policyDocuments } from "../support/policy-arbitraries.ts";
import { oddSources, oddText, standardDocuments } from "../support/standard-arbitraries.ts";

const soundOf = (noun: DocumentNoun, document: Json): SoundDocument =>
  noun === "standards"
    ? { noun, document: document as unknown as StandardDocument }
    : { noun, document: document as unknown as PolicyDocument };

/** What is read as it should be is `undefined`; else what it came to and what was found wrong. */
function changesOf(document: Json, { document: read, draft }: SheetsRead): unknown {
  const isSame = canonicalJson(read) === canonicalJson(document) && draft.faults.length === 0;
  return isSame ? undefined : { document, read, faults: draft.faults };
}

async function throughFile(noun: DocumentNoun, { name, document }: NamedDocument): Promise<unknown> {
  const read = await readDocumentWorkbook(noun, await documentWorkbook(soundOf(noun, document)));
  const changes = changesOf(document, read);
  return changes === undefined ? undefined : { name, changes };
}

function throughSheets(noun: DocumentNoun, document: Json): unknown {
  return changesOf(document, readDocumentSheets(noun, documentSheets(soundOf(noun, document))));
}

describe("a document through .xlsx and back is the same", () => {
  it.each(acceptedStandards())("standard: $name", ({ document }) => {
    expect(throughSheets("standards", document)).toBeUndefined();
  });

  it.each(acceptedPolicies())("policy: $name", ({ document }) => {
    expect(throughSheets("policies", document)).toBeUndefined();
  });

  it("as a file too, for those that districts wrote", async () => {
    const isWritten = ({ name }: NamedDocument) => !/^a\d-/.test(name);
    const files = [
      ...acceptedStandards()
        .filter(isWritten)
        .map((each) => throughFile("standards", each)),
      ...acceptedPolicies()
        .filter(isWritten)
        .map((each) => throughFile("policies", each)),
    ];
    expect(files.length).toBeGreaterThan(40);
    expect((await Promise.all(files)).filter((changes) => changes !== undefined)).toEqual([]);
  }, 60_000);

  it("whatever a standard holds", () => {
    let sound = 0;
    fc.assert(
      fc.property(standardDocuments, (document) => {
        if ("faults" in readStandard(document)) return;
        sound += 1;
        expect(throughSheets("standards", document)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
    expect(sound).toBeGreaterThan(150);
  });

  it("whatever a policy holds", () => {
    const odd = fc
      .record({ title: oddText, sources: oddSources, key: oddText })
      .chain((words) => policyDocuments.map((document) => oddly(document as Json, words)));
    let sound = 0;
    fc.assert(
      fc.property(odd, (document) => {
        if ("faults" in readPolicy(document)) return;
        sound += 1;
        expect(throughSheets("policies", document)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
    expect(sound).toBeGreaterThan(150);
  });
});

describe("a cell", () => {
  it("of text comes back as the same text, whatever it is", async () => {
    const column = { width: 10, numberFormat: "@" } as const;
    await fc.assert(
      fc.asyncProperty(fc.array(oddText, { minLength: 1, maxLength: 200 }), async (texts) => {
        const rows = [["标题"], ...texts.map((text) => [text])];
        const [sheet] = await readWorkbook(
          await writeWorkbook("x", [{ name: "表", columns: [column], rows, spareRows: 2 }]),
        );
        expect(sheet?.rows.slice(0, rows.length)).toEqual(rows);
      }),
      { numRuns: 20 },
    );
  });
});

/** The same policy with odd titles, odd sources, odd keys of its tables. */
function oddly(value: Json, words: { title: string; sources: readonly Json[]; key: string }): Json {
  if (Array.isArray(value)) return value.map((each: Json) => oddly(each, words));
  if (value === null || typeof value !== "object") return value;
  const entries = Object.entries(value).map(([key, each]): [string, Json] => {
    if (key === "title") return [key, words.title];
    if (key === "sources") return [key, words.sources];
    if (key !== "rows") return [key, oddly(each, words)];
    return [
      key,
      Object.fromEntries(Object.entries(each as object).map(([name, fen]) => [name === "甲" ? words.key : name, fen])),
    ];
  });
  return Object.fromEntries(entries);
}
