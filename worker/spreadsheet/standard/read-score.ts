import type { Json } from "../../domain/expression.ts";
import { at } from "../../domain/fault.ts";
import { type ItemKind, itemKinds } from "../../domain/vocabulary.ts";
import { type Draft, placeOf, refuseCell, take } from "../places.ts";
import type { Row } from "../table.ts";
import type { Parts } from "./read-parts.ts";
import { items, scoreColumns } from "./tables.ts";

/** Every column that some kind of item is written in. */
const allColumns = [...new Set(Object.values(scoreColumns).flatMap((columns) => Object.values(columns)))];

/** How an item is scored, out of its row and the rows of its options, bands and brackets. */
export function scoreOf(draft: Draft, row: Row, path: string, parts: Parts): Json {
  draft.places.set(at(path, "kind"), placeOf(items, row, "kind"));
  const kind = kindOf(row);
  const code = row.values["code"];
  if (kind === undefined) {
    const { kind: written } = row.values;
    const known = take(draft, items, row, path, allColumns);
    return { ...(written === undefined ? {} : { kind: written }), ...known, ...parts.take(code, path, undefined) };
  }
  const columns = scoreColumns[kind];
  const used = Object.values(columns);
  for (const key of allColumns) {
    if (row.values[key] === undefined || used.includes(key)) continue;
    refuseCell(draft, items, row, key, `评分方式为${itemKinds[kind]}时不用这一列，请清空`);
  }
  const score = take(draft, items, row, path, columns);
  if (kind === "bands" && score["better"] !== undefined) score["better"] = betterOf(score["better"]);
  return { kind, ...score, ...parts.take(code, path, kind, row) };
}

function betterOf(direction: Json): Json {
  if (direction === "high") return "higher";
  return direction === "low" ? "lower" : direction;
}

/** The kind that a row names, if it names one. */
function kindOf({ values }: Row): ItemKind | undefined {
  return Object.keys(itemKinds).find((each): each is ItemKind => each === values["kind"]);
}
