import { describe, expect, it } from "vitest";
import { Problem } from "../../worker/domain/problem.ts";
import { pairOf, refuseSeparation, type StepDone, stepAgainst } from "../../worker/domain/separation.ts";
import type { CaseStep } from "../../worker/domain/vocabulary.ts";
import { assessmentSteps, cells } from "../support/separation.ts";

const did = (step: CaseStep, userId = "u1"): StepDone => ({
  caseKind: assessmentSteps.includes(step) ? "assessment" : "batch",
  step,
  userId,
});

function refusalOf(done: readonly StepDone[], step: CaseStep): unknown {
  try {
    refuseSeparation(done, "u1", step, []);
    return null;
  } catch (error) {
    return error instanceof Problem ? [error.code, error.detail] : error;
  }
}

describe("the table of who may not do what on the same case", () => {
  it("has 64 cells, 50 of them ×", () => {
    expect(cells.length).toBe(64);
    expect(cells.filter(({ isAgainst }) => isAgainst).length).toBe(50);
  });

  it.each(cells)("$one, then $other: ×? $isAgainst", ({ one, other, isAgainst }) => {
    expect(stepAgainst([did(one)], "u1", other, []) !== undefined).toBe(isAgainst);
  });

  it.each(cells)("$one by another person stands against nothing: $other", ({ one, other }) => {
    expect(stepAgainst([did(one, "u2")], "u1", other, [])).toBeUndefined();
  });

  it.each(cells.filter(({ isAgainst }) => isAgainst))("a relaxation of $one and $other lets both be done", (cell) => {
    const relaxed = [pairOf(cell.one, cell.other)];
    expect(stepAgainst([did(cell.one)], "u1", cell.other, relaxed)).toBeUndefined();
  });
});

describe("a relaxation", () => {
  it("of one pair leaves every other as it is", () => {
    const relaxed = [pairOf("accept", "first-review")];
    expect(stepAgainst([did("first-review")], "u1", "approve-1", relaxed)).toEqual(did("first-review"));
    expect(stepAgainst([did("self-assess"), did("first-review")], "u1", "accept", relaxed)).toEqual(did("self-assess"));
  });

  it("is kept with the earlier step of the year first, whichever was named first", () => {
    const pair = { firstStep: "first-review", secondStep: "accept" };
    expect([pairOf("accept", "first-review"), pairOf("first-review", "accept")]).toEqual([pair, pair]);
  });
});

describe("the refusal", () => {
  it("names what the person did and who does the next step", () => {
    expect(refusalOf([did("self-assess")], "accept")).toEqual(["separation", "这一件是你自评的，由别的考核员验收。"]);
    expect(refusalOf([did("calculate")], "approve-1")).toEqual([
      "separation",
      "这一批是你经办的，由别的财务审批来批。",
    ]);
    expect(refusalOf([did("accept")], "calculate")).toEqual(["separation", "这一批里有你验收的，由别的财务经办测算。"]);
    expect(refusalOf([did("pay")], "accept")).toEqual(["separation", "这一件是你拨付的，由别的考核员验收。"]);
  });

  it("is none where nobody did anything, nor for the same step again", () => {
    expect(refusalOf([], "accept")).toBeNull();
    expect(refusalOf([did("self-assess")], "self-assess")).toBeNull();
  });
});
