import { describe, expect, it } from "vitest";
import type { StandardDocument } from "../../web/document-shapes.ts";
import { freeCode } from "../../web/editing/codes.ts";
import { withCode } from "../../web/pages/standard-editor/codes.ts";
import { emptyStandard, formsOf } from "../../web/pages/standard-editor/draft-document.ts";
import {
  movedBy,
  movedTo,
  withCopy,
  withItem,
  withoutPart,
  withSection,
} from "../../web/pages/standard-editor/operations.ts";

const item = (code: string, title: string) => ({ code, title, score: { kind: "yes-no" as const, points: 5 } });
const standard: StandardDocument = {
  title: "验收标准",
  sections: [
    { code: "team", title: "队伍", items: [item("secretary", "书记选配"), item("members", "班子")] },
    { code: "rules", title: "制度", items: [item("meetings", "组织生活")] },
  ],
};
const titles = (document: StandardDocument): readonly (readonly string[])[] =>
  document.sections.map(({ items }) => items.map(({ title }) => title));

describe("a draft", () => {
  it("has forms once it is begun", () => {
    expect(formsOf(emptyStandard)).toBe(emptyStandard);
  });

  it.each([
    ["a text", "标准"],
    ["a list", []],
    ["one without sections", { title: "甲" }],
    ["sections that are no list", { sections: {} }],
    ["a section without items", { sections: [{ code: "a" }] }],
    ["an item without a score", { sections: [{ items: [{ code: "a" }] }] }],
    ["a kind that there isn't", { sections: [{ items: [{ score: { kind: "magic" } }] }] }],
    ["options that are no list", { sections: [{ items: [{ score: { kind: "choice", options: 3 } }] }] }],
    ["levels that are no list", { sections: [], levels: {} }],
  ])("has none where it is %s", (_name, document) => {
    expect(formsOf(document)).toBeNull();
  });
});

describe("adding", () => {
  it("gives a section and its items codes by their position", () => {
    const begun = withItem(withSection(formsOf(emptyStandard) ?? standard).document, 0);
    expect(begun.path).toBe("sections[0].items[0]");
    expect(begun.document.sections[0]).toMatchObject({ code: "section_1", items: [{ code: "item_1_1" }] });
  });

  it("never takes a code that is taken", () => {
    expect(freeCode(new Set(["item_1_2", "item_1_3"]), "item_1_", 2)).toBe("item_1_4");
  });

  it("copies an item under it, with a code of its own", () => {
    const copied = withCopy(standard, "sections[0].items[0]");
    expect(copied?.path).toBe("sections[0].items[1]");
    expect(copied?.document.sections[0]?.items.map(({ code }) => code)).toEqual(["secretary", "item_1_2", "members"]);
  });
});

describe("removing", () => {
  it("goes on at what stands in its place, or at the last", () => {
    expect(withoutPart(standard, "sections[0].items[0]")).toMatchObject({
      path: "sections[0].items[0]",
      said: "删去「书记选配」",
    });
    expect(withoutPart(standard, "sections[0].items[1]").path).toBe("sections[0].items[0]");
  });

  it("of the only item goes on at its section, of the only section at the whole", () => {
    expect(withoutPart(standard, "sections[1].items[0]").path).toBe("sections[1]");
    const one = withoutPart(standard, "sections[1]").document;
    expect(withoutPart(one, "sections[0]").path).toBe("general");
  });
});

describe("moving", () => {
  it("says where a thing stands now", () => {
    const moved = movedTo(standard, "sections[0].items[0]", "sections[1].items", 1);
    expect(titles(moved.document)).toEqual([["班子"], ["组织生活", "书记选配"]]);
    expect(moved.said).toBe("「书记选配」移到「制度」第 2 项，共 2 项");
  });

  it("goes on into the next section at the end of one", () => {
    expect(titles(movedBy(standard, "sections[0].items[1]", 1)?.document ?? standard)).toEqual([
      ["书记选配"],
      ["班子", "组织生活"],
    ]);
    expect(titles(movedBy(standard, "sections[1].items[0]", -1)?.document ?? standard)).toEqual([
      ["书记选配", "班子", "组织生活"],
      [],
    ]);
  });

  it("stops at the first and the last place", () => {
    expect(movedBy(standard, "sections[0].items[0]", -1)).toBeNull();
    expect(movedBy(standard, "sections[1]", 1)).toBeNull();
  });
});

describe("a code that changes", () => {
  const named: StandardDocument = {
    ...standard,
    badges: [{ code: "harmony", title: "和谐之星", section: "team", atLeast: 80 }],
    levels: [
      { code: "5", title: "五星级", atLeast: 90, when: "sections.team >= 18 && 'harmony' in badges" },
      { code: "4", title: "四星级", atLeast: 80 },
    ],
    vetoes: [
      {
        code: "vacant",
        title: "书记空缺",
        when: "answers.secretary == false && unit.name != 'answers.secretary'",
        effect: { kind: "at-most-level", level: "4" },
      },
    ],
    directLevels: [{ level: "5", when: "unit.honour" }],
    tieBreak: ["team"],
  };

  it("of a section is followed by conditions, badges and the order of ties", () => {
    const changed = withCode(named, "sections[0].code", "crew");
    expect(changed.levels?.[0]?.when).toBe("sections.crew >= 18 && 'harmony' in badges");
    expect(changed.badges?.[0]?.section).toBe("crew");
    expect(changed.tieBreak).toEqual(["crew"]);
  });

  it("of an item is followed by conditions, but not inside of quotes", () => {
    const changed = withCode(named, "sections[0].items[0].code", "leader");
    expect(changed.vetoes?.[0]?.when).toBe("answers.leader == false && unit.name != 'answers.secretary'");
  });

  it("of a badge is followed where conditions ask for it", () => {
    expect(withCode(named, "badges[0].code", "peace").levels?.[0]?.when).toBe(
      "sections.team >= 18 && 'peace' in badges",
    );
  });

  it("of a level is followed by vetoes and direct levels", () => {
    expect(withCode(named, "levels[0].code", "A").directLevels?.[0]?.level).toBe("A");
    expect(withCode(named, "levels[1].code", "B").vetoes?.[0]?.effect).toEqual({ kind: "at-most-level", level: "B" });
  });
});
