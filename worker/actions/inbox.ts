import { type SQL, sql } from "drizzle-orm";
import type { Database } from "../../db/open.ts";
import type { InboxLine } from "../../db/tenant/schema/index.ts";
import type { InboxKind, Role } from "../domain/vocabulary.ts";
import type { Statement } from "./commit.ts";
import { rawStatement } from "./raw-statement.ts";

/** What somebody is told: one sentence, what belongs to it line by line, and the page that it leads to. */
export interface Message {
  readonly kind: InboxKind;
  readonly title: string;
  readonly lines?: readonly InboxLine[];
  readonly link?: string | null;
}

/** One person; or whoever holds a role that reaches the unit; or whoever holds it anywhere. */
export type Recipient =
  | { readonly user: string }
  | { readonly role: Role; readonly unit: string }
  | { readonly role: Role };

interface Teller {
  readonly db: Database["db"];
  readonly now: string;
  readonly newId: () => string;
}

/**
 * The statements that tell somebody something, for the batch of the change itself: no message without the change, no
 * change without it. Whoever is disabled is told nothing. A scope will do as `teller`.
 */
export function tellInbox(teller: Teller, to: Recipient, message: Message): readonly Statement[] {
  const { kind, title, lines = [], link = null } = message;
  const who = "user" in to ? sql`SELECT ${to.user} AS "id"` : holdersOf(to);
  return [
    rawStatement(sql`INSERT INTO "inbox" ("id", "user_id", "at", "kind", "title", "lines", "link")
      SELECT ${teller.newId()} || '-' || row_number() OVER (ORDER BY "users"."id"), "users"."id", ${teller.now}, ${kind}, ${title}, ${JSON.stringify(lines)}, ${link}
      FROM "users" WHERE "users"."id" IN (${who}) AND "users"."disabled_at" IS NULL`),
  ];
}

function holdersOf(to: { readonly role: Role; readonly unit?: string }): SQL {
  const holders = sql`SELECT "user_id" FROM "user_roles" WHERE "role" = ${to.role}`;
  if (to.unit === undefined) return holders;
  if (to.role === "secretary") return sql`${holders} AND "scope_id" = ${to.unit}`;
  const above = sql`WITH RECURSIVE "above"("id") AS (VALUES(${to.unit}) UNION
    SELECT "upper"."id" FROM "above" JOIN "units" ON "units"."id" = "above"."id" JOIN "units" AS "upper" ON "upper"."id" IN ("units"."parent_id", "units"."trade_id"))`;
  return sql`${holders} AND ("scope_kind" IN ('tenant', 'department') OR "scope_id" IN (${above} SELECT "id" FROM "above"))`;
}
