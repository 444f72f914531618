import { describe, expect, it } from "vitest";
import { saidOf, stepsOfBands, stepsOfBrackets } from "../../web/pages/policy-editor/drawn/steps.ts";

const said = (steps: ReturnType<typeof stepsOfBands>): string => (steps === null ? "" : saidOf(steps));

describe("brackets that are the whole amount", () => {
  const amount = (...brackets: readonly { from?: number; above?: number; fen?: number; fenEach?: number }[]) => ({
    ...{ kind: "brackets", of: "facts.members", mode: "whole" as const },
    brackets,
  });

  it("are said with their lines, and that there is nothing below the first", () => {
    const steps = stepsOfBrackets(amount({ from: 10, fen: 300_000 }, { above: 20, fen: 800_000 }));
    expect(said(steps)).toBe("不到 10 得 0.00 元，10 起 3,000.00 元，超过 20 8,000.00 元");
    expect(steps?.falls).toEqual([]);
    expect(steps?.gaps).toEqual([{ from: null, to: 10 }]);
  });

  it("fall where a line gives less than there was just before it", () => {
    expect(stepsOfBrackets(amount({ from: 0, fen: 500 }, { from: 50, fen: 300 }))?.falls).toEqual([50]);
    expect(stepsOfBrackets(amount({ from: 0, fenEach: 10 }, { from: 50, fenEach: 10 }))?.falls).toEqual([]);
    expect(stepsOfBrackets(amount({ from: 0, fenEach: 10 }, { from: 50, fenEach: 9 }))?.falls).toEqual([50]);
  });

  it("may fall by rank, where less is better", () => {
    const byRank = { ...amount({ from: 1, fen: 500 }, { from: 4, fen: 300 }), of: "result.rank" };
    expect(stepsOfBrackets(byRank)?.falls).toEqual([]);
  });

  it("without a single line draw nothing", () => {
    expect(stepsOfBrackets(amount())).toBeNull();
    expect(stepsOfBrackets(amount({ fen: 300 }))).toBeNull();
  });
});

describe("brackets by parts", () => {
  it("go on from what the parts before came to, and show a part that gives nothing", () => {
    const steps = stepsOfBrackets({
      ...{ kind: "brackets", ofFen: "facts.investment", mode: "marginal" },
      brackets: [
        { from: 0, percent: 10 },
        { from: 10_000_000, percent: 0 },
        { from: 20_000_000, percent: 5 },
      ],
    });
    expect(steps?.stretches.map(({ start, end }) => [start, end]).slice(0, 2)).toEqual([
      [0, 1_000_000],
      [1_000_000, 1_000_000],
    ]);
    expect(steps?.falls).toEqual([]);
    expect(steps?.gaps).toEqual([{ from: 10_000_000, to: 20_000_000 }]);
    expect(said(steps)).toBe(
      "0.00 元起 10%，100,000.00 元起 0%，200,000.00 元起 5%，100,000.00 元到 200,000.00 元空缺",
    );
  });
});

describe("bands of a factor", () => {
  it("rise from the lowest, below which there is nothing", () => {
    const steps = stepsOfBands({
      of: "result.score",
      bands: [
        { atLeast: 90, percent: 100 },
        { atLeast: 80, percent: 80 },
      ],
    });
    expect(said(steps)).toBe("不到 80 得 0%，80 起 80%，90 起 100%");
    expect(steps?.axis).toEqual({ from: 72, to: 98 });
  });

  it("fall where a higher one is worth less", () => {
    const bands = [
      { atLeast: 90, percent: 80 },
      { atLeast: 80, percent: 100 },
    ];
    expect(stepsOfBands({ of: "result.score", bands })?.falls).toEqual([90]);
  });
});
