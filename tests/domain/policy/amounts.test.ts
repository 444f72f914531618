import { describe, expect, it } from "vitest";
import type { Recipient } from "../../../worker/domain/policy/index.ts";
import { answerTo, grantOf, lineOf } from "../../support/policies.ts";

type Given = Omit<Recipient, "id">;

/** A line's fen and its first reason. */
function told(amount: unknown, given: Given): readonly [number, string | undefined] {
  const line = lineOf(grantOf(amount), given);
  return [line.fen, line.because[0]];
}

const rows = { "5": 5_000_000, "4": 3_000_000, "86.5": 700 };

describe("an amount", () => {
  it("that is fixed is its fen", () => {
    expect(told({ kind: "fixed", fen: 70_000 }, {})).toEqual([70_000, "补助：定额 → 700.00 元"]);
  });

  it.each<[Given, number, string]>([
    [{ result: { level: "4" } }, 3_000_000, "补助：级别「4」 → 30,000.00 元"],
    [{ result: { level: 86.5 } }, 700, "补助：级别「86.5」 → 7.00 元"],
    [{ result: { level: "3" } }, 11, "补助：级别「3」，表里没有，按其他 → 0.11 元"],
    [{ result: { level: null } }, 11, "补助：级别为空，表里没有，按其他 → 0.11 元"],
    [{ result: { level: "__proto__" } }, 11, "补助：级别「__proto__」，表里没有，按其他 → 0.11 元"],
    [{ result: { level: "constructor" } }, 11, "补助：级别「constructor」，表里没有，按其他 → 0.11 元"],
  ])("of a table with %j is the row of the key", (given, fen, because) => {
    expect(told({ kind: "table", of: "result.level", rows, otherwiseFen: 11 }, given)).toEqual([fen, because]);
  });

  it("of a table takes rows whose keys JavaScript objects have of their own", () => {
    const odd = JSON.parse('{"__proto__": 3, "constructor": 4}');
    const amount = { kind: "table", of: "unit.k", rows: odd };
    expect(lineOf(grantOf(amount), { unit: { k: "__proto__" } }).fen).toBe(3);
    expect(lineOf(grantOf(amount), { unit: { k: "constructor" } }).fen).toBe(4);
  });

  it.each<[Readonly<Record<string, unknown>>, number, number, string]>([
    [{}, 12, 84, "补助：facts.n 为 12，计 12 份，每份 0.07 元 → 0.84 元"],
    [{ from: 10, per: 4 }, 18, 14, "补助：facts.n 为 18，从 10 起算，每 4 计一份，计 2 份，每份 0.07 元 → 0.14 元"],
    [{ upTo: 10 }, 18, 70, "补助：facts.n 为 18，算到 10，计 10 份，每份 0.07 元 → 0.70 元"],
    [{ per: 4, whole: "down" }, 7, 7, "补助：facts.n 为 7，每 4 计一份，不足一份舍去，计 1 份，每份 0.07 元 → 0.07 元"],
    [
      { per: 4, whole: "up" },
      5,
      14,
      "补助：facts.n 为 5，每 4 计一份，不足一份按一份，计 2 份，每份 0.07 元 → 0.14 元",
    ],
    [{ from: 10 }, 3, 0, "补助：facts.n 为 3，从 10 起算，计 0 份，每份 0.07 元 → 0.00 元"],
  ])("of a rate with %j and %f", (more, n, fen, because) => {
    expect(told({ kind: "rate", of: "facts.n", fenEach: 7, ...more }, { facts: { n } })).toEqual([fen, because]);
  });

  it.each<[number, number, string]>([
    [26_350_000, 18_445_000, "补助：基数 263,500.00 元，按 70% → 184,450.00 元"],
    [48_000_000, 21_000_000, "补助：基数 480,000.00 元，按 300,000.00 元计，按 70% → 210,000.00 元"],
    [-50, 0, "补助：基数 −0.50 元，按 70% → 0.00 元"],
  ])("of a percentage of %i", (fen, expected, because) => {
    const amount = { kind: "percent", ofFen: "facts.fen", percent: 70, ofAtMostFen: 30_000_000 };
    expect(told(amount, { facts: { fen } })).toEqual([expected, because]);
  });

  it("of 0 % of a negative base is 0, not −0", () => {
    const line = lineOf(grantOf({ kind: "percent", ofFen: "facts.fen", percent: 0 }), { facts: { fen: -50 } });
    expect(Object.is(line.fen, 0)).toBe(true);
  });

  it.each<[number, number, string]>([
    [99, 0, "补助：facts.n 为 99，没有到一档 → 0.00 元"],
    [100, 220, "补助：facts.n 为 100，在 100 以上一档：0.20 元，加每个 0.02 元 → 2.20 元"],
    [200, 420, "补助：facts.n 为 200，在 100 以上一档：0.20 元，加每个 0.02 元 → 4.20 元"],
    [210, 21, "补助：facts.n 为 210，超过 200 一档：10% → 0.21 元"],
  ])("of whole brackets with %i is that of the last bracket reached", (n, fen, because) => {
    const brackets = [
      { from: 100, fen: 20, fenEach: 2 },
      { above: 200, percent: 10 },
    ];
    expect(told({ kind: "brackets", of: "facts.n", mode: "whole", brackets }, { facts: { n } })).toEqual([
      fen,
      because,
    ]);
  });

  it.each([
    [0, 0],
    [50, 150],
    [100, 300],
    [200, 500],
    [300, 515],
  ])("of marginal brackets with %i adds up every bracket's part: %i", (n, fen) => {
    const brackets = [
      { from: 0, fenEach: 3 },
      { from: 100, fenEach: 2 },
      { above: 200, percent: 10, fen: 5 },
    ];
    expect(told({ kind: "brackets", of: "facts.n", mode: "marginal", brackets }, { facts: { n } })[0]).toBe(fen);
  });

  it("that is decided is the person's decision within the range", () => {
    const amount = { kind: "decided", atLeastFen: 100, atMostFen: "facts.most" };
    expect(told(amount, { facts: { most: 500 }, decidedFen: { g: 300 } })).toEqual([
      300,
      "补助：酌定，范围 1.00—5.00 元 → 3.00 元",
    ]);
  });

  it.each<[Given, string]>([
    [{ decidedFen: {} }, "金额算不出：还没有定数，先作决定"],
    [{ decidedFen: { g: 99 } }, "金额算不出：定的数低于下限，重新决定"],
    [{ decidedFen: { g: 501 } }, "金额算不出：定的数高于上限，重新决定"],
  ])("that is decided fails with %j", (given, reason) => {
    const document = grantOf({ kind: "decided", atLeastFen: 100, atMostFen: 500 });
    const answer = answerTo(document, [{ id: "u1", ...given }]);
    expect(answer.errors).toEqual([{ recipient: "u1", grant: "g", reason }]);
    expect(answer.lines[0]).toMatchObject({ fen: 0, because: [reason] });
  });

  it("of a formula is held at 0 or more", () => {
    const amount = { kind: "formula", fen: "200 - facts.n * 10" };
    expect(told(amount, { facts: { n: 5 } })).toEqual([150, "补助：按公式 200 - facts.n * 10 → 1.50 元"]);
    expect(told(amount, { facts: { n: 30 } })).toEqual([0, "补助：按公式 200 - facts.n * 10，负数按 0 → 0.00 元"]);
  });

  it("that is capped is held within its limits, the lesser where they cross", () => {
    const inner = { kind: "formula", fen: "facts.x" };
    const amount = { kind: "capped", amount: inner, atLeastFen: 400, atMostFen: "facts.hi" };
    expect(told(amount, { facts: { x: 350, hi: 300 } })).toEqual([
      300,
      "补助：按公式 facts.x → 3.50 元，不少于 4.00 元，不超过 3.00 元 → 3.00 元",
    ]);
  });

  it("that is a sum adds parts that are each held at 0 or more", () => {
    const parts = [
      { kind: "formula", fen: "0 - 500" },
      { kind: "fixed", fen: 300 },
    ];
    expect(told({ kind: "sum", parts }, {})).toEqual([
      300,
      "补助：按公式 0 - 500，负数按 0 → 0.00 元；定额 → 3.00 元；合计 → 3.00 元",
    ]);
  });

  it("that is shared out says the factors", () => {
    const amount = {
      kind: "share",
      poolFen: 1000,
      by: [
        { of: "facts.a", percent: 60 },
        { of: "facts.b", percent: 40 },
      ],
    };
    const answer = answerTo(grantOf(amount), [
      { id: "u1", facts: { a: 1, b: 0 } },
      { id: "u2", facts: { a: 2.5, b: 1 } },
      { id: "u3", facts: { a: -3, b: 1 } },
    ]);
    expect(answer.lines.map(({ fen }) => fen)).toEqual([171, 629, 200]);
    expect(answer.lines[1]?.because[0]).toBe(
      "补助：因素分配 10.00 元，60% 按 facts.a：2.5 ÷ 3.5；40% 按 facts.b：1 ÷ 2 → 6.29 元",
    );
    expect(answer.lines[2]?.because[0]).toBe(
      "补助：因素分配 10.00 元，60% 按 facts.a：−3（负数按 0）÷ 3.5；40% 按 facts.b：1 ÷ 2 → 2.00 元",
    );
  });

  it("that is shared out by a factor nobody has says that it is not given out", () => {
    const by = [
      { of: "facts.a", percent: 60 },
      { of: "facts.b", percent: 40 },
    ];
    const line = lineOf(grantOf({ kind: "share", poolFen: 1000, by }), { facts: { a: 2, b: 0 } });
    expect(line.because[0]).toBe(
      "补助：因素分配 10.00 元，60% 按 facts.a：2 ÷ 2；40% 按 facts.b：合计 0，不分 → 6.00 元",
    );
  });

  it("above 10^13 fen is an error of that line alone", () => {
    const answer = answerTo(grantOf({ kind: "formula", fen: "facts.x" }), [
      { id: "u1", facts: { x: 10_000_000_000_000 } },
      { id: "u2", facts: { x: 10_000_000_000_001 } },
    ]);
    expect(answer.totalFen).toBe(10_000_000_000_000);
    expect(answer.errors).toEqual([{ recipient: "u2", grant: "g", reason: "这一行超过 100,000,000,000.00 元" }]);
  });
});
