import { digestOf } from "./canonical.ts";
import { at, type Fault } from "./fault.ts";
import { type DrawWeighting, drawWeightings } from "./vocabulary.ts";

/** One unit of a draw's list; its chance in the first round is its weight over the sum of all. */
export interface ListedUnit {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly weight: number;
}

/** A unit that could not be drawn, since an assessor of the draw looks after it (联系指导). */
export interface ExcludedUnit extends Pick<ListedUnit, "id" | "code" | "name"> {
  readonly liaison: string;
}

/** What chances go by: `mostWeight` bounds how much a history of deviations counts. */
export interface Weighting {
  readonly by: DrawWeighting;
  readonly mostWeight: number;
}

/** All that a draw's commitment is made of. `nonce`: 64 hex digits; `units` in the order of their codes. */
export interface DrawTerms {
  readonly id: string;
  readonly wanted: number;
  readonly units: readonly Pick<ListedUnit, "code" | "weight">[];
  readonly nonce: string;
}

/** A finished draw as anybody may recompute it: its terms, what was published before the word, the word, the result. */
export interface DrawRecord extends DrawTerms {
  readonly commitment: string;
  readonly word: string;
  readonly result: readonly string[];
}

/**
 * What is published before the word is known: SHA-256, in lower-case hex, of the canonical JSON (RFC 8785) of
 * `{"draw": id, "nonce": nonce, "units": [{"code", "weight"}, …], "wanted": n}`, the units in the order of their codes.
 * Neither list, weights, number nor nonce can be exchanged afterwards without another hash.
 */
export async function commitmentOf({ id, wanted, units, nonce }: DrawTerms): Promise<string> {
  return await digestOf({ draw: id, nonce, units: units.map(({ code, weight }) => ({ code, weight })), wanted });
}

/**
 * The codes that result from a draw's terms and its word, in the order in which they come out; anybody can recompute it:
 *
 * 1. Block i (0, 1, 2, …) is HMAC-SHA-256 with the nonce's 32 bytes as key, of the UTF-8 text
 *    `commitment ⏎ word ⏎ i` (⏎ is U+000A, i in decimal). Read as a number x, its first byte the highest.
 * 2. W is the sum of the weights of the units that haven't come out. With L = W × ⌊2²⁵⁶ ÷ W⌋: where x ≥ L the block is
 *    passed over, so that every remainder is equally likely. Otherwise r = x mod W.
 * 3. Along the list, in the order of codes, each unit holds as many numbers as its weight, from 0 on; the one that holds
 *    r comes out. The next block is for the next.
 */
export async function drawnUnits(terms: DrawTerms, commitment: string, word: string): Promise<readonly string[]> {
  const key = await keyOf(terms.nonce);
  const left = [...terms.units];
  const drawn: string[] = [];
  for (let block = 0; drawn.length < terms.wanted && left.length > 0; block += 1) {
    const place = pickAt(await numberAt(key, `${commitment}\n${word}\n${block}`), span, left);
    if (place === undefined) continue;
    drawn.push(...left.splice(place, 1).map(({ code }) => code));
  }
  return drawn;
}

const span = 1n << 256n;

/**
 * The place in the list that the number `x` out of 0…span−1 picks; undefined where it would favour some units and is
 * passed over. Of the numbers that count, each unit has exactly ⌊span ÷ W⌋ × its weight.
 */
export function pickAt(x: bigint, span: bigint, units: readonly { readonly weight: number }[]): number | undefined {
  const sum = units.reduce((total, { weight }) => total + BigInt(weight), 0n);
  if (sum === 0n || x >= sum * (span / sum)) return undefined;
  let rest = x % sum;
  for (const [place, { weight }] of units.entries()) {
    if (rest < BigInt(weight)) return place;
    rest -= BigInt(weight);
  }
  return undefined;
}

/** What recomputing a draw shows, step by step. */
export interface DrawCheck {
  readonly isListSound: boolean;
  readonly commitment: string;
  readonly isCommitmentKept: boolean;
  readonly drawn: readonly string[];
  readonly isResultRight: boolean;
}

/** Recomputes a finished draw from its record alone. Pure: the page does it in the reader's own browser. */
export async function verifyDraw(record: DrawRecord): Promise<DrawCheck> {
  const { units, wanted, result } = record;
  const isListSound =
    units.length >= wanted &&
    units.every(({ weight }) => Number.isSafeInteger(weight) && weight > 0) &&
    units.every(({ code }, place) => place === 0 || (units[place - 1]?.code ?? "") < code);
  const commitment = await commitmentOf(record);
  const drawn = await drawnUnits(record, record.commitment, record.word);
  const isResultRight = drawn.length === result.length && drawn.every((code, place) => code === result[place]);
  return { isListSound, commitment, isCommitmentKept: commitment === record.commitment, drawn, isResultRight };
}

/** The weight of a unit: 1, and 1 more for every deviation between claimed and verified that was noted, up to a bound. */
export function weightOf(deviations: number, { by, mostWeight }: Weighting): number {
  return by === "equal" ? 1 : Math.min(1 + deviations, mostWeight);
}

const mostWeightEver = 100;
const usual: Weighting = { by: "equal", mostWeight: 5 };

/** What chances go by in this tenant: `draw` of its settings; equal chances where nothing is set. */
export function weightingOf(settings: Readonly<Record<string, unknown>>): Weighting {
  const set = settings["draw"];
  if (typeof set !== "object" || set === null) return usual;
  const { by, mostWeight } = set as Readonly<Record<string, unknown>>;
  return {
    by: by === "deviations" ? "deviations" : usual.by,
    mostWeight: isWeight(mostWeight) ? mostWeight : usual.mostWeight,
  };
}

/** What is wrong with `draw` in settings that are to be set; nothing where none is. */
export function drawSettingFaults(settings: Readonly<Record<string, unknown>>, path: string): readonly Fault[] {
  const set = settings["draw"];
  const place = at(path, "draw");
  if (set === undefined || set === null) return [];
  if (typeof set !== "object" || Array.isArray(set)) return [{ path: place, message: "应为一组键与值" }];
  return Object.entries(set).flatMap(([key, value]): readonly Fault[] => {
    const inside = at(place, key);
    if (key === "by") {
      return Object.keys(drawWeightings).some((each) => each === value)
        ? []
        : [{ path: inside, message: "应为 equal（机会均等）或 deviations（偏差多的机会大）" }];
    }
    if (key !== "mostWeight") return [{ path: inside, message: "没有这一项，可写 by、mostWeight" }];
    return isWeight(value) ? [] : [{ path: inside, message: `应为 1～${mostWeightEver} 的整数` }];
  });
}

function isWeight(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= mostWeightEver;
}

async function keyOf(nonce: string) {
  const bytes = Uint8Array.from(nonce.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  return await crypto.subtle.importKey("raw", bytes, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
}

async function numberAt(key: Awaited<ReturnType<typeof keyOf>>, text: string): Promise<bigint> {
  const block = new Uint8Array(await crypto.subtle.sign("HMAC", key, new TextEncoder().encode(text)));
  return block.reduce((number, byte) => (number << 8n) | BigInt(byte), 0n);
}
