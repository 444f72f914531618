import { and, asc, desc, eq, gt, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { cycles, publicities, results, standards, units, users } from "../../../db/tenant/schema/index.ts";
import { levelsOf, levelTitle } from "../../domain/level-scale.ts";
import { Problem } from "../../domain/problem.ts";
import { publicityState } from "../../domain/publicity.ts";
import { pointsOf } from "../../domain/score.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import type { PublicityState, ResultState } from "../../domain/vocabulary.ts";
import { isAnswerer } from "../answerer.ts";
import { type AssessedBelt, assessedBelt, assessedBelts } from "../belt-variables.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";

/** 公示 of a cycle's results. `untilOn` is the last day on which somebody may object. */
export interface Publicity {
  readonly id: string;
  readonly cycle: string;
  readonly cycleTitle: string;
  readonly state: PublicityState;
  readonly startsOn: string;
  readonly untilOn: string;
  readonly days: number;
  readonly termMonths: number | null;
  readonly startedBy: string;
  readonly startedAt: string;
  readonly closedAt: string | null;
  /** How many results there are, and of them how many are final and how many have an objection that waits. */
  readonly results: number;
  readonly final: number;
  readonly objectedTo: number;
  readonly revision: number;
}

/** What everybody may read of a result: who got what, not why. */
export interface PublicResult {
  readonly id: string;
  readonly unit: string;
  readonly unitName: string;
  readonly township: string | null;
  readonly standard: string;
  readonly standardTitle: string;
  readonly accepted: boolean;
  readonly score: number | null;
  readonly level: string | null;
  readonly levelTitle: string;
  readonly state: ResultState;
  readonly isObjectedTo: boolean;
  /** The reader answers for it: an objection of theirs is its own. */
  readonly isOwn: boolean;
  /** The belt whose result it is, where it is one's; `unit` then answers for it. */
  readonly ofBelt: AssessedBelt | null;
}

const townshipUnits = alias(units, "township_units");
const tradeUnits = alias(units, "trade_units");
const township = sql<string | null>`coalesce(${townshipUnits.shortName}, ${tradeUnits.shortName})`;
const beltCode = sql<string>`coalesce(${assessedBelts.code}, '')`;
const isOpenObjection = sql`EXISTS (SELECT 1 FROM "objections" "o" WHERE "o"."result_id" = "results"."id" AND "o"."answered_at" IS NULL)`;
const countOf = (condition: ReturnType<typeof sql>) =>
  sql<number>`(SELECT count(*) FROM "results" WHERE "results"."cycle_id" = "publicities"."cycle_id" AND ${condition})`;

export function selectPublicities(scope: Scope) {
  return scope.db
    .select({
      ...{ id: publicities.id, cycle: cycles.id, cycleTitle: cycles.title, startsOn: publicities.startsOn },
      ...{ untilOn: publicities.untilOn, days: publicities.days, termMonths: publicities.termMonths },
      ...{ startedBy: users.name, startedAt: publicities.startedAt, closedAt: publicities.closedAt },
      results: countOf(sql`1`),
      final: countOf(sql`"results"."state" = 'final'`),
      objectedTo: countOf(isOpenObjection),
      revision: publicities.revision,
    })
    .from(publicities)
    .innerJoin(cycles, eq(cycles.id, publicities.cycleId))
    .innerJoin(users, eq(users.id, publicities.startedBy))
    .$dynamic();
}

export function publicityOf(scope: Scope, row: Awaited<ReturnType<typeof selectPublicities>>[number]): Publicity {
  return { ...row, state: publicityState(row, dayInChina(scope.now)) };
}

/** All of the tenant's, the latest first: what is public is for everybody, whatever they reach. */
export async function listPublicities(scope: Scope, { limit, cursor }: PageRequest): Promise<Page<Publicity>> {
  const after = readCursor(cursor, ["string", "string"]);
  const [rows] = await scope.read([
    selectPublicities(scope)
      .where(after && sql`(${publicities.startedAt}, ${publicities.id}) < (${after[0]}, ${after[1]})`)
      .orderBy(desc(publicities.startedAt), desc(publicities.id))
      .limit(limit + 1),
  ]);
  return pageOf(
    rows,
    limit,
    (row) => [row.startedAt, row.id],
    (row) => publicityOf(scope, row),
  );
}

export async function readPublicity(scope: Scope, id: string): Promise<Publicity> {
  const [[row]] = await scope.read([selectPublicities(scope).where(eq(publicities.id, id))]);
  if (row === undefined) throw new Problem("not-found");
  return publicityOf(scope, row);
}

export interface PublicFilter extends PageRequest {
  readonly q?: string | undefined;
  readonly township?: string | undefined;
  readonly unit?: string | undefined;
}

/** Who got what, by the units' codes; for everybody. Refusals: not-found. */
export async function listPublicResults(scope: Scope, id: string, filter: PublicFilter): Promise<Page<PublicResult>> {
  const after = laterThan(readCursor(filter.cursor, ["string", "string", "string"]));
  const [[there], rows] = await scope.read([
    scope.db.select({ id: publicities.id }).from(publicities).where(eq(publicities.id, id)),
    scope.db
      .select({
        ...{ id: results.id, unit: units.id, unitCode: units.code, unitName: units.name, township },
        ...{ standard: results.standardCode, standardTitle: standards.title, accepted: results.isAccepted },
        ...{ hundredths: results.scoreHundredths, level: results.level, state: results.state },
        levels: sql<string | null>`json_extract(${standards.document}, '$.levels')`,
        isObjectedTo: sql<number>`${isOpenObjection}`,
        isOwn: isAnswerer(scope, sql`${results.unitId}`, sql`${results.beltId}`),
        ofBelt: assessedBelt,
      })
      .from(results)
      .innerJoin(publicities, and(eq(publicities.cycleId, results.cycleId), eq(publicities.id, id)))
      .innerJoin(units, eq(units.id, results.unitId))
      .innerJoin(
        standards,
        and(eq(standards.code, results.standardCode), eq(standards.version, results.standardVersion)),
      )
      .leftJoin(assessedBelts, eq(assessedBelts.id, results.beltId))
      .leftJoin(
        townshipUnits,
        eq(townshipUnits.id, sql`coalesce(${units.townshipId}, iif(${results.beltId} IS NOT NULL, ${units.id}, NULL))`),
      )
      .leftJoin(tradeUnits, eq(tradeUnits.id, units.tradeId))
      .where(and(sql`${results.state} <> 'accepted'`, ...narrowed(filter), after))
      .orderBy(asc(units.code), asc(beltCode), asc(results.standardCode))
      .limit(filter.limit + 1),
  ]);
  if (there === undefined) throw new Problem("not-found");
  return pageOf(
    rows,
    filter.limit,
    (row) => [row.unitCode, row.ofBelt?.code ?? "", row.standard],
    ({ unitCode: _, hundredths, levels, ...row }): PublicResult => ({
      ...row,
      score: hundredths === null ? null : pointsOf(hundredths),
      levelTitle: levelTitle(levelsOf({ levels: JSON.parse(levels ?? "[]") }), row.level),
      isObjectedTo: row.isObjectedTo === 1,
      isOwn: row.isOwn === 1,
    }),
  );
}

function narrowed({ q, unit, township: place }: PublicFilter): (SQL | undefined)[] {
  return [
    q === undefined ? undefined : sql`instr(coalesce(${assessedBelts.name}, ${units.name}), ${q}) > 0`,
    unit === undefined ? undefined : eq(results.unitId, unit),
    place === undefined ? undefined : sql`${township} = ${place}`,
  ];
}

/** By the unit's code first, so that its index is used; of a township's belts then by theirs. */
function laterThan(from: ReturnType<typeof readCursor>): SQL | undefined {
  if (from === undefined) return undefined;
  const [unit, belt, standard] = from;
  const isLater = sql`(${beltCode}, ${results.standardCode}) > (${belt}, ${standard})`;
  return or(gt(units.code, String(unit)), and(eq(units.code, String(unit)), isLater));
}
