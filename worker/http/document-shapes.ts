import * as v from "valibot";
import { documentStates, factPeriods, factSubjects, factTypes, lowerings } from "../domain/vocabulary.ts";
import * as f from "./fields.ts";

/** A standard or policy in a list. */
export const head = v.strictObject(f.documentHead);

const state = { state: f.oneOf(documentStates), holdsFrom: v.nullable(f.date), sha256: v.nullable(f.sha256) };

/** With all its versions, and the one that is in force on the day asked for. */
export const headWithVersions = v.strictObject({
  ...f.documentHead,
  versions: f.listOf(v.strictObject({ version: f.version, ...state }), 100_000),
  inForce: v.nullable(f.version),
});

const fault = v.strictObject({ path: f.said(500), message: f.said(1000) });
const faults = f.listOf(fault, 1000);

const warnings = f.listOf(
  v.strictObject({
    code: f.said(64),
    path: f.said(500),
    message: f.said(1000),
    figures: f.mapOf(v.union([f.number(-Number.MAX_SAFE_INTEGER, Number.MAX_SAFE_INTEGER), f.said(500)]), 100),
    proposal: v.nullable(
      v.strictObject({
        text: f.said(1000),
        path: f.said(500),
        value: v.pipe(v.unknown(), v.metadata({ component: "DraftPart" })),
      }),
    ),
    source: v.nullable(f.said(500)),
  }),
  1000,
);

/** What 标准体检 says of a document. */
export const checked = v.strictObject({ faults, warnings });

/** What a file was read as; where each fault stands, in the document and in the file's sheets. */
export const imported = (component: "StandardOrDraft" | "PolicyOrDraft") =>
  v.strictObject({
    document: v.pipe(v.unknown(), v.metadata({ component })),
    faults: f.listOf(
      v.strictObject({
        path: f.said(500),
        message: f.said(1000),
        sheet: v.nullable(f.said(31)),
        row: v.nullable(f.whole(1, 1_048_576)),
        column: v.nullable(f.said(100)),
      }),
      5_001,
    ),
    warnings,
  });

const decision = {
  at: f.instant,
  by: v.nullable(v.strictObject({ id: f.id, name: f.said(100) })),
  reason: v.nullable(f.said(500)),
};

/** Facts that a draft reads and nobody declared; `type` null where their use doesn't tell, `choices` the codes it names. */
const toDeclare = f.listOf(
  v.strictObject({
    key: f.said(64),
    of: f.oneOf(factSubjects),
    per: f.oneOf(factPeriods),
    type: v.nullable(f.oneOf(factTypes)),
    choices: f.listOf(f.said(64), 1000),
    paths: f.listOf(f.said(500), 10_000),
  }),
  10_000,
);

/** What children may lower of a standard that they adopt: nothing, all, or the parts that are named. */
export const allowance = v.strictObject({
  lowering: f.oneOf(lowerings),
  parts: f.listOf(v.pipe(v.string(), v.minLength(1), v.maxLength(100)), 1000),
});

/** One version with its document, which may be a draft, and what is to be said of it. */
export const versionWith = (component: "StandardOrDraft" | "PolicyOrDraft") =>
  v.strictObject({
    code: f.documentCode,
    title: f.said(200),
    version: f.version,
    ...state,
    revision: f.revision,
    publication: v.nullable(v.strictObject({ ...decision, over: faults, allows: v.exactOptional(allowance) })),
    retirement: v.nullable(v.strictObject(decision)),
    document: v.pipe(v.unknown(), v.metadata({ component })),
    faults,
    publicationFaults: faults,
    undeclaredFacts: toDeclare,
    warnings,
  });

/** A document that may have any fault but those of its being an object; its size is checked where it is kept. */
export const draft = v.pipe(
  v.custom<Readonly<Record<string, unknown>>>(
    (value) => typeof value === "object" && value !== null && !Array.isArray(value),
    "要写成 { … }",
  ),
  v.metadata({ component: "Draft" }),
);

/** How two versions differ, item by item, in words. */
export const differences = v.strictObject({
  items: f.listOf(
    v.strictObject({
      path: f.said(500),
      kind: v.picklist(["added", "removed", "changed", "moved"]),
      text: f.said(2000),
    }),
    20_000,
  ),
});
