import { describe, expect, it } from "vitest";
import { documentOf, item, rating, section } from "../../support/standards.ts";
import { afterProposal, raised, theWarning } from "../../support/warnings.ts";

const stars = (levels: readonly object[], more: object = {}): object =>
  documentOf([section("s", [item("x", rating(100))])], { levels, ...more });
const level = (code: string, atLeast: number, more: object = {}): object => ({
  code,
  title: `${code} 星`,
  atLeast,
  ...more,
});
const worded = (wordings: readonly (string | undefined)[], more: object = {}): object =>
  stars(
    wordings.map((wording, place) =>
      level(String(5 - place), 90 - 10 * place, wording === undefined ? {} : { wording }),
    ),
    more,
  );

describe("levels in order", () => {
  it("of 90, 80 and 70 raise nothing", () => {
    expect(raised(stars([level("5", 90), level("4", 80), level("3", 70)]))).toEqual([]);
  });

  it("that run backwards are a slip; the proposal sorts them", () => {
    const document = stars([level("3", 70), level("4", 80)]);
    expect(theWarning(document, "level-backwards")).toEqual({
      code: "level-backwards",
      path: "levels[1].atLeast",
      message: "3 星排在4 星前面，却只要 70.00 分以上，4 星要 80.00 分以上：等级倒挂，4 星评不到。",
      figures: { better: "3 星", betterLine: 70, level: "4 星", line: 80 },
      proposal: {
        text: "按线从高到低排：4 星 80.00、3 星 70.00。",
        path: "levels",
        value: [level("4", 80), level("3", 70)],
      },
      source: null,
    });
    expect(afterProposal(document, "level-backwards")).toEqual([]);
  });

  it("may run backwards under conditions of their own: two scales in one list", () => {
    expect(raised(stars([level("5", 70, { when: "unit.village" }), level("4", 80)]))).toEqual([]);
  });

  it("with one line for two: the later is always taken", () => {
    const document = stars([level("5", 90), level("4", 90), level("3", 70)]);
    expect(raised(document)).toEqual(["level-taken levels[1].atLeast"]);
    expect(theWarning(document, "level-taken").proposal?.value).toEqual(level("4", 80));
    expect(afterProposal(document, "level-taken")).toEqual([]);
  });

  it("with one line for the last two: the proposal lies ten points below", () => {
    const document = stars([level("5", 90), level("4", 90)]);
    expect(theWarning(document, "level-taken").proposal?.value).toEqual(level("4", 80));
  });

  it("with nothing below: the level goes, unless something names it", () => {
    expect(afterProposal(stars([level("5", 0), level("4", 0)]), "level-taken")).toEqual([]);
    const named = stars([level("5", 0), level("4", 0)], {
      directLevels: [{ level: "5", when: "unit.x" }],
      vetoes: [],
    });
    expect(raised(named)).toEqual(["level-taken levels[1].atLeast"]);
  });

  it("with a condition behind one without: it goes before", () => {
    const document = stars([level("5", 80), level("4", 80, { when: "unit.village" })]);
    expect(raised(document)).toEqual(["level-taken levels[1].atLeast"]);
    expect(afterProposal(document, "level-taken")).toEqual([]);
  });

  it.each([
    ["a quota leaves some for the next", {}, { quota: { percent: 5 } }],
    ["promotion forbids the better one", { promotion: { atMostSteps: 1 } }, {}],
    ["a veto forbids the better one", { vetoes: [{ code: "v", title: "否决", effect: { kind: "lower", by: 1 } }] }, {}],
    ["it is given directly", { directLevels: [{ level: "4", when: "unit.x" }] }, {}],
  ])("share a line where %s", (_, more, best) => {
    expect(raised(stars([level("5", 90, best), level("4", 90)], more))).toEqual([]);
  });
});

describe("a level that can't be reached", () => {
  it("asks for more than there is", () => {
    const document = documentOf([section("s", [item("x", rating(40))])], { levels: [level("5", 45), level("4", 30)] });
    const warning = theWarning(document, "level-above-possible");
    expect(warning.message).toBe("5 星要 45.00 分以上，总分最多 40.00 分，评不到。");
    expect(warning.figures).toEqual({ level: "5 星", line: 45, most: 40 });
    expect(afterProposal(document, "level-above-possible")).toEqual([]);
  });

  it("is reached with a bonus, from a start, or where nothing caps a count", () => {
    const base = section("s", [item("x", rating(40))]);
    const bonus = section("b", [item("y", { kind: "count", each: 1 })], { kind: "bonus" });
    const levels = [level("5", 45)];
    expect(raised(documentOf([base, bonus], { levels }))).toEqual([]);
    expect(raised(documentOf([base], { levels, start: 10 }))).toEqual([]);
    expect(raised(documentOf([base], { levels, directLevels: [{ level: "5", when: "unit.x" }] }))).toEqual([]);
  });

  it("is held by the ceiling of the total", () => {
    const document = stars([{ code: "5", title: "五星级", above: 100 }], { atMost: 100 });
    expect(theWarning(document, "level-above-possible").path).toBe("levels[0].above");
    expect(afterProposal(document, "level-above-possible")).toEqual([]);
  });

  it.each([
    ["count", "0 个"],
    ["percent", "0%"],
  ])("has a quota of 0 (%s)", (key, text) => {
    const document = stars([level("5", 90, { quota: { [key]: 0 } }), level("4", 80)]);
    expect(theWarning(document, "quota-zero").message).toBe(`5 星的名额是 ${text}，评不到。`);
    expect(raised(document)).toEqual([`quota-zero levels[0].quota.${key}`]);
    expect(afterProposal(document, "quota-zero")).toEqual([]);
  });

  it("may have a quota of 0 where it is only given directly", () => {
    const direct = { directLevels: [{ level: "5", when: "unit.x" }] };
    expect(raised(stars([level("5", 90, { quota: { count: 0 } })], direct))).toEqual([]);
    expect(raised(stars([level("5", 90, { quota: { count: 1 } })]))).toEqual([]);
  });

  it("where promotion moves by no step", () => {
    const document = stars([level("5", 90)], { promotion: { atMostSteps: 0 } });
    expect(raised(document)).toEqual(["promotion-zero promotion.atMostSteps"]);
    expect(afterProposal(document, "promotion-zero")).toEqual([]);
    expect(raised(stars([level("5", 90)], { promotion: { atMostSteps: 0, unless: "unit.x" } }))).toEqual([]);
  });
});

describe("the wording of levels", () => {
  it.each([
    [["90 分以上", "80 分以上、不满 90 分", "70 分以上不满 80 分"]],
    [["90—100 分", "80—89.99 分", "70 至 79.99"]],
    [["90分（含）以上", "80分（含）至90分（不含）", "70分以上"]],
    [[undefined, "80 分以上", undefined]],
    [["优秀", "良好", "合格"]],
  ])("that leaves nothing open raises nothing: %j", (wordings) => {
    expect(raised(worded(wordings))).toEqual([]);
  });

  it("leaves 79.01 to 79.99 open in 「70—79 分」 under 「80—89 分」, as scores have two decimals", () => {
    const document = worded(["90 分以上", "80—89 分", "70—79 分"]);
    expect(raised(document)).toEqual(["level-gap levels[1].wording", "level-gap levels[2].wording"]);
    const mended = afterProposal(document, "level-gap");
    expect(mended).toEqual(["level-gap levels[2].wording"]);
    const alone = worded([undefined, "80 分以上", "70—79 分"]);
    expect(theWarning(alone, "level-gap")).toEqual({
      code: "level-gap",
      path: "levels[2].wording",
      message: "3 星的原文到 79，上一档从 80 起：79.01—79.99 没有等级。",
      figures: { title: "3 星", upper: 79, next: 80, from: 79.01, to: 79.99 },
      proposal: {
        text: "原文改成“70 分以上、不满 80 分”。",
        path: "levels[2].wording",
        value: "70 分以上、不满 80 分",
      },
      source: null,
    });
  });

  it("leaves just 79.95 to 79.99 open in 「70—79.94」", () => {
    expect(theWarning(worded([undefined, "80 分以上", "70—79.94"]), "level-gap").figures).toMatchObject({
      from: 79.95,
      to: 79.99,
    });
  });

  it("names 90.00 twice in 「80 分以上 90 分以下」 under 「90 分以上」", () => {
    const document = worded(["90 分以上", "80 分以上90 分以下"]);
    expect(theWarning(document, "level-overlap").message).toBe("4 星的原文到 90，上一档从 90 起：90 两边都算。");
    expect(theWarning(document, "level-overlap").figures).toMatchObject({ from: 90, to: 90 });
    expect(afterProposal(document, "level-overlap")).toEqual([]);
  });

  it("names 90.00 in neither of 「超过 90 分」 and 「不满 90 分」", () => {
    const document = stars([
      { code: "5", title: "五星级", above: 90, wording: "超过 90 分" },
      level("4", 80, { wording: "80 分以上不满 90 分" }),
    ]);
    expect(theWarning(document, "level-gap").figures).toMatchObject({ from: 90, to: 90 });
    expect(theWarning(document, "level-gap").proposal?.value).toBe("80 分以上、90 分以下");
    expect(afterProposal(document, "level-gap")).toEqual([]);
  });

  it("begins elsewhere than the line: the line follows the words", () => {
    const document = stars([level("5", 90), level("4", 82, { wording: "80 分以上不满 90 分" })]);
    const warning = theWarning(document, "level-wording-differs");
    expect(warning.path).toBe("levels[1].atLeast");
    expect(warning.message).toBe("4 星的原文是“80 分以上不满 90 分”，线却是 82。");
    expect(warning.proposal?.value).toEqual(level("4", 80, { wording: "80 分以上不满 90 分" }));
    expect(afterProposal(document, "level-wording-differs")).toEqual([]);
  });

  it("excludes its own line in 「超过 90 分」 where the line is at least 90", () => {
    const document = stars([level("5", 90, { wording: "超过 90 分" })]);
    expect(theWarning(document, "level-wording-differs").proposal?.value).toEqual({
      code: "5",
      title: "5 星",
      above: 90,
      wording: "超过 90 分",
    });
    expect(afterProposal(document, "level-wording-differs")).toEqual([]);
  });

  it("contradicts itself", () => {
    const document = stars([level("5", 90, { wording: "90 分以上、80 分以下" })]);
    expect(raised(document)).toEqual(["level-wording-contradicts levels[0].wording"]);
    expect(afterProposal(document, "level-wording-contradicts")).toEqual([]);
  });

  it("ends at 100 although a bonus goes beyond", () => {
    const base = section("s", [item("x", rating(100))]);
    const bonus = section("b", [item("y", rating(5))], { kind: "bonus" });
    const levels = [level("5", 90, { wording: "90—100 分" })];
    expect(raised(documentOf([base, bonus], { levels }))).toEqual(["level-open-top levels[0].wording"]);
    expect(afterProposal(documentOf([base, bonus], { levels }), "level-open-top")).toEqual([]);
    expect(raised(documentOf([base, bonus], { levels, atMost: 100 }))).toEqual([]);
  });
});
