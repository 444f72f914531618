import { describe, expect, it } from "vitest";
import { grantOf } from "../../support/policies.ts";
import { afterProposal, raised, theWarning } from "../../support/warnings.ts";

type Fields = Readonly<Record<string, unknown>>;

describe("a gap below the lowest band of a factor", () => {
  const of = (when: string | undefined, line: Fields = { atLeast: 80 }): Fields =>
    grantOf(
      { kind: "fixed", fen: 100 },
      {
        ...(when === undefined ? {} : { when }),
        times: [
          {
            of: "result.score",
            bands: [
              { atLeast: 90, percent: 100 },
              { ...line, percent: 80 },
            ],
          },
        ],
      },
    );

  it("is what the condition lets in and no band names", () => {
    const document = of("result.score >= 70");
    const warning = theWarning(document, "band-gap");
    expect(warning.path).toBe("grants[0].times[0].bands[1]");
    expect(warning.message).toBe("「补助」的条件从 70 起，系数最低一档从 80 起：中间的按 0%，一分不补。");
    expect(warning.figures).toEqual({ grant: "补助", from: 70, to: 80 });
    expect(warning.proposal?.value).toEqual({ atLeast: 70, percent: 80 });
    expect(afterProposal(document, "band-gap")).toEqual([]);
    expect(afterProposal(of("result.score > 70"), "band-gap")).toEqual([]);
  });

  it("may be a single value", () => {
    expect(raised(of("result.score >= 80", { above: 80 }))).toEqual(["band-gap grants[0].times[0].bands[1]"]);
    expect(raised(of("result.score > 80", { above: 80 }))).toEqual([]);
  });

  it("is none where the condition begins there, or says nothing of it", () => {
    expect(raised(of("result.score >= 80"))).toEqual([]);
    expect(raised(of("result.accepted"))).toEqual([]);
    expect(raised(of(undefined))).toEqual([]);
  });
});

describe("a gap in brackets", () => {
  const whole = (when: string): Fields =>
    grantOf(
      {
        ...{ kind: "brackets", of: "facts.members", mode: "whole" },
        brackets: [
          { from: 10, fen: 100 },
          { from: 20, fen: 200 },
        ],
      },
      { when },
    );
  const marginal = (middle: Fields, last: Fields = { fenEach: 5 }): Fields =>
    grantOf({
      ...{ kind: "brackets", of: "facts.members", mode: "marginal" },
      brackets: [
        { from: 0, fenEach: 10 },
        { from: 10, ...middle },
        { from: 20, ...last },
      ],
    });

  it("lies below the first, where the condition lets more in", () => {
    const warning = theWarning(whole("facts.members >= 3"), "bracket-gap");
    expect(warning.message).toBe("「补助」的条件从 3 起，第 1 档从 10 起：中间的得 0 元。");
    expect(warning.proposal?.value).toEqual({ from: 3, fen: 100 });
    expect(afterProposal(whole("facts.members >= 3"), "bracket-gap")).toEqual([]);
    expect(raised(whole("facts.members >= 10"))).toEqual([]);
  });

  it("is a part between two others that gives nothing", () => {
    const warning = theWarning(marginal({ fen: 0 }), "bracket-gap");
    expect(warning.path).toBe("grants[0].amount.brackets[1]");
    expect(warning.message).toBe("「补助」10 到 20 这一段不给钱，前后两段都给。");
    expect(warning.proposal?.value).toEqual({ from: 10, fen: 0, fenEach: 10 });
    expect(afterProposal(marginal({ fen: 0 }), "bracket-gap")).toEqual([]);
  });

  it("is none where a part gives less, or where nothing more is given at the end", () => {
    expect(raised(marginal({ fenEach: 1 }))).toEqual([]);
    expect(raised(marginal({ fen: 0 }, { fen: 0 }))).toEqual([]);
  });
});
