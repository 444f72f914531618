import { Big, type Decimal, decimal, tenTo } from "../decimal.ts";
import { BOOL, claim, type Kinds, LIST, MAP, NULL, NUMBER, TEXT, wantedNames } from "./kinds.ts";
import { PLACES_LIMIT, WHOLE_DIGIT_LIMIT } from "./limits.ts";

/** A list as it came (JSON) or as an expression made it; `read` takes an item out of it. */
export type ValueList = readonly unknown[];

/** A map as it came (JSON) or as an expression made it; `memberOf` and `read` take a value out of it. */
export type ValueMap = ReadonlyMap<string, unknown> | { readonly [key: string]: unknown };

/** What an expression works with. Numbers inside lists and maps that came as JSON are still JSON numbers. */
export type Value = null | boolean | string | Decimal | ValueList | ValueMap;

/** Why an expression yields nothing on this data; `reason` is Chinese, for the reader. Returned, never thrown. */
export class Failure {
  readonly reason: string;

  constructor(reason: string) {
    this.reason = reason;
  }
}

const TOO_LARGE = new Failure(`数太大或太长：整数部分最多 ${WHOLE_DIGIT_LIMIT} 位，小数最多 ${PLACES_LIMIT} 位`);
const NOT_JSON = new Failure("给的值不是 JSON 里的值");
const LARGEST = 10 ** WHOLE_DIGIT_LIMIT;

/** A JSON value as a Value: its numbers as decimals. `undefined` is for the caller to have asked about before. */
export function read(given: unknown): Value | Failure {
  switch (typeof given) {
    case "string":
    case "boolean":
      return given;
    case "number":
      return Number.isSafeInteger(given) ? given + 0 : fraction(given); // −0 + 0 is 0
    case "object":
      return given as Value; // null, list, map or Big: nothing else comes out of JSON or out of an expression.
    default:
      return NOT_JSON;
  }
}

function fraction(given: number): Decimal | Failure {
  if (Number.isNaN(given)) return NOT_JSON;
  if (given >= LARGEST || given <= -LARGEST) return TOO_LARGE;
  return decimal(given);
}

/** The number, or a Failure where it has more digits than a number may have: what keeps chains of `*` small. */
export function bounded(x: Decimal): Decimal | Failure {
  if (typeof x === "number") return x;
  if (x.places > PLACES_LIMIT) return TOO_LARGE;
  const limit = tenTo(WHOLE_DIGIT_LIMIT + x.places);
  return x.coefficient >= limit || x.coefficient <= -limit ? TOO_LARGE : x;
}

/** The number that a text states, or undefined. */
export function numberFrom(text: string): Decimal | Failure | undefined {
  try {
    return bounded(decimal(text));
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

/** The one kind that a value is of. */
export function kindOf(value: Value): Kinds {
  switch (typeof value) {
    case "number":
      return NUMBER;
    case "string":
      return TEXT;
    case "boolean":
      return BOOL;
    default:
      if (value === null) return NULL;
      if (value instanceof Big) return NUMBER;
      return Array.isArray(value) ? LIST : MAP;
  }
}

/** Whether the value is a number, of either form. */
export function isNumber(value: unknown): value is Decimal {
  return typeof value === "number" || value instanceof Big;
}

/** Whether the value is a list. */
export function isList(value: unknown): value is ValueList {
  return Array.isArray(value);
}

/** Whether the value is a map, as it came or as an expression made it. */
export function isMap(value: unknown): value is ValueMap {
  return (
    typeof value === "object" &&
    value !== null &&
    !Array.isArray(value) &&
    !(value instanceof Big) &&
    !(value instanceof Failure)
  );
}

/** What stands under the key, as it came, or undefined. What objects inherit (`constructor`) is not there. */
export function memberOf(map: ValueMap, key: string): unknown {
  if (map instanceof Map) return map.get(key);
  return Object.hasOwn(map, key) ? (map as { readonly [key: string]: unknown })[key] : undefined;
}

/** The keys that have a value, in the order they stand. */
export function keysOf(map: ValueMap): readonly string[] {
  return map instanceof Map ? [...map.keys()] : Object.keys(map);
}

/** `unit.speed 是文字，这里要数`. */
export function wrongKind(name: string, value: Value, wanted: Kinds): Failure {
  return new Failure(`${claim(name, kindOf(value))}，这里要${wantedNames(wanted)}`);
}
