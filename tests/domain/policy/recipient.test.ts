import { describe, expect, it } from "vitest";
import { checkRecipients } from "../../../worker/domain/policy/index.ts";

function paths(recipients: unknown): readonly string[] {
  return checkRecipients(recipients, "recipients").map(({ path }) => path);
}

describe("the recipients of a call", () => {
  it("may leave out everything but their id, and name paid grants of other years", () => {
    expect(paths([{ id: "u1" }, { id: "u2", unit: null, paidFen: { another_grant: 1 }, decidedFen: {} }])).toEqual([]);
  });

  it("are refused with a path for every fault", () => {
    const recipients = [
      { id: "u1", paidFen: { g: 1.5, h: -1, i: 1 }, decidedFen: { g: 10_000_000_000_001 } },
      { id: "u1" },
      { id: "", unit: [] },
      { unit: { a: { b: ["\ud800"] } }, colour: 1 },
      null,
      { id: "x".repeat(201), facts: JSON.parse('{"n": 1e999}'), paidFen: null },
    ];
    expect(paths(recipients)).toEqual([
      "recipients[0].paidFen.g",
      "recipients[0].paidFen.h",
      "recipients[0].decidedFen.g",
      "recipients[1].id",
      "recipients[2].unit",
      "recipients[2].id",
      "recipients[3].unit.a.b[0]",
      "recipients[3].colour",
      "recipients[3].id",
      "recipients[4]",
      "recipients[5].facts.n",
      "recipients[5].paidFen",
      "recipients[5].id",
    ]);
  });

  it("are refused where their facts lie too deep", () => {
    const deep = Array.from({ length: 20 }).reduce<unknown>((inner) => ({ inner }), 1);
    expect(checkRecipients([{ id: "u1", facts: deep }], "recipients").map(({ message }) => message)).toEqual([
      "最多套 16 层。",
    ]);
  });

  it("are refused where there are no recipients, or too many", () => {
    expect(paths("u1")).toEqual(["recipients"]);
    expect(paths(Array.from({ length: 100_001 }))).toEqual(["recipients"]);
  });
});
