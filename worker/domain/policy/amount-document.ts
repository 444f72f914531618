import * as v from "valibot";
import { limits } from "./limits.ts";

/** A whole number of fen, 0 or more. A line above 10^13 is an error of that line, not of the document. */
export const fenSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(Number.MAX_SAFE_INTEGER));

/** A percentage, 0 or more; at most two decimals (checked in faults.ts). */
export const percentSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(1_000_000));

/** A threshold or a quantity; at most six decimals (checked in faults.ts). */
export const numberSchema = v.pipe(v.number(), v.minValue(-1e15), v.maxValue(1e15));

/** A CEL expression over unit, facts, result, previous and paidFen; compiled in faults.ts and compile.ts. */
export const expressionSchema = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.expressionCharacters));

/** A limit: whole fen, or CEL → fen. */
export const limitSchema = v.union([fenSchema, expressionSchema]);

const key = v.pipe(v.string(), v.maxLength(limits.keyCharacters));

const fixed = v.strictObject({ kind: v.literal("fixed"), fen: fenSchema });

const table = v.strictObject({
  kind: v.literal("table"),
  of: expressionSchema,
  rows: v.pipe(v.record(key, fenSchema), v.maxEntries(limits.rows)),
  otherwiseFen: v.exactOptional(v.nullable(fenSchema)),
});

const rate = v.strictObject({
  kind: v.literal("rate"),
  of: expressionSchema,
  fenEach: fenSchema,
  from: v.exactOptional(numberSchema),
  upTo: v.exactOptional(numberSchema),
  per: v.exactOptional(numberSchema),
  whole: v.exactOptional(v.picklist(["down", "up"])),
});

const percent = v.strictObject({
  kind: v.literal("percent"),
  ofFen: expressionSchema,
  percent: percentSchema,
  ofAtMostFen: v.exactOptional(fenSchema),
});

const bracket = v.strictObject({
  from: v.exactOptional(numberSchema),
  above: v.exactOptional(numberSchema),
  fen: v.exactOptional(fenSchema),
  fenEach: v.exactOptional(fenSchema),
  percent: v.exactOptional(percentSchema),
});

const brackets = v.strictObject({
  kind: v.literal("brackets"),
  of: v.exactOptional(expressionSchema),
  ofFen: v.exactOptional(expressionSchema),
  mode: v.picklist(["whole", "marginal"]),
  brackets: v.pipe(v.array(bracket), v.minLength(1), v.maxLength(limits.brackets)),
});

const share = v.strictObject({
  kind: v.literal("share"),
  poolFen: fenSchema,
  by: v.pipe(
    v.array(v.strictObject({ of: expressionSchema, percent: percentSchema })),
    v.minLength(1),
    v.maxLength(limits.factors),
  ),
});

const decided = v.strictObject({ kind: v.literal("decided"), atLeastFen: limitSchema, atMostFen: limitSchema });

const formula = v.strictObject({ kind: v.literal("formula"), fen: expressionSchema });

const plain = [fixed, table, rate, percent, brackets, formula] as const;

/** `capped` and `sum` around amounts of one level. */
const around = <const Inner extends v.GenericSchema>(inner: Inner) =>
  [
    v.strictObject({
      kind: v.literal("capped"),
      amount: inner,
      atLeastFen: v.exactOptional(limitSchema),
      atMostFen: v.exactOptional(limitSchema),
    }),
    v.strictObject({
      kind: v.literal("sum"),
      parts: v.pipe(v.array(inner), v.minLength(1), v.maxLength(limits.parts)),
    }),
  ] as const;

const innermost = v.variant("kind", plain);
const inner = v.variant("kind", [...plain, ...around(innermost)]);
const outer = v.variant("kind", [...plain, ...around(inner)]);

/** What a grant's amount may be (subsidies.md "Amount kinds"); `share` and `decided` stand only here, at the top. */
export const amountSchema = v.variant("kind", [...plain, share, decided, ...around(outer)]);

type Plain = v.InferOutput<(typeof plain)[number]>;
/** `min(max(amount, atLeastFen), atMostFen)`, before `times`. */
type Capped = { kind: "capped"; amount: Amount; atLeastFen?: number | string; atMostFen?: number | string };
type Sum = { kind: "sum"; parts: Amount[] };

/** An amount at any depth. */
export type Amount = Plain | v.InferOutput<typeof share> | v.InferOutput<typeof decided> | Capped | Sum;
