import { describe, expect, it } from "vitest";
import { grantOf, policyDocument } from "../../support/policies.ts";
import { afterProposal, afterProposals, raised, theWarning } from "../../support/warnings.ts";

type Fields = Readonly<Record<string, unknown>>;

const fixed = (fen: number): Fields => ({ kind: "fixed", fen });
const table = (rows: Fields): Fields => ({ kind: "table", of: "result.level", rows });

describe("an amount above its limit", () => {
  it("is never had in full", () => {
    const document = grantOf(fixed(500), { atMostFen: 300 });
    const warning = theWarning(document, "amount-above-limit");
    expect(warning.path).toBe("grants[0].amount.fen");
    expect(warning.message).toBe("「补助」定额 5.00 元，封顶 3.00 元，永远拿不全。");
    expect(warning.figures).toEqual({ grant: "补助", fen: 500, atMostFen: 300 });
    expect(afterProposal(document, "amount-above-limit")).toEqual([]);
  });

  it("is said of a row, or once of all rows of a table", () => {
    const one = grantOf(table({ 5: 500, 4: 300, 3: 200 }), { atMostFen: 300 });
    expect(theWarning(one, "amount-above-limit").message).toBe("「补助」「5」一行 5.00 元，封顶 3.00 元，永远拿不全。");
    expect(theWarning(one, "amount-above-limit").path).toBe("grants[0].amount.rows.5");
    const document = grantOf(table({ 5: 500, 4: 400, 3: 300 }), { atMostFen: 300 });
    expect(raised(document)).toEqual(["amount-above-limit grants[0].amount.rows"]);
    expect(theWarning(document, "amount-above-limit").proposal?.value).toEqual({ 5: 300, 4: 300, 3: 300 });
    expect(afterProposals(document, "amount-above-limit")).toEqual([]);
  });

  it("is said inside a cap, of a decision's upper end, not across factors, which may lower it", () => {
    const inner = grantOf({ kind: "capped", amount: fixed(500), atMostFen: 300 });
    expect(raised(inner)).toEqual(["amount-above-limit grants[0].amount.amount.fen"]);
    expect(afterProposal(inner, "amount-above-limit")).toEqual([]);
    const decided = grantOf({ kind: "decided", atLeastFen: 400, atMostFen: 500 }, { atMostFen: 300 });
    expect(raised(decided)).toEqual(["amount-above-limit grants[0].amount.atMostFen"]);
    expect(afterProposal(decided, "amount-above-limit")).toEqual([]);
    const times = [{ of: "result.score", bands: [{ atLeast: 90, percent: 60 }] }];
    expect(raised(grantOf(fixed(500), { atMostFen: 300, times }))).toEqual([]);
    expect(raised(grantOf(fixed(300), { atMostFen: 300 }))).toEqual([]);
    expect(raised(grantOf(fixed(500), { atMostFen: "facts.limit" }))).toEqual([]);
  });
});

describe("a floor above its cap", () => {
  it("never holds, on a grant and inside one", () => {
    const grant = grantOf({ kind: "formula", fen: "facts.x" }, { atLeastFen: 500, atMostFen: 300 });
    expect(theWarning(grant, "limits-cross").message).toBe("「补助」保底 5.00 元高于封顶 3.00 元，保底用不上。");
    expect(afterProposal(grant, "limits-cross")).toEqual([]);
    const inner = grantOf({
      kind: "capped",
      amount: { kind: "formula", fen: "facts.x" },
      atLeastFen: 500,
      atMostFen: 300,
    });
    expect(raised(inner)).toEqual(["limits-cross grants[0].amount.atLeastFen"]);
    expect(afterProposal(inner, "limits-cross")).toEqual([]);
  });

  it("at its cap raises nothing", () => {
    expect(raised(grantOf({ kind: "formula", fen: "facts.x" }, { atLeastFen: 300, atMostFen: 300 }))).toEqual([]);
  });
});

describe("what comes to nothing", () => {
  const rate = (upTo: number, more: Fields = {}): Fields =>
    grantOf({ kind: "rate", of: "facts.months", fenEach: 100, from: 3, upTo, ...more });

  it("is a rate that ends where it begins, or within its first whole part", () => {
    expect(theWarning(rate(3), "rate-never").path).toBe("grants[0].amount.upTo");
    expect(afterProposal(rate(3), "rate-never")).toEqual([]);
    const first = rate(8, { per: 10, whole: "down" });
    expect(theWarning(first, "rate-never").proposal?.value).toBe(13);
    expect(afterProposal(first, "rate-never")).toEqual([]);
    expect(raised(rate(4))).toEqual([]);
    expect(raised(rate(8, { per: 10, whole: "up" }))).toEqual([]);
  });

  it("is a factor of 0 % in every band or row", () => {
    const of = (times: Fields): Fields => grantOf(fixed(100), { times: [{ of: "result.score", ...times }] });
    const banded = of({ bands: [{ atLeast: 90, percent: 0 }] });
    expect(raised(banded)).toEqual(["times-zero grants[0].times[0]"]);
    expect(afterProposal(banded, "times-zero")).toEqual([]);
    const rows = of({ of: "result.level", rows: { 5: 0 } });
    expect(raised(rows)).toEqual(["times-zero grants[0].times[0]"]);
    expect(afterProposal(rows, "times-zero")).toEqual([]);
    expect(
      raised(
        of({
          bands: [
            { atLeast: 90, percent: 50 },
            { atLeast: 80, percent: 0 },
          ],
        }),
      ),
    ).toEqual([]);
  });

  it("is what rounding takes away", () => {
    const of = (fen: number, mode: string): Fields => ({ ...grantOf(fixed(fen)), rounding: { toFen: 10_000, mode } });
    const warning = theWarning(of(9_900, "down"), "rounding-swallows");
    expect(warning.message).toBe("各笔取整到 100.00 元，「补助」的 99.00 元取整后是 0 元。");
    expect(warning.proposal?.value).toBe(1_000);
    expect(afterProposal(of(9_900, "down"), "rounding-swallows")).toEqual([]);
    expect(raised(of(9_900, "half-up"))).toEqual([]);
    expect(raised(of(10_000, "down"))).toEqual([]);
  });
});

describe("a ceiling", () => {
  const of = (ceiling: Fields, more: Fields = {}): Fields =>
    policyDocument({
      grants: [
        { code: "g", title: "示范点补助", amount: table({ 5: 500, 4: 300 }) },
        { code: "h", title: "带外补助", amount: fixed(100) },
      ],
      ceilings: [{ code: "c", share: "prorate", ...ceiling }],
      ...more,
    });

  it("of a township below a single award can pay none in full", () => {
    const document = of({ by: "unit.township", rows: { 汤溪镇: 400, 罗埠镇: 500 } });
    const warning = theWarning(document, "ceiling-below-award");
    expect(warning.path).toBe("ceilings[0].rows.汤溪镇");
    expect(warning.message).toBe("「汤溪镇」封顶 4.00 元，「示范点补助」一笔就有 5.00 元，一家也拿不全。");
    expect(warning.figures).toEqual({ ceiling: "c", ceilingFen: 400, grant: "示范点补助", awardFen: 500 });
    expect(warning.proposal?.value).toEqual({ 汤溪镇: 500, 罗埠镇: 500 });
    expect(afterProposal(document, "ceiling-below-award")).toEqual([]);
  });

  it("of several townships below a single award is said once, with the lowest", () => {
    const document = of({ by: "unit.township", rows: { 汤溪镇: 400, 罗埠镇: 300, 洋埠镇: 900 } });
    const warning = theWarning(document, "ceiling-below-award");
    expect(warning.path).toBe("ceilings[0].rows");
    expect(warning.message).toBe(
      "有 2 处，最少的「罗埠镇」封顶 3.00 元，「示范点补助」一笔就有 5.00 元，一家也拿不全。",
    );
    expect(warning.proposal?.value).toEqual({ 汤溪镇: 500, 罗埠镇: 500, 洋埠镇: 900 });
    expect(afterProposal(document, "ceiling-below-award")).toEqual([]);
  });

  it("of the rest and of all are held too", () => {
    const rest = of({ by: "unit.township", otherwiseFen: 499 });
    expect(raised(rest)).toEqual(["ceiling-below-award ceilings[0].otherwiseFen"]);
    expect(afterProposal(rest, "ceiling-below-award")).toEqual([]);
    const total = of({ totalFen: 499 });
    expect(raised(total)).toEqual(["ceiling-below-award ceilings[0].totalFen"]);
    expect(afterProposal(total, "ceiling-below-award")).toEqual([]);
  });

  it("holds only its own grants, and what a recipient may have at all", () => {
    expect(raised(of({ totalFen: 100, grants: ["h"] }))).toEqual([]);
    expect(raised(of({ totalFen: 300 }, { perRecipientAtMostFen: 300 }))).toEqual([
      "recipient-limit-below-award perRecipientAtMostFen",
    ]);
    expect(raised(of({ totalFen: 500 }))).toEqual([]);
  });

  it("of 0 for one township says that it gets nothing", () => {
    expect(raised(of({ by: "unit.township", rows: { 汤溪镇: 0 } }))).toEqual([]);
  });

  it("of an award that nothing holds, or that is shared out, can't be told", () => {
    const grants = [
      { code: "g", title: "补助", amount: { kind: "rate", of: "facts.n", fenEach: 100 } },
      { code: "h", title: "分配", amount: { kind: "share", poolFen: 900, by: [{ of: "facts.n", percent: 100 }] } },
    ];
    expect(raised(of({ totalFen: 50 }, { grants }))).toEqual([]);
  });

  it("counts factors and the grant's own limit into the award", () => {
    const grants = [
      {
        code: "g",
        title: "补助",
        amount: fixed(500),
        times: [{ of: "result.level", rows: { 5: 110 }, otherwise: 100 }],
      },
    ];
    expect(theWarning(of({ totalFen: 500 }, { grants }), "ceiling-below-award").figures).toMatchObject({
      awardFen: 550,
    });
    const limited = [{ ...grants[0], atMostFen: 500 }];
    expect(raised(of({ totalFen: 500 }, { grants: limited }))).toEqual([]);
  });
});

describe("what a recipient may have at the most", () => {
  it("below a single award lets nobody have it", () => {
    const document = { ...grantOf(fixed(500)), perRecipientAtMostFen: 400 };
    expect(theWarning(document, "recipient-limit-below-award").message).toBe(
      "每家最多 4.00 元，「补助」一项就有 5.00 元，拿不全。",
    );
    expect(afterProposal(document, "recipient-limit-below-award")).toEqual([]);
    expect(raised({ ...grantOf(fixed(500)), perRecipientAtMostFen: 500 })).toEqual([]);
  });
});
