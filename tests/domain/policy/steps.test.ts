import { describe, expect, it } from "vitest";
import type { Recipient } from "../../../worker/domain/policy/index.ts";
import { answerTo, grantOf, lineOf, policyDocument } from "../../support/policies.ts";

const asked = { kind: "formula", fen: "facts.x" };
type More = Readonly<Record<string, unknown>>;

/** The fen of a line of `facts.x` fen, and every reason but the first, which is the formula's. */
function told(more: More, given: Omit<Recipient, "id">, policy: More = {}): readonly [number, readonly string[]] {
  const line = lineOf({ ...grantOf(asked, more), ...policy }, given);
  return [line.fen, line.because.slice(1)];
}

describe("step 1", () => {
  const bands = [
    { above: 90, percent: 120 },
    { atLeast: 90, percent: 100 },
    { atLeast: 80, percent: 80 },
  ];
  it.each<[number, number, readonly string[]]>([
    [79.99, 0, ["得分 79.99，没有到一档，按 0% → 0.00 元"]],
    [86.5, 800, ["得分 86.50，按 80% → 8.00 元"]],
    [90, 1000, []],
    [90.01, 1200, ["得分 90.01，按 120% → 12.00 元"]],
  ])("multiplies by the first band that %d has reached", (score, fen, because) => {
    expect(told({ times: [{ of: "result.score", bands }] }, { facts: { x: 1000 }, result: { score } })).toEqual([
      fen,
      because,
    ]);
  });

  it.each<[string, number, readonly string[]]>([
    ["5", 1100, ["级别「5」，按 110% → 11.00 元"]],
    ["3", 900, ["级别「3」，按其他，按 90% → 9.00 元"]],
  ])("multiplies by the row of %s, else by the others'", (level, fen, because) => {
    const times = [{ of: "result.level", rows: { "5": 110 }, otherwise: 90 }];
    expect(told({ times }, { facts: { x: 1000 }, result: { level } })).toEqual([fen, because]);
  });

  it("rounds products once, half up, to a whole fen", () => {
    const times = [{ of: "'k'", rows: { k: 50 } }];
    expect(told({ times: [...times, ...times] }, { facts: { x: 101 } })).toEqual([
      25,
      ["'k' 为「k」，按 50% → 0.505 元", "'k' 为「k」，按 50% → 0.2525 元", "四舍五入到 0.01 元 → 0.25 元"],
    ]);
  });

  it.each<[number, number, readonly string[]]>([
    [100, 200, ["不少于 2.00 元 → 2.00 元"]],
    [350, 350, []],
    [501, 500, ["不超过 5.00 元 → 5.00 元"]],
  ])("holds %i within the limits", (x, fen, because) => {
    expect(told({ atLeastFen: 200, atMostFen: "facts.hi" }, { facts: { x, hi: 500 } })).toEqual([fen, because]);
  });

  it("takes off what was paid, after the limits and never below 0", () => {
    const more = { atMostFen: 500, lessPaid: true };
    expect(told(more, { facts: { x: 900 }, paidFen: { g: 200 } })).toEqual([
      300,
      ["不超过 5.00 元 → 5.00 元", "补差，减去已发 2.00 元 → 3.00 元"],
    ]);
    expect(told(more, { facts: { x: 300 }, paidFen: { g: 301 } })[0]).toBe(0);
    expect(told(more, { facts: { x: 300 }, paidFen: { other: 301 } })).toEqual([300, []]);
  });

  it("gives nothing once anything was paid", () => {
    expect(told({ once: true }, { facts: { x: 700 }, paidFen: { g: 1 } })).toEqual([
      0,
      ["不重复奖补，已发 0.01 元 → 0.00 元"],
    ]);
    expect(told({ once: true }, { facts: { x: 700 }, paidFen: { g: 0 } })).toEqual([700, []]);
  });
});

describe("step 2", () => {
  it("pays the highest of a group and says so in the others, a tie to the one listed first", () => {
    const grant = (code: string): unknown => ({
      code,
      title: `补助${code}`,
      amount: { kind: "formula", fen: `facts.${code}` },
      group: "one",
    });
    const document = policyDocument({ grants: ["b", "a", "c"].map(grant), groups: [{ code: "one", pay: "highest" }] });
    const answer = answerTo(document, [{ id: "u1", facts: { a: 300, b: 300, c: 1 } }]);
    expect(answer.lines.map(({ fen }) => fen)).toEqual([300, 0, 0]);
    expect(answer.lines[1]?.because[1]).toBe("就高不重复，发「补助b」3.00 元，这一项不发 → 0.00 元");
  });
});

describe("step 3", () => {
  it.each<[string, number, number, readonly string[]]>([
    ["down", 23_999, 20_000, ["取到百元，向下 → 200.00 元"]],
    ["up", 20_001, 30_000, ["取到百元，向上 → 300.00 元"]],
    ["half-up", 25_000, 30_000, ["取到百元，四舍五入 → 300.00 元"]],
    ["down", 30_000, 30_000, []],
  ])("brings a line to the unit, %s", (mode, x, fen, because) => {
    expect(told({}, { facts: { x } }, { rounding: { toFen: 10_000, mode } })).toEqual([fen, because]);
  });

  it.each<[More, number, readonly string[]]>([
    [{ x: 1230 }, 1200, ["取到元，进上去会超过最高额，向下 → 12.00 元"]],
    [{ x: 1101 }, 1200, ["取到元，向上 → 12.00 元"]],
  ])("never lifts a line above its atMostFen: %j", (facts, fen, because) => {
    const rounding = { toFen: 100, mode: "up" };
    expect(told({ atMostFen: 1250 }, { facts: facts as Record<string, number> }, { rounding })).toEqual([fen, because]);
  });
});

describe("step 4", () => {
  it("takes the excess in whole units off the grants listed last first", () => {
    const grants = [500, 300, 400].map((fen, place) => ({
      code: `g${place}`,
      title: `补助${place}`,
      amount: { kind: "fixed", fen },
    }));
    const policy = { grants, perRecipientAtMostFen: 650, rounding: { toFen: 100, mode: "down" } };
    const answer = answerTo(policyDocument(policy), [{ id: "u1" }]);
    expect(answer.lines.map(({ fen }) => fen)).toEqual([500, 100, 0]);
    expect(answer.lines[1]?.because[1]).toBe("每个对象最多 6.50 元，合计 12.00 元，从后列的扣 2.00 元 → 1.00 元");
  });
});

describe("step 5", () => {
  const township = { code: "township", by: "unit.township", rows: { 汤溪镇: 15_000_000 }, share: "prorate" };

  it("prorates to the unit and gives the units left over to the largest remainders", () => {
    const document = { ...grantOf(asked), rounding: { toFen: 10_000, mode: "down" }, ceilings: [township] };
    const recipients = [3, 5, 3, 5].map((x, place) => ({
      id: `0${place + 1}`,
      unit: { township: "汤溪镇" },
      facts: { x: x * 1_000_000 },
    }));
    const answer = answerTo(document, recipients);
    expect(answer.lines.map(({ fen }) => fen)).toEqual([2_810_000, 4_690_000, 2_810_000, 4_690_000]);
    expect(answer.lines[1]?.because[1]).toBe("汤溪镇封顶 150,000.00 元，合计 160,000.00 元，按比例折算 → 46,900.00 元");
    expect(answer.ceilings).toEqual([
      { code: "township", key: "汤溪镇", ceilingFen: 15_000_000, beforeFen: 16_000_000, afterFen: 15_000_000 },
    ]);
  });

  it("pays in full in falling order while the money lasts", () => {
    const ceilings = [{ code: "budget", totalFen: 250, share: "rank", order: "result.score" }];
    const recipients = [80, 90, 85].map((score, place) => ({
      id: `u${place}`,
      facts: { x: 100 },
      result: { score },
    }));
    const answer = answerTo({ ...grantOf(asked), ceilings }, recipients);
    expect(answer.lines.map(({ fen }) => fen)).toEqual([50, 100, 100]);
    expect(answer.lines[0]?.because[1]).toBe(
      "总额封顶 2.50 元，合计 3.00 元，按次序发放（80.00），轮到时余 0.50 元 → 0.50 元",
    );
  });

  it("puts a line that fails for a later ceiling into no ceiling, not even an earlier one", () => {
    const budget = { code: "budget", totalFen: 1000, share: "rank", order: "result.score" };
    const recipients = ["u1", "u2"].map((id) => ({
      id,
      unit: { township: "汤溪镇" },
      facts: { x: 10_000_000 },
      result: id === "u1" ? { score: 90 } : {},
    }));
    const answer = answerTo({ ...grantOf(asked), ceilings: [township, budget] }, recipients);
    expect(answer.ceilings[0]).toMatchObject({ beforeFen: 10_000_000, afterFen: 10_000_000 });
    expect(answer.errors).toEqual([{ recipient: "u2", grant: "g", reason: "封顶算不出：budget：缺少 result.score" }]);
  });

  it("asks for no order where the recipient's value has no ceiling", () => {
    const ranked = { ...township, share: "rank", order: "result.score" };
    const answer = answerTo({ ...grantOf(asked), ceilings: [ranked] }, [
      { id: "u1", unit: { township: "罗埠镇" }, facts: { x: 7 } },
    ]);
    expect(answer).toMatchObject({ totalFen: 7, errors: [], ceilings: [] });
  });

  it("lists ceilings by place, then by key by code point", () => {
    const ceilings = [
      { code: "a", by: "unit.k", otherwiseFen: 9, share: "prorate" },
      { code: "b", totalFen: 99, share: "prorate" },
    ];
    const keys = ["\u{10437}", "Ａ", "constructor", "__proto__", "9", "10"];
    const recipients = keys.map((k, place) => ({ id: `u${place}`, unit: { k }, facts: { x: 1 } }));
    const answer = answerTo({ ...grantOf(asked), ceilings }, recipients);
    expect(answer.ceilings.map(({ code, key }) => [code, key])).toEqual([
      ["a", "10"],
      ["a", "9"],
      ["a", "__proto__"],
      ["a", "constructor"],
      ["a", "Ａ"],
      ["a", "\u{10437}"],
      ["b", null],
    ]);
  });
});

describe("steps 6 and 7", () => {
  const payers = [
    { code: "zone", title: "开发区财政", percent: 60 },
    { code: "township", title: "乡镇配套", percent: 40 },
  ];
  const instalments = [
    { code: "start", percent: 50, when: "facts.plan_approved" },
    { code: "accepted", percent: 50 },
  ];

  it("split a line between payers and over instalments", () => {
    const line = lineOf({ ...grantOf(asked), payers, instalments }, { facts: { x: 101, plan_approved: false } });
    expect(line).toMatchObject({
      payers: { zone: 61, township: 40 },
      instalments: [
        { code: "start", fen: 51, due: false },
        { code: "accepted", fen: 50, due: true },
      ],
    });
    expect(line.because.slice(1)).toEqual([
      "承担：开发区财政 0.61 元，乡镇配套 0.40 元",
      "分期：第 1 期 0.51 元，还不能发；第 2 期 0.50 元，可以发",
    ]);
  });

  it("give a line of 0, failed or not, its payers and instalments too", () => {
    const line = lineOf({ ...grantOf(asked), payers, instalments }, { facts: { x: 101 } });
    expect(line).toMatchObject({
      fen: 0,
      payers: { zone: 0, township: 0 },
      instalments: [
        { code: "start", fen: 0, due: false },
        { code: "accepted", fen: 0, due: true },
      ],
      because: ["分期的条件算不出：缺少 facts.plan_approved"],
    });
  });

  it("are absent where neither the policy nor the grant has them", () => {
    expect(Object.keys(lineOf(grantOf(asked), { facts: { x: 1 } }))).toEqual([
      "recipient",
      "grant",
      "fen",
      "because",
      "beforeCeilingsFen",
      "changedFen",
      "steps",
    ]);
  });
});
