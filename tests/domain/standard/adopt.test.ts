import { describe, expect, it } from "vitest";
import { type Allowance, overlayOf } from "../../../worker/domain/standard/adopt.ts";
import { readStandard } from "../../../worker/domain/standard/index.ts";
import { asStandard, parentStandard, withPlace } from "../../support/adoption.ts";
import { acceptedStandards } from "../../support/documents.ts";

const changed = (path: string, value: unknown) => withPlace(parentStandard, path, value);
const effects = (child: object, allowance?: Allowance) =>
  overlayOf(asStandard(parentStandard), asStandard(child as typeof parentStandard), allowance);
const yesNo = (code: string, points = 5) => ({ code, title: "新项", score: { kind: "yes-no", points } });
const section = (kind: string) => ({ code: "own", title: "本区特色", kind, items: [yesNo("own_item")] });

describe("adopting and changing nothing", () => {
  it("is no difference, for every standard there is", () => {
    for (const { document } of acceptedStandards()) {
      const standard = asStandard(document as typeof parentStandard);
      expect(overlayOf(standard, structuredClone(standard))).toEqual([]);
    }
  });
});

describe("laying on top", () => {
  it.each([
    ["a base section", "sections[4]", section("base")],
    ["a deduction section", "sections[4]", section("deduction")],
    ["a base item", "sections[0].items[3]", yesNo("training")],
    ["an item that takes points off", "sections[3].items[1]", yesNo("late")],
    ["a veto", "vetoes[2]", { code: "fraud", title: "弄虚作假", effect: { kind: "zero-score" } }],
    ["a badge", "badges[1]", { code: "team", title: "队伍之星", section: "team", atLeast: 90 }],
    ["an option worth nothing", "sections[1].items[0].score.options[2]", { code: "none", title: "没有", points: 0 }],
    ["what is asked in words", "sections[0].items[0].criterion", "本区另要求持证。"],
    ["more words after the parent's", "sections[0].items[1].criterion", "每季度一次。另加一次主题党日。"],
  ])("%s is an addition", (_, path, value) => {
    const child = changed(path, value);
    expect("faults" in readStandard(child) ? readStandard(child) : "sound").toBe("sound");
    expect(effects(child).map(({ effect, isRefused }) => [effect, isRefused])).toEqual([["adds", false]]);
  });

  it("a level above the parent's best one is an addition where it keeps that one's conditions", () => {
    const best = { code: "5+", title: "五星示范", atLeast: 95, when: "sections.team >= 40", quota: { percent: 10 } };
    const levels = parentStandard["levels"] as readonly object[];
    expect(effects(changed("levels", [best, ...levels])).map(({ effect }) => effect)).toEqual(["adds"]);
    const { quota: _, ...free } = best;
    expect(effects(changed("levels", [free, ...levels])).map(({ effect }) => effect)).toEqual(["lowers"]);
    expect(effects(changed("levels", [...levels, { code: "2", title: "二星级", atLeast: 50 }]))).toMatchObject([
      { effect: "lowers", part: "levels.2" },
    ]);
  });
});

describe("a raise", () => {
  it.each([
    ["levels[0].atLeast", 92],
    ["levels[1].atLeast", 80.01],
    ["levels[1].when", "sections.place >= 30"],
    ["levels[0].when", "sections.team >= 40 && sections.place >= 30"],
    ["levels[0].quota", { percent: 8 }],
    ["levels[1].quota", { count: 20 }],
    ["sections[0].items[0].proof", "document"],
    ["sections[0].items[0].reasonRequired", true],
    ["sections[0].items[1].optional", undefined],
    ["sections[0].items[1].score.each", 4],
    ["sections[0].items[1].score.atLeast", 3],
    [
      "sections[0].items[2].score.bands",
      [
        { above: 30, points: 20 },
        { atLeast: 15, points: 10 },
      ],
    ],
    ["sections[1].items[0].score.options[1].points", 10],
    ["sections[1].items[0].applies", undefined],
    ["sections[1].items[0].applies", "(unit.members >= 3) || unit.demonstration"],
    ["sections[1].items[1].score.full", 120],
    ["sections[1].items[1].score.floor", 20],
    ["sections[2].atMost", 8],
    ["sections[2].items[0].score.each", 1],
    ["sections[3].items[0].score.each", 2],
    ["sections[3].items[0].score.atMost", 8],
    ["vetoes[1].when", "(unit.vacant) || unit.suspended"],
    ["vetoes[1].effect", { kind: "at-most-level", level: "3" }],
    ["vetoes[1].effect", { kind: "no-level" }],
    ["badges[0].atLeast", 85],
    ["promotion.unless", undefined],
    ["atMost", 100],
    ["start", undefined],
  ])("of %s to %j isn't counted as lowering", (path, value) => {
    const child = changed(path, value);
    expect("faults" in readStandard(child) ? readStandard(child) : "sound").toBe("sound");
    expect(effects(child).filter(({ effect }) => effect !== "raises")).toEqual([]);
  });

  it("by a line written the other way is judged by the line", () => {
    const strict = withPlace(changed("levels[1].atLeast", undefined), "levels[1].above", 80);
    expect(effects(strict).map(({ effect }) => effect)).toEqual(["raises", "raises"]);
    const low = withPlace(changed("levels[1].atLeast", undefined), "levels[1].above", 79);
    expect(effects(low).map(({ effect }) => effect)).toEqual(["lowers", "lowers"]);
  });
});

describe("what is said of the same", () => {
  it.each([
    ["title", "本区标准"],
    ["sources", [{ document: "本区通知" }]],
    ["sections[0].title", "红色队伍"],
    ["sections[0].department", "organisation"],
    ["levels[0].wording", "90 分以上"],
    ["badges[0].title", "好阵地"],
  ])("%s is kept", (path, value) => {
    expect(effects(changed(path, value)).map(({ effect }) => effect)).toEqual(["keeps"]);
  });

  it("in another order is kept, but not that of levels nor in another section", () => {
    const [first, second, ...rest] = parentStandard["sections"] as readonly Record<string, unknown>[];
    expect(effects(changed("sections", [second, first, ...rest])).map(({ effect }) => effect)).toEqual(["keeps"]);
    const [best, next, last] = parentStandard["levels"] as readonly object[];
    expect(effects(changed("levels", [next, best, last])).some(({ isRefused }) => isRefused)).toBe(true);
    const items = first?.["items"] as readonly object[];
    const without = changed("sections[0].items", items.slice(1));
    const elsewhere = withPlace(without, "sections[1].items[2]", items[0]);
    expect(effects(elsewhere).map(({ kind, effect }) => [kind, effect])).toEqual([["moved", "lowers"]]);
  });
});

describe("lowering", () => {
  it.each([
    ["removes a section", "sections[1]", undefined, "sections.place"],
    ["removes an item", "sections[0].items[2]", undefined, "items.share"],
    ["removes a veto", "vetoes[0]", undefined, "vetoes.accident"],
    ["removes a level", "levels[2]", undefined, "levels.3"],
    ["removes a badge", "badges[0]", undefined, "badges.home"],
    ["removes an option", "sections[1].items[0].score.options[1]", undefined, "items.venue"],
    ["gives a bonus section", "sections[4]", section("bonus"), "sections.own"],
    ["gives a bonus item", "sections[2].items[1]", yesNo("more"), "items.more"],
    [
      "gives points for a new option",
      "sections[1].items[0].score.options[2]",
      { code: "x", title: "将建", points: 5 },
      "items.venue",
    ],
    ["renames what is asked", "sections[0].items[0].title", "书记或副书记选配", "items.secretary"],
    ["rewrites what is asked", "sections[0].items[1].criterion", "每年一次。", "items.meetings"],
    ["gives more points", "sections[0].items[0].score.points", 12, "items.secretary"],
    ["makes an item count for less", "sections[0].items[0].score.points", 8, "items.secretary"],
    ["scores in another way", "sections[0].items[0].score", { kind: "rating", points: 10 }, "items.secretary"],
    ["gives more each time", "sections[0].items[1].score.each", 10, "items.meetings"],
    ["counts from fewer", "sections[0].items[1].score.atLeast", 1, "items.meetings"],
    ["lowers a band", "sections[0].items[2].score.bands[1].atLeast", 5, "items.share"],
    ["gives a band more", "sections[0].items[2].score.bands[1].points", 15, "items.share"],
    ["lowers what is full", "sections[1].items[1].score.full", 80, "items.funds"],
    ["lowers where it begins", "sections[1].items[1].score.floor", undefined, "items.funds"],
    ["makes an item optional", "sections[0].items[0].optional", true, "items.secretary"],
    ["asks it of fewer", "sections[0].items[0].applies", "unit.members >= 3", "items.secretary"],
    ["asks it of others", "sections[1].items[0].applies", "unit.members >= 10", "items.venue"],
    ["answers it by itself", "sections[0].items[0].from", "true", "items.secretary"],
    ["takes a lesser proof", "sections[0].items[0].proof", "statement", "items.secretary"],
    ["caps a section", "sections[0].atMost", 30, "sections.team"],
    ["raises a bonus's cap", "sections[2].atMost", 20, "sections.honours"],
    ["takes off less", "sections[3].items[0].score.each", 0.5, "items.complaint"],
    ["caps a deduction", "sections[3].atMost", 2, "sections.faults"],
    ["turns a section into a bonus", "sections[1].kind", "bonus", "sections.place"],
    ["lowers a level's line", "levels[1].atLeast", 79.99, "levels.4"],
    ["drops a gate", "levels[0].when", undefined, "levels.5"],
    ["weakens a gate", "levels[0].when", "sections.team >= 40 || unit.demonstration", "levels.5"],
    ["widens a quota", "levels[0].quota", { percent: 20 }, "levels.5"],
    ["drops a quota", "levels[0].quota", undefined, "levels.5"],
    ["narrows a veto", "vetoes[1].when", "unit.vacant && unit.members > 3", "vetoes.vacant"],
    ["weakens a veto", "vetoes[0].effect", { kind: "lower", by: 1 }, "vetoes.accident"],
    ["allows a better level", "vetoes[1].effect", { kind: "at-most-level", level: "5" }, "vetoes.vacant"],
    ["lowers a badge's line", "badges[0].atLeast", 70, "badges.home"],
    ["begins with points", "start", 10, "start"],
    ["raises the ceiling", "atMost", 120, "atMost"],
    ["asks fewer at all", "appliesTo", "unit.on_belt", "appliesTo"],
    ["counts what doesn't apply as full", "notApplicable", "full", "notApplicable"],
    ["names a level directly", "directLevels", [{ level: "5", when: "unit.national" }], "directLevels"],
    ["lets one rise further", "promotion.atMostSteps", 2, "promotion"],
    ["drops the order of rising", "promotion", undefined, "promotion"],
    ["scores something else", "subject", "belt", "subject"],
  ])("%s: %s", (_, path, value, part) => {
    const refused = effects(changed(path, value)).filter(({ isRefused }) => isRefused);
    expect(refused.map((each) => each.part)).toEqual([part]);
    expect(refused[0]?.text).toMatch(/[一-龥]/);
  });

  it("is allowed where the parent names the part, its section, its list, or all", () => {
    const child = changed("sections[0].items[0].score.points", 8);
    const isRefused = (lowering: Allowance["lowering"], ...parts: readonly string[]) =>
      effects(child, { lowering, parts }).some((each) => each.isRefused);
    expect(isRefused("none", "items.secretary")).toBe(true);
    expect(isRefused("all")).toBe(false);
    expect(isRefused("parts", "items.secretary")).toBe(false);
    expect(isRefused("parts", "sections.team")).toBe(false);
    expect(isRefused("parts", "items")).toBe(false);
    expect(isRefused("parts", "items.meetings", "sections.place", "levels")).toBe(true);
  });
});

describe("weights", () => {
  const weighted = (own: number, team: number, place: number) => ({
    format: "hongdai/standard@1",
    title: "按权重",
    sources: [{ document: "通知" }],
    scoring: "weights",
    sections: [
      { code: "team", title: "队伍", weight: team, items: [yesNo("secretary")] },
      { code: "place", title: "阵地", weight: place, items: [yesNo("venue")] },
      ...(own === 0 ? [] : [{ code: "own", title: "特色", weight: own, items: [yesNo("own_item")] }]),
    ],
  });
  const effectsOf = (child: object) =>
    overlayOf(asStandard(weighted(0, 60, 40)), asStandard(child as typeof parentStandard)).map(({ effect }) => effect);

  it("make room for a section of one's own in proportion, and shift in no other way", () => {
    expect(effectsOf(weighted(10, 54, 36))).toEqual(["keeps", "keeps", "adds"]);
    expect(effectsOf(weighted(10, 60, 30)).filter((each) => each === "lowers")).toHaveLength(1);
    expect(effectsOf(weighted(0, 50, 50))).toEqual(["lowers", "lowers"]);
  });
});
