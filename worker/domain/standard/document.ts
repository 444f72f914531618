import * as v from "valibot";
import { type Proof, proofs } from "../vocabulary.ts";
import { limits } from "./limits.ts";
import {
  codeSchema,
  expressionSchema,
  percentSchema,
  pointsSchema,
  scoreSchema,
  sourcesSchema,
  thresholdSchema,
  titleSchema,
} from "./score-document.ts";

const optionalSources = v.exactOptional(sourcesSchema);
const modeSchema = v.picklist(["rescale", "full", "zero"]);
const levelCodeSchema = v.pipe(v.string(), v.nonEmpty(), v.maxLength(limits.codeCharacters));
const wholeSchema = (least: number, most: number) =>
  v.pipe(v.number(), v.integer(), v.minValue(least), v.maxValue(most));

const itemSchema = v.strictObject({
  code: codeSchema,
  title: titleSchema,
  sources: optionalSources,
  criterion: v.exactOptional(v.pipe(v.string(), v.maxLength(limits.criterionCharacters))),
  score: scoreSchema,
  from: v.exactOptional(expressionSchema),
  applies: v.exactOptional(expressionSchema),
  optional: v.exactOptional(v.boolean()),
  reasonRequired: v.exactOptional(v.boolean()),
  proof: v.exactOptional(v.picklist(Object.keys(proofs) as Proof[])),
});

const sectionSchema = v.strictObject({
  code: codeSchema,
  title: titleSchema,
  sources: optionalSources,
  kind: v.exactOptional(v.picklist(["base", "bonus", "deduction"])),
  weight: v.exactOptional(percentSchema),
  atMost: v.exactOptional(pointsSchema),
  notApplicable: v.exactOptional(modeSchema),
  department: v.exactOptional(v.pipe(v.string(), v.nonEmpty(), v.maxLength(limits.codeCharacters))),
  items: v.pipe(v.array(itemSchema), v.minLength(1), v.maxLength(limits.items)),
});

const effectSchema = v.variant("kind", [
  v.strictObject({ kind: v.literal("zero-score") }),
  v.strictObject({ kind: v.literal("no-level") }),
  v.strictObject({ kind: v.literal("at-most-level"), level: levelCodeSchema }),
  v.strictObject({ kind: v.literal("not-above-held") }),
  v.strictObject({ kind: v.literal("lower"), by: wholeSchema(1, limits.steps) }),
]);

const vetoSchema = v.strictObject({
  code: codeSchema,
  title: titleSchema,
  sources: optionalSources,
  when: v.exactOptional(expressionSchema),
  effect: effectSchema,
});

const badgeSchema = v.strictObject({
  code: codeSchema,
  title: titleSchema,
  sources: optionalSources,
  section: v.exactOptional(codeSchema),
  atLeast: v.exactOptional(percentSchema),
  when: v.exactOptional(expressionSchema),
});

const quotaSchema = v.strictObject({
  percent: v.exactOptional(percentSchema),
  count: v.exactOptional(wholeSchema(0, limits.cohort)),
  rounding: v.exactOptional(v.picklist(["down", "half-up", "up"])),
  ties: v.exactOptional(v.picklist(["exclude", "include"])),
});

const levelSchema = v.strictObject({
  code: levelCodeSchema,
  title: titleSchema,
  sources: optionalSources,
  atLeast: v.exactOptional(thresholdSchema),
  above: v.exactOptional(thresholdSchema),
  when: v.exactOptional(expressionSchema),
  quota: v.exactOptional(quotaSchema),
  wording: v.exactOptional(v.pipe(v.string(), v.maxLength(limits.titleCharacters))),
});

/** `hongdai/standard@1`: what a JSON Schema can say of it. What it can't, validate.ts says. */
export const standardSchema = v.strictObject({
  format: v.literal("hongdai/standard@1"),
  title: titleSchema,
  sources: optionalSources,
  subject: v.exactOptional(v.picklist(["unit", "belt", "committee", "entity"])),
  appliesTo: v.exactOptional(expressionSchema),
  scoring: v.picklist(["points", "weights"]),
  start: v.exactOptional(pointsSchema),
  notApplicable: v.exactOptional(modeSchema),
  atMost: v.exactOptional(pointsSchema),
  sections: v.pipe(v.array(sectionSchema), v.minLength(1), v.maxLength(limits.sections)),
  vetoes: v.exactOptional(v.pipe(v.array(vetoSchema), v.maxLength(limits.vetoes))),
  badges: v.exactOptional(v.pipe(v.array(badgeSchema), v.maxLength(limits.badges))),
  levels: v.exactOptional(v.pipe(v.array(levelSchema), v.maxLength(limits.levels))),
  directLevels: v.exactOptional(
    v.pipe(v.array(v.strictObject({ level: levelCodeSchema, when: expressionSchema })), v.maxLength(limits.levels)),
  ),
  promotion: v.exactOptional(
    v.strictObject({
      atMostSteps: wholeSchema(0, limits.steps),
      unless: v.exactOptional(expressionSchema),
    }),
  ),
  tieBreak: v.exactOptional(v.pipe(v.array(codeSchema), v.maxLength(limits.sections))),
});

/** A value as data that nothing changes. */
type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T;

/** A standard as a district writes it, sound in its structure. */
export type StandardDocument = Frozen<v.InferOutput<typeof standardSchema>>;
/** 「大项」 as written. */
export type SectionDocument = StandardDocument["sections"][number];
/** 「指标」 as written. */
export type ItemDocument = SectionDocument["items"][number];
/** How an item is scored, as written. */
export type ScoreDocument = ItemDocument["score"];
/** One option of a `choice` or `tally`, as written. */
export type OptionDocument = Extract<ScoreDocument, { kind: "choice" }>["options"][number];
/** 「一票否决」 as written. */
export type VetoDocument = NonNullable<StandardDocument["vetoes"]>[number];
/** 「星级」 as written. */
export type LevelDocument = NonNullable<StandardDocument["levels"]>[number];
/** How many may hold a level, as written. */
export type QuotaDocument = NonNullable<LevelDocument["quota"]>;
/** What becomes of marks that don't apply. */
export type NotApplicableMode = NonNullable<StandardDocument["notApplicable"]>;
