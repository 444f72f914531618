import * as v from "valibot";
import { documentStates } from "../domain/vocabulary.ts";
import { date, documentCode, documentHead, listOf, oneOf, said, sha256, version } from "./fields.ts";

/** A standard or policy in a list. */
export const head = v.strictObject(documentHead);

const state = { state: oneOf(documentStates), holdsFrom: v.nullable(date), sha256: v.nullable(sha256) };

/** With all its versions. */
export const headWithVersions = v.strictObject({
  ...documentHead,
  versions: listOf(v.strictObject({ version, ...state }), 100_000),
});

/** One version with its document; `component` is the document's format. */
export const versionWith = (component: "Standard" | "Policy") =>
  v.strictObject({
    code: documentCode,
    title: said(200),
    version,
    ...state,
    document: v.pipe(v.unknown(), v.metadata({ component })),
  });
