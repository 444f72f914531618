import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../../worker/domain/canonical.ts";
import { noAllowance } from "../../../worker/domain/standard/adopt.ts";
import { mergeAdoption } from "../../../worker/domain/standard/adopt-conflicts.ts";
import { compareStandards } from "../../../worker/domain/standard/compare.ts";
import { mergeStandards } from "../../../worker/domain/standard/merge.ts";
import { asStandard, parentStandard as base, withPlace } from "../../support/adoption.ts";
import { acceptedStandards } from "../../support/documents.ts";

type Json = Readonly<Record<string, unknown>>;

const merge = (theirs: Json, ours: Json) =>
  mergeAdoption(asStandard(base), asStandard(theirs), asStandard(ours), noAllowance);
const item = (code: string) => ({ code, title: `新项 ${code}`, score: { kind: "yes-no", points: 5 } });

/** Changes of which no two touch the same place, and any two may be made in either order. */
const edits: readonly ((document: Json) => Json)[] = [
  (document) => withPlace(document, "title", "另一个名称"),
  (document) => withPlace(document, "levels[0].atLeast", 92),
  (document) => withPlace(document, "levels[1].when", "sections.team >= 30"),
  (document) => withPlace(document, "sections[0].title", "红色队伍"),
  (document) => withPlace(document, "sections[0].items[0].score.points", 12),
  (document) => withPlace(document, "sections[0].items[0].proof", "document"),
  (document) => withPlace(document, "sections[0].items[1].score.each", 4),
  (document) => withPlace(document, "sections[0].items[1].score.atLeast", 3),
  (document) => withPlace(document, "sections[1].items[0].score.options[1].points", 10),
  (document) => withPlace(document, "sections[2].atMost", 8),
  (document) => withPlace(document, "promotion.atMostSteps", 0),
  (document) => ({ ...document, vetoes: (document["vetoes"] as Json[]).filter(({ code }) => code !== "accident") }),
  (document) => ({
    ...document,
    badges: [...(document["badges"] as Json[]), { code: "own", title: "章", when: "true" }],
  }),
  (document) => withItems(document, "place", (items) => items.filter(({ code }) => code !== "funds")),
  (document) => withItems(document, "honours", (items) => [...items, item("honour_own")]),
  (document) => ({ ...document, sections: [...(document["sections"] as Json[]), { ...section("own") }] }),
];

function section(code: string): Json {
  return { code, title: "特色", items: [item(`${code}_item`)] };
}

function withItems(document: Json, code: string, change: (items: readonly Json[]) => readonly Json[]): Json {
  const sections = (document["sections"] as Json[]).map((each) =>
    each["code"] === code ? { ...each, items: change(each["items"] as Json[]) } : each,
  );
  return { ...document, sections };
}

describe("a merge", () => {
  it("of two texts of which one is as it was gives the other, byte for byte", () => {
    for (const { document } of acceptedStandards()) {
      const same = document as Json;
      const changed = { ...same, title: "改了名称" };
      expect(JSON.stringify(mergeStandards(same, changed, same).document)).toBe(JSON.stringify(changed));
      expect(JSON.stringify(mergeStandards(same, same, changed).document)).toBe(JSON.stringify(changed));
      expect(mergeStandards(same, same, same)).toEqual({ document: same, collisions: [] });
    }
  });

  it("of changes that touch different places keeps all of both", () => {
    const some = fc.uniqueArray(fc.nat(edits.length - 1), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(some, some, (upper, own) => {
        const mine = own.filter((each) => !upper.includes(each));
        const made = (list: readonly number[], from: Json) =>
          list.reduce((document, each) => edits[each]?.(document) ?? document, from);
        const { document, conflicts } = merge(made(upper, base), made(mine, base));
        expect(conflicts).toEqual([]);
        const both = made(
          [...upper, ...mine].toSorted((a, b) => a - b),
          base,
        );
        expect(compareStandards(asStandard(both), asStandard(document))).toEqual([]);
      }),
      { numRuns: 500 },
    );
  });

  it("of the same change made twice is that change, and no conflict", () => {
    for (const edit of edits) {
      const { document, conflicts } = merge(edit(base), edit(base));
      expect([canonicalJson(document), conflicts]).toEqual([canonicalJson(edit(base)), []]);
    }
  });

  it("follows an item that the parent moved into another section, with what the child changed in it", () => {
    const [secretary] = ((base["sections"] as Json[])[0]?.["items"] ?? []) as Json[];
    const without = withItems(base, "team", (items) => items.slice(1));
    const theirs = withItems(without, "place", (items) => [...items, secretary ?? {}]);
    const { document, conflicts } = merge(theirs, withPlace(base, "sections[0].items[0].proof", "document"));
    expect(conflicts).toEqual([]);
    const place = (document["sections"] as Json[])[1]?.["items"] as Json[];
    expect(place.map(({ code, proof }) => [code, proof ?? null])).toEqual([
      ["venue", null],
      ["funds", null],
      ["secretary", "document"],
    ]);
  });
});

describe("a conflict", () => {
  const line = (theirs: number, ours: number) =>
    merge(withPlace(base, "levels[1].atLeast", theirs), withPlace(base, "levels[1].atLeast", ours));

  it("tells what each side made of it, and proposes the child's own where that asks for more", () => {
    const { conflicts, document } = line(82, 85);
    expect(conflicts).toEqual([
      {
        path: "levels.4.line",
        theirs: "等级「四星级」的线 80 分以上 → 82 分以上",
        ours: "等级「四星级」的线 80 分以上 → 85 分以上",
        proposal: "ours",
      },
    ]);
    expect((document["levels"] as Json[])[1]?.["atLeast"]).toBe(85);
  });

  it("proposes the parent's where the child's is now lower", () => {
    const { conflicts, document } = line(88, 85);
    expect(conflicts.map(({ proposal }) => proposal)).toEqual(["theirs"]);
    expect((document["levels"] as Json[])[1]?.["atLeast"]).toBe(88);
  });

  it("is decided by the choice that names it", () => {
    const [theirs, ours] = [withPlace(base, "levels[1].atLeast", 88), withPlace(base, "levels[1].atLeast", 85)];
    const choices = new Map([["levels.4.line", "ours"]] as const);
    const { document } = mergeAdoption(asStandard(base), asStandard(theirs), asStandard(ours), noAllowance, choices);
    expect((document["levels"] as Json[])[1]?.["atLeast"]).toBe(85);
  });

  it("is an item that the parent removed and the child changed", () => {
    const theirs = withItems(base, "team", (items) => items.slice(1));
    const { conflicts } = merge(theirs, withPlace(base, "sections[0].items[0].proof", "document"));
    expect(conflicts).toEqual([
      {
        path: "items.secretary",
        theirs: "大项「队伍」删去「书记选配」：是否，10 分",
        ours: "「书记选配」佐证 记录 → 文件",
        proposal: "ours",
      },
    ]);
  });

  it("is a section that the parent removed and the child put an item into", () => {
    const theirs = {
      ...base,
      sections: (base["sections"] as Json[]).filter(({ code }) => code !== "place"),
      badges: [],
    };
    const ours = withItems(base, "place", (items) => [...items, item("own")]);
    const { conflicts, document } = merge(theirs, ours);
    expect(conflicts.map(({ path, proposal }) => [path, proposal])).toEqual([["sections.place", "ours"]]);
    const kept = (document["sections"] as Json[]).filter(({ code }) => code === "place");
    expect(kept.map(({ items }) => (items as Json[]).map(({ code }) => code))).toEqual([["own"]]);
    const gone = mergeStandards(base, theirs, ours, new Map([["sections.place", "theirs"]])).document;
    expect((gone["sections"] as Json[]).map(({ code }) => code)).toEqual(["team", "honours", "faults"]);
  });

  it("is one code for two different new items", () => {
    const theirs = withItems(base, "team", (items) => [...items, item("new")]);
    const ours = withItems(base, "team", (items) => [...items, { ...item("new"), title: "另一项" }]);
    expect(merge(theirs, ours).conflicts).toMatchObject([{ path: "items.new", proposal: "theirs" }]);
  });

  it("is an order that both changed, each another way", () => {
    const by = (...codes: readonly number[]) => ({
      ...base,
      sections: codes.map((each) => (base["sections"] as Json[])[each]),
    });
    const { conflicts } = merge(by(1, 0, 2, 3), by(0, 1, 3, 2));
    expect(conflicts).toEqual([
      {
        path: "sections.#order",
        theirs: "次序：「阵地」、「队伍」、「荣誉」、「扣分」",
        ours: "次序：「队伍」、「阵地」、「扣分」、「荣誉」",
        proposal: "theirs",
      },
    ]);
  });
});
