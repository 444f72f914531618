import * as v from "valibot";
import { documentStates, overlayEffects } from "../domain/vocabulary.ts";
import { allowance, differences } from "./document-shapes.ts";
import * as f from "./fields.ts";

const named = v.strictObject({ code: f.tenantCode, name: f.said(100) });
const published = { version: f.version, title: f.said(200), holdsFrom: f.date, sha256: f.sha256 };

/** What a parent has published, and under which codes of one's own it stands here. */
export const parentStandards = v.strictObject({
  parent: v.nullable(named),
  items: f.listOf(
    v.strictObject({
      code: f.documentCode,
      ...published,
      allows: allowance,
      adoptedAs: f.listOf(f.documentCode, 1000),
    }),
    500,
  ),
});

/** A standard of one's own that stands on a parent's, in a list. */
export const adoptionHead = v.strictObject({
  code: f.documentCode,
  title: f.said(200),
  version: f.version,
  state: f.oneOf(documentStates),
  parent: named,
  standard: f.documentCode,
  parentTitle: f.said(200),
  parentVersion: f.version,
  newerVersion: v.nullable(f.version),
});

const changes = v.nullable(
  f.listOf(
    v.strictObject({
      path: f.said(500),
      kind: v.picklist(["added", "removed", "changed", "moved"]),
      text: f.said(10_000),
      effect: f.oneOf(overlayEffects),
      part: f.said(100),
      isRefused: v.boolean(),
    }),
    20_000,
  ),
);

/** On what a version stands, and what it has otherwise. */
export const adoption = v.strictObject({
  code: f.documentCode,
  version: f.version,
  state: f.oneOf(documentStates),
  taken: v.strictObject({
    parent: named,
    standard: f.documentCode,
    version: f.version,
    title: f.said(200),
    sha256: f.sha256,
    allows: allowance,
    at: f.instant,
    by: v.strictObject({ id: f.id, name: f.said(100) }),
  }),
  changes,
  newer: v.nullable(v.strictObject({ ...published, noticedAt: f.instant })),
});

/** How the parent's next version would go under one's own. */
export const merge = v.strictObject({
  from: f.version,
  to: v.nullable(v.strictObject({ code: f.documentCode, ...published })),
  theirs: differences.entries.items,
  conflicts: f.listOf(
    v.strictObject({
      path: f.said(500),
      theirs: f.said(20_000),
      ours: f.said(20_000),
      proposal: v.picklist(["theirs", "ours"]),
    }),
    20_000,
  ),
  changes,
});
