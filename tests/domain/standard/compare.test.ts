import { describe, expect, it } from "vitest";
import { compareStandards } from "../../../worker/domain/standard/compare.ts";
import type { StandardDocument } from "../../../worker/domain/standard/index.ts";
import { documentOf, item, rating, section, standardOf } from "../../support/standards.ts";

type Fields = Readonly<Record<string, unknown>>;

const sound = (document: unknown): StandardDocument => standardOf(document).document;
const told = (before: unknown, after: unknown): readonly string[] =>
  compareStandards(sound(before), sound(after)).map(({ kind, path, text }) => `${kind} ${path} ${text}`);
const named = (code: string, title: string, score: object, more: object = {}): object =>
  item(code, score, { title, ...more });
const yes = (points: number): object => ({ kind: "yes-no", points });
const leveled = [{ code: "4", title: "四星级", atLeast: 80 }];
const one = (score: object, more: object = {}): object =>
  documentOf([section("s", [named("x", "书记选配", score, more)])]);

describe("an item", () => {
  const path = "sections[0].items[0]";

  it.each<[string, object, object, string]>([
    ["its points", one(yes(5)), one(yes(8)), `changed ${path}.score.points 「书记选配」满分 5 分 → 8 分`],
    ["its kind", one(yes(5)), one(rating(8)), `changed ${path}.score 「书记选配」评分办法 是否，5 分 → 评分，8 分`],
    [
      "its proof",
      one(yes(5), { proof: "photo" }),
      one(yes(5), { proof: "site-visit" }),
      `changed ${path}.proof 「书记选配」佐证 照片 → 实地查看`,
    ],
    [
      "whom it applies to",
      one(yes(5)),
      one(yes(5), { applies: "unit.field == 'village'" }),
      `changed ${path}.applies 「书记选配」适用 都适用 → “unit.field == 'village'”`,
    ],
    [
      "its condition gone",
      one(yes(5), { from: "unit.trained" }),
      one(yes(5)),
      `changed ${path} 「书记选配」答案取自 “unit.trained” → 由人填`,
    ],
    [
      "its bands",
      one({ kind: "bands", bands: [{ atLeast: 3, points: 20 }] }),
      one({
        kind: "bands",
        bands: [
          { atLeast: 3, points: 20 },
          { above: 1, points: 10 },
        ],
      }),
      `changed ${path}.score.bands 「书记选配」分档 3 以上 20 分 → 3 以上 20 分、超过 1 10 分`,
    ],
    [
      "its cap",
      one({ kind: "count", each: 1, atMost: 5 }),
      one({ kind: "count", each: 1, atMost: 8 }),
      `changed ${path}.score.atMost 「书记选配」封顶 5 分 → 8 分`,
    ],
  ])("is told by %s", (_, before, after, text) => {
    expect(told(before, after)).toEqual([text]);
  });

  it("is told by its options, one by one", () => {
    const choice = (options: readonly Fields[]): object => one({ kind: "choice", options });
    const [full, partial, none] = [
      { code: "full", title: "健全", points: 5 },
      { code: "partial", title: "有缺额", points: 3 },
      { code: "none", title: "没有", points: 0 },
    ];
    expect(told(choice([full, partial]), choice([{ ...full, points: 6 }, none]))).toEqual([
      `removed ${path}.score.options[1] 「书记选配」删去选项「有缺额」 3 分`,
      `changed ${path}.score.options[0].points 选项「健全」 5 分 → 6 分`,
      `added ${path}.score.options[1] 「书记选配」加了选项「没有」 0 分`,
    ]);
    expect(told(choice([full, partial]), choice([partial, full]))).toEqual([
      `moved ${path}.score.options[0] 「书记选配」选项「有缺额」移到最前面`,
    ]);
  });

  it("that stands in another section is moved, not removed and added", () => {
    const [a, b, c] = [named("a", "甲项", yes(1)), named("b", "乙项", yes(2)), named("c", "丙项", yes(3))];
    const before = documentOf([section("s", [a, b]), section("t", [c])]);
    const after = documentOf([section("s", [a]), section("t", [named("b", "乙项", yes(4)), c])]);
    expect(told(before, after)).toEqual([
      "moved sections[1].items[0] 「乙项」从「大项s」移到「大项t」",
      "changed sections[1].items[0].score.points 「乙项」满分 2 分 → 4 分",
    ]);
    expect(told(documentOf([section("s", [a, b])]), documentOf([section("s", [a]), section("n", [b])]))).toEqual([
      "added sections[1] 加了大项「大项n」，1 项",
      "moved sections[1].items[0] 「乙项」从「大项s」移到「大项n」",
    ]);
  });

  it("that moves in and what changes beside it stand at their places in the whole list", () => {
    const [a, b, c] = [named("a", "甲项", yes(1)), named("b", "乙项", yes(2)), named("c", "丙项", yes(3))];
    const before = documentOf([section("s", [a, b]), section("t", [c])]);
    const after = documentOf([section("s", [b]), section("t", [a, named("c", "丙项", yes(5))])]);
    expect(told(before, after)).toEqual([
      "changed sections[1].items[1].score.points 「丙项」满分 3 分 → 5 分",
      "moved sections[1].items[0] 「甲项」从「大项s」移到「大项t」",
    ]);
  });

  it("is added, removed and moved within its section", () => {
    const [a, b, c] = [named("a", "甲项", yes(1)), named("b", "乙项", yes(2)), named("c", "丙项", yes(3))];
    const of = (...items: readonly object[]): object => documentOf([section("s", items)]);
    expect(told(of(a, b), of(a, c))).toEqual([
      "removed sections[0].items[1] 大项「大项s」删去「乙项」：是否，2 分",
      "added sections[0].items[1] 大项「大项s」加了「丙项」：是否，3 分",
    ]);
    expect(told(of(a, b, c), of(c, a, b))).toEqual(["moved sections[0].items[0] 大项「大项s」「丙项」移到最前面"]);
    expect(told(of(a, b, c), of(b, c, a))).toEqual([
      "moved sections[0].items[2] 大项「大项s」「甲项」移到「丙项」后面",
    ]);
  });
});

describe("the rest of a standard", () => {
  const of = (more: object): object => documentOf([section("s", [item("x", rating(100))])], more);
  const level = (more: object): object =>
    of({
      levels: [
        { code: "5", title: "五星级", atLeast: 90, ...more },
        { code: "4", title: "四星级", atLeast: 80 },
      ],
    });

  it.each<[string, object, object, string]>([
    [
      "a line",
      level({}),
      level({ atLeast: 92.5 }),
      "changed levels[0].atLeast 等级「五星级」的线 90 分以上 → 92.5 分以上",
    ],
    [
      "a quota",
      level({ quota: { percent: 5 } }),
      level({ quota: { percent: 10, ties: "include" } }),
      "changed levels[0].quota 等级「五星级」名额 5% → 10%，并列都算",
    ],
    [
      "a quota that goes",
      level({ quota: { count: 3 } }),
      level({}),
      "changed levels[0] 等级「五星级」名额 3 个 → 不限",
    ],
    [
      "a wording",
      level({ wording: "90 分以上" }),
      level({ wording: "90—100 分" }),
      "changed levels[0].wording 等级「五星级」原文 “90 分以上” → “90—100 分”",
    ],
    [
      "a level's condition",
      level({}),
      level({ when: "unit.a" }),
      "changed levels[0].when 等级「五星级」的条件 没有 → “unit.a”",
    ],
    ["the ceiling", of({}), of({ atMost: 100 }), "changed atMost 总分封顶 不封顶 → 100 分"],
    [
      "whom it is for",
      of({ appliesTo: "unit.a" }),
      of({ appliesTo: "unit.b" }),
      "changed appliesTo 适用范围 “unit.a” → “unit.b”",
    ],
    ["promotion", of({}), of({ promotion: { atMostSteps: 1 } }), "changed promotion 逐级晋升 没有 → 每次最多升 1 级"],
    ["ties", of({ tieBreak: ["s"] }), of({ tieBreak: [] }), "changed tieBreak 同分先看 「大项s」 → 没有"],
    [
      "a veto",
      of({ vetoes: [{ code: "v", title: "事故", effect: { kind: "no-level" } }] }),
      of({ vetoes: [{ code: "v", title: "事故", effect: { kind: "lower", by: 2 } }] }),
      "changed vetoes[0].effect 否决「事故」的后果 不评等级 → 降 2 级",
    ],
    [
      "a veto that caps a level, which is called by its title",
      of({ levels: leveled, vetoes: [{ code: "v", title: "事故", effect: { kind: "no-level" } }] }),
      of({ levels: leveled, vetoes: [{ code: "v", title: "事故", effect: { kind: "at-most-level", level: "4" } }] }),
      "changed vetoes[0].effect 否决「事故」的后果 不评等级 → 最高评到「四星级」",
    ],
    [
      "a direct level, by its title",
      of({ levels: leveled }),
      of({ levels: leveled, directLevels: [{ level: "4", when: "unit.a" }] }),
      "changed directLevels 直接定级 没有 → “unit.a”评「四星级」",
    ],
    [
      "a new veto",
      of({}),
      of({ vetoes: [{ code: "v", title: "事故", effect: { kind: "zero-score" } }] }),
      "added vetoes[0] 加了否决「事故」：总分记 0",
    ],
    [
      "a badge",
      of({ badges: [{ code: "g", title: "和谐之星", section: "s", atLeast: 80 }] }),
      of({ badges: [{ code: "g", title: "和谐之星", section: "s", atLeast: 85 }] }),
      "changed badges[0].atLeast 章「和谐之星」的线 80% → 85%",
    ],
    ["an empty list of vetoes", of({}), of({ vetoes: [] }), "changed vetoes 否决 没有写 → []"],
  ])("is told by %s", (_, before, after, text) => {
    expect(told(before, after)).toEqual([text]);
  });

  it("is told by weights and caps of sections", () => {
    const weighed = (a: number, b: number): object =>
      documentOf(
        [
          section("a", [item("x", rating(10))], { weight: a }),
          section("b", [item("y", rating(10))], { weight: b, atMost: 10 }),
        ],
        { scoring: "weights" },
      );
    expect(told(weighed(60, 40), weighed(55, 45))).toEqual([
      "changed sections[0].weight 大项「大项a」权重 60% → 55%",
      "changed sections[1].weight 大项「大项b」权重 40% → 45%",
    ]);
  });

  it("is told by levels that change places", () => {
    const [five, four] = [
      { code: "5", title: "五星级", atLeast: 90 },
      { code: "4", title: "四星级", atLeast: 80 },
    ];
    expect(told(of({ levels: [five, four] }), of({ levels: [four, five] }))).toEqual([
      "moved levels[0] 等级「四星级」移到最前面",
    ]);
  });
});
