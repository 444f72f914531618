import * as v from "valibot";
import { compare, decimal, round } from "../decimal.ts";
import { limits } from "./limits.ts";

const places = (most: 2 | 6) =>
  v.check<number, string>(
    (value) => !Number.isFinite(value) || compare(round(decimal(value), most), decimal(value)) === 0,
    `最多写${most === 2 ? "两" : "六"}位小数。`,
  );

/** 「分值」 that may not be negative: at most two decimals. */
export const pointsSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(limits.points), places(2));

/** 「分值」 of an option, which may take points off. */
const signedPointsSchema = v.pipe(v.number(), v.minValue(-limits.points), v.maxValue(limits.points), places(2));

/** A line to reach: at most two decimals. */
export const thresholdSchema = v.pipe(
  v.number(),
  v.minValue(-limits.threshold),
  v.maxValue(limits.threshold),
  places(2),
);

/** A percentage: at most two decimals. */
export const percentSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(100), places(2));

const eachSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(limits.points), places(6));
const measureSchema = v.pipe(v.number(), v.minValue(0), v.maxValue(limits.threshold), places(6));
const divisorSchema = v.pipe(v.number(), v.gtValue(0), v.maxValue(limits.threshold), places(6));
const countSchema = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(limits.threshold));

/** 「编码」 within a document. */
export const codeSchema = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/), v.maxLength(limits.codeCharacters));

/** 「标题」. */
export const titleSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(limits.titleCharacters));

/** CEL; whether it compiles is for expressions.ts to say. */
export const expressionSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(limits.expressionCharacters));

/** Where a rule stands: the document and its clause. */
export const sourcesSchema = v.pipe(
  v.array(v.strictObject({ document: titleSchema, clause: v.exactOptional(titleSchema) })),
  v.maxLength(limits.sources),
);

const wordingSchema = v.pipe(v.string(), v.maxLength(limits.titleCharacters));

const optionsSchema = v.pipe(
  v.array(
    v.strictObject({
      code: codeSchema,
      title: titleSchema,
      sources: v.exactOptional(sourcesSchema),
      points: signedPointsSchema,
    }),
  ),
  v.minLength(1),
  v.maxLength(limits.options),
);

const bandSchema = v.strictObject({
  atLeast: v.exactOptional(thresholdSchema),
  above: v.exactOptional(thresholdSchema),
  atMost: v.exactOptional(thresholdSchema),
  below: v.exactOptional(thresholdSchema),
  points: pointsSchema,
  wording: v.exactOptional(wordingSchema),
});

const rankBandSchema = v.strictObject({
  topPercent: v.exactOptional(percentSchema),
  topN: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(limits.cohort))),
  points: pointsSchema,
  wording: v.exactOptional(wordingSchema),
});

const listOf = <const Item extends v.GenericSchema>(item: Item) =>
  v.pipe(v.array(item), v.minLength(1), v.maxLength(limits.bands));

const orderSchema = v.picklist(["high", "low"]);

/** 「评分」: how an item's answer becomes points (standards.md "Item kinds"). */
export const scoreSchema = v.variant("kind", [
  v.strictObject({ kind: v.literal("yes-no"), points: pointsSchema }),
  v.strictObject({ kind: v.literal("choice"), options: optionsSchema }),
  v.strictObject({
    kind: v.literal("count"),
    each: eachSchema,
    atMost: v.exactOptional(pointsSchema),
    atLeast: v.exactOptional(countSchema),
  }),
  v.strictObject({
    kind: v.literal("tally"),
    options: optionsSchema,
    take: v.picklist(["sum", "highest"]),
    atMost: v.exactOptional(pointsSchema),
  }),
  v.strictObject({
    kind: v.literal("bands"),
    better: v.exactOptional(v.picklist(["higher", "lower"])),
    bands: listOf(bandSchema),
  }),
  v.strictObject({
    kind: v.literal("brackets"),
    brackets: listOf(v.strictObject({ from: measureSchema, each: eachSchema })),
    atMost: pointsSchema,
    per: v.exactOptional(divisorSchema),
    whole: v.exactOptional(v.picklist(["down", "up"])),
  }),
  v.strictObject({
    kind: v.literal("proportion"),
    points: pointsSchema,
    full: divisorSchema,
    floor: v.exactOptional(thresholdSchema),
  }),
  v.strictObject({ kind: v.literal("deduct"), points: pointsSchema, each: eachSchema }),
  v.strictObject({
    kind: v.literal("rating"),
    points: pointsSchema,
    step: v.exactOptional(v.pipe(v.number(), v.gtValue(0), v.maxValue(limits.points), places(2))),
  }),
  v.strictObject({ kind: v.literal("rank"), of: expressionSchema, order: orderSchema, bands: listOf(rankBandSchema) }),
  v.strictObject({
    kind: v.literal("relative"),
    points: pointsSchema,
    of: expressionSchema,
    order: orderSchema,
  }),
  v.strictObject({ kind: v.literal("formula"), points: pointsSchema, expression: expressionSchema }),
]);
