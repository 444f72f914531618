import { describe, expect, it } from "vitest";
import {
  isWithin,
  keysOf,
  pathOf,
  placeOf,
  valueAt,
  withInserted,
  withMoved,
  withRemoved,
  withValue,
} from "../../web/editing/document.ts";

const standard = {
  title: "验收标准",
  sections: [
    {
      code: "team",
      items: [
        { code: "a", points: 5 },
        { code: "b", points: 3 },
      ],
    },
    { code: "rules", items: [{ code: "c", points: 2 }] },
  ],
};

describe("a path", () => {
  it("names keys and places, and is written the same again", () => {
    expect(keysOf("sections[1].items[0].score.bands")).toEqual(["sections", 1, "items", 0, "score", "bands"]);
    expect(pathOf(["sections", 1, "items", 0, "score", "bands"])).toBe("sections[1].items[0].score.bands");
    expect(keysOf("")).toEqual([]);
  });

  it("leads to what stands there, or to nothing", () => {
    expect(valueAt(standard, "sections[0].items[1].points")).toBe(3);
    expect(valueAt(standard, "sections[7].items")).toBeUndefined();
    expect(valueAt(standard, "title.length")).toBeUndefined();
    expect(valueAt(standard, "sections.length")).toBeUndefined();
  });

  it("lies within another only at a key's end", () => {
    expect(isWithin("sections[1].items[0]", "sections[1]")).toBe(true);
    expect(isWithin("sections[10]", "sections[1]")).toBe(false);
    expect(isWithin("levels", "")).toBe(true);
  });
});

describe("a change", () => {
  it("gives a new document and leaves the old one as it was", () => {
    const changed = withValue(standard, "sections[0].items[1].points", 8);
    expect(valueAt(changed, "sections[0].items[1].points")).toBe(8);
    expect(standard.sections[0]?.items[1]?.points).toBe(3);
    expect(valueAt(changed, "sections[1]")).toBe(standard.sections[1]);
  });

  it("adds a key that wasn't there, with what has to hold it", () => {
    expect(withValue({}, "levels[0].quota.percent", 5)).toEqual({ levels: [{ quota: { percent: 5 } }] });
  });

  it("keeps the order of keys where one is replaced", () => {
    expect(Object.keys(withValue(standard, "title", "新") as object)).toEqual(["title", "sections"]);
  });

  it("removes a key that is given nothing", () => {
    expect(withValue({ start: 60, title: "甲" }, "start", undefined)).toEqual({ title: "甲" });
  });

  it("inserts into a list, even into one that isn't there yet", () => {
    const inserted = withInserted(standard, "sections[1].items", 0, { code: "d" });
    expect(valueAt(inserted, "sections[1].items[0].code")).toBe("d");
    expect(valueAt(inserted, "sections[1].items[1].code")).toBe("c");
    expect(withInserted({}, "vetoes", 0, { code: "v" })).toEqual({ vetoes: [{ code: "v" }] });
  });

  it("removes from a list and closes the row", () => {
    const removed = withRemoved(standard, "sections[0].items[0]");
    expect(valueAt(removed, "sections[0].items")).toEqual([{ code: "b", points: 3 }]);
  });
});

describe("a move", () => {
  it("goes down within a list", () => {
    const moved = withMoved(standard, "sections[0].items[0]", "sections[0].items", 1);
    expect(valueAt(moved, "sections[0].items")).toEqual([
      { code: "b", points: 3 },
      { code: "a", points: 5 },
    ]);
  });

  it("goes to another section", () => {
    const moved = withMoved(standard, "sections[0].items[0]", "sections[1].items", 1);
    expect(valueAt(moved, "sections[1].items[1].code")).toBe("a");
    expect(valueAt(moved, "sections[0].items[0].code")).toBe("b");
  });

  it("takes a whole section along", () => {
    const moved = withMoved(standard, "sections[1]", "sections", 0);
    expect(valueAt(moved, "sections[0].code")).toBe("rules");
    expect(valueAt(moved, "sections[1].items[1].code")).toBe("b");
  });

  it("of nothing changes nothing", () => {
    expect(withMoved(standard, "sections[9]", "sections", 0)).toBe(standard);
  });

  it("knows its list and place", () => {
    expect(placeOf("sections[2].items[4]")).toEqual({ list: "sections[2].items", place: 4 });
    expect(() => placeOf("levels")).toThrow(RangeError);
  });
});
