import type { Json } from "../../worker/domain/expression.ts";
import { at } from "../../worker/domain/fault.ts";

// What a JSON Schema bounds, tried on documents: each bound at its limit and one beyond, made from the schema itself, so
// that a limit which is added is tried too.

/** One bound of a schema, on the first document that has something there. */
export interface SchemaLimit {
  /** The bound's place in the schema: `grants[].title maxLength`. */
  readonly name: string;
  /** Where it is in the document. */
  readonly path: string;
  readonly limit: number;
  readonly atLimit: Json;
  readonly beyond: Json;
}

type Schema = Readonly<Record<string, unknown>>;
/** A place in a document, and how the document looks with something else there. */
interface Place {
  readonly path: string;
  readonly value: Json;
  readonly replaced: (value: Json) => Json;
}

const bounds = ["maxItems", "minItems", "maxLength", "minLength", "maximum", "minimum", "maxProperties"] as const;
type Bound = (typeof bounds)[number];

/** Every bound of the schema that one of the documents reaches, and the places of those that none does. */
export function schemaLimits(
  schema: Schema,
  documents: readonly Json[],
): { readonly limits: readonly SchemaLimit[]; readonly unreached: readonly string[] } {
  const found = new Map<string, SchemaLimit>();
  for (const document of documents)
    gather(found, schema, "", { path: "", value: document, replaced: (value) => value });
  return { limits: [...found.values()], unreached: namesIn(schema, "").filter((name) => !found.has(name)) };
}

function gather(found: Map<string, SchemaLimit>, schema: Schema, name: string, place: Place): void {
  const own = chosen(schema, place.value);
  if (own === undefined || isEnumerated(own)) return;
  const label = labelOf(own, schema, name);
  for (const bound of bounds) {
    const limit = own[bound];
    const key = `${label} ${bound}`;
    if (typeof limit !== "number" || found.has(key)) continue;
    const [inside, outside] = [
      sized(bound, limit, own, place.value),
      sized(bound, beyond(bound, limit), own, place.value),
    ];
    if (inside === undefined || outside === undefined) continue;
    found.set(key, {
      name: key,
      path: place.path,
      limit,
      atLimit: place.replaced(inside),
      beyond: place.replaced(outside),
    });
  }
  for (const [inner, innerLabel, innerPlace] of inside(own, label, place)) gather(found, inner, innerLabel, innerPlace);
}

/** What a schema holds of what stands there. */
function inside(schema: Schema, name: string, { path, value, replaced }: Place): [Schema, string, Place][] {
  if (value === null || typeof value !== "object") return [];
  const { properties, items, additionalProperties } = schema as Record<string, Schema | undefined>;
  if (Array.isArray(value)) {
    if (items === undefined) return [];
    return value.map((each: Json, index) => [
      items,
      `${name}[]`,
      { path: at(path, index), value: each, replaced: (made) => replaced(value.with(index, made)) },
    ]);
  }
  return Object.entries(value as Record<string, Json>).flatMap(([key, each]): [Schema, string, Place][] => {
    const known = properties?.[key] as Schema | undefined;
    const inner = known ?? (typeof additionalProperties === "object" ? additionalProperties : undefined);
    if (inner === undefined) return [];
    const within = { path: at(path, key), value: each, replaced: (made: Json) => replaced({ ...value, [key]: made }) };
    return [[inner, at(name, known === undefined ? "*" : key), within]];
  });
}

/** Of alternatives the one that is for this value: by `kind`, or by its type. */
function chosen(schema: Schema, value: Json): Schema | undefined {
  const alternatives = alternativesOf(schema);
  if (alternatives === undefined) return schema;
  return alternatives.find((each) => {
    const kind = kindOf(each);
    if (kind !== undefined) return value !== null && typeof value === "object" && Reflect.get(value, "kind") === kind;
    return each["type"] === (typeof value === "number" ? "integer" : typeof value);
  });
}

function alternativesOf(schema: Schema): readonly Schema[] | undefined {
  const { oneOf, anyOf, type } = schema as Record<string, readonly Schema[] | undefined>;
  return type === undefined ? (oneOf ?? anyOf) : undefined;
}

function kindOf(schema: Schema): unknown {
  return (schema["properties"] as Record<string, Schema> | undefined)?.["kind"]?.["const"];
}

function isEnumerated(schema: Schema): boolean {
  return schema["enum"] !== undefined || schema["const"] !== undefined;
}

/** An amount inside an amount is bounded as one at the top is. */
const NESTED = /amount(?:\((?:capped|sum)\)\.(?:amount|parts\[\]))+/;

function labelOf(own: Schema, schema: Schema, name: string): string {
  const kind = own === schema ? undefined : kindOf(own);
  return kind === undefined ? name : `${name.replace(NESTED, "amount")}(${String(kind)})`;
}

function namesIn(schema: Schema, name: string): string[] {
  const names = (alternativesOf(schema) ?? [schema]).filter((own) => !isEnumerated(own));
  return names.flatMap((own) => {
    const label = labelOf(own, schema, name);
    const { properties, items, additionalProperties } = own as Record<string, Schema | undefined>;
    return [
      ...bounds.filter((bound) => typeof own[bound] === "number").map((bound) => `${label} ${bound}`),
      ...Object.entries(properties ?? {}).flatMap(([key, each]) => namesIn(each as Schema, at(label, key))),
      ...(items === undefined ? [] : namesIn(items, `${label}[]`)),
      ...(typeof additionalProperties === "object" ? namesIn(additionalProperties, at(label, "*")) : []),
    ];
  });
}

function beyond(bound: Bound, limit: number): number {
  return bound.startsWith("max") ? limit + 1 : limit - 1;
}

/** What stands there, made so large; undefined where nothing can be. */
function sized(bound: Bound, size: number, schema: Schema, value: Json): Json | undefined {
  if (bound === "maximum" || bound === "minimum") return typeof value === "number" ? size : undefined;
  if (size < 0) return undefined;
  if (typeof value === "string") {
    const filling = schema["pattern"] === undefined ? " " : "a";
    return value.slice(0, size).padEnd(size, filling);
  }
  if (Array.isArray(value)) return listOf(value, size);
  return value !== null && typeof value === "object" ? mapOf(value as Record<string, Json>, size) : undefined;
}

/** The smallest item over and over, each with a code of its own where it has one. */
function listOf(list: readonly Json[], size: number): Json | undefined {
  const [smallest] = list.toSorted((a, b) => JSON.stringify(a).length - JSON.stringify(b).length);
  if (smallest === undefined) return undefined;
  const isCoded = smallest !== null && typeof smallest === "object" && "code" in smallest;
  const more = Array.from({ length: Math.max(0, size - list.length) }, (_, index) =>
    isCoded ? { ...(smallest as object), code: `more_${index}` } : smallest,
  );
  return [...list.slice(0, size), ...more];
}

function mapOf(map: Record<string, Json>, size: number): Json {
  const entries = Object.entries(map).slice(0, size);
  const value = entries[0]?.[1] ?? 0;
  return Object.fromEntries([
    ...entries,
    ...Array.from({ length: size - entries.length }, (_, index): [string, Json] => [`键${index}`, value]),
  ]);
}
