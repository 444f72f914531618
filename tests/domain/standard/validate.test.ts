import { toJsonSchema } from "@valibot/to-json-schema";
import { describe, expect, it } from "vitest";
import { readStandard, standardSchema } from "../../../worker/domain/standard/index.ts";
import { documentOf, faultPaths, item, rating, section } from "../../support/standards.ts";

const sound = (more: object = {}): object => documentOf([section("s", [item("x", rating(10))])], more);
const weighed = (weights: readonly (number | undefined)[]): object =>
  documentOf(
    weights.map((weight, index) =>
      section(`s${index}`, [item(`x${index}`, rating(10))], weight === undefined ? {} : { weight }),
    ),
    { scoring: "weights" },
  );

describe("every fault is reported at once,", () => {
  it("of form, meaning and expressions, each with its path, and with all unknown keys", () => {
    const document = {
      format: "hongdai/standard@2",
      scoring: "weights",
      colour: "red",
      size: 3,
      appliesTo: "unit.",
      sections: [
        section("a", [item("x", { kind: "yes-no", points: 1.005, each: 1 }), item("x", rating(5))], { weight: 60 }),
        section("b", [item("y", { kind: "bands", bands: [{ atLeast: 1, above: 2, points: 1 }] })], { weight: 30 }),
        section("c", [item("z", { kind: "count", each: 1 }, { applies: "score > 1", form: 1 })], { kind: "bonus" }),
      ],
      badges: [{ code: "g", title: "章", section: "nowhere", atLeast: 80 }],
      levels: [{ code: "5", title: "五" }],
      vetoes: [{ code: "v", title: "否决", effect: { kind: "lower", by: 0 } }],
      tieBreak: ["a", "d"],
    };
    expect(faultPaths(document)).toEqual([
      "title",
      "format",
      "colour",
      "size",
      "appliesTo",
      "sections",
      "sections[0].items[0].score.points",
      "sections[0].items[0].score.each",
      "sections[0].items[1].code",
      "sections[1].items[0].score.bands[0]",
      "sections[2].items[0].applies",
      "sections[2].items[0].form",
      "badges[0].section",
      "levels[0]",
      "vetoes[0].effect.by",
      "tieBreak[1]",
    ]);
  });

  it("in Chinese", () => {
    const read = readStandard({ sections: [[], null, { items: [{ score: 3 }] }], levels: {}, start: "0" });
    const faults = "faults" in read ? read.faults : [];
    expect(faults.length).toBeGreaterThan(8);
    expect(faults.filter(({ message }) => !/[一-龥].*[。]$/.test(message))).toEqual([]);
  });

  it("where a list stands for an object: the list, and not what it lacks", () => {
    const document = {
      ...sound({ levels: [{ code: "5", title: "五", atLeast: 1, quota: [] }], promotion: [] }),
      sections: [section("s", [item("x", []), [], item("y", { kind: "bands", bands: [[1]] })]), [5]],
      vetoes: [{ code: "v", title: "否决", effect: [] }],
    };
    expect(faultPaths(document).toSorted()).toEqual([
      "levels[0].quota",
      "promotion",
      "sections[0].items[0].score",
      "sections[0].items[1]",
      "sections[0].items[2].score.bands[0]",
      "sections[1]",
      "vetoes[0].effect",
    ]);
    expect(faultPaths([])).toEqual([""]);
  });

  it.each([null, undefined, 3, "x", [], [[]], { sections: { items: [] } }])("whatever is sent: %j", (document) => {
    expect(faultPaths(document).length).toBeGreaterThan(0);
  });
});

describe("weights", () => {
  it("of 33.33 three times make 99.99 and are refused", () => {
    expect(faultPaths(weighed([33.33, 33.33, 33.33]))).toEqual(["sections"]);
  });

  it("of 33.33, 33.33 and 33.34 make 100", () => {
    expect(faultPaths(weighed([33.33, 33.33, 33.34]))).toEqual([]);
  });

  it("are missed in the section that lacks one, not in the sum", () => {
    expect(faultPaths(weighed([50, undefined]))).toContain("sections[1].weight");
  });
});

describe("thresholds", () => {
  const bands = (list: readonly object[], more: object = {}): object =>
    documentOf([section("s", [item("x", { kind: "bands", bands: list, ...more })])]);

  it("may have `above` and `atLeast` of the same number, the strict one first", () => {
    const strict = { above: 90, points: 5 };
    const inclusive = { atLeast: 90, points: 4 };
    expect(faultPaths(bands([strict, inclusive]))).toEqual([]);
    expect(faultPaths(bands([inclusive, strict]))).toEqual(["sections[0].items[0].score.bands"]);
  });

  it("of lower-is-better are `atMost` and `below`, the strict one first", () => {
    const strict = { below: 3, points: 5 };
    const inclusive = { atMost: 3, points: 4 };
    expect(faultPaths(bands([strict, inclusive], { better: "lower" }))).toEqual([]);
    expect(faultPaths(bands([inclusive, strict], { better: "lower" }))).toEqual(["sections[0].items[0].score.bands"]);
    expect(faultPaths(bands([strict]))).toEqual([
      "sections[0].items[0].score.bands[0]",
      "sections[0].items[0].score.bands[0].below",
    ]);
  });

  it("of levels may run backwards: real standards do, and the editor warns", () => {
    const levels = [
      { code: "5", title: "五", atLeast: 70 },
      { code: "4", title: "四", atLeast: 80 },
    ];
    expect(faultPaths(sound({ levels }))).toEqual([]);
  });
});

describe("a document", () => {
  it("may use names that JavaScript objects inherit as codes", () => {
    const document = documentOf([section("constructor", [item("constructor", rating(5))])], {
      badges: [{ code: "constructor", title: "章", section: "constructor", atLeast: 80 }],
      levels: [{ code: "__proto__", title: "级", atLeast: 1 }],
      directLevels: [{ level: "__proto__", when: "unit.a" }],
      tieBreak: ["constructor"],
    });
    expect(faultPaths(document)).toEqual([]);
    expect(faultPaths(JSON.parse(JSON.stringify(sound()).replace("{", '{"__proto__":{},"constructor":1,')))).toEqual([
      "__proto__",
      "constructor",
    ]);
  });

  it("takes nothing from facts for what is computed anyway", () => {
    const rank = { kind: "rank", of: "unit.v", order: "high", bands: [{ topN: 1, points: 1 }] };
    const document = documentOf([section("s", [item("x", rank, { from: "unit.v" })])]);
    expect(faultPaths(document)).toEqual(["sections[0].items[0].from"]);
  });

  it("has options with codes of their own", () => {
    const options = [
      { code: "a", title: "甲", points: 1 },
      { code: "a", title: "乙", points: 2 },
    ];
    const document = documentOf([section("s", [item("x", { kind: "choice", options })])]);
    expect(faultPaths(document)).toEqual(["sections[0].items[0].score.options[1].code"]);
  });

  it("has at most 300 items, however they are spread", () => {
    const many = (from: number): readonly object[] =>
      Array.from({ length: 151 }, (_, index) => item(`x${from + index}`, rating(1)));
    expect(faultPaths(documentOf([section("a", many(0)), section("b", many(151))]))).toEqual(["sections"]);
  });

  it("has a quota by percent or by count, not both and not neither", () => {
    const quota = (quota: object): object => sound({ levels: [{ code: "5", title: "五", atLeast: 90, quota }] });
    expect(faultPaths(quota({ percent: 5, count: 1 }))).toEqual(["levels[0].quota"]);
    expect(faultPaths(quota({}))).toEqual(["levels[0].quota"]);
    expect(faultPaths(quota({ count: 0, ties: "include" }))).toEqual([]);
  });
});

describe("the JSON Schema", () => {
  it("is made from the schema that validates, and closes every object", () => {
    const schema = JSON.stringify(toJsonSchema(standardSchema, { ignoreActions: ["check"] }));
    expect(schema.match(/"properties"/g)?.length).toBe(schema.match(/"additionalProperties":false/g)?.length);
  });
});

describe("a document far too large", () => {
  const many = (count: number, more: object = {}): object =>
    documentOf([
      section(
        "s",
        Array.from({ length: count }, (_, index) => item(`x${index}`, rating(1), more)),
      ),
    ]);
  let nested: unknown = 1;
  for (let depth = 0; depth < 200_000; depth++) nested = [nested];

  it.each([
    ["wide", { ...sound(), vetoes: Array.from({ length: 100_000 }, () => []) }],
    ["deep", { ...sound(), sources: nested }],
  ])("is refused as a whole and read no further: %s", (_, document) => {
    const read = readStandard(document);
    expect(read).toEqual({ faults: [{ path: "", message: "全文最多 100,000 个值，请删减，或分成几份标准。" }] });
  });

  it("has its list named, and no more of its expressions compiled than a standard may hold", () => {
    const paths = faultPaths(many(3000, { applies: "1 +" }));
    expect(paths.slice(0, 2)).toEqual(["sections", "sections[0].items"]);
    expect(paths.length).toBe(2 + 2000);
  });
});
