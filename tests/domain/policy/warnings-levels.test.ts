import { describe, expect, it } from "vitest";
import type { Json } from "../../../worker/domain/expression.ts";
import { warningsOf } from "../../../worker/domain/policy/warnings.ts";
import { type Warning, withProposal } from "../../../worker/domain/warning.ts";
import { grantOf, policyOf } from "../../support/policies.ts";

type Fields = Readonly<Record<string, unknown>>;

const table = (rows: Fields, more: Fields = {}): Fields => ({ kind: "table", of: "result.level", rows, ...more });
const when = (source: string): Fields => ({ when: source });
const stars = ["5", "4", "3"];

function warnings(document: unknown, ...standards: readonly (readonly string[])[]): readonly Warning[] {
  const known = standards.map((levels, place) => ({ title: `标准${place + 1}`, levels }));
  return warningsOf(policyOf(document), known.length === 0 ? {} : { standards: known });
}

const against = (document: unknown, ...standards: readonly (readonly string[])[]): readonly string[] =>
  warnings(document, ...standards).map(({ code, path }) => `${code} ${path}`);

/** What is raised once the first proposal is taken. */
function mended(document: unknown, ...standards: readonly (readonly string[])[]): readonly string[] {
  const proposal = warnings(document, ...standards)[0]?.proposal ?? null;
  if (proposal === null) throw new Error("no proposal");
  return against(withProposal(document as Json, proposal), ...standards);
}

describe("a row of a level", () => {
  it("that no standard has can't be reached", () => {
    const document = grantOf(table({ 5: 500, 6: 300 }));
    expect(against(document)).toEqual([]);
    expect(against(document, ["5", "4"])).toEqual(["row-unreachable grants[0].amount.rows.6"]);
    expect(mended(document, ["5", "4"])).toEqual([]);
    expect(against(document, ["5", "4"], ["6"])).toEqual([]);
  });

  it("below a worse one's is a slip, in an amount and in a factor", () => {
    const document = grantOf(table({ 5: 300, 4: 500 }));
    const [warning] = warnings(document, ["5", "4"]);
    expect(warning?.message).toBe("「补助」高一级的「5」3.00 元，低一级的「4」反而 5.00 元。");
    expect(warning?.figures).toEqual({ grant: "补助", better: "5", high: 300, worse: "4", low: 500 });
    expect(warning?.proposal).toEqual({
      text: "从高到低排：5.00 元、3.00 元。",
      path: "grants[0].amount.rows",
      value: { 5: 500, 4: 300 },
    });
    expect(against(grantOf(table({ 5: 500, 4: 300 })), ["5", "4"])).toEqual([]);
    const factor = (rows: Fields): Fields =>
      grantOf({ kind: "fixed", fen: 100 }, { times: [{ of: "result.level", rows, otherwise: 0 }] });
    expect(against(factor({ 5: 80, 4: 100 }), stars)).toEqual(["row-jumps-down grants[0].times[0].rows.5"]);
    expect(mended(factor({ 5: 80, 4: 100 }), stars)).toEqual([]);
    expect(against(factor({ 5: 100, 4: 80 }), stars)).toEqual([]);
  });
});

describe("a level without a row", () => {
  it("above one that has one gets nothing without anybody having said so", () => {
    const document = grantOf(table({ 5: 500, 3: 100 }));
    const [warning, ...others] = warnings(document, stars);
    expect(others).toEqual([]);
    expect(warning).toEqual({
      code: "level-without-row",
      path: "grants[0].amount.rows",
      message: "「补助」：《标准1》有「4」这一等，没有这一行，得 0 元。",
      figures: { grant: "补助", standard: "标准1", level: "4" },
      proposal: {
        text: "补上「4」一行，例如 1.00 元；或写明其他情形。",
        path: "grants[0].amount.rows",
        value: { 5: 500, 3: 100, 4: 100 },
      },
      source: null,
    });
    expect(mended(document, stars)).toEqual([]);
  });

  it("is as it is meant below every row, under a condition that leaves it out, and where the rest is written out", () => {
    expect(against(grantOf(table({ 5: 500, 4: 300 })), stars)).toEqual([]);
    expect(against(grantOf(table({ 5: 500, 3: 100 }), when("result.level in ['5', '3']")), stars)).toEqual([]);
    expect(against(grantOf(table({ 5: 500, 3: 100 }, { otherwiseFen: 0 })), stars)).toEqual([]);
  });

  it("where that is an error of the line counts below every row too", () => {
    const document = grantOf(table({ 5: 500, 4: 300 }, { otherwiseFen: null }));
    const [warning] = warnings(document, stars);
    expect(warning?.message).toBe("「补助」：《标准1》有「3」这一等，没有这一行，到时这一笔会出错。");
    expect(mended(document, stars)).toEqual([]);
    const left = grantOf(table({ 5: 500, 4: 300 }, { otherwiseFen: null }), when("result.level in ['5', '4']"));
    expect(against(left, stars)).toEqual([]);
  });

  it("is looked for in factors, which make it nothing", () => {
    const of = (more: Fields): Fields =>
      grantOf({ kind: "fixed", fen: 100 }, { times: [{ of: "result.level", rows: { 5: 110, 3: 90 }, ...more }] });
    expect(warnings(of({}), stars)[0]?.message).toBe("「补助」的系数：《标准1》有「4」这一等，没有这一行，按 0%。");
    expect(mended(of({}), stars)).toEqual([]);
    expect(against(of({ otherwise: 100 }), stars)).toEqual([]);
  });

  it("of another standard than the one that fits the rows is none of the policy's", () => {
    const document = grantOf(table({ five: 500, four: 300 }));
    expect(against(document, stars, ["five", "four"])).toEqual([]);
    expect(against(document, ["five", "half", "four"], ["five", "four"])).toEqual([]);
    expect(against(document, ["five", "half", "four"])).toEqual(["level-without-row grants[0].amount.rows"]);
  });

  it("that the condition names is told of once", () => {
    const document = grantOf(table({ 5: 500, 3: 100 }), when("result.level in ['5', '4', '3']"));
    expect(against(document, stars)).toEqual(["row-missing grants[0].amount.rows"]);
  });
});

describe("a condition", () => {
  const document = grantOf({ kind: "fixed", fen: 100 }, when("result.accepted && result.level in ['6', '5', '4']"));

  it("that names a level which no standard has is told so", () => {
    const [warning, ...others] = warnings(document, stars);
    expect(others).toEqual([]);
    expect(warning).toEqual({
      code: "level-unknown",
      path: "grants[0].when",
      message: "「补助」的条件里有「6」，施行的标准没有这一等（有「5」、「4」、「3」）。",
      figures: { grant: "补助", levels: 1, level: "6" },
      proposal: {
        text: "条件里只留「5」、「4」。",
        path: "grants[0].when",
        value: "result.accepted && result.level in ['5', '4']",
      },
      source: null,
    });
    expect(mended(document, stars)).toEqual([]);
    expect(against(document, ["6", ...stars])).toEqual([]);
    expect(against(document)).toEqual([]);
  });

  it("that names only such levels is never met", () => {
    const never = grantOf({ kind: "fixed", fen: 100 }, when("result.level == '6'"));
    expect(against(never, stars)).toEqual(["grant-never grants[0].when"]);
  });
});
