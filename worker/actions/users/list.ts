import { asc, eq, gt, sql } from "drizzle-orm";
import { userRoles, users } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Appointment, Scope } from "../scope.ts";

/** A user as an admin sees one; never the password's hash. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly Appointment[];
  readonly disabledAt: string | null;
  readonly lastSignInAt: string | null;
  readonly createdAt: string;
  readonly revision: number;
}

/** The tenant's users, by username. */
export async function listUsers(scope: Scope, { limit, cursor }: PageRequest): Promise<Page<User>> {
  const [after] = readCursor(cursor, ["string"]) ?? [];
  const [rows] = await scope.read([
    selectUsers(scope)
      .where(after === undefined ? undefined : gt(users.username, String(after)))
      .orderBy(asc(users.username))
      .limit(limit + 1),
  ]);
  return pageOf(rows, limit, (row) => [row.username], userOf);
}

export async function readUser(scope: Scope, id: string): Promise<User> {
  const [[row]] = await scope.read([selectUsers(scope).where(eq(users.id, id))]);
  if (row === undefined) throw new Problem("not-found");
  return userOf(row);
}

type UserRow = Omit<User, "roles"> & { readonly roles: string };

function selectUsers(scope: Scope) {
  const { id, username, name, disabledAt, lastSignInAt, createdAt, revision } = users;
  const appointment = sql`json_object('role', ${userRoles.role}, 'scope', json_object('kind', ${userRoles.scopeKind}, 'id', ${userRoles.scopeId}))`;
  const roles = sql<string>`(SELECT json_group_array(json(${appointment})) FROM ${userRoles} WHERE ${userRoles.userId} = ${users.id})`;
  return scope.db
    .select({ id, username, name, roles, disabledAt, lastSignInAt, createdAt, revision })
    .from(users)
    .$dynamic();
}

function userOf(row: UserRow): User {
  return { ...row, roles: JSON.parse(row.roles) as Appointment[] };
}
