import { and, asc, eq, gt, isNull, lt, sql } from "drizzle-orm";
import type { Database } from "../../../db/open.ts";
import { cycles, events, publicities, results, standards, tenant } from "../../../db/tenant/schema/index.ts";
import { levelsOf } from "../../domain/level-scale.ts";
import { awardAfter, finalJob, finalPeriod } from "../../domain/publicity.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { awardStatements, type NewAward, selectHeldOn } from "../awards.ts";
import { note, type Statement } from "../commit.ts";
import { type Chunk, type Job, type JobMeans, jobAsked } from "../jobs.ts";
import { rawStatement } from "../raw-statement.ts";
import { readRows } from "../scope.ts";
import { resultsMoved } from "./publicise.ts";

const resultsAtOnce = 300;

/** No objection waits, and none was upheld that no correction has followed. */
const isClear = sql`NOT EXISTS (SELECT 1 FROM "objections" "o" WHERE "o"."result_id" = "results"."id" AND ("o"."answered_at" IS NULL
  OR ("o"."is_upheld" = 1 AND NOT EXISTS (SELECT 1 FROM "result_versions" "v" WHERE "v"."result_id" = "o"."result_id" AND "v"."at" >= "o"."answered_at"))))`;

/**
 * One chunk: the next results that nothing holds up are final, and the levels that follow from them are held from today
 * (quarterly checks give none, nor do results of belts: what is held is a unit's). The last chunk closes the publicity where nothing is left.
 */
export async function finishChunk(means: JobMeans, job: Job): Promise<Chunk> {
  const { db } = means.database;
  const [id = ""] = job.period.split("/");
  const today = dayInChina(means.now);
  const after = String(job.cursor["after"] ?? "");
  const [[publicity], page] = await readRows(db, [
    db
      .select({ untilOn: publicities.untilOn, termMonths: publicities.termMonths, kind: cycles.kind })
      .from(publicities)
      .innerJoin(cycles, eq(cycles.id, publicities.cycleId))
      .where(and(eq(publicities.id, id), isNull(publicities.closedAt))),
    db
      .select({
        ...{ id: results.id, unit: results.unitId, standard: results.standardCode, version: results.standardVersion },
        ...{ belt: results.beltId, level: results.level, isAccepted: results.isAccepted },
      })
      .from(results)
      .innerJoin(publicities, and(eq(publicities.cycleId, results.cycleId), eq(publicities.id, id)))
      .where(and(eq(results.state, "publicised"), isClear, gt(results.id, after)))
      .orderBy(asc(results.id))
      .limit(resultsAtOnce),
  ]);
  if (publicity === undefined || today <= publicity.untilOn) return { statements: [], done: job.done };
  const isLast = page.length < resultsAtOnce;
  const ofUnits = page.filter(({ belt }) => belt === null);
  const changes = publicity.kind === "quarterly" ? [] : await changesOf(db, ofUnits, today, publicity.termMonths);
  return {
    statements: [
      ...resultsMoved(
        means,
        job,
        page.map((result) => result.id),
        "final",
      ),
      ...awardStatements(means, null, changes),
      ...(isLast ? closedIfDone(means, id) : []),
    ],
    ...(isLast ? {} : { cursor: { after: page.at(-1)?.id ?? after } }),
    done: job.done + page.length,
  };
}

interface FinalResult {
  readonly id: string;
  readonly unit: string;
  readonly standard: string;
  readonly version: number;
  readonly level: string | null;
  readonly isAccepted: boolean;
}

async function changesOf(
  db: Database["db"],
  page: readonly FinalResult[],
  today: string,
  termMonths: number | null,
): Promise<readonly NewAward[]> {
  const [held, documents] = await readRows(db, [
    selectHeldOn(
      db,
      today,
      page.map(({ unit }) => unit),
    ),
    db
      .select({
        code: standards.code,
        version: standards.version,
        levels: sql<string | null>`json_extract("document", '$.levels')`,
      })
      .from(standards)
      .where(
        sql`(${standards.code}, ${standards.version}) IN (SELECT "value" ->> 0, "value" ->> 1 FROM json_each(${JSON.stringify(
          page.map(({ standard, version }) => [standard, version]),
        )}))`,
      ),
  ]);
  const levels = new Map(documents.map((each) => [`${each.code}/${each.version}`, JSON.parse(each.levels ?? "[]")]));
  return page.flatMap(({ id, unit, standard, version, ...found }) => {
    const before = held.find((each) => each.unit === unit && each.standard === standard)?.level ?? null;
    const scale = levelsOf({ levels: levels.get(`${standard}/${version}`) });
    const change = awardAfter(before, found, scale, today, termMonths);
    return change === undefined ? [] : [{ ...change, unit, standard, result: id }];
  });
}

function closedIfDone({ database: { db }, now, newId }: JobMeans, id: string): readonly Statement[] {
  const isDone = sql`${publicities.id} = ${id} AND ${publicities.closedAt} IS NULL AND NOT EXISTS (SELECT 1 FROM "results"
    WHERE "results"."cycle_id" = "publicities"."cycle_id" AND "results"."state" <> 'final')`;
  return [
    rawStatement(sql`INSERT INTO ${events} ("id", "at", "actor_name", "action", "subject_kind", "subject_id", "revision", "body")
      SELECT ${newId()}, ${now}, '系统', 'close', 'publicity', ${id}, "revision" + 1, '{}' FROM ${publicities} WHERE ${isDone}`),
    db
      .update(publicities)
      .set({ closedAt: now, revision: sql`${publicities.revision} + 1` })
      .where(isDone),
  ];
}

/** Asks, once a day, for what is over to become final; called every minute. Nothing while the tenant is suspended. */
export async function askForFinal(database: Database, now: Date, newId: () => string): Promise<void> {
  const { db } = database;
  const at = now.toISOString();
  const today = dayInChina(at);
  const [over] = await readRows(db, [
    db
      .select({ id: publicities.id })
      .from(publicities)
      .innerJoin(tenant, and(eq(tenant.id, 1), eq(tenant.state, "active")))
      .where(
        and(
          isNull(publicities.closedAt),
          lt(publicities.untilOn, today),
          sql`NOT EXISTS (SELECT 1 FROM "jobs" WHERE "name" = ${finalJob} AND "period" = ${publicities.id} || '/' || ${today})`,
        ),
      ),
  ]);
  if (over.length === 0) return;
  await note(
    database,
    over.map(({ id }) =>
      jobAsked(db, { id: newId(), at, startedBy: null }, { name: finalJob, period: finalPeriod(id, today) }),
    ),
  );
}
