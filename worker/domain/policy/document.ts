import * as v from "valibot";
import { payees } from "../vocabulary.ts";
import {
  type Amount,
  amountSchema,
  expressionSchema,
  fenSchema,
  limitSchema,
  numberSchema,
  percentSchema,
} from "./amount-document.ts";
import { limits } from "./limits.ts";

/** `T` as data that nothing changes. */
export type Frozen<T> = T extends readonly (infer Item)[]
  ? readonly Frozen<Item>[]
  : T extends object
    ? { readonly [Key in keyof T]: Frozen<T[Key]> }
    : T;

const code = v.pipe(v.string(), v.regex(/^[a-z][a-z0-9_]*$/), v.maxLength(limits.codeCharacters));
const title = v.pipe(v.string(), v.minLength(1), v.maxLength(limits.titleCharacters));
const key = v.pipe(v.string(), v.maxLength(limits.keyCharacters));
const listOf = <const Item extends v.GenericSchema>(item: Item, most: number) =>
  v.pipe(v.array(item), v.minLength(1), v.maxLength(most));

const source = v.strictObject({ document: title, clause: v.exactOptional(title) });
const sources = v.pipe(v.array(source), v.maxLength(limits.sources));

const band = v.strictObject({
  atLeast: v.exactOptional(numberSchema),
  above: v.exactOptional(numberSchema),
  percent: percentSchema,
});

const times = v.strictObject({
  of: expressionSchema,
  bands: v.exactOptional(listOf(band, limits.bands)),
  rows: v.exactOptional(v.pipe(v.record(key, percentSchema), v.maxEntries(limits.rows))),
  otherwise: v.exactOptional(percentSchema),
});

const payer = v.strictObject({
  code,
  title,
  sources: v.exactOptional(sources),
  percent: v.exactOptional(percentSchema),
  part: v.exactOptional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1_000_000))),
  upToFen: v.exactOptional(fenSchema),
  rest: v.exactOptional(v.literal(true)),
});

const instalment = v.strictObject({ code, percent: percentSchema, when: v.exactOptional(expressionSchema) });

const grant = v.strictObject({
  code,
  title,
  sources: v.exactOptional(sources),
  payee: v.exactOptional(v.picklist(Object.keys(payees) as (keyof typeof payees)[])),
  when: v.exactOptional(expressionSchema),
  amount: amountSchema,
  times: v.exactOptional(v.pipe(v.array(times), v.maxLength(limits.times))),
  atLeastFen: v.exactOptional(limitSchema),
  atMostFen: v.exactOptional(limitSchema),
  lessPaid: v.exactOptional(v.boolean()),
  once: v.exactOptional(v.boolean()),
  group: v.exactOptional(code),
  payers: v.exactOptional(listOf(payer, limits.payers)),
  instalments: v.exactOptional(listOf(instalment, limits.instalments)),
});

const ceiling = v.strictObject({
  code,
  grants: v.exactOptional(listOf(code, limits.grants)),
  by: v.exactOptional(expressionSchema),
  rows: v.exactOptional(v.pipe(v.record(key, fenSchema), v.maxEntries(limits.rows))),
  otherwiseFen: v.exactOptional(fenSchema),
  totalFen: v.exactOptional(fenSchema),
  share: v.picklist(["prorate", "rank"]),
  order: v.exactOptional(expressionSchema),
  partial: v.exactOptional(v.union([v.boolean(), v.literal("stop")])),
});

/** The structure of `hongdai/policy@1` (subsidies.md "Document"); what schemas can't say stands in faults.ts. */
export const policySchema = v.strictObject({
  format: v.literal("hongdai/policy@1"),
  title,
  sources: v.exactOptional(sources),
  year: v.pipe(v.number(), v.integer(), v.minValue(1921), v.maxValue(2999)),
  grants: listOf(grant, limits.grants),
  groups: v.exactOptional(
    v.pipe(v.array(v.strictObject({ code, pay: v.literal("highest") })), v.maxLength(limits.groups)),
  ),
  perRecipientAtMostFen: v.exactOptional(fenSchema),
  rounding: v.strictObject({
    toFen: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(1e13)),
    mode: v.picklist(["half-up", "down", "up"]),
  }),
  ceilings: v.exactOptional(v.pipe(v.array(ceiling), v.maxLength(limits.ceilings))),
  payers: v.exactOptional(listOf(payer, limits.payers)),
  instalments: v.exactOptional(listOf(instalment, limits.instalments)),
});

/** A policy as it is written and stored. */
export type PolicyDocument = Frozen<v.InferOutput<typeof policySchema>>;
/** One grant of a policy. */
export type GrantDocument = Omit<PolicyDocument["grants"][number], "amount"> & { readonly amount: Frozen<Amount> };
/** One factor that a grant's amount is multiplied by. */
export type TimesDocument = NonNullable<GrantDocument["times"]>[number];
/** One ceiling. */
export type CeilingDocument = NonNullable<PolicyDocument["ceilings"]>[number];
/** One who bears a part of a line. */
export type PayerDocument = NonNullable<PolicyDocument["payers"]>[number];
/** One instalment of a line. */
export type InstalmentDocument = NonNullable<PolicyDocument["instalments"]>[number];
/** Where a rule is written. */
export type Source = NonNullable<PolicyDocument["sources"]>[number];
