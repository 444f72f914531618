import fc from "fast-check";
import type { Json } from "../../worker/domain/expression.ts";

type Change = (value: Json | undefined) => Json | undefined;

const odd: readonly Json[] = [null, "", "x", "5", true, false, -1, 0, 0.5, 101, 1e12, [], {}, [{}]];

const change: fc.Arbitrary<Change> = fc.oneof(
  fc.constant<Change>(() => undefined),
  fc.constantFrom(...odd).map<Change>((value) => () => value),
  fc.constant<Change>((value) => (Array.isArray(value) ? [...value, ...value.slice(0, 1)] : value)),
  fc
    .constantFrom("weight", "atMost", "from", "above", "rest", "percent", "rows", "by", "once", "extra")
    .chain((key) => fc.constantFrom(...odd, 5).map((value) => [key, value] as const))
    .map<Change>(
      ([key, value]) =>
        (object) =>
          object !== null && typeof object === "object" && !Array.isArray(object)
            ? { ...object, [key]: value }
            : object,
    ),
);

/** A document with one thing changed, taken away or added anywhere in it. */
export function withOneChange(document: Json): fc.Arbitrary<Json> {
  return fc
    .tuple(fc.constantFrom(...pathsIn(document)), change)
    .map(([path, apply]) => changedAt(document, path, apply) ?? null);
}

type Path = readonly (string | number)[];

function pathsIn(value: Json): Path[] {
  if (value === null || typeof value !== "object") return [[]];
  const inner = Array.isArray(value) ? value.map((each: Json, key) => [key, each] as const) : Object.entries(value);
  return [[], ...inner.flatMap(([key, each]) => pathsIn(each as Json).map((path) => [key, ...path]))];
}

function changedAt(value: Json | undefined, [key, ...rest]: Path, apply: Change): Json | undefined {
  if (key === undefined) return apply(value);
  if (Array.isArray(value)) {
    const made = value.map((each: Json, index) => (index === key ? changedAt(each, rest, apply) : each));
    return made.filter((each) => each !== undefined);
  }
  const object = value as { readonly [key: string]: Json };
  const entries = Object.entries(object).map(([name, each]) => [
    name,
    name === key ? changedAt(each, rest, apply) : each,
  ]);
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
}
