import { and, asc, gt, sql } from "drizzle-orm";
import { users } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { Role, UserState } from "../../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { selectOneUser, selectUsers, stateOf, type User, userOf } from "./user.ts";

export interface UserFilter extends PageRequest {
  readonly q?: string | undefined;
  readonly role?: Role | undefined;
  readonly state?: UserState | undefined;
}

/** The tenant's users, by username; `q` is part of a username or a name. */
export async function listUsers(scope: Scope, { limit, cursor, q, role, state }: UserFilter): Promise<Page<User>> {
  const [after] = readCursor(cursor, ["string"]) ?? [];
  const { id, username, name } = users;
  const [rows] = await scope.read([
    selectUsers(scope)
      .where(
        and(
          after === undefined ? undefined : gt(username, String(after)),
          q === undefined ? undefined : sql`(instr(${username}, ${q}) > 0 OR instr(${name}, ${q}) > 0)`,
          role === undefined
            ? undefined
            : sql`EXISTS (SELECT 1 FROM "user_roles" WHERE "user_id" = ${id} AND "role" = ${role})`,
          state === undefined ? undefined : sql`${stateOf} = ${state}`,
        ),
      )
      .orderBy(asc(username))
      .limit(limit + 1),
  ]);
  return pageOf(rows, limit, (row) => [row.username], userOf);
}

export async function readUser(scope: Scope, id: string): Promise<User> {
  const [[row]] = await scope.read([selectOneUser(scope, id)]);
  if (row === undefined) throw new Problem("not-found");
  return userOf(row);
}
