import { describe, expect, it } from "vitest";
import type { Json } from "../../../worker/domain/expression.ts";
import { documentOf, item, rating, scored, scoredAlone, section } from "../../support/standards.ts";

const options = [
  { code: "a", title: "健全", points: 5 },
  { code: "b", title: "有缺额", points: -2 },
];

function because(score: object, answer: Json | undefined, more: object = {}): string | undefined {
  const document = documentOf([section("s", [item("x", score, more)])], { notApplicable: "zero" });
  const answers = answer === undefined ? {} : { x: answer };
  return scoredAlone(document, { answers, unit: { v: answer ?? null } }).sections[0]?.items[0]?.because;
}

describe("an item says why it has its points", () => {
  it.each<[object, Json | undefined, string]>([
    [{ kind: "yes-no", points: 5 }, true, "是：得满分 5.00 分"],
    [{ kind: "yes-no", points: 5 }, false, "否：得 0.00 分"],
    [{ kind: "yes-no", points: 5 }, undefined, "未填：得 0.00 分"],
    [{ kind: "choice", options }, "b", "有缺额：得 −2.00 分"],
    [{ kind: "count", each: 0.5, atMost: 2 }, 3, "3 次，每次 0.5 分，最多 2.00 分：得 1.50 分"],
    [{ kind: "count", each: 0.5, atMost: 2, atLeast: 4 }, 3, "3 次，不到 4 次不计：得 0.00 分"],
    [
      { kind: "tally", options, take: "sum", atMost: 9 },
      { a: 2, b: 1 },
      "健全 2 次（每次 5.00 分），有缺额 1 次（每次 −2.00 分），相加，最多 9.00 分：得 8.00 分",
    ],
    [{ kind: "tally", options, take: "highest" }, {}, "一项也没有：得 0.00 分"],
    [{ kind: "bands", bands: [{ above: 90, points: 3 }] }, 90, "90，一档也不到：得 0.00 分"],
    [{ kind: "bands", bands: [{ above: 90, points: 3 }] }, 90.5, "90.5，在高于 90 的一档：得满分 3.00 分"],
    [{ kind: "bands", bands: [{ atLeast: 80, points: 3 }] }, 90, "90，在 80 以上的一档：得满分 3.00 分"],
    [{ kind: "bands", better: "lower", bands: [{ below: 3, points: 1 }] }, 2, "2，在不到 3 的一档：得满分 1.00 分"],
    [
      { kind: "brackets", brackets: [{ from: 0, each: 0.1 }], atMost: 5, per: 10, whole: "down" },
      25.5,
      "25.5，分段计（0 以上每 10 计 0.1 分，不足的舍去）：得 0.20 分",
    ],
    [{ kind: "proportion", points: 10, full: 3 }, 1, "1，10.00 × 1 ÷ 3：得 3.33 分"],
    [{ kind: "proportion", points: 10, full: 3 }, 4, "4，达到 3：得满分 10.00 分"],
    [{ kind: "deduct", points: 8, each: 2 }, 1, "8.00 分，1 次，每次扣 2 分：得 6.00 分"],
    [{ kind: "deduct", points: 8, each: 2 }, 5, "8.00 分，5 次，每次扣 2 分，扣完为止：得 0.00 分"],
    [{ kind: "rating", points: 10 }, 4.005, "评 4.005 分：得 4.01 分"],
  ])("%j answered %j", (score, answer, text) => {
    expect(because(score, answer)).toBe(text);
  });

  it("where it is computed: a rank, a share of the best, a formula", () => {
    const document = documentOf([
      section("s", [
        item("r", { kind: "rank", of: "unit.v", order: "high", bands: [{ topN: 1, points: 3 }] }),
        item("b", { kind: "relative", points: 6, of: "unit.v", order: "high" }),
        item("f", { kind: "formula", points: 6, expression: "unit.v + 0.125" }),
      ]),
    ]);
    const result = scored(document, [
      { id: "u1", unit: { v: 9 } },
      { id: "u2", unit: { v: 2 } },
    ]).get("u2");
    const sections = result !== undefined && "sections" in result ? result.sections : [];
    expect(sections[0]?.items.map((each) => each.because)).toEqual([
      "值 2，2 个里排第 2：得 0.00 分",
      "值 2，最好的 9，6.00 × 2 ÷ 9：得 1.33 分",
      "按公式算得 2.125：得 2.13 分",
    ]);
  });

  it("where it doesn't apply, by its mode and in a deduction", () => {
    const one = (mode: string) =>
      section(mode, [item(`${mode}1`, rating(4), { optional: true }), item(`${mode}2`, rating(4))], {
        notApplicable: mode,
      });
    const minus = section("m", [item("m1", rating(4), { applies: "false" }), item("m2", rating(4))], {
      kind: "deduction",
    });
    const document = documentOf([one("rescale"), one("full"), one("zero"), minus]);
    const result = scoredAlone(document, { answers: { m2: 1.5 }, notApplicable: ["rescale1", "full1", "zero1"] });
    expect(result.sections.map(({ items }) => items[0]?.because)).toEqual([
      "填了不适用：4.00 分不计入",
      "填了不适用，按满分计：得满分 4.00 分",
      "填了不适用，按零分计：得 0.00 分",
      "不适用：扣 0.00 分",
    ]);
    expect(result.sections[3]?.items[1]?.because).toBe("评 1.5 分：扣 1.50 分");
  });
});

describe("a result says how its total and level came about:", () => {
  const levels = [
    { code: "5", title: "五星级", atLeast: 90 },
    { code: "4", title: "四星级", atLeast: 80 },
    { code: "3", title: "三星级", atLeast: 70 },
  ];
  const whole = section("s", [item("x", rating(100)), item("y", rating(20), { optional: true })], { atMost: 100 });

  it("the level reached, and what is missing to the next", () => {
    expect(scoredAlone(documentOf([whole], { levels }), { answers: { x: 86.5 } }).because).toEqual([
      "总分 86.50",
      "达到四星级（80 分以上）",
      "距五星级（90 分）差 3.50 分",
    ]);
  });

  it("no level", () => {
    expect(scoredAlone(documentOf([whole], { levels }), { answers: { x: 69.99 } }).because).toEqual([
      "总分 69.99",
      "没有达到任何等级",
      "距三星级（70 分）差 0.01 分",
    ]);
  });

  it("a cap, a start, a bonus, a deduction, a ceiling", () => {
    const plus = section("p", [item("p1", rating(5))], { kind: "bonus" });
    const minus = section("m", [item("m1", rating(5))], { kind: "deduction" });
    const document = documentOf([whole, plus, minus], { start: 10, atMost: 110 });
    expect(scoredAlone(document, { answers: { x: 95, y: 7.5, p1: 4, m1: 0.5 } }).because).toEqual([
      "总分 110.00",
      "大项s各项合计 102.50 分，最多得 100.00 分",
      "起点 10.00 + 基础分 100.00 + 加分 4.00 − 扣分 0.50 = 113.50 分",
      "总分最多 110.00 分",
    ]);
  });

  it("a rescaling", () => {
    const document = documentOf([section("s", [item("x", rating(60)), item("y", rating(40), { optional: true })])]);
    expect(scoredAlone(document, { answers: { x: 50 }, notApplicable: ["y"] }).because).toEqual([
      "总分 83.33",
      "有不适用的项，基础分折算：50.00 × 100.00 ÷ 60.00",
    ]);
  });

  it("weights, one of which left", () => {
    const sections = [
      section("a", [item("x", rating(10))], { weight: 40 }),
      section("b", [item("y", rating(10), { optional: true })], { weight: 60 }),
    ];
    const document = documentOf(sections, { scoring: "weights" });
    expect(scoredAlone(document, { answers: { x: 9 }, notApplicable: ["y"] }).because).toEqual([
      "总分 90.00",
      "大项a权重 40%：40 × 100 ÷ 40 × 9.00 ÷ 10.00 = 90.00 分",
      "大项b都不适用，权重 60% 由其余大项分担",
    ]);
  });

  it("a veto that forbids and one that lowers", () => {
    const vetoes = [
      { code: "a", title: "事故", effect: { kind: "at-most-level", level: "4" } },
      { code: "b", title: "通报", effect: { kind: "lower", by: 1 } },
    ];
    const document = documentOf([whole], { levels, vetoes });
    expect(scoredAlone(document, { answers: { x: 95 }, vetoes: ["a", "b"] }).because).toEqual([
      "总分 95.00",
      "一票否决“事故”：最高四星级",
      "一票否决“通报”：降 1 级",
      "达到四星级（80 分以上）",
      "降 1 级，为三星级",
      "因“事故”，不能定五星级",
    ]);
  });

  it("a promotion, a condition, a direct level", () => {
    const promotion = { atMostSteps: 1 };
    const stepwise = documentOf([whole], { levels, promotion });
    expect(scoredAlone(stepwise, { answers: { x: 95 }, held: { level: "3" } }).because).toEqual([
      "总分 95.00",
      "达到四星级（80 分以上）",
      "逐级晋升，一次最多升 1 级，不能定五星级",
    ]);
    const [first, ...others] = levels;
    const conditional = documentOf([whole], { levels: [{ ...first, when: "unit.ok" }, ...others] });
    expect(scoredAlone(conditional, { answers: { x: 95 }, unit: { ok: false } }).because).toEqual([
      "总分 95.00",
      "达到四星级（80 分以上）",
      "五星级的附加条件没有满足",
    ]);
    const direct = documentOf([whole], { levels, directLevels: [{ level: "5", when: "true" }] });
    expect(scoredAlone(direct, { answers: { x: 1 } }).because).toEqual(["总分 1.00", "直接定为五星级"]);
  });

  it("a quota: who found a place, who found none", () => {
    const [first, ...others] = levels;
    const document = documentOf([whole], { levels: [{ ...first, quota: { count: 1 } }, ...others] });
    const results = scored(document, [
      { id: "u1", answers: { x: 95 } },
      { id: "u2", answers: { x: 94 } },
    ]);
    expect(results.get("u1")).toMatchObject({
      because: ["总分 95.00", "达到五星级（90 分以上）", "五星级名额 1 个，排第 1"],
    });
    expect(results.get("u2")).toMatchObject({
      because: ["总分 94.00", "达到四星级（80 分以上）", "五星级名额 1 个，排第 2，没有名额"],
    });
  });

  it("a level that was reached or named and may not be held: by what forbids it, and nothing else", () => {
    const vetoes = [
      { code: "a", title: "事故", effect: { kind: "at-most-level", level: "4" } },
      { code: "n", title: "造假", effect: { kind: "no-level" } },
    ];
    const because = (more: object, subject: object) =>
      scoredAlone(documentOf([whole], { levels, vetoes, ...more }), { answers: { x: 95 }, ...subject }).because.slice(
        1,
      );
    expect(because({}, { vetoes: ["a", "n"] })).toEqual([
      "一票否决“事故”：最高四星级",
      "一票否决“造假”：不定级",
      "没有定上等级",
      "因“造假”，不能定三星级",
    ]);
    const directLevels = [{ level: "5", when: "true" }];
    expect(because({ directLevels }, { vetoes: ["n"] })).toEqual([
      "一票否决“造假”：不定级",
      "直接定为五星级",
      "因“造假”，不能定五星级",
      "没有定上等级",
    ]);
    expect(because({ directLevels, promotion: { atMostSteps: 1 } }, {})).toEqual([
      "直接定为五星级",
      "逐级晋升，一次最多升 1 级，不能定五星级",
      "只能定到三星级",
    ]);
  });

  it("a rescaling of some sections, and weights that all leave", () => {
    const optional = (code: string) => item(code, rating(10), { optional: true });
    const some = documentOf([
      section("a", [optional("x")]),
      section("b", [item("y", rating(5))], { notApplicable: "zero" }),
    ]);
    expect(scoredAlone(some, { answers: { y: 4 }, notApplicable: ["x"] }).because).toEqual([
      "总分 4.00",
      "大项a各项都不适用，计 0.00 分",
    ]);
    const all = documentOf([section("a", [optional("x")], { weight: 100 })], { scoring: "weights" });
    expect(scoredAlone(all, { notApplicable: ["x"] }).because).toEqual([
      "总分 0.00",
      "大项a都不适用，权重 100% 得 0.00 分",
    ]);
  });
});
