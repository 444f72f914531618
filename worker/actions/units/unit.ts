import { eq, inArray } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { units } from "../../../db/tenant/schema/index.ts";
import type { Field, UnitKind } from "../../domain/vocabulary.ts";
import type { Scope } from "../scope.ts";
import type { MaskedFacts } from "../sensitive-facts.ts";

/** A unit as the API shows it. `township` and `trade` are the names that policies use. */
export interface Unit {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly shortName: string | null;
  readonly kind: UnitKind;
  readonly field: Field | null;
  readonly parent: string | null;
  readonly township: string | null;
  readonly trade: string | null;
  /** The trade committee that it belongs to, by its place in the tree or besides it. */
  readonly industry: string | null;
  readonly belt: string | null;
  readonly beltPosition: number | null;
  readonly demonstration: boolean;
  readonly category: string | null;
  /** Null: there for as long as anybody knows. */
  readonly establishedOn: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly revision: number;
}

/** A unit as it is shown unasked. */
export type ShownUnit = Unit & MaskedFacts;

export interface UnitRow extends Omit<Unit, "parent" | "belt" | "industry"> {
  readonly parentId: string | null;
  readonly tradeId: string | null;
  readonly beltId: string | null;
}

export const townships = alias(units, "townships");
export const trades = alias(units, "trades");

/** Units with the names of their township and trade, ready for conditions. */
export function selectUnits(scope: Scope) {
  return scope.db
    .select({
      id: units.id,
      code: units.code,
      name: units.name,
      shortName: units.shortName,
      kind: units.kind,
      field: units.field,
      parentId: units.parentId,
      township: townships.shortName,
      trade: trades.shortName,
      tradeId: units.tradeId,
      beltId: units.beltId,
      beltPosition: units.beltPosition,
      demonstration: units.demonstration,
      category: units.category,
      establishedOn: units.establishedOn,
      facts: units.facts,
      revision: units.revision,
    })
    .from(units)
    .leftJoin(townships, eq(townships.id, units.townshipId))
    .leftJoin(trades, eq(trades.id, units.tradeId))
    .$dynamic();
}

/** For a unit under a trade committee `township` is the trade's name, as it is in expressions (api.md). */
export function unitOf(row: UnitRow): Unit {
  const { parentId, beltId, township, trade, tradeId, ...rest } = row;
  return { ...rest, parent: parentId, township: township ?? trade, trade, industry: tradeId, belt: beltId };
}

/** The names of townships and trade committees, by id: a few dozen at most. */
export function selectNames(scope: Scope) {
  return scope.db
    .select({ id: units.id, shortName: units.shortName })
    .from(units)
    .where(inArray(units.kind, ["township", "industry"]));
}
