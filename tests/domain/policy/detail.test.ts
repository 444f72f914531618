import { describe, expect, it } from "vitest";
import { answerOf, calculationDigest } from "../../../worker/domain/policy/index.ts";
import { answerTo, calculationOf, grantOf, policyDocument } from "../../support/policies.ts";

/** The calculation page of the design: one township of five points, of which the fifth has three stars. */
const document = policyDocument({
  title: "党建示范带创建以奖代补",
  sources: [{ document: "关于开展党建示范带创建的通知", clause: "三、3" }],
  grants: [
    {
      code: "demonstration",
      title: "示范点创建补助",
      when: "unit.demonstration && result.accepted && result.level in ['5', '4']",
      amount: { kind: "table", of: "result.level", rows: { "4": 3_000_000, "5": 5_000_000 } },
    },
  ],
  rounding: { toFen: 10_000, mode: "down" },
  ceilings: [{ code: "township", by: "unit.township", rows: { 汤溪镇: 15_000_000 }, share: "prorate" }],
  payers: [{ code: "zone", title: "开发区财政", percent: 100 }],
});

const recipients = ["4", "5", "4", "5", "3"].map((level, place) => ({
  id: `tangxi-0${place + 1}`,
  unit: { township: "汤溪镇", demonstration: true },
  result: { accepted: true, level, score: 97.5 },
}));

describe("the detail of a line", () => {
  const answer = answerTo(document, recipients);

  it("steps from the table to the amount of the line", () => {
    expect(answer.lines[1]).toMatchObject({
      recipient: "tangxi-02",
      fen: 4_690_000,
      beforeCeilingsFen: 5_000_000,
      changedFen: -310_000,
    });
    expect(answer.lines[1]?.steps).toEqual([
      {
        rule: "amount",
        title: "示范点创建补助",
        fen: 5_000_000,
        text: "级别「5」。补助表：「5」50,000.00 元，「4」30,000.00 元。",
        clause: "《关于开展党建示范带创建的通知》三、3",
      },
      {
        rule: "ceiling",
        title: "汤溪镇封顶，按比例折算",
        fen: 4_687_500,
        text: "汤溪镇封顶 150,000.00 元，合计 160,000.00 元。",
        sum: "50,000.00 × 150,000.00 ÷ 160,000.00 = 46,875.00",
      },
      {
        rule: "ceiling-unit",
        title: "取到百元，向下",
        fen: 4_680_000,
        text: "4 行取整后共 149,800.00 元，封顶内还余 200.00 元。",
      },
      {
        rule: "ceiling-extra",
        title: "余下的逐百元补给余数大的",
        fen: 4_690_000,
        text: "这一行余 75.00 元，补 100.00 元。",
      },
      {
        rule: "payers",
        title: "承担",
        fen: 4_690_000,
        text: "开发区财政 46,900.00 元。",
        clause: "《关于开展党建示范带创建的通知》三、3",
      },
    ]);
  });

  it("says what a line whose remainder was too small didn't get", () => {
    expect(answer.lines[0]?.steps?.find(({ rule }) => rule === "ceiling-extra")).toEqual({
      rule: "ceiling-extra",
      title: "余下的逐百元补给余数大的",
      fen: 2_810_000,
      text: "这一行余 25.00 元，排在后面，没有补到。",
    });
  });

  it("sums up by township", () => {
    expect(answer.townships).toEqual([
      {
        township: "汤溪镇",
        lines: 4,
        beforeFen: 16_000_000,
        ceilingFen: 15_000_000,
        changedFen: -1_000_000,
        fen: 15_000_000,
      },
    ]);
  });

  it("names the part of the condition that doesn't hold for who has no line", () => {
    expect(answer.without).toEqual([
      {
        recipient: "tangxi-05",
        grant: "demonstration",
        reason: "条件不成立：result.level in ['5', '4']（result.level 是「3」）",
      },
    ]);
  });

  it("shows sums that don't come out even as such", () => {
    const uneven = answerTo(
      {
        ...grantOf({ kind: "fixed", fen: 100 }, { times: [{ of: "'k'", rows: { k: 33.33 } }] }),
        ceilings: [{ code: "budget", totalFen: 70, share: "prorate" }],
      },
      [{ id: "u1" }, { id: "u2" }, { id: "u3" }],
    );
    expect(uneven.lines[0]?.steps?.map(({ title, fen, sum }) => [title, fen, sum])).toEqual([
      ["补助", 100, undefined],
      ["系数 33.33%", 33, "1.00 × 33.33% = 0.3333"],
      ["取到 0.01 元", 33, undefined],
      ["总额封顶，按比例折算", 23, "0.33 × 0.70 ÷ 0.99 ≈ 0.233333"],
      ["取到 0.01 元，向下", 23, undefined],
      ["余下的逐 0.01 元补给余数大的", 24, undefined],
    ]);
  });

  it("of a line that failed is the failure", () => {
    const failed = answerTo(grantOf({ kind: "formula", fen: "facts.a / facts.b" }), [
      { id: "u1", facts: { a: 8, b: 0 } },
    ]);
    expect(failed.lines[0]?.steps).toEqual([
      { rule: "error", title: "算不出", fen: 0, text: "金额算不出：除数是 0。" },
    ]);
  });
});

describe("an answer without detail", () => {
  it("has exactly what the call gives", () => {
    const answer = answerOf(calculationOf(document, recipients));
    expect(Object.keys(answer)).toEqual(["totalFen", "lines", "ceilings", "errors"]);
    expect(answer.lines[0]).toEqual({
      recipient: "tangxi-01",
      grant: "demonstration",
      fen: 2_810_000,
      payers: { zone: 2_810_000 },
      because: [
        "示范点创建补助：级别「4」 → 30,000.00 元",
        "汤溪镇封顶 150,000.00 元，合计 160,000.00 元，按比例折算 → 28,100.00 元",
        "承担：开发区财政 28,100.00 元",
      ],
    });
  });
});

describe("a condition that doesn't hold", () => {
  it.each([
    ["facts.a > 1 && facts.b == 'x && y'", "facts.b == 'x && y'（facts.b 是「x && z」）"],
    ["facts.a > 3 || facts.b == 'q'", "facts.a > 3 || facts.b == 'q'（facts.a 是 2，facts.b 是「x && z」）"],
    ["(facts.a > 3 || facts.c) && facts.a > 1", "(facts.a > 3 || facts.c)（facts.a 是 2，facts.c 是「否」）"],
    ["facts.a > 1 && has(facts.d)", "has(facts.d)（facts.d 是未填）"],
    ["facts.a > 1 && facts.e == 1", "facts.e == 1（facts.e 是空）"],
    [
      "facts.tags.exists(t, t == 'z' && t != 'y')",
      "facts.tags.exists(t, t == 'z' && t != 'y')（facts.tags 是「x」、「y」）",
    ],
  ])("is told of %s", (when, told) => {
    const facts = { a: 2, b: "x && z", c: false, e: null, tags: ["x", "y"] };
    const answer = answerTo(grantOf({ kind: "fixed", fen: 1 }, { when }), [{ id: "u1", facts }]);
    expect(answer.without?.map(({ reason }) => reason)).toEqual([`条件不成立：${told}`]);
  });
});

describe("the digest of a calculation", () => {
  it("is of the policy and the recipients sorted by id, in whatever order they came", async () => {
    const digest = await calculationDigest(document, recipients);
    expect(digest).toMatch(/^[0-9a-f]{64}$/);
    expect(await calculationDigest(document, recipients.toReversed())).toBe(digest);
    expect(await calculationDigest({ ...document, year: 2016 }, recipients)).not.toBe(digest);
    expect(await calculationDigest({ a: 1 }, [{ id: "b" }, { id: "a" }])).toBe(
      "9269871585df0751163d8ba118e8ff9eb71092f5a5331ea37e9c9ebe28cb9cbb",
    );
  });
});
