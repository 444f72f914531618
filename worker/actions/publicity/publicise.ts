import { and, asc, eq, gt, sql } from "drizzle-orm";
import { cycles, publicities, results, units } from "../../../db/tenant/schema/index.ts";
import { dayWords } from "../../domain/china-day.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import type { Statement } from "../commit.ts";
import { tellInbox } from "../inbox.ts";
import type { Chunk, Job, JobMeans } from "../jobs.ts";
import { rawStatement } from "../raw-statement.ts";
import { readRows } from "../scope.ts";

const resultsAtOnce = 500;

/** One chunk of a publicity's beginning: the next results, by id, stand publicised, and their secretaries are told, of belts who answers. */
export async function publiciseChunk(means: JobMeans, job: Job): Promise<Chunk> {
  const { db } = means.database;
  const after = String(job.cursor["after"] ?? "");
  const [[publicity], page] = await readRows(db, [
    db
      .select({ untilOn: publicities.untilOn, cycle: cycles.title })
      .from(publicities)
      .innerJoin(cycles, eq(cycles.id, publicities.cycleId))
      .where(eq(publicities.id, job.period)),
    db
      .select({ id: results.id, unit: units.id, belt: results.beltId })
      .from(results)
      .innerJoin(publicities, and(eq(publicities.cycleId, results.cycleId), eq(publicities.id, job.period)))
      .innerJoin(units, eq(units.id, results.unitId))
      .where(and(eq(results.state, "accepted"), gt(results.id, after)))
      .orderBy(asc(results.id))
      .limit(resultsAtOnce),
  ]);
  if (publicity === undefined) throw new Error("a publicity that is asked for is there");
  const isLast = page.length < resultsAtOnce;
  const until = dayWords(publicity.untilOn, dayInChina(means.now));
  const title = `《${publicity.cycle}》的结果在公示，有异议 ${until}前提出`;
  const answering = [...new Set(page.flatMap(({ unit, belt }) => (belt === null ? [] : [unit])))];
  const teller = { db, now: means.now, newId: means.newId };
  return {
    statements: [
      ...resultsMoved(
        means,
        job,
        page.map(({ id }) => id),
        "publicised",
      ),
      tellSecretaries(means, page, title),
      ...answering.flatMap((unit) =>
        tellInbox(teller, { role: "township", unit }, { kind: "publicity", title, link: "/publicity" }),
      ),
    ],
    ...(isLast ? {} : { cursor: { after: page.at(-1)?.id ?? after } }),
    done: job.done + page.length,
  };
}

/** Results in their next state, with an event each. Only those that are in the state before. */
export function resultsMoved(
  { database: { db }, now, newId }: JobMeans,
  { startedBy }: Pick<Job, "startedBy">,
  ids: readonly string[],
  state: "publicised" | "final",
): readonly Statement[] {
  if (ids.length === 0) return [];
  const before = state === "publicised" ? "accepted" : "publicised";
  const rows = JSON.stringify(ids.map((id) => ({ id, event: newId() })));
  const each = sql`FROM json_each(${rows}) JOIN "results" ON "results"."id" = "value" ->> 'id' AND "results"."state" = ${before}`;
  return [
    rawStatement(sql`INSERT INTO "events" ("id", "at", "actor_id", "actor_name", "action", "subject_kind", "subject_id", "revision", "body")
      SELECT "value" ->> 'event', ${now}, ${startedBy?.id ?? null}, ${startedBy?.name ?? "系统"}, ${state}, 'result', "results"."id", "results"."revision" + 1, '{}' ${each}`),
    db
      .update(results)
      .set({ state, revision: sql`${results.revision} + 1` })
      .where(and(eq(results.state, before), sql`${results.id} IN (SELECT "value" ->> 'id' FROM json_each(${rows}))`)),
  ];
}

/** Each secretary once, though the unit has several results. */
function tellSecretaries(
  { now, newId }: JobMeans,
  page: readonly { readonly unit: string; readonly belt: string | null }[],
  title: string,
): Statement {
  const units = JSON.stringify([...new Set(page.flatMap(({ unit, belt }) => (belt === null ? [unit] : [])))]);
  return rawStatement(sql`INSERT INTO "inbox" ("id", "user_id", "at", "kind", "title", "link")
    SELECT ${newId()} || '-' || row_number() OVER (ORDER BY "user_id"), "user_id", ${now}, 'publicity', ${title}, '/publicity'
    FROM (SELECT DISTINCT "user_id" FROM "user_roles" JOIN "users" ON "users"."id" = "user_id" AND "disabled_at" IS NULL
      WHERE "role" = 'secretary' AND "scope_id" IN (SELECT "value" FROM json_each(${units})))`);
}
