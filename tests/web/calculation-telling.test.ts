import { describe, expect, it } from "vitest";
import { factsIn, failuresTold } from "../../web/pages/calculation/telling.ts";

describe("lines that failed", () => {
  it("of one grant and reason are told together, the first of them by name", () => {
    const errors = ["甲", "乙", "丙"].map((recipient) => ({ recipient, grant: "a", reason: "缺少 unit.members" }));
    const told = failuresTold(
      [...errors, { recipient: "甲", grant: "b", reason: "除以 0" }],
      (each) => each.recipient,
      2,
    );
    expect(told.map(({ grant, reason, who }) => [grant, reason, who])).toEqual([
      ["a", "缺少 unit.members", "甲、乙等 3 家"],
      ["b", "除以 0", "甲"],
    ]);
  });

  it("for a fact that nobody knows name it as the tenant does", () => {
    const words = { names: new Map([["facts.plan_approved", "方案已定"]]), levels: new Map(), codes: new Map() };
    expect(factsIn("分期的条件算不出：缺少 facts.plan_approved", words)).toBe("分期的条件算不出：「方案已定」还是未知");
    expect(factsIn("金额算不出：缺少 unit.members", words)).toBe("金额算不出：缺少 unit.members");
  });
});
