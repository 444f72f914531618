import { describe, expect, it } from "vitest";
import type { StandardDocument } from "../../web/document-shapes.ts";
import { fieldName, placeFor, placeIn, placeName } from "../../web/pages/standard-editor/places.ts";

const standard: StandardDocument = {
  title: "标准",
  sections: [
    { code: "team", title: "队伍", items: [{ code: "a", title: "书记选配", score: { kind: "yes-no", points: 5 } }] },
  ],
};

describe("a fault's path", () => {
  it.each([
    ["sections[0].items[2].score.bands[1].points", "sections[0].items[2]"],
    ["sections[3].atMost", "sections[3]"],
    ["levels[1].wording", "levels"],
    ["tieBreak[0]", "promotion"],
    ["sources", "general"],
    ["sections", "general"],
    ["", "general"],
  ])("%s leads to the form of %s", (path, place) => {
    expect(placeFor(path)).toBe(place);
  });

  it("is named as its forms are", () => {
    expect(placeName(standard, "sections[0].items[0].title", "星级")).toBe("队伍 · 书记选配");
    expect(placeName(standard, "levels[0].when", "星级")).toBe("星级");
    expect(fieldName("sections[0].items[0].score.options[1].title")).toBe("第 2 个选项的名称");
    expect(fieldName("levels[0].when")).toBe("第 1 级的条件");
    expect(fieldName("sections[0].items[0].score.expression")).toBe("公式");
    expect(fieldName("sections[0].items")).toBe("");
  });
});

describe("a place that is asked for", () => {
  it("is taken where it is there, else the whole", () => {
    expect(placeIn(standard, "sections[0].items[0]")).toBe("sections[0].items[0]");
    expect(placeIn(standard, "sections[0].items[7]")).toBe("general");
    expect(placeIn(standard, "levels")).toBe("levels");
    expect(placeIn(standard, null)).toBe("general");
  });
});
