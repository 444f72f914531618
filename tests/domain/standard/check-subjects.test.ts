import { describe, expect, it } from "vitest";
import { checkSubjects, type Subject } from "../../../worker/domain/standard/index.ts";
import { documentOf, item, rating, section, standardOf } from "../../support/standards.ts";

const options = [{ code: "a", title: "甲", points: 1 }];
const standard = standardOf(
  documentOf(
    [
      section("s", [
        item("yes", { kind: "yes-no", points: 1 }),
        item("pick", { kind: "choice", options }),
        item("times", { kind: "count", each: 1, atMost: 5 }),
        item("sums", { kind: "tally", options, take: "sum" }),
        item("line", { kind: "bands", bands: [{ atLeast: 1, points: 1 }] }),
        item("amount", { kind: "brackets", brackets: [{ from: 0, each: 1 }], atMost: 5 }),
        item("mark", { kind: "rating", points: 2, step: 0.25 }, { optional: true }),
        item("known", rating(5), { from: "unit.v" }),
        item("worth", { kind: "formula", points: 5, expression: "unit.v" }),
      ]),
    ],
    {
      vetoes: [
        { code: "raised", title: "人提", effect: { kind: "no-level" } },
        { code: "found", title: "自判", when: "unit.v > 1", effect: { kind: "no-level" } },
      ],
    },
  ),
);

function faults(subject: object): readonly string[] {
  return checkSubjects(standard, [{ id: "u1", ...subject } as Subject], "subjects").map(({ path }) => path);
}

describe("an answer is refused at its path where it", () => {
  it.each<[string, unknown]>([
    ["yes", 1],
    ["yes", null],
    ["pick", "b"],
    ["pick", "constructor"],
    ["pick", 0],
    ["times", 1.5],
    ["times", -1],
    ["times", "1"],
    ["times", true],
    ["sums", []],
    ["sums", 3],
    ["line", "1"],
    ["line", null],
    ["amount", -0.000001],
    ["mark", 2.25],
    ["mark", 0.3],
    ["mark", 0.25000000001],
    ["mark", -0.25],
    ["mark", 1e300],
    ["worth", 1],
    ["worth", null],
    ["known", "x"],
    ["nowhere", 1],
    ["constructor", 1],
  ])("is %s: %j", (code, value) => {
    expect(faults({ answers: { [code]: value } })).toEqual([`subjects[0].answers.${code}`]);
  });

  it("counts an option of a tally wrongly or has one that isn't there", () => {
    expect(faults({ answers: { sums: { a: -1 } } })).toEqual(["subjects[0].answers.sums.a"]);
    expect(faults({ answers: { sums: { b: 1 } } })).toEqual(["subjects[0].answers.sums.b"]);
    expect(faults(JSON.parse('{"answers":{"sums":{"__proto__":1}}}'))).toEqual(["subjects[0].answers.sums.__proto__"]);
  });
});

describe("a subject is refused", () => {
  it("whose id was given before", () => {
    const subjects = [{ id: "a" }, { id: "b" }, { id: "a" }];
    expect(checkSubjects(standard, subjects, "subjects").map(({ path }) => path)).toEqual(["subjects[2].id"]);
  });

  it("for every fault at once", () => {
    const subject = {
      id: 7,
      unit: [],
      answers: { yes: 1, pick: "z", mark: 0.5 },
      notApplicable: ["mark", "yes", "nowhere", 3],
      vetoes: ["raised", "found", "nowhere"],
      held: { level: 4, levels: { other: 5 } },
    };
    expect(faults(subject)).toEqual([
      "subjects[0].id",
      "subjects[0].unit",
      "subjects[0].answers.yes",
      "subjects[0].answers.pick",
      "subjects[0].notApplicable[1]",
      "subjects[0].notApplicable[2]",
      "subjects[0].notApplicable[3]",
      "subjects[0].vetoes[1]",
      "subjects[0].vetoes[2]",
      "subjects[0].held.level",
      "subjects[0].held.levels.other",
    ]);
  });

  it.each([[{ answers: [] }], [{ notApplicable: "mark" }], [{ vetoes: {} }], [{ held: "4" }]])(
    "whose parts are of another type: %j",
    (subject) => {
      expect(faults(subject)).toEqual([`subjects[0].${Object.keys(subject)[0]}`]);
    },
  );
});

describe("a subject passes", () => {
  it("whose answers are right, one to an item with `from` included: it isn't counted", () => {
    const answers = { yes: false, pick: "a", times: 1e17, sums: { a: 2 }, line: -3.1234567, amount: 0, mark: 1.75 };
    expect(faults({ answers: { ...answers, known: 4 }, notApplicable: ["mark"], vetoes: ["raised"] })).toEqual([]);
  });
});
