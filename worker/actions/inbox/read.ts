import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { type InboxLine, inbox } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { typeIn } from "../commit.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";

/** A message to the reader. `readAt` null: not read yet. */
export interface InboxMessage {
  readonly id: string;
  readonly at: string;
  readonly kind: string;
  readonly title: string;
  readonly lines: readonly InboxLine[];
  readonly link: string | null;
  readonly readAt: string | null;
}

/** A page of messages and how many of all are unread. */
export interface Inbox extends Page<InboxMessage> {
  readonly unread: number;
}

const columns = {
  id: inbox.id,
  at: inbox.at,
  kind: inbox.kind,
  title: inbox.title,
  lines: inbox.lines,
  link: inbox.link,
  readAt: inbox.readAt,
};

/** The reader's own messages, the latest first; nobody else's, whatever roles they have. */
export async function listInbox(
  scope: Scope,
  { unread, limit, cursor }: PageRequest & { readonly unread?: boolean | undefined },
): Promise<Inbox> {
  const after = readCursor(cursor, ["string", "string"]);
  const isUnread = isNull(inbox.readAt);
  const isOwn = eq(inbox.userId, scope.actor.id);
  const [rows, [count]] = await scope.read([
    scope.db
      .select(columns)
      .from(inbox)
      .where(
        and(
          isOwn,
          unread === true ? isUnread : undefined,
          after && sql`(${inbox.at}, ${inbox.id}) < (${after[0]}, ${after[1]})`,
        ),
      )
      .orderBy(desc(inbox.at), desc(inbox.id))
      .limit(limit + 1),
    scope.db.select({ unread: sql<number>`count(*)` }).from(inbox).where(and(isOwn, isUnread)),
  ]);
  const page = pageOf(
    rows,
    limit,
    (row) => [row.at, row.id],
    (row): InboxMessage => row,
  );
  return { ...page, unread: count?.unread ?? 0 };
}

/** Notes that the reader has read a message; once more changes nothing. No event. Refusals: not-found. */
export async function readMessage(scope: Scope, id: string): Promise<InboxMessage> {
  const isIt = and(eq(inbox.id, id), eq(inbox.userId, scope.actor.id));
  const [[row]] = await scope.read([scope.db.select(columns).from(inbox).where(isIt)]);
  if (row === undefined) throw new Problem("not-found");
  if (row.readAt !== null) return row;
  await typeIn(scope, [
    scope.db
      .update(inbox)
      .set({ readAt: scope.now })
      .where(and(isIt, isNull(inbox.readAt))),
  ]);
  return { ...row, readAt: scope.now };
}

/** Notes that the reader has read all that came until now, and says how many are left: what came meanwhile. */
export async function readAllMessages(scope: Scope): Promise<{ readonly unread: number }> {
  const isUnread = and(eq(inbox.userId, scope.actor.id), isNull(inbox.readAt));
  await scope.read([]);
  await typeIn(scope, [
    scope.db
      .update(inbox)
      .set({ readAt: scope.now })
      .where(and(isUnread, sql`${inbox.at} <= ${scope.now}`)),
  ]);
  const [[count]] = await scope.read([scope.db.select({ unread: sql<number>`count(*)` }).from(inbox).where(isUnread)]);
  return { unread: count?.unread ?? 0 };
}
