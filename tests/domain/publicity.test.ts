import { describe, expect, it } from "vitest";
import {
  awardAfter,
  awardAfterCorrection,
  objectionRefusal,
  publicityState,
  publicityTermsOf,
  publicUntil,
} from "../../worker/domain/publicity.ts";

const levels = [
  { code: "5", title: "五星级", atLeast: 90 },
  { code: "4", title: "四星级", atLeast: 80 },
  { code: "3", title: "三星级", atLeast: 70 },
];
const found = (level: string | null, isAccepted = true) => ({ level, isAccepted });
const after = (held: string | null, level: string | null, isAccepted = true) =>
  awardAfter(held, found(level, isAccepted), levels, "2026-11-27", 12)?.cause;

describe("publicity", () => {
  it("counts its first day", () => {
    expect(publicUntil("2026-11-22", 5)).toBe("2026-11-26");
    expect(publicUntil("2026-11-22", 1)).toBe("2026-11-22");
  });

  it("is over on the day after its last", () => {
    const of = { untilOn: "2026-11-26", closedAt: null };
    expect(publicityState(of, "2026-11-26")).toBe("open");
    expect(publicityState(of, "2026-11-27")).toBe("over");
    expect(publicityState({ ...of, closedAt: "2026-11-27T00:00:00.000Z" }, "2026-11-27")).toBe("closed");
  });

  it("takes the tenant's terms, and five days where they aren't set or make no sense", () => {
    expect(publicityTermsOf({})).toEqual({ days: 5, answerDays: 5, termMonths: null });
    expect(publicityTermsOf({ publicityDays: 7, objectionDays: 10, awardMonths: 24 })).toEqual({
      ...{ days: 7, answerDays: 10, termMonths: 24 },
    });
    expect(publicityTermsOf({ publicityDays: 0, objectionDays: "3", awardMonths: 1.5 })).toEqual({
      ...{ days: 5, answerDays: 5, termMonths: null },
    });
  });

  it.each([
    ["accepted", "2026-11-22", "这个结果还没有公示。"],
    ["publicised", "2026-11-26", undefined],
    ["publicised", "2026-11-27", "公示到 11 月 26 日为止，已经期满。"],
    ["final", "2026-11-26", "这个结果已经生效，不再受理异议。"],
  ])("of a result that is %s on %s: %s", (state, today, refusal) => {
    expect(objectionRefusal(state, { untilOn: "2026-11-26" }, today)).toBe(refusal);
  });
});

describe("what is held after a final result", () => {
  it.each([
    [null, "4", true, "granted"],
    ["4", "4", true, "renewed"],
    ["4", "5", true, "promoted"],
    ["4", "3", true, "downgraded"],
    ["4", null, true, "withdrawn"],
    ["4", "5", false, "withdrawn"],
    [null, null, true, undefined],
    [null, "5", false, undefined],
    ["省级", "3", true, "granted"],
  ] as const)("held %s, found %s, accepted %s: %s", (held, level, isAccepted, cause) => {
    expect(after(held, level, isAccepted)).toBe(cause);
  });

  it("begins today and ends with its term, or not where there is none", () => {
    expect(awardAfter(null, found("4"), levels, "2026-11-27", 12)).toEqual({
      ...{
        cause: "granted",
        level: "4",
        levelTitle: "四星级",
        fromOn: "2026-11-27",
        untilOn: "2027-11-26",
        reason: null,
      },
    });
    expect(awardAfter(null, found("4"), levels, "2026-11-27", null)?.untilOn).toBeNull();
  });

  it("isn't touched by the correction of a result from which it doesn't follow", () => {
    const held = { level: "5", untilOn: null, result: "r-new" };
    const why = { termMonths: 12, reason: "更正" };
    expect(awardAfterCorrection(held, { ...found("3"), id: "r-old" }, levels, "2026-12-10", why)).toBeUndefined();
    expect(awardAfterCorrection(held, { ...found("5"), id: "r-new" }, levels, "2026-12-10", why)).toBeUndefined();
    expect(awardAfterCorrection(held, { ...found("3"), id: "r-new" }, levels, "2026-12-10", why)).toMatchObject({
      ...{ cause: "downgraded", level: "3", untilOn: null, reason: "更正" },
    });
  });
});
