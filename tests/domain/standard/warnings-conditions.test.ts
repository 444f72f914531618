import { describe, expect, it } from "vitest";
import { documentOf, item, rating, section } from "../../support/standards.ts";
import { afterProposal, raised, theWarning } from "../../support/warnings.ts";

const document = (more: object): object =>
  documentOf([section("team", [item("x", rating(20))]), section("rest", [item("y", rating(80))])], more);
const when = (source: string, more: object = {}): object =>
  document({ levels: [{ code: "5", title: "五星级", atLeast: 80, when: source }], ...more });

describe("a level's condition", () => {
  it.each([
    "score < 90",
    "sections.team >= 20",
    "sections.team >= 18 && unit.village",
    "unit.kind in ['a', 'b'] && unit.kind != 'a'",
    "unit.size > 3 && unit.size < 4",
    "unit.a || false",
    "unit.list.exists(x, x > 3 && x < 2)",
  ])("%s can hold", (source) => {
    expect(raised(when(source))).toEqual([]);
  });

  it.each([
    ["score < 80"],
    ["score >= 90 && score < 90"],
    ["false"],
    ["unit.village && !unit.village"],
    ["unit.kind == 'a' && unit.kind == 'b'"],
    ["unit.kind in ['a'] && unit.kind != 'a'"],
    ["5 > unit.size && unit.size >= 5 && unit.village"],
    ["sections.team >= 25"],
    ["score > 100"],
    ["size(badges) >= 1"],
    ["'harmony' in badges"],
  ])("%s can't; the proposal lets it", (source) => {
    expect(raised(when(source))).toEqual(["condition-contradicts levels[0].when"]);
    expect(afterProposal(when(source), "condition-contradicts")).toEqual([]);
  });

  it("beyond what a section can give is lowered to it", () => {
    const warning = theWarning(when("unit.village && sections.team >= 25"), "condition-contradicts");
    expect(warning.message).toBe("条件“sections.team >= 25”不可能成立（最多只能到 20.00）：五星级评不到。");
    expect(warning.proposal?.value).toBe("unit.village && sections.team >= 20");
  });

  it("of five badges can hold where there are five, and by their codes", () => {
    const badges = [1, 2, 3, 4, 5].map((n) => ({ code: `b${n}`, title: `章${n}`, section: "team", atLeast: 80 }));
    expect(raised(when("size(badges) >= 5 && 'b3' in badges", { badges }))).toEqual([]);
    expect(raised(when("'b6' in badges", { badges }))).toEqual(["condition-contradicts levels[0].when"]);
  });

  it("that can't hold is as it is meant where the level is given directly", () => {
    expect(raised(when("false", { directLevels: [{ level: "5", when: "unit.honoured" }] }))).toEqual([]);
  });
});

describe("conditions elsewhere", () => {
  it("of badges, vetoes and items are read too", () => {
    const badges = [{ code: "g", title: "之星", when: "score > 100" }];
    const vetoes = [{ code: "v", title: "否决", when: "false", effect: { kind: "no-level" } }];
    expect(raised(document({ badges, vetoes }))).toEqual([
      "condition-contradicts vetoes[0].when",
      "condition-contradicts badges[0].when",
    ]);
    expect(afterProposal(document({ badges }), "condition-contradicts")).toEqual([]);
    expect(afterProposal(document({ badges: [{ ...badges[0], when: "false" }] }), "condition-contradicts")).toEqual([]);
    expect(afterProposal(document({ vetoes }), "condition-contradicts")).toEqual([]);
  });

  it("of an item against whom the standard applies to", () => {
    const of = (applies: string): object =>
      documentOf([section("s", [item("x", rating(20), { applies }), item("y", rating(10))])], {
        appliesTo: "unit.field in ['village', 'community']",
      });
    expect(raised(of("unit.field == 'village'"))).toEqual([]);
    expect(theWarning(of("unit.field == 'enterprise'"), "condition-contradicts").message).toContain(
      "「指标x」对谁都不适用",
    );
    expect(afterProposal(of("unit.field == 'enterprise'"), "condition-contradicts")).toEqual([]);
  });
});
