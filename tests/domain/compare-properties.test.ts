import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../worker/domain/canonical.ts";
import type { Difference } from "../../worker/domain/difference.ts";
import type { Json } from "../../worker/domain/expression.ts";
import { comparePolicies } from "../../worker/domain/policy/compare.ts";
import type { PolicyDocument } from "../../worker/domain/policy/document.ts";
import { compareStandards } from "../../worker/domain/standard/compare.ts";
import type { StandardDocument } from "../../worker/domain/standard/index.ts";
import { documentsIn } from "../support/cases.ts";
import { mutated, picks, reading } from "../support/document-changes.ts";

const standards = documentsIn("hongdai/standard@1");
const policies = documentsIn("hongdai/policy@1");

// A changed document need not be sound: comparing asks for no more than its shape.
const ofStandards = (a: Json, b: Json): readonly Difference[] =>
  compareStandards(a as object as StandardDocument, b as object as StandardDocument);
const ofPolicies = (a: Json, b: Json): readonly Difference[] =>
  comparePolicies(a as object as PolicyDocument, b as object as PolicyDocument);

describe.each([
  ["standards", standards, ofStandards],
  ["policies", policies, ofPolicies],
] as const)("comparing %s", (_, documents, compare) => {
  it("of every case with themselves finds nothing, whatever the order of keys", () => {
    expect(documents.length).toBeGreaterThan(30);
    for (const { document } of documents) {
      expect(compare(document, JSON.parse(canonicalJson(document)))).toEqual([]);
    }
  });

  it("finds something exactly where their canonical JSON differs", () => {
    fc.assert(
      fc.property(fc.constantFrom(...documents), picks, fc.integer({ min: 1, max: 3 }), ({ document }, list, times) => {
        const pick = reading(list);
        let after = document;
        for (let round = 0; round < times; round++) after = mutated(after, pick);
        const differences = compare(document, after);
        expect(differences.length > 0).toBe(canonicalJson(document) !== canonicalJson(after));
        for (const { text } of differences) expect(text).toMatch(/[一-龥]|→/);
      }),
      { numRuns: 2_000 },
    );
  });

  it("finds one title changed, and no more", () => {
    for (const { document } of documents) {
      const differences = compare(document, { ...(document as object), title: "另一个名称" });
      expect(differences.map(({ path, kind }) => [path, kind])).toEqual([["title", "changed"]]);
    }
  });
});
