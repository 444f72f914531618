import { describe, expect, it } from "vitest";
import type { PolicyDocument } from "../../web/document-shapes.ts";
import { askedBy, emptySample, recipientOf } from "../../web/pages/policy-editor/try/sample.ts";

const policy: PolicyDocument = {
  title: "unit.ignored",
  rounding: { toFen: 1, mode: "half-up" },
  grants: [
    { code: "a", title: "甲", when: "unit.demonstration && facts.months > 3", amount: { kind: "fixed", fen: 1 } },
    { code: "b", title: "乙", lessPaid: true, amount: { kind: "decided", atLeastFen: 0, atMostFen: 100 } },
    { code: "c", title: "丙", amount: { kind: "formula", fen: "paidFen.a + result.rank" } },
  ],
};

describe("what is asked of one who is made up", () => {
  it("is what the draft reads, by the tenant's names, and no more", () => {
    const asked = askedBy(policy, []);
    expect(asked.unit.map(({ key, label }) => [key, label])).toEqual([["demonstration", "是示范点"]]);
    expect(asked.facts.map(({ key }) => key)).toEqual(["months"]);
    expect(asked.paid.map(({ code }) => code)).toEqual(["a", "b"]);
    expect(asked.decided.map(({ code }) => code)).toEqual(["b"]);
    expect([asked.rank, asked.previousLevel]).toEqual([true, false]);
  });

  it("is sent as a recipient, without what it is called", () => {
    expect(Object.keys(recipientOf(emptySample(1)))).not.toContain("title");
  });
});
