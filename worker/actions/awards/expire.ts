import { and, asc, gt, lt, sql } from "drizzle-orm";
import { awards } from "../../../db/tenant/schema/index.ts";
import { daysAfter } from "../../domain/china-day.ts";
import { awardStatements, isLatestAward, type NewAward } from "../awards.ts";
import type { Statement } from "../commit.ts";
import type { Chunk, Job, JobMeans } from "../jobs.ts";
import { rawStatement } from "../raw-statement.ts";
import { readRows } from "../scope.ts";

const awardsAtOnce = 300;

/** One chunk: the next levels whose last day lies before the day, each with its end in the history and a message. */
export async function expireChunk(means: JobMeans, job: Job): Promise<Chunk> {
  const { db } = means.database;
  const day = job.period;
  const after = String(job.cursor["after"] ?? "");
  const [page] = await readRows(db, [
    db
      .select({
        ...{ id: awards.id, unit: awards.unitId, standard: awards.standardCode, untilOn: awards.untilOn },
        levelTitle: awards.levelTitle,
      })
      .from(awards)
      .where(and(lt(awards.untilOn, day), isLatestAward("awards", day), gt(awards.id, after)))
      .orderBy(asc(awards.id))
      .limit(awardsAtOnce),
  ]);
  const isLast = page.length < awardsAtOnce;
  const changes = page.map(
    ({ unit, standard, untilOn }): NewAward => ({
      ...{ unit, standard, result: null, cause: "expired", level: null, levelTitle: null, untilOn: null, reason: null },
      fromOn: daysAfter(untilOn ?? day, 1),
    }),
  );
  return {
    statements: [...awardStatements(means, null, changes), ...tellSecretaries(means, page)],
    ...(isLast ? {} : { cursor: { after: page.at(-1)?.id ?? after } }),
    done: job.done + page.length,
  };
}

function tellSecretaries(
  { now, newId }: JobMeans,
  page: readonly { readonly unit: string; readonly levelTitle: string | null }[],
): readonly Statement[] {
  if (page.length === 0) return [];
  const rows = page.map(({ unit, levelTitle }) => ({ id: newId(), unit, title: `${levelTitle ?? "等级"}已经到期` }));
  return [
    rawStatement(sql`INSERT INTO "inbox" ("id", "user_id", "at", "kind", "title", "link")
      SELECT "value" ->> 'id' || '-' || row_number() OVER (ORDER BY "user_id"), "user_id", ${now}, 'award', "value" ->> 'title', '/units/' || ("value" ->> 'unit')
      FROM json_each(${JSON.stringify(rows)}) JOIN "user_roles" ON "role" = 'secretary' AND "scope_id" = "value" ->> 'unit'
      JOIN "users" ON "users"."id" = "user_id" AND "disabled_at" IS NULL`),
  ];
}
