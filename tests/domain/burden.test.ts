import { describe, expect, it } from "vitest";
import {
  burdenOf,
  ceilingFaults,
  ceilingOf,
  isAbove,
  minutesOf,
  noBurden,
  spreadOf,
} from "../../worker/domain/burden.ts";
import { askedItems } from "../../worker/domain/standard/index.ts";
import { documentOf, item, section, standardOf } from "../support/standards.ts";

const yesNo = { kind: "yes-no", points: 5 };
const standard = standardOf(
  documentOf([
    section("team", [
      item("secretary", yesNo),
      item("trained", yesNo, { from: "unit.trained" }),
      item("venue", { kind: "count", each: 1, atMost: 5 }, { proof: "document", applies: "unit.field == 'village'" }),
      item("photo", { kind: "rating", points: 5 }, { proof: "photo" }),
      item("share", { kind: "formula", points: 5, expression: "1 + 1" }),
    ]),
  ]),
);

const subject = (id: string, unit: Readonly<Record<string, string | boolean>>) => ({
  ...{ id, unit, answers: {}, notApplicable: [], vetoes: [], held: { level: null } },
});

const codes = (unit: Readonly<Record<string, string | boolean>>): readonly string[] =>
  (askedItems(standard, [subject("u", unit)])[0] ?? []).map(({ code }) => code);

describe("what a standard asks of a unit", () => {
  it("is what a person answers and what applies, never what the facts or a formula give", () => {
    expect(codes({ field: "village", trained: true })).toEqual(["secretary", "venue", "photo"]);
    expect(codes({ field: "enterprise", trained: true })).toEqual(["secretary", "photo"]);
  });

  it("is everything that a person answers where the facts don't tell what applies", () => {
    expect(codes({ trained: true })).toEqual(["secretary", "venue", "photo"]);
  });

  it("is nothing of a unit that the standard doesn't apply to", () => {
    const villages = standardOf(
      documentOf([section("a", [item("x", yesNo)])], { appliesTo: "unit.field == 'village'" }),
    );
    expect(askedItems(villages, [subject("u", { field: "market" })])).toEqual([[]]);
  });
});

describe("the burden of items", () => {
  const items = askedItems(standard, [subject("u", { field: "village", trained: true })])[0] ?? [];

  it("counts a file where the cheapest proof is a document or a photo, and reckons the seconds", () => {
    expect(burdenOf(items)).toEqual({ fields: 3, uploads: 2, seconds: 30 + (60 + 240) + (60 + 180) });
  });

  it("is told in whole minutes, begun ones counted", () => {
    expect(minutesOf({ fields: 1, uploads: 0, seconds: 61 })).toBe(2);
    expect(minutesOf(noBurden)).toBe(0);
  });

  it("is above the ceiling where any of the three is, at the ceiling it isn't", () => {
    const ceiling = { fields: 3, uploads: null, minutes: 10 };
    expect(isAbove({ fields: 3, uploads: 99, seconds: 600 }, ceiling)).toBe(false);
    expect(isAbove({ fields: 4, uploads: 0, seconds: 0 }, ceiling)).toBe(true);
    expect(isAbove({ fields: 0, uploads: 0, seconds: 601 }, ceiling)).toBe(true);
    expect(isAbove({ fields: 0, uploads: 1, seconds: 0 }, { fields: null, uploads: 0, minutes: null })).toBe(true);
  });

  it("spreads from the one in the middle to the most, each count by itself", () => {
    const of = (fields: number, uploads: number, seconds: number) => ({ fields, uploads, seconds });
    expect(spreadOf([of(9, 0, 60), of(1, 5, 600), of(4, 1, 120), of(2, 0, 0)])).toEqual({
      typical: of(2, 0, 60),
      most: of(9, 5, 600),
    });
    expect(spreadOf([])).toEqual({ typical: noBurden, most: noBurden });
  });
});

describe("the ceiling", () => {
  it("is none where the settings name none or something unsound", () => {
    expect(ceilingOf({})).toEqual({ fields: null, uploads: null, minutes: null });
    expect(ceilingOf({ burden: { fields: 40, uploads: null, minutes: -1 } })).toEqual({
      ...{ fields: 40, uploads: null, minutes: null },
    });
  });

  it("is refused by the path of each fault", () => {
    expect(ceilingFaults({ burden: { fields: 1.5, uploads: 0, minutes: null, hours: 3 } }, "settings")).toEqual([
      { path: "settings.burden.fields", message: "应为 0～100,000 的整数，不设上限写 null" },
      { path: "settings.burden.hours", message: "没有这一项，可写 fields、uploads、minutes" },
    ]);
    expect(ceilingFaults({ burden: [] }, "settings")).toEqual([{ path: "settings.burden", message: "应为一组键与值" }]);
    expect(ceilingFaults({ other: 1 }, "settings")).toEqual([]);
  });
});
