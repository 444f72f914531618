import type { Decimal } from "../decimal.ts";
import { refuseAnswer } from "./answers.ts";
import { ANSWERED, type AnswerCells, MARKED, MISSING, storeAnswer, widthOf } from "./columns.ts";
import type { Item, Options, PointsRule, Standard } from "./plan.ts";
import type { Subject } from "./subject.ts";
import type { AnswerColumn } from "./subject-columns.ts";

/**
 * The answers that subjects gave as JSON, by the item's place; undefined where an item is neither asked nor marked.
 * Goes through each subject's answers once, in the order in which they were written: looked up item by item, objects
 * of many keys cost eight times as much, for hardly two of them have the same ones.
 */
export function answersGiven(standard: Standard, subjects: readonly Subject[]): readonly (AnswerColumn | undefined)[] {
  const fillings = new Map<string, Filling>();
  const columns = standard.items.map((item) => {
    if (!item.isAsked && !item.isOptional) return undefined;
    const filling = openFilling(item, subjects.length);
    fillings.set(item.code, filling);
    return filling.column;
  });
  for (const [index, { answers, notApplicable = NONE }] of subjects.entries()) {
    for (const code of notApplicable) markAway(fillings.get(code), index);
    for (const code in answers) {
      const filling = fillings.get(code);
      if (filling?.column.states[index] === MISSING) fill(filling, index, answers[code]);
    }
  }
  return columns;
}

const NONE: readonly string[] = [];

/** A column while it is filled. */
interface Filling {
  readonly item: Item;
  readonly column: AnswerCells & { readonly states: Uint8Array; readonly refused: Map<number, string> };
  readonly quick: Quick;
}

/** An item that nobody answers has no answer that could be missing. */
function openFilling(item: Item, count: number): Filling {
  const width = widthOf(item.points);
  const column = {
    states: new Uint8Array(count).fill(item.isAsked ? MISSING : ANSWERED),
    values: new Float64Array(item.isAsked ? count * width : 0),
    width,
    wide: new Map<number, Decimal>(),
    refused: new Map<number, string>(),
  };
  return { item, column, quick: quickFor(item.points, column.values) };
}

function markAway(filling: Filling | undefined, index: number): void {
  if (filling?.item.isOptional === true) filling.column.states[index] = MARKED;
}

/** What the quick ways don't take is looked at more closely. */
function fill({ item, column, quick }: Filling, index: number, answer: unknown): void {
  if (answer === undefined) return;
  column.states[index] = ANSWERED;
  if (quick(answer, index)) return;
  const refusal = refuseAnswer(item, answer);
  if (refusal === undefined) storeAnswer(item, column, index, answer);
  else column.refused.set(index, refusal.message);
}

/** Puts an answer of the usual form into the column; false for any other, which leaves the column as it was. */
type Quick = (answer: unknown, index: number) => boolean;

function quickFor(points: PointsRule, values: Float64Array): Quick {
  switch (points.kind) {
    case "yes-no":
      return (answer, index) => {
        if (answer === true) values[index] = 1;
        return typeof answer === "boolean";
      };
    case "choice": {
      const places: ReadonlyMap<unknown, number> = points.options.placeByCode;
      return (answer, index) => {
        const place = places.get(answer);
        if (place !== undefined) values[index] = place;
        return place !== undefined;
      };
    }
    case "tally":
      return (answer, index) => tallied(points.options, values, answer, index);
    default: {
      const bounds = boundsOf(points);
      return (answer, index) => {
        const held = typeof answer === "number" ? heldNumber(answer, bounds) : undefined;
        if (held !== undefined) values[index] = held;
        return held !== undefined;
      };
    }
  }
}

function tallied({ codes, placeByCode }: Options, values: Float64Array, answer: unknown, index: number): boolean {
  if (answer === null || typeof answer !== "object" || Object.getPrototypeOf(answer) !== Object.prototype) return false;
  const from = index * codes.length;
  const counts = answer as Readonly<Record<string, unknown>>; // An object of JSON.
  for (const code in counts) {
    const [place, count] = [placeByCode.get(code), counts[code]];
    if (place === undefined || typeof count !== "number" || !Number.isSafeInteger(count) || count < 0) {
      values.fill(0, from, from + codes.length);
      return false;
    }
    values[from + place] = count + 0; // −0 + 0 is 0
  }
  return true;
}

/** What numbers of a kind pass at once; `isCount` numbers are held as they are, others in millionths. */
export interface Bounds {
  readonly isCount: boolean;
  readonly least: number;
  readonly most: number;
  /** 0 where there is none. */
  readonly step: number;
}

/** The most that `Math.round(x × 10⁶) ÷ 10⁶ === x` proves exact: fifteen digits read back as one double only. */
const EXACT_LIMIT = 1e15;

/** The bounds of a kind that is answered with a number. */
export function boundsOf(points: PointsRule): Bounds {
  switch (points.kind) {
    case "count":
    case "deduct":
      return { isCount: true, least: 0, most: Number.MAX_SAFE_INTEGER, step: 1 };
    case "brackets":
      return { isCount: false, least: 0, most: EXACT_LIMIT, step: 0 };
    case "rating":
      return { isCount: false, least: 0, most: points.pointsHundredths * 10_000, step: points.stepMillionths ?? 0 };
    default:
      return { isCount: false, least: -EXACT_LIMIT, most: EXACT_LIMIT, step: 0 };
  }
}

function heldNumber(answer: number, { isCount, least, most, step }: Bounds): number | undefined {
  const whole = isCount ? answer : Math.round(answer * 1e6);
  const isExact = isCount || whole / 1e6 === answer;
  return isExact && whole >= least && whole <= most && (step === 0 || whole % step === 0) ? whole : undefined;
}
