import { describe, expect, it } from "vitest";
import { afterStep, findingSteps, heldMoney, isOverdue } from "../../worker/domain/finding.ts";
import { isVetoInForce, vetoDayOf, vetoStateOf } from "../../worker/domain/unit-veto.ts";
import { type FindingState, findingStates } from "../../worker/domain/vocabulary.ts";

// Every state by every step; what isn't there can't be done.
const table: readonly (readonly [FindingState, Partial<Record<(typeof findingSteps)[number], FindingState>>])[] = [
  ["open", { answer: "answered", withdraw: "withdrawn", change: "open" }],
  ["answered", { close: "closed", "send-back": "open" }],
  ["closed", {}],
  ["withdrawn", {}],
];

describe("a finding", () => {
  it("has the four states of the table", () => {
    expect(table.map(([state]) => state)).toEqual(Object.keys(findingStates));
  });

  it.each(table.flatMap(([state, to]) => findingSteps.map((step) => [state, step, to[step]] as const)))(
    "%s, %s: %s",
    (state, step, after) => {
      expect(afterStep(state, step)).toBe(after);
    },
  );

  it("is overdue from the day after its deadline, while nothing was handed in", () => {
    expect(isOverdue({ state: "open", dueOn: "2026-11-22" }, "2026-11-22")).toBe(false);
    expect(isOverdue({ state: "open", dueOn: "2026-11-21" }, "2026-11-22")).toBe(true);
    expect(isOverdue({ state: "answered", dueOn: "2026-11-21" }, "2026-11-22")).toBe(false);
  });

  it("holds money and says why, by unit", () => {
    const found = { text: "活动场所被占用", dueOn: "2026-12-10" };
    const held = heldMoney([
      { id: "f-1", unit: "a", state: "open", ...found },
      { id: "f-2", unit: "a", state: "answered", ...found, text: "台账缺页" },
    ]);
    expect([...held.keys()]).toEqual(["a"]);
    expect(held.get("a")).toEqual([
      { finding: "f-1", because: "有问题没有销号：活动场所被占用（整改期限 2026-12-10）" },
      { finding: "f-2", because: "有问题没有销号：台账缺页（已报整改，待复查）" },
    ]);
  });
});

describe("a veto that came upon a unit", () => {
  const window = { fromOn: "2026-03-01", untilOn: "2027-02-28", appealedAt: null, isLifted: null };

  it("counts on the first and the last day of its window, and on none outside", () => {
    const counts = (day: string) => isVetoInForce(window, day);
    expect(["2026-02-28", "2026-03-01", "2027-02-28", "2027-03-01"].map(counts)).toEqual([false, true, true, false]);
  });

  it("counts while an appeal waits and after it was kept, and no more once lifted", () => {
    const counts = (isLifted: boolean | null) =>
      isVetoInForce({ ...window, appealedAt: "2026-04-01T00:00:00.000Z", isLifted }, "2026-06-01");
    expect([null, false, true].map(counts)).toEqual([true, true, false]);
  });

  it("stands, is appealed, kept or lifted", () => {
    const appealedAt = "2026-04-01T00:00:00.000Z";
    expect(vetoStateOf(window)).toBe("standing");
    expect(vetoStateOf({ appealedAt, isLifted: null })).toBe("appealed");
    expect(vetoStateOf({ appealedAt, isLifted: false })).toBe("kept");
    expect(vetoStateOf({ appealedAt, isLifted: true })).toBe("lifted");
  });

  it("is asked for on the last day of a cycle's acceptance, else on the day of the decision", () => {
    expect(vetoDayOf("2026-10-31", "2026-10-20")).toBe("2026-10-31");
    expect(vetoDayOf(null, "2026-10-20")).toBe("2026-10-20");
  });
});
