import { and, eq, isNotNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { results, units } from "../../../db/tenant/schema/index.ts";
import { type Level, levelTitle } from "../../domain/level-scale.ts";
import { pointsOf } from "../../domain/score.ts";
import type { ResultState } from "../../domain/vocabulary.ts";
import { type AssessedBelt, assessedBelt, assessedBelts } from "../belt-variables.ts";
import type { Scope } from "../scope.ts";

/** A result as api.md fixes it, with what a list shows of its unit. */
export interface Result {
  readonly id: string;
  readonly unit: string;
  readonly unitCode: string;
  readonly unitName: string;
  readonly cycle: string;
  readonly state: ResultState;
  readonly accepted: boolean;
  readonly score: number | null;
  readonly level: string | null;
  readonly levelTitle: string;
  readonly badges: readonly string[];
  readonly rank: number | null;
  readonly standard: { readonly code: string; readonly version: number };
  readonly township: string | null;
  readonly onBelt: boolean;
  readonly belt: string | null;
  readonly beltPosition: number | null;
  readonly demonstration: boolean;
  /** The belt whose result it is, where it is one's; `unit` then answers for it. */
  readonly ofBelt: AssessedBelt | null;
}

export const townshipUnits = alias(units, "township_units");
export const tradeUnits = alias(units, "trade_units");

/** Results with their units, and the names of the places that policies use. */
export function resultRows(scope: Scope) {
  return scope.db
    .select({
      id: results.id,
      cycle: results.cycleId,
      state: results.state,
      standardCode: results.standardCode,
      standardVersion: results.standardVersion,
      accepted: results.isAccepted,
      scoreHundredths: results.scoreHundredths,
      level: results.level,
      badges: results.badges,
      rank: results.rank,
      unit: units.id,
      unitCode: units.code,
      unitName: units.name,
      township: townshipUnits.shortName,
      trade: tradeUnits.shortName,
      belt: units.beltId,
      beltPosition: units.beltPosition,
      demonstration: units.demonstration,
      ofBelt: assessedBelt,
    })
    .from(results)
    .innerJoin(units, eq(units.id, results.unitId))
    .leftJoin(assessedBelts, eq(assessedBelts.id, results.beltId))
    .leftJoin(
      townshipUnits,
      eq(townshipUnits.id, sql`coalesce(${units.townshipId}, iif(${results.beltId} IS NOT NULL, ${units.id}, NULL))`),
    )
    .leftJoin(tradeUnits, and(eq(tradeUnits.id, units.tradeId), isNotNull(tradeUnits.shortName)))
    .$dynamic();
}

type ResultRow = Awaited<ReturnType<typeof resultRows>>[number];

export function resultOf(row: ResultRow, levels: readonly Level[]): Result {
  const { scoreHundredths, standardCode, standardVersion, trade, ...same } = row;
  return {
    ...same,
    score: scoreHundredths === null ? null : pointsOf(scoreHundredths),
    levelTitle: levelTitle(levels, row.level),
    standard: { code: standardCode, version: standardVersion },
    township: row.township ?? trade,
    onBelt: row.belt !== null,
  };
}
