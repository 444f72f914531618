import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { split, splitInOrder } from "../../worker/domain/money.ts";
import { drawOn, portionsOf } from "../../worker/domain/portions.ts";

const payers = ["a", "b", "c"];
const instalments = fc.array(fc.integer({ min: 0, max: 1e10 }), { minLength: 1, maxLength: 6 });
const weights = fc.array(fc.integer({ min: 1, max: 10_000 }), { minLength: 3, maxLength: 3 });

describe("Payers by instalments", () => {
  it("gives each instalment of 100.01 and 200.02 to 60 and 40: the parts sum both ways", () => {
    const portions = portionsOf([10_001, 20_002], ["zone", "township"], (fen) => split(fen, [60, 40]));
    // 60 % of 100.01 is 60.006, of 300.03 is 180.018.
    expect(portions.map((own) => own.map(({ fen }) => fen))).toEqual([
      [6001, 4000],
      [12_001, 8001],
    ]);
  });

  it("sums rows to the instalments and columns to the split of the whole, by percent and in order", () => {
    const limits = fc.tuple(fc.integer({ min: 0, max: 1e10 }), fc.integer({ min: 0, max: 1e10 }));
    fc.assert(
      fc.property(instalments, weights, limits, (fens, parts, upTo) => {
        for (const splitOf of [(fen: number) => split(fen, parts), (fen: number) => splitInOrder(fen, upTo)]) {
          const portions = portionsOf(fens, payers, splitOf);
          const total = fens.reduce((sum, fen) => sum + fen, 0);
          const rows = portions.map((own) => own.reduce((sum, { fen }) => sum + fen, 0));
          const columns = payers.map((_, at) => portions.reduce((sum, own) => sum + (own[at]?.fen ?? 0), 0));
          expect(rows).toEqual(fens);
          expect(columns).toEqual(splitOf(total));
        }
      }),
    );
  });
});

describe("Pools that bear a payer's part", () => {
  it("are drawn on in their order, each to its limit, and what they leave is told", () => {
    const sources = [
      { payer: "zone", poolId: "p1", upToFen: 100 },
      { payer: "zone", poolId: "p2", upToFen: 50 },
    ];
    const borne = [
      { payment: 0, payer: "zone", fen: 80 },
      { payment: 1, payer: "zone", fen: 90 },
    ];
    const { drawn, shortFen } = drawOn(sources, borne);
    expect(drawn.map(({ payment, poolId, fen }) => [payment, poolId, fen])).toEqual([
      [0, "p1", 80],
      [1, "p1", 20],
      [1, "p2", 50],
    ]);
    expect([...shortFen]).toEqual([["zone", 20]]);
  });

  it("never give more than their limits, and give all where one of them has none", () => {
    const parts = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 20 });
    fc.assert(
      fc.property(parts, fc.integer({ min: 0, max: 5000 }), (fens, upToFen) => {
        const borne = fens.map((fen, payment) => ({ payment, payer: "zone", fen }));
        const sources = [
          { payer: "zone", poolId: "p1", upToFen },
          { payer: "zone", poolId: "p2", upToFen: null },
        ];
        const { drawn, shortFen } = drawOn(sources, borne);
        const of = (pool: string): number =>
          drawn.reduce((sum, { poolId, fen }) => sum + (poolId === pool ? fen : 0), 0);
        expect(of("p1")).toBeLessThanOrEqual(upToFen);
        expect(of("p1") + of("p2")).toBe(fens.reduce((sum, fen) => sum + fen, 0));
        expect(shortFen.size).toBe(0);
      }),
    );
  });
});
