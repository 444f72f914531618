import { and, asc, eq, inArray, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { cycleFacts, results, units } from "../../../db/tenant/schema/index.ts";
import type { Json } from "../../domain/expression.ts";
import type { Recipient } from "../../domain/policy/index.ts";
import { pointsOf } from "../../domain/score.ts";
import { variablesOf } from "../../domain/unit.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";
import type { ChosenCycle } from "./cycle.ts";

/**
 * The tenant's own units as recipients, by their codes: the standing facts, the cycle's facts and the results of the
 * cycle and of the one before. A fact that nobody knows isn't there. A unit without a result holds nothing and isn't
 * accepted, and has no score. `rank` is 1 + those with a higher total.
 */
export async function readOwnUnits(scope: Scope, chosen: ChosenCycle): Promise<readonly Recipient[]> {
  const cycles = [chosen.cycle, ...(chosen.previous === null ? [] : [chosen.previous])];
  const [unitRows, factRows, resultRows] = await scope.read([
    selectUnits(scope),
    scope.db
      .select({ unit: cycleFacts.unitId, facts: cycleFacts.facts })
      .from(cycleFacts)
      .where(eq(cycleFacts.cycleId, chosen.cycle)),
    scope.db
      .select({
        cycle: results.cycleId,
        unit: results.unitId,
        accepted: results.isAccepted,
        score: results.scoreHundredths,
        level: results.level,
        badges: results.badges,
      })
      .from(results)
      .where(and(inArray(results.cycleId, cycles), eq(results.standardCode, chosen.standard))),
  ]);
  const facts = new Map(factRows.map((row) => [row.unit, row.facts]));
  const standing = resultsByUnit(resultRows.filter(({ cycle }) => cycle === chosen.cycle));
  const before = resultsByUnit(resultRows.filter(({ cycle }) => cycle === chosen.previous));
  return unitRows.map(({ id, belt, ...row }) => ({
    id: row.code,
    unit: variablesOf({ ...row, facts: asJson(row.facts), onBelt: belt !== null }),
    result: standing.get(id) ?? nothing,
    previous: before.get(id) ?? nothing,
    facts: asJson(facts.get(id) ?? {}),
    paidFen: {},
  }));
}

type Facts = { readonly [key: string]: Json };

const nothing: Facts = { accepted: false, level: null, badges: [] };

interface ResultRow {
  readonly unit: string;
  readonly accepted: boolean;
  readonly score: number | null;
  readonly level: string | null;
  readonly badges: readonly string[];
}

function resultsByUnit(rows: readonly ResultRow[]): ReadonlyMap<string, Facts> {
  const falling = rows.flatMap(({ score }) => (score === null ? [] : [score])).sort((a, b) => b - a);
  const ranks = new Map<number, number>();
  falling.forEach((score, place) => {
    if (!ranks.has(score)) ranks.set(score, place + 1);
  });
  return new Map(
    rows.map(({ unit, accepted, score, level, badges }) => [
      unit,
      { accepted, level, badges, ...(score === null ? {} : { score: pointsOf(score), rank: ranks.get(score) ?? 1 }) },
    ]),
  );
}

/** Facts come out of a JSON column; their values are JSON, which a column's type can't say. */
function asJson(facts: Readonly<Record<string, unknown>>): Facts {
  return facts as Facts;
}

function selectUnits(scope: Scope) {
  const townships = alias(units, "townships");
  const trades = alias(units, "trades");
  return scope.db
    .select({
      id: units.id,
      code: units.code,
      name: units.name,
      kind: units.kind,
      field: units.field,
      township: townships.shortName,
      trade: trades.shortName,
      belt: units.beltId,
      demonstration: units.demonstration,
      category: units.category,
      facts: units.facts,
    })
    .from(units)
    .leftJoin(townships, eq(townships.id, units.townshipId))
    .leftJoin(trades, eq(trades.id, units.tradeId))
    .where(and(isNull(units.closedOn), unitsWithin(scope, sql`${units.id}`)))
    .orderBy(asc(units.code))
    .limit(20_001);
}
