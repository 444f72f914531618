import { describe, expect, it } from "vitest";
import { grantOf, policyDocument } from "../../support/policies.ts";
import { afterProposal, afterProposals, raised, theWarning } from "../../support/warnings.ts";

type Fields = Readonly<Record<string, unknown>>;

const table = (rows: Fields, more: Fields = {}): Fields => ({ kind: "table", of: "result.level", rows, ...more });
const when = (source: string): Fields => ({ when: source });

describe("a row", () => {
  it("that the grant's condition lets through raises nothing", () => {
    expect(raised(grantOf(table({ 5: 500, 4: 300 }), when("result.level in ['5', '4']")))).toEqual([]);
    expect(raised(grantOf(table({ 5: 500, 4: 300, 3: 100 }), when("result.accepted")))).toEqual([]);
  });

  it("that it never lets through can't be reached", () => {
    const document = grantOf(
      table({ 5: 500, 4: 300, 3: 100 }),
      when("unit.demonstration && result.level in ['4','5']"),
    );
    const warning = theWarning(document, "row-unreachable");
    expect(warning.path).toBe("grants[0].amount.rows.3");
    expect(warning.message).toBe("「补助」「3」这一行（1.00 元）用不上：没有谁会是「3」。");
    expect(warning.proposal?.value).toEqual({ 5: 500, 4: 300 });
    expect(afterProposal(document, "row-unreachable")).toEqual([]);
  });

  it("is told of with the others of its table where there are several", () => {
    const document = grantOf(table({ 5: 500, 3: 100, 2: 50 }), when("result.level == '5'"));
    const warning = theWarning(document, "row-unreachable");
    expect(warning.path).toBe("grants[0].amount.rows");
    expect(warning.message).toBe("「补助」「2」、「3」 2 行用不上：没有谁会是这些。");
    expect(afterProposal(document, "row-unreachable")).toEqual([]);
  });

  it("of a matrix is read by its parts", () => {
    const of = { of: "result.level + '/' + unit.size" };
    const document = (rows: Fields): Fields =>
      grantOf(table(rows, of), when("result.level != '3' && result.level in ['4', '3']"));
    expect(raised(document({ "4/large": 500, "4/small": 300 }))).toEqual([]);
    expect(raised(document({ "4/large": 500, "3/small": 300 }))).toEqual([
      "row-unreachable grants[0].amount.rows.3/small",
    ]);
    expect(afterProposal(document({ "4/large": 500, "3/small": 300 }), "row-unreachable")).toEqual([]);
  });

  it("of a number outside the condition's bounds can't be reached", () => {
    const of = { of: "facts.grade" };
    expect(raised(grantOf(table({ 1: 100, 4: 400 }, of), when("facts.grade <= 3")))).toEqual([
      "row-unreachable grants[0].amount.rows.4",
    ]);
  });

  it("that nobody can tell about is left", () => {
    expect(raised(grantOf(table({ 5: 500 }, { of: "unit.a ? 'x' : '5'" }), when("unit.a")))).toEqual([]);
  });
});

describe("a key that the condition names", () => {
  const named = when("result.level in ['5', '4']");

  it("without a row comes to nothing, unseen", () => {
    const document = grantOf(table({ 5: 500 }), named);
    const warning = theWarning(document, "row-missing");
    expect(warning.message).toBe("「补助」：条件里有「4」，表里没有这一行，得 0 元。");
    expect(warning.proposal?.value).toEqual({ 5: 500, 4: 500 });
    expect(afterProposal(document, "row-missing")).toEqual([]);
  });

  it("without a row is as it is meant where the rest is written out", () => {
    expect(raised(grantOf(table({ 5: 500 }, { otherwiseFen: 0 }), named))).toEqual([]);
    expect(raised(grantOf(table({ 5: 500 }, { otherwiseFen: null }), named))).toEqual([]);
  });

  it("is looked for in factors too", () => {
    const of = (rows: Fields, more: Fields = {}): Fields =>
      grantOf({ kind: "fixed", fen: 100 }, { ...named, times: [{ of: "result.level", rows, ...more }] });
    expect(raised(of({ 5: 110 }, { otherwise: 90 }))).toEqual([]);
    expect(raised(of({ 5: 110 }))).toEqual(["row-missing grants[0].times[0].rows"]);
    expect(afterProposal(of({ 5: 110 }), "row-missing")).toEqual([]);
    expect(raised(of({ 5: 110, 4: 100, 3: 90 }))).toEqual(["row-unreachable grants[0].times[0].rows.3"]);
    expect(afterProposals(of({ 5: 110, 4: 100, 3: 90 }), "row-unreachable")).toEqual([]);
  });
});

describe("a ceiling's row", () => {
  const document = (rows: Fields): Fields =>
    policyDocument({
      grants: [
        { code: "a", title: "甲", amount: { kind: "fixed", fen: 1 }, when: "unit.township == '汤溪镇'" },
        { code: "b", title: "乙", amount: { kind: "fixed", fen: 1 }, when: "unit.township == '罗埠镇'" },
      ],
      ceilings: [{ code: "township", by: "unit.township", rows, share: "prorate" }],
    });

  it("that a grant has lines for raises nothing", () => {
    expect(raised(document({ 汤溪镇: 10, 罗埠镇: 10 }))).toEqual([]);
  });

  it("that none has lines for can't be reached", () => {
    const stray = document({ 汤溪镇: 10, 洋埠镇: 10 });
    expect(raised(stray)).toEqual(["row-unreachable ceilings[0].rows.洋埠镇"]);
    expect(afterProposal(stray, "row-unreachable")).toEqual([]);
  });
});
