import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  commitmentOf,
  type DrawTerms,
  drawnUnits,
  drawSettingFaults,
  pickAt,
  verifyDraw,
  weightingOf,
  weightOf,
} from "../../worker/domain/draw.ts";

const units = [
  { code: "dx-01", weight: 1 },
  { code: "dx-02", weight: 3 },
  { code: "dx-03", weight: 1 },
  { code: "dx-04", weight: 2 },
  { code: "dx-05", weight: 1 },
  { code: "dx-06", weight: 1 },
];
const terms: DrawTerms = { id: "draw-1", wanted: 3, units, nonce: "00112233445566778899aabbccddeeff".repeat(2) };
// Both were computed by another program, in Python, from the docstrings alone.
const commitment = "9c919fe91e2dfac416436d7d34175769ad6f50efecb79261889fb3555c710891";
const springTide = ["dx-05", "dx-02", "dx-01"];

describe("a draw", () => {
  it("commits to list, weights, number and nonce by a hash that another program computes too", async () => {
    expect(await commitmentOf(terms)).toBe(commitment);
  });

  it("results from what was committed and the word alone, as another program computes it", async () => {
    expect(await drawnUnits(terms, commitment, "春江潮水")).toEqual(springTide);
    expect(await drawnUnits(terms, commitment, "海上明月")).toEqual(["dx-04", "dx-02", "dx-06"]);
  });

  it("can be recomputed from its record; what was changed afterwards shows", async () => {
    const record = { ...terms, commitment, word: "春江潮水", result: springTide };
    const sound = { isListSound: true, commitment, isCommitmentKept: true, drawn: springTide, isResultRight: true };
    expect(await verifyDraw(record)).toEqual(sound);
    expect(await verifyDraw({ ...record, result: springTide.toReversed() })).toMatchObject({ isResultRight: false });
    expect(await verifyDraw({ ...record, word: "春江潮水 " })).toMatchObject({ isResultRight: false });
    expect(await verifyDraw({ ...record, wanted: 2 })).toMatchObject({ isCommitmentKept: false });
    expect(await verifyDraw({ ...record, units: units.toReversed() })).toMatchObject({
      isListSound: false,
      isCommitmentKept: false,
    });
    expect(await verifyDraw({ ...record, nonce: "f".repeat(64) })).toMatchObject({
      isCommitmentKept: false,
      isResultRight: false,
    });
  });
});

const hex = fc.string({ unit: fc.constantFrom(..."0123456789abcdef"), minLength: 64, maxLength: 64 });
const anyTerms = fc
  .record({
    weights: fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 30 }),
    share: fc.integer({ min: 1, max: 30 }),
    nonce: hex,
    word: fc.string({ minLength: 1, maxLength: 20, unit: "grapheme" }),
  })
  .map(({ weights, share, nonce, word }) => {
    const list = weights.map((weight, place) => ({ code: `u-${String(place).padStart(3, "0")}`, weight }));
    return { terms: { id: "d", wanted: Math.min(share, list.length), units: list, nonce }, word };
  });

describe("every draw", () => {
  it("has exactly as many units as wanted, each of the list and once, and comes out the same again", async () => {
    await fc.assert(
      fc.asyncProperty(anyTerms, async ({ terms: any, word }) => {
        const hash = await commitmentOf(any);
        const drawn = await drawnUnits(any, hash, word);
        expect(drawn.length).toBe(any.wanted);
        expect(new Set(drawn).size).toBe(any.wanted);
        expect(drawn.every((code) => any.units.some((unit) => unit.code === code))).toBe(true);
        expect(await drawnUnits(any, hash, word)).toEqual(drawn);
      }),
      { numRuns: 60 },
    );
  });

  it("of a long list comes out otherwise with another word or another nonce", async () => {
    const long = Array.from({ length: 200 }, (_, place) => ({ code: `u-${1000 + place}`, weight: 1 }));
    await fc.assert(
      fc.asyncProperty(hex, hex, async (nonce, other) => {
        fc.pre(nonce !== other);
        const one = { id: "d", wanted: 20, units: long, nonce };
        const hash = await commitmentOf(one);
        const drawn = await drawnUnits(one, hash, "甲");
        expect(await drawnUnits(one, hash, "乙")).not.toEqual(drawn);
        const changed = { ...one, nonce: other };
        expect(await drawnUnits(changed, await commitmentOf(changed), "甲")).not.toEqual(drawn);
      }),
      { numRuns: 20 },
    );
  });
});

describe("a number picks a unit", () => {
  it("by the weights in the order of the list", () => {
    const list = [{ weight: 1 }, { weight: 2 }, { weight: 4 }];
    const picked = Array.from({ length: 7 }, (_, x) => pickAt(BigInt(x), 256n, list));
    expect(picked).toEqual([0, 1, 1, 2, 2, 2, 2]);
  });

  it("with chances exactly as the weights, over all numbers; those that would favour one are passed over", () => {
    const list = [{ weight: 1 }, { weight: 2 }, { weight: 4 }];
    const picked = Array.from({ length: 256 }, (_, x) => pickAt(BigInt(x), 256n, list));
    const times = (place: number | undefined) => picked.filter((each) => each === place).length;
    expect([times(0), times(1), times(2), times(undefined)]).toEqual([36, 72, 144, 4]);
  });

  it("from an empty list nothing", () => {
    expect(pickAt(5n, 256n, [])).toBeUndefined();
  });
});

describe("a weight", () => {
  it("is 1 for everyone unless the tenant goes by deviations", () => {
    expect(weightOf(7, weightingOf({}))).toBe(1);
    expect(weightOf(0, weightingOf({ draw: { by: "deviations" } }))).toBe(1);
    expect(weightOf(2, weightingOf({ draw: { by: "deviations" } }))).toBe(3);
    expect(weightOf(70, weightingOf({ draw: { by: "deviations" } }))).toBe(5);
    expect(weightOf(70, weightingOf({ draw: { by: "deviations", mostWeight: 10 } }))).toBe(10);
  });

  it.each([
    [{ by: "luck" }, "draw.by", "应为 equal（机会均等）或 deviations（偏差多的机会大）"],
    [{ mostWeight: 0 }, "draw.mostWeight", "应为 1～100 的整数"],
    [{ chance: 1 }, "draw.chance", "没有这一项，可写 by、mostWeight"],
  ])("is refused where the setting is %j", (draw, path, message) => {
    expect(drawSettingFaults({ draw }, "")).toEqual([{ path, message }]);
  });
});
