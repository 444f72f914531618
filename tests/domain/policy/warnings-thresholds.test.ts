import { describe, expect, it } from "vitest";
import { grantOf } from "../../support/policies.ts";
import { afterProposal, afterProposals, raised, theWarning } from "../../support/warnings.ts";

type Fields = Readonly<Record<string, unknown>>;

const brackets = (list: readonly Fields[], more: Fields = {}): Fields => ({
  kind: "brackets",
  of: "facts.area",
  mode: "whole",
  brackets: list,
  ...more,
});
const times = (bands: readonly Fields[], of = "result.score", more: Fields = {}): Fields =>
  grantOf({ kind: "fixed", fen: 100 }, { times: [{ of, bands }], ...more });

describe("brackets", () => {
  it("that go on from where the last one ended raise nothing", () => {
    expect(
      raised(
        grantOf(
          brackets([
            { from: 0, fen: 100 },
            { from: 10, fen: 200 },
            { from: 20, fenEach: 10 },
          ]),
        ),
      ),
    ).toEqual([]);
  });

  it("that jump down are a slip: 8 % up to 10,000,000.00, 5 % from there on", () => {
    const document = grantOf({
      kind: "brackets",
      ofFen: "facts.investment_fen",
      mode: "whole",
      brackets: [
        { from: 0, percent: 8 },
        { from: 1_000_000_000, percent: 5 },
      ],
    });
    expect(theWarning(document, "bracket-jumps-down")).toEqual({
      code: "bracket-jumps-down",
      path: "grants[0].amount.brackets[1]",
      message: "「补助」到 10,000,000.00 元时从 800,000.00 元降到 500,000.00 元，多了反而少拿 300,000.00 元。",
      figures: { grant: "补助", at: 1_000_000_000, beforeFen: 80_000_000, afterFen: 50_000_000 },
      proposal: {
        text: "这一档的底数改成 300,000.00 元，接上前一档。",
        path: "grants[0].amount.brackets[1]",
        value: { from: 1_000_000_000, percent: 5, fen: 30_000_000 },
      },
      source: null,
    });
    expect(afterProposal(document, "bracket-jumps-down")).toEqual([]);
  });

  it("don't jump down from more than any line may have, which nobody is paid", () => {
    const from = (fen: number) =>
      grantOf(
        brackets([
          { from: 0, fen },
          { from: 10, fen: 100 },
        ]),
      );
    expect(raised(from(10_000_000_000_000))).toEqual(["bracket-jumps-down grants[0].amount.brackets[1]"]);
    expect(raised(from(10_000_000_000_001))).toEqual([]);
    expect(raised(from(Number.MAX_SAFE_INTEGER))).toEqual([]);
  });

  it("that leave a hole of nothing between two jump down into it", () => {
    const document = grantOf(brackets([{ from: 0, fen: 100 }, { from: 10 }, { from: 20, fen: 300 }]));
    expect(raised(document)).toEqual(["bracket-jumps-down grants[0].amount.brackets[1]"]);
    expect(afterProposal(document, "bracket-jumps-down")).toEqual([]);
  });

  it("that are summed bracket by bracket, or go by rank, never jump", () => {
    const falling = [
      { from: 0, fenEach: 10 },
      { from: 10, fenEach: 5 },
    ];
    expect(raised(grantOf(brackets(falling, { mode: "marginal" })))).toEqual([]);
    expect(
      raised(
        grantOf(
          brackets(
            [
              { from: 1, fen: 300 },
              { from: 2, fen: 200 },
            ],
            { of: "result.rank" },
          ),
        ),
      ),
    ).toEqual([]);
  });

  it("inside a sum are held with the rest: what one loses another may give", () => {
    const sum = (second: Fields): Fields =>
      grantOf({
        kind: "sum",
        parts: [
          brackets([
            { from: 0, fen: 100 },
            { from: 10, fen: 0 },
          ]),
          second,
        ],
      });
    const made = brackets([
      { from: 0, fen: 0 },
      { from: 10, fen: 150 },
    ]);
    expect(raised(sum(made))).toEqual([]);
    const short = sum({ kind: "fixed", fen: 7 });
    expect(theWarning(short, "bracket-jumps-down").figures).toMatchObject({ beforeFen: 107, afterFen: 7 });
    expect(afterProposal(short, "bracket-jumps-down")).toEqual([]);
  });

  it("both above the limit don't jump", () => {
    const list = [
      { from: 0, fen: 800 },
      { from: 10, fen: 600 },
    ];
    expect(raised(grantOf(brackets(list), { atMostFen: 500 }))).toEqual([
      "bracket-above-limit grants[0].amount.brackets[1]",
    ]);
  });

  it("that begin where the limit is reached add nothing", () => {
    const list = [
      { from: 0, fenEach: 10 },
      { from: 50, fenEach: 20 },
      { from: 90, fenEach: 30 },
    ];
    const marginal = grantOf(brackets(list, { mode: "marginal" }), { atMostFen: 500 });
    expect(raised(marginal)).toEqual(["bracket-above-limit grants[0].amount.brackets[1]"]);
    expect(theWarning(marginal, "bracket-above-limit").message).toBe(
      "「补助」到 50 时已经满 5.00 元的封顶，这一档起多不了钱。",
    );
    expect(afterProposal(marginal, "bracket-above-limit")).toEqual([]);
    expect(raised(grantOf(brackets(list, { mode: "marginal" }), { atMostFen: 2000 }))).toEqual([]);
    expect(raised(grantOf(brackets(list, { mode: "marginal" }), { atMostFen: 500, times: [] }))).toEqual(
      raised(marginal),
    );
  });

  it("that the grant's condition leaves no value for can't be reached", () => {
    const list = [
      { from: 0, fen: 100 },
      { from: 10, fen: 200 },
      { from: 20, fen: 300 },
    ];
    const of = (when: string): Fields => grantOf(brackets(list), { when });
    expect(raised(of("facts.area >= 5"))).toEqual([]);
    expect(raised(of("facts.area >= 10"))).toEqual(["bracket-unreachable grants[0].amount.brackets[0]"]);
    expect(raised(of("facts.area < 20"))).toEqual(["bracket-unreachable grants[0].amount.brackets[2]"]);
    expect(raised(of("facts.area <= 20"))).toEqual([]);
    expect(afterProposals(of("facts.area >= 20"), "bracket-unreachable")).toEqual([]);
    expect(afterProposals(of("facts.area < 20"), "bracket-unreachable")).toEqual([]);
  });
});

describe("the bands of a factor", () => {
  it("that fall with the score raise nothing", () => {
    expect(
      raised(
        times([
          { atLeast: 90, percent: 100 },
          { atLeast: 80, percent: 80 },
        ]),
      ),
    ).toEqual([]);
  });

  it("that give less for more are a slip", () => {
    const document = times([
      { atLeast: 90, percent: 80 },
      { atLeast: 80, percent: 100 },
    ]);
    const warning = theWarning(document, "band-jumps-down");
    expect(warning.path).toBe("grants[0].times[0].bands[1].percent");
    expect(warning.message).toBe("「补助」系数第 2 档（80 以上）按 100%，比它高的一档反而只按 80%。");
    expect(warning.figures).toEqual({ grant: "补助", at: 80, percent: 100, better: 80 });
    expect(afterProposal(document, "band-jumps-down")).toEqual([]);
  });

  it("may rise as ranks do", () => {
    expect(
      raised(
        times(
          [
            { atLeast: 10, percent: 50 },
            { atLeast: 1, percent: 100 },
          ],
          "result.rank",
        ),
      ),
    ).toEqual([]);
  });

  it("that the grant's condition leaves no value for can't be reached", () => {
    const bands = [
      { atLeast: 90, percent: 100 },
      { atLeast: 80, percent: 80 },
      { atLeast: 70, percent: 60 },
    ];
    const of = (when: string): Fields => times(bands, "result.score", { when });
    expect(raised(of("result.score >= 75"))).toEqual([]);
    expect(raised(of("result.score >= 80"))).toEqual(["band-unreachable grants[0].times[0].bands[2]"]);
    expect(raised(of("result.score < 90"))).toEqual(["band-unreachable grants[0].times[0].bands[0]"]);
    expect(afterProposal(of("result.score >= 80"), "band-unreachable")).toEqual([]);
    expect(afterProposal(of("result.score < 90"), "band-unreachable")).toEqual([]);
  });
});
