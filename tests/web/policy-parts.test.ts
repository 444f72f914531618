import { describe, expect, it } from "vitest";
import type { Fact } from "../../web/api-shapes.ts";
import type { Amount, Ceiling, Payer } from "../../web/document-shapes.ts";
import { withKey, withMissing, withoutRow, withRow } from "../../web/editing/rows.ts";
import { amountAs, depthOf, isMoney, kindsAt } from "../../web/pages/policy-editor/amount/kinds.ts";
import { knownKeys } from "../../web/pages/policy-editor/amount/known-keys.ts";
import {
  ceilingBy,
  ceilingFor,
  ceilingShared,
  partialOf,
  withPartial,
} from "../../web/pages/policy-editor/ceilings.ts";
import { sharedBy, sharingOf, withPayer } from "../../web/pages/policy-editor/payers.ts";

describe("an amount that becomes another kind", () => {
  const rate: Amount = { kind: "rate", of: "unit.members", fenEach: 500 };

  it("keeps what it had under the same name", () => {
    expect(amountAs("table", rate)).toEqual({ kind: "table", of: "unit.members", rows: {} });
    expect(amountAs("brackets", { kind: "table", of: "result.score", rows: {} })).toEqual({
      kind: "brackets",
      of: "result.score",
      mode: "whole",
      brackets: [{ from: 0, fen: 0 }],
    });
  });

  it("is put into limits or a sum, and comes out of them again", () => {
    expect(amountAs("capped", rate)).toEqual({ kind: "capped", amount: rate });
    expect(amountAs("sum", rate)).toEqual({ kind: "sum", parts: [rate] });
    expect(amountAs("rate", { kind: "capped", amount: rate, atMostFen: 1 })).toEqual(rate);
    expect(amountAs("rate", { kind: "sum", parts: [rate] })).toEqual(rate);
  });

  it("is not put into them where it stands only at the top", () => {
    expect(amountAs("sum", { kind: "share", poolFen: 1, by: [] })).toEqual({
      kind: "sum",
      parts: [{ kind: "fixed", fen: 0 }],
    });
  });

  it("takes no formula for a sum, nor a sum for a formula", () => {
    expect(amountAs("formula", { kind: "fixed", fen: 5 })).toEqual({ kind: "formula", fen: "" });
    expect(amountAs("fixed", { kind: "formula", fen: "facts.a" })).toEqual({ kind: "fixed", fen: 0 });
  });

  it("may be shared or decided only at the top, and nests three deep", () => {
    expect(kindsAt("grants[0].amount")).toContain("share");
    expect(kindsAt("grants[0].amount.parts[1]")).not.toContain("decided");
    expect(depthOf("grants[0].amount.parts[0].amount.amount")).toBe(3);
    expect(kindsAt("grants[0].amount.parts[0].amount")).toContain("sum");
    expect(kindsAt("grants[0].amount.parts[0].amount.amount")).not.toContain("sum");
  });

  it("is compared in yuan where it is a sum of money", () => {
    expect(["facts.cost_fen", "paidFen.creation"].map(isMoney)).toEqual([true, true]);
    expect(["facts.cost", "facts.a_fen / 100", "result.score", undefined].map(isMoney)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });
});

describe("the keys of a table", () => {
  const size = {
    key: "size",
    of: "unit",
    per: "standing",
    choices: [
      { code: "l", title: "大" },
      { code: "s", title: "小" },
    ],
  };
  const facts = [size] as unknown as readonly Fact[];
  const words = {
    names: new Map(),
    codes: new Map(),
    levels: new Map([
      ["5", "五星级"],
      ["4", "四星级"],
    ]),
  };
  const keysOf = (expression: string): readonly string[] => knownKeys(expression, facts, words).map(([key]) => key);

  it("are the values of what it looks up, with what they mean", () => {
    expect(knownKeys("result.level", facts, words)).toEqual([
      ["5", "五星级"],
      ["4", "四星级"],
    ]);
  });

  it("are every combination where two are joined", () => {
    expect(knownKeys("result.level + '/' + unit.size", facts, words)).toEqual([
      ["5/l", "五星级、大"],
      ["5/s", "五星级、小"],
      ["4/l", "四星级、大"],
      ["4/s", "四星级、小"],
    ]);
  });

  it("are the texts that a condition chooses among", () => {
    expect(keysOf("(unit.area >= 1000 ? 'l' : unit.area >= 500 ? 'm' : 's') + '/' + unit.size")).toEqual([
      "l/l",
      "l/s",
      "m/l",
      "m/s",
      "s/l",
      "s/s",
    ]);
  });

  it("are not known of a free text or a number", () => {
    expect(keysOf("unit.township")).toEqual([]);
    expect(keysOf("result.level + '/' + unit.township")).toEqual([]);
    expect(keysOf("")).toEqual([]);
  });
});

describe("rows", () => {
  it("are renamed in their place, never onto another", () => {
    expect(Object.keys(withKey({ a: 1, b: 2, c: 3 }, "b", "x") ?? {})).toEqual(["a", "x", "c"]);
    expect(withKey({ a: 1, b: 2 }, "a", "b")).toBeNull();
  });

  it("are written, removed, and filled up", () => {
    expect(withRow({ a: 1 }, "b", 2)).toEqual({ a: 1, b: 2 });
    expect(withoutRow({ a: 1, b: 2 }, "a")).toEqual({ b: 2 });
    expect(withMissing({ a: 1 }, ["a", "b"])).toEqual({ a: 1, b: 0 });
  });
});

describe("payers", () => {
  const three: readonly Payer[] = ["a", "b", "c"].map((code) => ({ code, title: code, percent: 10 }));

  it("are turned to percent that sum to 100", () => {
    expect(sharedBy(three, "percent").map(({ percent }) => percent)).toEqual([33, 33, 34]);
  });

  it("are turned to parts, or to an order whose last pays the rest", () => {
    expect(sharedBy(three, "part")[0]).toEqual({ code: "a", title: "a", part: 1 });
    const inOrder = sharedBy(three, "order");
    expect(inOrder[0]).toEqual({ code: "a", title: "a", upToFen: 0 });
    expect(inOrder[2]).toEqual({ code: "c", title: "c", rest: true });
    expect(sharingOf(inOrder)).toBe("order");
  });

  it("are added before the one who pays the rest", () => {
    expect(withPayer(sharedBy(three, "order"), "d").map(({ code }) => code)).toEqual(["a", "b", "d", "c"]);
    expect(withPayer(three, "d").at(-1)).toEqual({ code: "d", title: "", percent: 0 });
    expect(withPayer([], "d")).toEqual([{ code: "d", title: "", percent: 100 }]);
  });
});

describe("a ceiling", () => {
  const total: Ceiling = { code: "a", totalFen: 500, share: "prorate" };

  it("is for all together or for each apart, with the keys of its own alone", () => {
    const apart = ceilingBy(total, true);
    expect(apart).toEqual({ code: "a", share: "prorate", by: "unit.township", rows: {} });
    expect(ceilingBy(apart, false)).toEqual({ code: "a", share: "prorate", totalFen: 0 });
  });

  it("has an order only where it is paid in one", () => {
    const ranked = ceilingShared(total, "rank");
    expect(ranked).toEqual({ ...total, share: "rank", order: "result.score" });
    expect(ceilingShared(withPartial(ranked, "stop"), "prorate")).toEqual(total);
  });

  it("tells three fates of who doesn't fit", () => {
    expect((["part", "skip", "stop"] as const).map((each) => partialOf(withPartial(total, each)))).toEqual([
      "part",
      "skip",
      "stop",
    ]);
    expect(withPartial({ ...total, partial: true }, "part")).toEqual(total);
  });

  it("is for all grants once none is named", () => {
    const named = ceilingFor(total, "creation", true);
    expect(named.grants).toEqual(["creation"]);
    expect(ceilingFor(named, "creation", false)).toEqual(total);
  });
});
