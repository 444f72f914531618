import { Big, compare, type Decimal, decimal, isInteger, isNegative, remainder, toText, unscaled } from "../decimal.ts";
import { formatHundredths } from "../score.ts";
import type { Item, Options } from "./plan.ts";

/**
 * What is wrong with an answer and what to write, in Chinese, or undefined. `below` is the key within the answer where
 * it is wrong (an option of a tally). Takes what JSON can hold and what an expression can yield (standards.md "Refused").
 */
export function refuseAnswer(
  item: Item,
  value: unknown,
): { readonly below?: string; readonly message: string } | undefined {
  const { points, title } = item;
  switch (points.kind) {
    case "yes-no":
      return typeof value === "boolean" ? undefined : { message: `${title}要填是或否，即 true 或 false。` };
    case "choice":
      return refuseChoice(title, points.options, value);
    case "count":
    case "deduct":
      return isCount(value) ? undefined : { message: `${title}要填不小于 0 的整数，例如 4。` };
    case "tally":
      return refuseTally(title, points.options, value);
    case "brackets": {
      const number = decimalOf(value);
      if (number !== undefined && !isNegative(number)) return undefined;
      return { message: `${title}要填不小于 0 的数，例如 4.5。` };
    }
    case "bands":
    case "proportion":
      return decimalOf(value) === undefined ? { message: `${title}要填数，例如 4.5。` } : undefined;
    case "rating":
      return refuseRating(title, points, value);
    default:
      return { message: `${title}是算出来的，不用填，请删去。` };
  }
}

/** The number that JSON gave or an expression yielded; undefined where it is none. */
export function decimalOf(value: unknown): Decimal | undefined {
  if (typeof value === "number") return Number.isFinite(value) ? decimal(value) : undefined;
  return value instanceof Big ? value : undefined;
}

/** The counts of a tally, by option, from what JSON gave or an expression yielded; undefined where it is no map. */
export function countsOf(value: unknown): ReadonlyMap<string, unknown> | undefined {
  if (value instanceof Map) return value;
  if (value === null || typeof value !== "object" || Array.isArray(value) || value instanceof Big) return undefined;
  return new Map<string, unknown>(Object.entries(value));
}

function isCount(value: unknown): boolean {
  const number = decimalOf(value);
  return number !== undefined && isInteger(number) && !isNegative(number);
}

function refuseChoice(title: string, options: Options, value: unknown) {
  if (typeof value === "string" && options.placeByCode.has(value)) return undefined;
  return { message: `${title}要从 ${options.codes.join("、")} 里选一个。` };
}

function refuseTally(title: string, options: Options, value: unknown) {
  const counts = countsOf(value);
  if (counts === undefined) return { message: `${title}要按选项填次数，例如 { "${options.codes[0]}": 1 }。` };
  for (const [code, count] of counts) {
    if (!options.placeByCode.has(code)) {
      return { below: code, message: `${title}没有选项 ${code}，有的是 ${options.codes.join("、")}。` };
    }
    if (!isCount(count)) return { below: code, message: `${title}的次数要填不小于 0 的整数，例如 1。` };
  }
  return undefined;
}

function refuseRating(
  title: string,
  points: { readonly pointsHundredths: number; readonly stepMillionths: number | undefined },
  value: unknown,
) {
  const number = decimalOf(value);
  const most = unscaled(points.pointsHundredths, 2);
  if (number === undefined || isNegative(number) || compare(number, most) > 0) {
    return { message: `${title}要填 0 到 ${formatHundredths(points.pointsHundredths)} 之间的数。` };
  }
  if (points.stepMillionths === undefined) return undefined;
  const step = unscaled(points.stepMillionths, 6);
  if (isMultiple(number, points.stepMillionths)) return undefined;
  return { message: `${title}要填 ${toText(step)} 的整倍数。` };
}

function isMultiple(number: Decimal, stepMillionths: number): boolean {
  if (typeof number !== "number" && number.places > 6) return false;
  const millionths = typeof number === "number" ? BigInt(number) * 1_000_000n : inMillionths(number);
  return remainder(unscaled(millionths, 0), stepMillionths) === 0;
}

function inMillionths(number: Big): bigint {
  return number.coefficient * 10n ** BigInt(6 - number.places);
}
