import { and, asc, gt, isNull, sql } from "drizzle-orm";
import { tenant, users } from "../../../db/tenant/schema/index.ts";
import { daysAfter } from "../../domain/china-day.ts";
import { type Digest, type DueThing, digestOf, lineOf, remindedDays } from "../../domain/reminder.ts";
import type { Statement } from "../commit.ts";
import type { Chunk, Job, JobMeans, JobRun } from "../jobs.ts";
import { rawStatement } from "../raw-statement.ts";
import { readRows } from "../scope.ts";
import { selectAdmins, selectDue, selectTotals, type UserRange } from "./due.ts";

/** The daily job that reminds of deadlines; its period is the day. */
export const remindJob = "remind";

const usersAtOnce = 300;

/**
 * One chunk of a day's reminders: one digest a person, however many things are due and however many days were missed.
 * `input.since` is the last day that was reminded of. The last chunk hands the totals to the robots.
 */
export function remindRun(publicUrl: string | undefined): JobRun {
  return async (means, job) => await remindChunk(means, job, publicUrl);
}

async function remindChunk(means: JobMeans, job: Job, publicUrl: string | undefined): Promise<Chunk> {
  const { db } = means.database;
  const day = job.period;
  const days = remindedDays(String(job.input["since"] ?? daysAfter(day, -1)), day);
  const after = String(job.cursor["after"] ?? "");
  const [page, totals, [district]] = await readRows(db, [
    db
      .select({ id: users.id })
      .from(users)
      .where(and(gt(users.id, after), isNull(users.disabledAt)))
      .orderBy(asc(users.id))
      .limit(usersAtOnce),
    selectTotals(db, days),
    db.select({ name: tenant.name }).from(tenant),
  ]);
  const isLast = page.length < usersAtOnce;
  const last = page.at(-1)?.id ?? after;
  const found = totals.length === 0 ? new Map() : await thingsOf(means, days, { after, last }, totals);
  const digests = page.flatMap(({ id }) => {
    const digest = digestOf([...(found.get(id)?.values() ?? [])], day);
    return digest === undefined ? [] : [{ id: means.newId(), user: id, ...digest }];
  });
  const text = robotText(district?.name ?? "", totals, day, publicUrl);
  return {
    statements: [
      ...digestStatements(means, digests),
      ...(isLast && totals.length > 0 ? [tellRobots(means, `remind/${day}`, text)] : []),
    ],
    ...(isLast ? {} : { cursor: { after: last } }),
    done: job.done + page.length,
  };
}

/** By person, each thing once, though several of their roles speak of it. */
async function thingsOf(
  { database: { db } }: JobMeans,
  days: readonly string[],
  range: UserRange,
  totals: readonly DueThing[],
): Promise<ReadonlyMap<string, ReadonlyMap<string, DueThing>>> {
  const [admins, ...due] = await readRows(db, [selectAdmins(db, range), ...selectDue(db, days, range)]);
  const found = new Map<string, Map<string, DueThing>>();
  const add = (user: string, thing: DueThing): void => {
    const own = found.get(user) ?? new Map<string, DueThing>();
    const key = `${thing.kind} ${thing.dueOn} ${thing.of}`;
    const before = own.get(key);
    if (before === undefined || before.count < thing.count) own.set(key, thing);
    found.set(user, own);
  };
  for (const { user, ...thing } of due.flat()) add(user, thing);
  for (const { user } of admins) for (const thing of totals) add(user, thing);
  return found;
}

function digestStatements(
  { now }: JobMeans,
  digests: readonly (Digest & { readonly id: string; readonly user: string })[],
): readonly Statement[] {
  if (digests.length === 0) return [];
  return [
    rawStatement(sql`INSERT INTO "inbox" ("id", "user_id", "at", "kind", "title", "lines", "link")
      SELECT "value" ->> 'id', "value" ->> 'user', ${now}, 'reminder', "value" ->> 'title', "value" -> 'lines', NULL
      FROM json_each(${JSON.stringify(digests)})`),
  ];
}

const mostLines = 12;

/** What the group reads: counts and a link, no person and no unit. */
function robotText(district: string, things: readonly DueThing[], day: string, publicUrl: string | undefined): string {
  const lines = things.toSorted((a, b) => (a.dueOn < b.dueOn ? -1 : 1)).map((thing) => lineOf(thing, day));
  const shown = lines.slice(0, mostLines);
  const rest = lines.length > mostLines ? [`另有 ${lines.length - mostLines} 项`] : [];
  const link = publicUrl === undefined ? [] : [publicUrl];
  return [`红带提醒（${district}）：有 ${things.length} 项快到期`, ...shown, ...rest, ...link]
    .join("\n")
    .slice(0, 2000);
}

/** A message to every robot that is switched on, once for a topic. */
function tellRobots({ newId, now }: JobMeans, topic: string, text: string): Statement {
  return rawStatement(sql`INSERT INTO "webhook_deliveries" ("id", "webhook_id", "topic", "text", "next_at", "created_at")
    SELECT ${newId()} || '-' || row_number() OVER (ORDER BY "id"), "id", ${topic}, ${text}, ${now}, ${now}
    FROM "webhooks" WHERE "is_enabled" = 1 ON CONFLICT ("webhook_id", "topic") DO NOTHING`);
}
