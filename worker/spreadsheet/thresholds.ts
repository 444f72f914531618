import type { Json } from "../domain/expression.ts";
import { at } from "../domain/fault.ts";
import { type Draft, placeOf, refuseCell } from "./places.ts";
import type { Row, Table } from "./table.ts";

// A threshold stands in two cells: the word that compares, and the number. `{ above: 90 }` is 高于 90.

/** A thing whose threshold is one of `names`, with it as `comparison` and `value`. */
export function compared(thing: object, names: Readonly<Record<string, string>>): Record<string, unknown> {
  const entries = Object.entries(thing);
  const [comparison, value] = entries.find(([key]) => key in names) ?? [];
  return { ...Object.fromEntries(entries.filter(([key]) => !(key in names))), comparison, value };
}

/** A threshold under the name of its comparison; a number without one, or one without a number, is a fault of its cell. */
export function comparedOf(
  draft: Draft,
  table: Table,
  row: Row,
  path: string,
  names: readonly string[],
): Record<string, Json> {
  const { comparison, value } = row.values;
  const name = names.find((each) => each === comparison);
  for (const each of names)
    draft.places.set(at(path, each), placeOf(table, row, each === name ? "value" : "comparison"));
  if (comparison === undefined) refuseCell(draft, table, row, "comparison", "要填，现在空着");
  if (value === undefined) refuseCell(draft, table, row, "value", "要填，现在空着");
  draft.places.set(path, placeOf(table, row, value === undefined ? "value" : "comparison"));
  return name === undefined || value === undefined ? {} : { [name]: value };
}
