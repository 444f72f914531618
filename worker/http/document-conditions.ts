// What a document's format says beyond the shape of each object, as far as JSON Schema can say it: which keys exclude one
// another, which need one another. It joins the schemas that are made from valibot's; the same rules with their words in
// Chinese stand in the domain (standard/validate.ts, check-items.ts, policy/faults.ts), and a test holds both together.

type Json = Readonly<Record<string, unknown>>;

const has = (...required: readonly string[]): Json => ({ required });
const hasNot = (...keys: readonly string[]): Json =>
  keys.length === 1 ? { not: has(...keys) } : { not: { anyOf: keys.map((key) => has(key)) } };
const is = (key: string, value: unknown): Json => ({ properties: { [key]: { const: value } }, required: [key] });
const when = (condition: Json, then: Json, otherwise?: Json): Json => ({
  if: condition,
  then,
  ...(otherwise === undefined ? {} : { else: otherwise }),
});
const within = (key: string, schema: Json): Json => ({ properties: { [key]: schema } });
const each = (key: string, schema: Json): Json => within(key, { items: schema });
const oneOf = (...keys: readonly string[]): Json => ({ oneOf: keys.map((key) => has(key)) });
const only = (key: string, others: readonly string[]): Json => ({ allOf: [has(key), hasNot(...others)] });

const isBase: Json = { anyOf: [hasNot("kind"), is("kind", "base")] };
const computed: Json = { properties: { kind: { enum: ["rank", "relative", "formula"] } }, required: ["kind"] };

const shares = ["percent", "part", "upToFen", "rest"];
const onlyShare = (key: string): Json =>
  only(
    key,
    shares.filter((other) => other !== key),
  );
const payers: Json = {
  oneOf: [
    { items: onlyShare("percent") },
    {
      items: onlyShare("part"),
      contains: { properties: { part: { exclusiveMinimum: 0 } }, required: ["part"] },
    },
    {
      items: { anyOf: [onlyShare("upToFen"), onlyShare("rest")] },
      contains: has("rest"),
      minContains: 1,
      maxContains: 1,
    },
  ],
};

/** Each object schema that has all of these properties, and its `kind` where one is named, gets these conditions. */
const conditions: readonly { readonly of: readonly string[]; readonly kind?: string; readonly add: readonly Json[] }[] =
  [
    {
      of: ["scoring", "sections"],
      add: [
        when(
          is("scoring", "weights"),
          each("sections", when(isBase, has("weight"), hasNot("weight"))),
          each("sections", hasNot("weight")),
        ),
      ],
    },
    {
      of: ["items", "weight"],
      add: [when(isBase, each("items", within("score", when(is("kind", "count"), has("atMost")))))],
    },
    { of: ["score", "applies"], add: [when({ ...within("score", computed), ...has("score") }, hasNot("from"))] },
    {
      of: ["bands"],
      kind: "bands",
      add: [
        when(
          is("better", "lower"),
          each("bands", { allOf: [oneOf("atMost", "below"), hasNot("atLeast", "above")] }),
          each("bands", { allOf: [oneOf("atLeast", "above"), hasNot("atMost", "below")] }),
        ),
      ],
    },
    { of: ["topPercent", "topN"], add: [oneOf("topPercent", "topN")] },
    {
      of: ["section", "atLeast", "when"],
      add: [
        { anyOf: [has("section"), has("when")] },
        { dependentRequired: { section: ["atLeast"], atLeast: ["section"] } },
      ],
    },
    { of: ["atLeast", "above", "quota"], add: [oneOf("atLeast", "above")] },
    { of: ["count", "percent", "ties"], add: [oneOf("percent", "count")] },
    { of: ["lessPaid", "once"], add: [{ not: { allOf: [is("lessPaid", true), is("once", true)] } }] },
    { of: ["payers"], add: [within("payers", payers)] },
    {
      of: ["bands", "rows", "otherwise"],
      add: [oneOf("bands", "rows"), when(has("bands"), hasNot("otherwise")), each("bands", oneOf("atLeast", "above"))],
    },
    {
      of: ["of", "ofFen"],
      kind: "brackets",
      add: [oneOf("of", "ofFen"), each("brackets", oneOf("from", "above"))],
    },
    { of: ["fenEach", "per"], kind: "rate", add: [within("per", { exclusiveMinimum: 0 })] },
    {
      of: ["share", "order", "partial"],
      add: [
        when(
          has("by"),
          { allOf: [hasNot("totalFen"), { anyOf: [has("rows"), has("otherwiseFen")] }] },
          { allOf: [has("totalFen"), hasNot("rows", "otherwiseFen")] },
        ),
        when(is("share", "rank"), has("order")),
        within("grants", { uniqueItems: true }),
      ],
    },
  ];

/** A schema with the conditions that its objects are under. */
export function withConditions(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withConditions);
  if (typeof schema !== "object" || schema === null) return schema;
  const made = Object.fromEntries(Object.entries(schema).map(([key, part]) => [key, withConditions(part)]));
  const { properties } = schema as { properties?: Readonly<Record<string, { const?: unknown }>> };
  if (properties === undefined) return made;
  const added = conditions
    .filter(({ of, kind }) => of.every((key) => key in properties) && properties["kind"]?.const === kind)
    .flatMap(({ add }) => add);
  return added.length === 0 ? made : { ...made, allOf: added };
}
