import { and, eq, inArray, isNull } from "drizzle-orm";
import { cycleFacts, results } from "../../../db/tenant/schema/index.ts";
import type { Json } from "../../domain/expression.ts";
import type { Recipient } from "../../domain/policy/index.ts";
import { pointsOf } from "../../domain/score.ts";
import type { Scope } from "../scope.ts";
import { cycleVariables, selectRenamedFacts, selectUnitStandings, unitVariables } from "../unit-variables.ts";
import type { ChosenCycle } from "./cycle.ts";
import { fenByGrant, selectDecided, selectPaid } from "./ledger.ts";

/** A recipient, and which of the tenant's units it is. */
export interface OwnUnit {
  readonly unitId: string;
  readonly name: string;
  readonly township: string | null;
  readonly recipient: Recipient;
  /** The result that the recipient stands on; null where the unit has none. */
  readonly result: { readonly id: string; readonly revision: number } | null;
}

/**
 * The tenant's own units as recipients, by their codes: the standing facts, the cycle's facts and the results of the
 * cycle and of the one before. A fact that nobody knows isn't there. A unit without a result holds nothing and isn't
 * accepted, and has no score. `rank` is 1 + those with a higher total. `policy`: whose grants' payments and decisions the
 * recipients carry; none where it is left out.
 */
export async function readOwnUnits(scope: Scope, chosen: ChosenCycle, policy?: string): Promise<readonly OwnUnit[]> {
  const cycles = [chosen.cycle, ...(chosen.previous === null ? [] : [chosen.previous])];
  const money = { policy: policy ?? "", year: chosen.year };
  const [unitRows, renamed, factRows, resultRows, paid, decided] = await scope.read([
    selectUnitStandings(scope),
    selectRenamedFacts(scope),
    scope.db
      .select({ unit: cycleFacts.unitId, facts: cycleFacts.facts })
      .from(cycleFacts)
      .where(eq(cycleFacts.cycleId, chosen.cycle)),
    scope.db
      .select({
        id: results.id,
        revision: results.revision,
        cycle: results.cycleId,
        unit: results.unitId,
        accepted: results.isAccepted,
        score: results.scoreHundredths,
        level: results.level,
        badges: results.badges,
      })
      .from(results)
      .where(and(inArray(results.cycleId, cycles), eq(results.standardCode, chosen.standard), isNull(results.beltId))),
    selectPaid(scope, money),
    selectDecided(scope, money),
  ]);
  const paidFen = fenByGrant(paid);
  const decidedFen = fenByGrant(decided);
  const facts = new Map(factRows.map((row) => [row.unit, row.facts]));
  const current = resultRows.filter(({ cycle }) => cycle === chosen.cycle);
  const standing = resultsByUnit(current);
  const stood = new Map(current.map(({ unit, id, revision }) => [unit, { id, revision }]));
  const before = resultsByUnit(resultRows.filter(({ cycle }) => cycle === chosen.previous));
  return unitRows.map((row) => ({
    unitId: row.id,
    name: row.name,
    township: row.township ?? row.trade,
    recipient: {
      id: row.code,
      unit: unitVariables(row, renamed),
      result: standing.get(row.id) ?? nothing,
      previous: before.get(row.id) ?? nothing,
      facts: cycleVariables(facts.get(row.id), renamed),
      paidFen: paidFen.get(row.id) ?? {},
      ...(decidedFen.has(row.id) ? { decidedFen: decidedFen.get(row.id) ?? {} } : {}),
    },
    result: stood.get(row.id) ?? null,
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
