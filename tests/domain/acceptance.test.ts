import { describe, expect, it } from "vitest";
import { type Point, resultSentences, standingOf, stuckPoints, wantedLevels } from "../../worker/domain/acceptance.ts";
import { compileGates, type GateRule, gateOutcomes, gateText, isAccepted } from "../../worker/domain/gates.ts";
import type { Level } from "../../worker/domain/level-scale.ts";

const levels: readonly Level[] = [
  { code: "5", title: "五星级", atLeast: 90 },
  { code: "4", title: "四星级", atLeast: 80 },
  { code: "3", title: "三星级", atLeast: 70 },
];

const rules: readonly GateRule[] = [
  { code: "belt-three", title: "带上", applies: "unit.on_belt", atLeastLevel: "3", isHard: true },
  { code: "demonstration-four", title: "示范点", applies: "unit.demonstration", atLeastLevel: "4", isHard: true },
  {
    code: "outside-three",
    title: "带外",
    applies: "!unit.on_belt && !unit.demonstration",
    atLeastLevel: "3",
    isHard: false,
  },
];

function outcomes(unit: Readonly<Record<string, unknown>>, level: string | null) {
  const compiled = compileGates(rules);
  if ("fault" in compiled) throw new Error(compiled.fault);
  return gateOutcomes(compiled.gates, unit, level, levels);
}

function point(
  name: string,
  scoreHundredths: number,
  level: string | null,
  demonstration: boolean,
  onBelt = true,
): Point {
  const unit = { on_belt: onBelt, demonstration };
  return { unit: name, name, demonstration, scoreHundredths, level, outcomes: outcomes(unit, level) };
}

describe("the notice's gates", () => {
  it("a point below three stars is not accepted", () => {
    const found = outcomes({ on_belt: true, demonstration: false }, null);
    expect(isAccepted(6950, found)).toBe(false);
    expect(found.map((gate) => gateText(gate, levels, 6950, null))).toEqual([
      "要求三星级以上，认定不评星，差 0.50 分到三星级",
    ]);
  });

  it("a demonstration at three stars is not accepted, though its point on the belt would be", () => {
    const found = outcomes({ on_belt: true, demonstration: true }, "3");
    expect(found.map((gate) => [gate.code, gate.isMet])).toEqual([
      ["belt-three", true],
      ["demonstration-four", false],
    ]);
    expect(isAccepted(7950, found)).toBe(false);
    expect(isAccepted(7950, outcomes({ on_belt: true, demonstration: false }, "3"))).toBe(true);
  });

  it("outside the belts three stars are striven for and decide nothing", () => {
    const found = outcomes({ on_belt: false, demonstration: false }, null);
    expect(isAccepted(6000, found)).toBe(true);
    expect(found.map((gate) => gateText(gate, levels, 6000, null))).toEqual([
      "力争三星级以上，认定不评星，差 10.00 分到三星级",
    ]);
  });

  it("a unit without a score is not accepted", () => {
    expect(isAccepted(null, [])).toBe(false);
  });

  it("an unknown fact leaves its gate unmet", () => {
    expect(outcomes({ demonstration: false }, "5").map((gate) => [gate.code, gate.isMet])).toEqual([
      ["belt-three", false],
      ["outside-three", false],
    ]);
  });

  it("enough points under a veto are said to be held back", () => {
    const [gate] = outcomes({ on_belt: true, demonstration: false }, null);
    expect(gate && gateText(gate, levels, 9750, null)).toBe(
      "要求三星级以上，认定不评星，分数够三星级，被否决或附加条件拦住",
    );
  });
});

describe("a belt", () => {
  const tangxi = [
    point("01", 8000, "4", true),
    point("02", 9750, "5", true),
    point("05", 7950, "3", true),
    point("06", 8300, "4", false),
  ];
  const wanted = { point: "3", demonstration: "4" };

  it("asks three stars of every point and four of demonstrations", () => {
    expect(wantedLevels(tangxi)).toEqual({ point: "3", demonstration: "4" });
  });

  it("with one demonstration short doesn't pass, and says which and by how much", () => {
    const standing = standingOf(tangxi, levels, wanted, { units: 4, demonstrations: 3 });
    expect(standing).toMatchObject({
      passes: false,
      reached: 4,
      demonstrationsReached: 2,
      demonstrations: 3,
      shortText: "差 1 个点",
    });
    expect(stuckPoints(standing, levels, wanted, true)).toEqual([
      {
        unit: "05",
        name: "05",
        scoreText: "79.50 分，三星级",
        gapText: "差 0.50 分到四星级",
        consequence: "示范点 2/3，整条带不能验收",
      },
    ]);
  });

  it("with every point where it should be passes", () => {
    const standing = standingOf([point("01", 8000, "4", true)], levels, wanted, { units: 1, demonstrations: 1 });
    expect(standing).toMatchObject({ passes: true, reached: 1, shortText: "合格" });
  });

  it("with fewer points or demonstrations than planned doesn't pass", () => {
    const standing = standingOf([point("01", 7000, "3", false)], levels, wanted, { units: 2, demonstrations: 1 });
    expect(standing).toMatchObject({ passes: false, shortText: "少 1 个点，少 1 个示范点" });
  });

  it("with a point without a result doesn't pass and says that it waits", () => {
    const waiting: Point = { ...point("01", 0, null, false), scoreHundredths: null, outcomes: null };
    const standing = standingOf([waiting], levels, wanted, { units: 1, demonstrations: 0 });
    expect(standing).toMatchObject({ passes: false, reached: 0, shortText: "1 个点还没有结果" });
  });
});

describe("the demonstrations outside the belts", () => {
  const network = [point("07", 9000, "5", true, false), point("08", 7950, "3", true, false)];
  const wanted = { point: "3", demonstration: "4" };

  it("are counted by themselves, and no belt hangs on them", () => {
    const standing = standingOf(network, levels, wanted, null);
    expect(standing).toMatchObject({ passes: false, reached: 2, demonstrationsReached: 1, shortText: "差 1 个点" });
    expect(stuckPoints(standing, levels, wanted, false).map((stuck) => stuck.consequence)).toEqual(["示范点 1/2"]);
  });
});

describe("the sentence", () => {
  it("says points and demonstrations, then belts", () => {
    const points = [point("01", 8000, "4", true), point("02", 7000, "3", false), point("09", 6950, null, false)];
    const wanted = wantedLevels(points);
    const belts = [standingOf(points, levels, wanted, null), standingOf(points.slice(0, 2), levels, wanted, null)];
    expect(resultSentences(points, belts, levels)).toEqual([
      "3 个点，2 个到三星；1 个示范点，1 个到四星。",
      "2 条带，1 条合格。",
    ]);
  });

  it("without gates counts the levels", () => {
    const stars: readonly Level[] = [{ code: "five", title: "五星企业", atLeast: 0 }];
    const only: Point = { ...point("01", 8000, "five", false), outcomes: [] };
    expect(resultSentences([only], [], stars)).toEqual(["1 个党组织有认定结果，1 个五星企业。"]);
  });

  it("without results says nothing", () => {
    expect(resultSentences([], [], levels)).toEqual([]);
  });
});
