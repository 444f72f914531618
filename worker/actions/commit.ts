import type { InValue, ResultSet } from "@libsql/client";
import { sql } from "drizzle-orm";
import * as control from "../../db/control/schema.ts";
import type { Database } from "../../db/open.ts";
import * as tenant from "../../db/tenant/schema/index.ts";
import { Problem } from "../domain/problem.ts";
import { ask, isBusy } from "./ask.ts";
import { moneyRefusalOf } from "./money-rules.ts";
import type { EarlierAnswer } from "./repeat.ts";
import type { Scope } from "./scope.ts";

/** A drizzle statement that isn't sent yet. */
export interface Statement {
  readonly toSQL: () => { readonly sql: string; readonly params: readonly unknown[] };
}

/** What is done to whom: `revision` is the subject's after the change, 1 where it is created. */
export interface Change {
  readonly subject: { readonly kind: string; readonly id: string; readonly revision: number };
  readonly action: string;
  readonly body?: Readonly<Record<string, unknown>>;
  /** What changes with it, each with an event of its own. */
  readonly alongside?: readonly Pick<Change, "subject" | "action" | "body">[];
  /** What others must learn of; delivered after the commit, and again until it was. */
  readonly tell?: readonly { readonly topic: string; readonly body: Readonly<Record<string, unknown>> }[];
  /** The answer that a repetition with the same Idempotency-Key gets. */
  readonly answer?: EarlierAnswer;
  /** Beginning or ending the session itself; any other change needs one that lives. */
  readonly isOfSession?: boolean;
}

/**
 * The only way in which a request changes anything: one atomic batch, one round trip. It adds the event, whose key
 * (subject, revision) lets one of two writers win and refuses the other whole as `stale`; refuses where the session has
 * ended meanwhile; stores the answer under the Idempotency-Key; and writes what others must learn into the outbox.
 * Refusals: stale, separation, code-taken, conflict, not-signed-in,
 * busy, database-unavailable. Nothing is ever half done.
 */
export async function commit(scope: Scope, change: Change, statements: readonly Statement[]): Promise<void> {
  const batch = [
    ...(change.isOfSession === true ? [] : [sessionLives(scope)]),
    ...statements,
    ...[change, ...(change.alongside ?? [])].map((each) => eventOf(scope, each)),
    ...(change.tell ?? []).map(({ topic, body }) => tellOf(scope, topic, body)),
    ...keyOf(scope, change),
  ];
  try {
    await write(scope.database, batch);
  } catch (error) {
    const refusal = refusalOf(error, change.isOfSession !== true);
    // Of two requests with one Idempotency-Key the later may break any unique key; it gets the first one's answer.
    if (scope.repeat !== undefined && refusal !== error) await scope.read([]);
    throw refusal;
  }
}

/** An UPDATE that must find exactly one row: a guard right behind it undoes the batch where it found none. */
export function exactlyOne(scope: Scope, update: Statement): readonly Statement[] {
  const { guards } = scope.isControl ? control : tenant;
  return [update, scope.db.insert(guards).values({ ok: sql`changes()` })];
}

/** What the system itself notes without anybody asking: a delivery, a session that is swept away. It leaves no event. */
export async function note(database: Database, statements: readonly Statement[]): Promise<void> {
  await write(database, statements);
}

/** What somebody without an account does, such as signing up: one batch, its event among the statements. Refuses as commit. */
export async function record(database: Database, statements: readonly Statement[]): Promise<void> {
  try {
    await write(database, statements);
  } catch (error) {
    throw refusalOf(error, false);
  }
}

/**
 * One chunk of a job: its progress and its rows, one batch. `progress` must change exactly one row; where it finds none
 * somebody else has written that chunk, nothing of it is written again, and the answer is false.
 */
export async function advance(
  database: Database,
  progress: Statement,
  statements: readonly Statement[],
): Promise<boolean> {
  const guard = database.db.insert(tenant.guards).values({ ok: sql`changes()` });
  try {
    await write(database, [progress, guard, ...statements]);
    return true;
  } catch (error) {
    const { statementIndex } = error as { statementIndex?: unknown };
    if (error instanceof Error && statementIndex === 1 && error.message.includes("guards_ok")) return false;
    throw error;
  }
}

const attempts = 4;

/**
 * What is typed and not yet handed in: it leaves no event. One batch, each statement by itself conditional; the answer
 * says how many rows each changed. Refusals: not-signed-in, busy, database-unavailable.
 */
export async function typeIn(scope: Scope, statements: readonly Statement[]): Promise<readonly ResultSet[]> {
  try {
    return (await write(scope.database, [sessionLives(scope), ...statements])).slice(1);
  } catch (error) {
    throw refusalOf(error, true);
  }
}

async function write(database: Database, statements: readonly Statement[]): Promise<readonly ResultSet[]> {
  const batch = statements.map((statement) => {
    const { sql: text, params } = statement.toSQL();
    return { sql: text, args: params as InValue[] };
  });
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await ask(() => database.client.batch(batch, "write"));
    } catch (error) {
      if (!isBusy(error)) throw error;
      if (attempt === attempts) throw new Problem("busy", { retryAfterSeconds: 1 });
      await new Promise((resolve) => setTimeout(resolve, attempt * 25));
    }
  }
}

function sessionLives(scope: Scope): Statement {
  const { guards } = scope.isControl ? control : tenant;
  const sessions = scope.isControl ? sql`"operator_sessions"` : sql`"sessions"`;
  const lives = sql`(SELECT count(*) FROM ${sessions} WHERE "id" = ${scope.actor.sessionId} AND "ended_at" IS NULL)`;
  return scope.db.insert(guards).values({ ok: lives });
}

function eventOf(scope: Scope, change: Pick<Change, "subject" | "action" | "body">): Statement {
  const { events } = scope.isControl ? control : tenant;
  return scope.db.insert(events).values({
    id: scope.newId(),
    at: scope.now,
    actorId: scope.actor.id,
    actorName: scope.actor.name,
    action: change.action,
    subjectKind: change.subject.kind,
    subjectId: change.subject.id,
    revision: change.subject.revision,
    body: change.body ?? {},
  });
}

function tellOf(scope: Scope, topic: string, body: Readonly<Record<string, unknown>>): Statement {
  return scope.db.insert(tenant.outbox).values({ id: scope.newId(), topic, body, createdAt: scope.now });
}

function keyOf(scope: Scope, change: Change): readonly Statement[] {
  if (scope.repeat === undefined || change.answer === undefined) return [];
  const { key, hash } = scope.repeat;
  const row = { userId: scope.actor.id, key, requestHash: hash, createdAt: scope.now, ...change.answer };
  return [scope.db.insert(tenant.idempotencyKeys).values(row)];
}

/** What the triggers on case_steps and case_parts say; they hold for whoever didn't ask before. */
const separationRule = "separation: not both steps of one case";
const separationDetail = "同一件的前一步是你办的，这一步由另一位同事办。";

/** What the triggers on evidence say, for whom the reading before came too early. */
const evidenceRules: readonly (readonly [string, () => Problem])[] = [
  ["evidence: the quota is reached", () => new Problem("quota-reached")],
  [
    "evidence: the unit has too many",
    () => new Problem("quota-reached", { detail: "一个党组织最多存 2000 份佐证材料。" }),
  ],
  ["evidence: the item has too many", () => new Problem("conflict", { detail: "一项最多添 20 份佐证材料。" })],
  ["keeps its proofs", () => new Problem("conflict", { detail: "这份考核刚刚报送，佐证材料不能再改。" })],
];

function refusalOf(error: unknown, hasSessionGuard: boolean): unknown {
  if (error instanceof Problem || !(error instanceof Error)) return error;
  const { message } = error;
  const { statementIndex } = error as { statementIndex?: unknown };
  if (hasSessionGuard && statementIndex === 0) return new Problem("not-signed-in");
  if (message.includes(separationRule)) return new Problem("separation", { detail: separationDetail });
  const ofMoney = moneyRefusalOf(message);
  if (ofMoney !== undefined) return ofMoney;
  const ofEvidence = evidenceRules.find(([rule]) => message.includes(rule));
  if (ofEvidence !== undefined) return ofEvidence[1]();
  if (message.includes("events.subject_kind") || message.includes("guards_ok")) return new Problem("stale");
  if (/UNIQUE constraint failed: \w+\.code\b/.test(message)) return new Problem("code-taken");
  if (/SQLITE_CONSTRAINT|constraint failed/.test(message)) return new Problem("conflict");
  return error;
}
