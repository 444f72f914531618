import { at, type Fault } from "./fault.ts";
import type { ItemDocument } from "./standard/document.ts";
import type { ItemKind, Proof } from "./vocabulary.ts";

/** What somebody is asked: fields to fill in, files to hand in, and the seconds that this is reckoned to take. */
export interface Burden {
  readonly fields: number;
  readonly uploads: number;
  readonly seconds: number;
}

/** What a tenant wants asked of one secretary in a month at most; null where it set no ceiling. */
export interface BurdenCeiling {
  readonly fields: number | null;
  readonly uploads: number | null;
  readonly minutes: number | null;
}

/**
 * Reckoned, never measured: nobody's time online is recorded (《关于防治“指尖上的形式主义”的若干意见》). Seconds to find and
 * give one answer.
 */
const secondsByKind: Readonly<Record<ItemKind, number>> = {
  "yes-no": 30,
  choice: 45,
  count: 60,
  tally: 120,
  bands: 60,
  brackets: 60,
  proportion: 60,
  deduct: 60,
  rating: 60,
  rank: 0,
  relative: 0,
  formula: 0,
};

/** Seconds to find and add the proof; what is seen on the spot or merely stated costs nobody anything. */
const secondsByProof: Readonly<Record<Proof, number>> = {
  statement: 0,
  record: 60,
  document: 240,
  "site-visit": 0,
  photo: 180,
};

/** A fact that a secretary fills in for a cycle. */
export const factBurden: Burden = { fields: 1, uploads: 0, seconds: 60 };

export const noBurden: Burden = { fields: 0, uploads: 0, seconds: 0 };

/** What answering these items asks. A file counts as asked for where the cheapest sufficient proof is one. */
export function burdenOf(items: readonly ItemDocument[]): Burden {
  return addBurdens(
    items.map(({ score, proof = "statement" }) => ({
      fields: 1,
      uploads: proof === "document" || proof === "photo" ? 1 : 0,
      seconds: secondsByKind[score.kind] + secondsByProof[proof],
    })),
  );
}

/** What all of them together ask. */
export function addBurdens(burdens: readonly Burden[]): Burden {
  return burdens.reduce(
    (sum, each) => ({
      fields: sum.fields + each.fields,
      uploads: sum.uploads + each.uploads,
      seconds: sum.seconds + each.seconds,
    }),
    noBurden,
  );
}

/** Whole minutes, begun ones counted. */
export function minutesOf({ seconds }: Burden): number {
  return Math.ceil(seconds / 60);
}

/** Whether it asks more than the tenant's ceiling in any of the three; what has no ceiling is never above it. */
export function isAbove(burden: Burden, ceiling: BurdenCeiling): boolean {
  return (
    (ceiling.fields !== null && burden.fields > ceiling.fields) ||
    (ceiling.uploads !== null && burden.uploads > ceiling.uploads) ||
    (ceiling.minutes !== null && minutesOf(burden) > ceiling.minutes)
  );
}

/** What one unit in the middle is asked, and what the one asked most is, each of the three by itself. */
export function spreadOf(burdens: readonly Burden[]): { readonly typical: Burden; readonly most: Burden } {
  const sorted = (pick: (burden: Burden) => number): readonly number[] => burdens.map(pick).sort((a, b) => a - b);
  const fields = sorted((each) => each.fields);
  const uploads = sorted((each) => each.uploads);
  const seconds = sorted((each) => each.seconds);
  const standing = (place: number): Burden => ({
    fields: fields[place] ?? 0,
    uploads: uploads[place] ?? 0,
    seconds: seconds[place] ?? 0,
  });
  return { typical: standing(Math.floor((burdens.length - 1) / 2)), most: standing(burdens.length - 1) };
}

const ceilingKeys = ["fields", "uploads", "minutes"] as const;
const ceilingMost = 100_000;

/** The ceiling as the tenant's settings have it under `burden`; what isn't set, or isn't sound, is no ceiling. */
export function ceilingOf(settings: Readonly<Record<string, unknown>>): BurdenCeiling {
  const set = settings["burden"];
  const isMap = typeof set === "object" && set !== null && !Array.isArray(set);
  const given = new Map<string, unknown>(isMap ? Object.entries(set) : []);
  const of = (key: string): number | null => {
    const value = given.get(key);
    return isCeiling(value) ? value : null;
  };
  return { fields: of("fields"), uploads: of("uploads"), minutes: of("minutes") };
}

/** What is wrong with a ceiling that is to be set; nothing where none is. */
export function ceilingFaults(settings: Readonly<Record<string, unknown>>, path: string): readonly Fault[] {
  const set = settings["burden"];
  if (set === undefined || set === null) return [];
  if (typeof set !== "object" || Array.isArray(set)) return [{ path: at(path, "burden"), message: "应为一组键与值" }];
  return Object.entries(set).flatMap(([key, value]) => {
    const isKnown = ceilingKeys.some((each) => each === key);
    if (!isKnown) return [{ path: at(at(path, "burden"), key), message: "没有这一项，可写 fields、uploads、minutes" }];
    if (value === null || isCeiling(value)) return [];
    return [{ path: at(at(path, "burden"), key), message: "应为 0～100,000 的整数，不设上限写 null" }];
  });
}

function isCeiling(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= ceilingMost;
}
