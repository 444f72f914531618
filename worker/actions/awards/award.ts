import { and, desc, eq, sql } from "drizzle-orm";
import { awards, standards, units, users } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import type { AwardCause } from "../../domain/vocabulary.ts";
import { awardStatements, isHeldOn } from "../awards.ts";
import { commit } from "../commit.ts";
import { tellInbox } from "../inbox.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";

/** One change of what a unit holds under a standard. `isHeld`: it is what is held today. */
export interface Award {
  readonly id: string;
  readonly unit: string;
  readonly unitName: string;
  readonly standard: string;
  readonly standardTitle: string;
  readonly cause: AwardCause;
  readonly level: string | null;
  readonly levelTitle: string | null;
  readonly from: string;
  readonly until: string | null;
  readonly result: string | null;
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string;
  readonly isHeld: boolean;
}

function selectAwards(scope: Scope, today: string) {
  return scope.db
    .select({
      ...{ id: awards.id, unit: awards.unitId, unitName: units.name, standard: awards.standardCode },
      standardTitle: sql<string>`(SELECT ${standards.title} FROM ${standards} WHERE ${standards.code} = ${awards.standardCode} ORDER BY ${standards.version} DESC LIMIT 1)`,
      ...{ cause: awards.cause, level: awards.level, levelTitle: awards.levelTitle, from: awards.fromOn },
      ...{ until: awards.untilOn, result: awards.resultId, reason: awards.reason, decidedBy: users.name },
      decidedAt: awards.decidedAt,
      isHeld: sql<number>`${isHeldOn("awards", today)}`,
    })
    .from(awards)
    .innerJoin(units, eq(units.id, awards.unitId))
    .leftJoin(users, eq(users.id, awards.decidedBy))
    .$dynamic();
}

export interface AwardFilter extends PageRequest {
  readonly unit?: string | undefined;
  readonly held?: boolean | undefined;
}

/** The history of levels within reach, the latest change first. */
export async function listAwards(scope: Scope, filter: AwardFilter): Promise<Page<Award>> {
  const today = dayInChina(scope.now);
  const after = readCursor(filter.cursor, ["string", "string", "string"]);
  const isHeld = isHeldOn("awards", today);
  const [rows] = await scope.read([
    selectAwards(scope, today)
      .where(
        and(
          unitsWithin(scope, sql`${awards.unitId}`),
          filter.unit === undefined ? undefined : eq(awards.unitId, filter.unit),
          filter.held === undefined ? undefined : filter.held ? isHeld : sql`NOT ${isHeld}`,
          after && sql`(${awards.fromOn}, ${awards.decidedAt}, ${awards.id}) < (${after[0]}, ${after[1]}, ${after[2]})`,
        ),
      )
      .orderBy(desc(awards.fromOn), desc(awards.decidedAt), desc(awards.id))
      .limit(filter.limit + 1),
  ]);
  return pageOf(
    rows,
    filter.limit,
    (row) => [row.from, row.decidedAt, row.id],
    (row): Award => ({ ...row, isHeld: row.isHeld === 1 }),
  );
}

/** Takes a level away, from today, for a reason that is kept. Refusals: not-found; conflict, where it isn't held. */
export async function withdrawAward(scope: Scope, id: string, reason: string): Promise<Award> {
  const today = dayInChina(scope.now);
  const [[row]] = await scope.read([
    selectAwards(scope, today).where(and(eq(awards.id, id), unitsWithin(scope, sql`${awards.unitId}`))),
  ]);
  if (row === undefined) throw new Problem("not-found");
  if (row.isHeld !== 1) throw new Problem("conflict", { detail: "这个等级现在没有在持有，不用取消。" });
  const change = {
    ...({ cause: "withdrawn", level: null, levelTitle: null, fromOn: today, untilOn: null, reason } as const),
    ...{ unit: row.unit, standard: row.standard, result: null },
  };
  const subject = { kind: "withdrawal", id, revision: 1 };
  const body = { award: id, unit: row.unit, standard: row.standard, level: row.level, reason };
  await commit(scope, { subject, action: "withdraw", body }, [
    ...awardStatements(scope, scope.actor, [change]),
    ...tellInbox(
      scope,
      { role: "secretary", unit: row.unit },
      { kind: "award", title: `${row.levelTitle ?? "等级"}被取消`, link: `/units/${row.unit}` },
    ),
  ]);
  return { ...row, isHeld: false };
}
