import { type DocumentNoun, expressionsOf, subjectOf } from "../../domain/document-expressions.ts";
import { type FactToDeclare, factsToDeclare } from "../../domain/fact-guess.ts";
import { type NamedFact, undeclaredFacts } from "../../domain/fact-reads.ts";
import { at, type Fault } from "../../domain/fault.ts";
import { readPolicy } from "../../domain/policy/index.ts";
import { type KnownLevels, warningsOf as policyWarnings } from "../../domain/policy/warnings.ts";
import { readStandard } from "../../domain/standard/index.ts";
import { warningsOf as standardWarnings } from "../../domain/standard/warnings.ts";
import type { Warning } from "../../domain/warning.ts";

export type Document = Readonly<Record<string, unknown>>;

/** What can be said of a document: `faults` are its own, `publicationFaults` what only a publication refuses beside. */
export interface Examined {
  readonly faults: readonly Fault[];
  readonly publicationFaults: readonly Fault[];
  /** The facts behind some of them, as they would be declared. */
  readonly undeclaredFacts: readonly FactToDeclare[];
  readonly warnings: readonly Warning[];
}

export type Checked = Pick<Examined, "faults" | "warnings">;

/** No answer lists more faults than this; a refusal says how many there are. */
const mostListed = 1000;

/** Everything that is to be said of a document that lies with the tenant, whose facts these are. */
export function examine(
  noun: DocumentNoun,
  document: Document,
  facts: readonly NamedFact[],
  levels: KnownLevels,
): Examined {
  const reads = [expressionsOf(noun, document), facts, subjectOf(noun, document)] as const;
  const publicationFaults = [...sourceFaults(document), ...yearFaults(noun, document), ...undeclaredFacts(...reads)];
  return { ...checkDocument(noun, document, levels), publicationFaults, undeclaredFacts: factsToDeclare(...reads) };
}

/** What is wrong with a document by itself (标准体检), a policy's rows held against the standards' levels; a document with
 * faults has no warnings yet. */
export function checkDocument(noun: DocumentNoun, document: Document, levels: KnownLevels, most = mostListed): Checked {
  const { faults, warnings } = noun === "standards" ? checkStandard(document) : checkPolicy(document, levels);
  return { faults: faults.slice(0, most), warnings: warnings.slice(0, mostListed) };
}

function checkStandard(document: Document): Checked {
  const read = readStandard(document);
  return "faults" in read
    ? { faults: read.faults, warnings: [] }
    : { faults: [], warnings: standardWarnings(read.standard) };
}

function checkPolicy(document: Document, levels: KnownLevels): Checked {
  const read = readPolicy(document);
  return "faults" in read
    ? { faults: read.faults, warnings: [] }
    : { faults: [], warnings: policyWarnings(read.policy, levels) };
}

/** What a document is called in a list, however malformed it is: text that the table takes. */
export function titleOf(document: Document): string {
  const { title } = document;
  if (typeof title !== "string") return "未命名";
  const clean = Array.from(title.replaceAll(/[\p{Cc}\p{Cs}]/gu, " ").trim())
    .slice(0, 200)
    .join("")
    .trim();
  return clean === "" ? "未命名" : clean;
}

/** The year of a policy; of one whose year is a fault, undefined. */
export function policyYear(document: Document): number | undefined {
  const { year } = document;
  return typeof year === "number" && Number.isInteger(year) && year >= 1949 && year <= 9999 ? year : undefined;
}

function sourceFaults({ sources }: Document): readonly Fault[] {
  const isCited = Array.isArray(sources) && sources.length > 0;
  return isCited ? [] : [{ path: "sources", message: "发布前要写明依据：文件名和条款。" }];
}

function yearFaults(noun: DocumentNoun, document: Document): readonly Fault[] {
  if (noun === "standards" || policyYear(document) !== undefined) return [];
  return [{ path: "year", message: "发布的办法，年份要在 1949～9999 之间。" }];
}

/** What JSON can write and the tables can't keep: half a surrogate pair, a number that isn't finite (1e400). */
export function unstorable(value: unknown, path: string): readonly Fault[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [{ path, message: "数太大，请改小。" }];
  if (typeof value === "string") return value.isWellFormed() ? [] : [{ path, message: illFormed }];
  if (Array.isArray(value)) return value.flatMap((each, index) => unstorable(each, at(path, index)));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, each]) =>
    key.isWellFormed() ? unstorable(each, at(path, key)) : [{ path, message: illFormed }],
  );
}

const illFormed = "文字里有不成对的代理字符，请重新输入。";
