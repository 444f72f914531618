import { and, desc, eq, gte, lt, or, sql } from "drizzle-orm";
import { events } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";

/** 留痕 as its reader sees it: who did what to whom, and whether it is sealed yet. */
export interface AuditEvent {
  readonly seq: number;
  readonly id: string;
  readonly at: string;
  readonly actor: string | null;
  readonly actorName: string;
  readonly action: string;
  readonly subjectKind: string;
  readonly subject: string;
  readonly revision: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly isSealed: boolean;
}

export interface AuditFilter extends PageRequest {
  readonly subjectKind?: string | undefined;
  readonly subject?: string | undefined;
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  /** Days in China, both included. */
  readonly since?: string | undefined;
  readonly until?: string | undefined;
}

/**
 * The trail, the latest first. What is asked of a subject finds who read it too. An event is tied to no unit, so the
 * trail is for who reaches the whole tenant. Refusals: forbidden.
 */
export async function listAudit(scope: Scope, { limit, cursor, ...filter }: AuditFilter): Promise<Page<AuditEvent>> {
  refuseUnlessWhole(scope);
  const [before] = readCursor(cursor, ["number"]) ?? [];
  const isSealed = sql<number>`${events.seq} <= (SELECT coalesce(max("to_seq"), 0) FROM "event_seals")`;
  const [rows] = await scope.read([
    scope.db
      .select({
        seq: events.seq,
        id: events.id,
        at: events.at,
        actor: events.actorId,
        actorName: events.actorName,
        action: events.action,
        subjectKind: events.subjectKind,
        subject: events.subjectId,
        revision: events.revision,
        body: events.body,
        isSealed,
      })
      .from(events)
      .where(and(before === undefined ? undefined : lt(events.seq, Number(before)), ...narrowed(filter)))
      .orderBy(desc(events.seq))
      .limit(limit + 1),
  ]);
  return pageOf(
    rows,
    limit,
    ({ seq }) => [seq],
    (row) => ({ ...row, isSealed: row.isSealed === 1 }),
  );
}

export function refuseUnlessWhole({ reach }: Scope): void {
  if (reach.some(({ scope }) => scope.kind === "tenant")) return;
  throw new Problem("forbidden", { detail: "留痕不分党组织，由管到全租户的人看。" });
}

function narrowed({ subjectKind, subject, actor, action, since, until }: Omit<AuditFilter, keyof PageRequest>) {
  const isReading =
    subjectKind !== undefined && subject !== undefined
      ? and(eq(events.subjectKind, "reading"), sql`instr(${events.subjectId}, ${`${subjectKind}/${subject}/`}) = 1`)
      : undefined;
  const isSubject = and(
    subjectKind === undefined ? undefined : eq(events.subjectKind, subjectKind),
    subject === undefined ? undefined : eq(events.subjectId, subject),
  );
  return [
    or(isSubject, isReading),
    actor === undefined ? undefined : eq(events.actorId, actor),
    action === undefined ? undefined : eq(events.action, action),
    since === undefined ? undefined : gte(events.at, instantOf(since, 0)),
    until === undefined ? undefined : lt(events.at, instantOf(until, 1)),
  ];
}

/** The beginning of a day in China, or of one some days later. */
function instantOf(day: string, daysLater: number): string {
  return new Date(new Date(`${day}T00:00:00+08:00`).getTime() + daysLater * 86_400_000).toISOString();
}
