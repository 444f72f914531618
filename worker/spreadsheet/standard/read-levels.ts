import type { Json } from "../../domain/expression.ts";
import { at } from "../../domain/fault.ts";
import { type Draft, listed, placeOf, take } from "../places.ts";
import type { ReadTable, Table } from "../table.ts";
import { comparedOf } from "../thresholds.ts";
import { badges, directLevels, levels, thresholds, vetoes } from "./level-tables.ts";

type Read = (table: Table) => ReadTable;

export function readLevels(draft: Draft, read: Read): Record<string, Json> {
  return listed("levels", read(levels), (row, path) => {
    const level = take(draft, levels, row, path, ["code", "title", "when", "wording", "sources"]);
    const quota = take(draft, levels, row, at(path, "quota"), ["percent", "count", "rounding", "ties"]);
    draft.places.set(at(path, "quota"), placeOf(levels, row, "percent"));
    return {
      ...level,
      ...comparedOf(draft, levels, row, path, Object.keys(thresholds)),
      ...(Object.keys(quota).length === 0 ? {} : { quota }),
    };
  });
}

export function readVetoes(draft: Draft, read: Read): Record<string, Json> {
  return listed("vetoes", read(vetoes), (row, path) => ({
    ...take(draft, vetoes, row, path, ["code", "title", "when", "sources"]),
    effect: take(draft, vetoes, row, at(path, "effect"), { kind: "effect", level: "level", by: "by" }),
  }));
}

export function readBadges(draft: Draft, read: Read): Record<string, Json> {
  const keys = ["code", "title", "section", "atLeast", "when", "sources"];
  return listed("badges", read(badges), (row, path) => take(draft, badges, row, path, keys));
}

export function readDirectLevels(draft: Draft, read: Read): Record<string, Json> {
  return listed("directLevels", read(directLevels), (row, path) =>
    take(draft, directLevels, row, path, ["level", "when"]),
  );
}
