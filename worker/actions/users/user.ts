import { and, eq, isNull, type SQL, sql } from "drizzle-orm";
import type { SQLiteColumn } from "drizzle-orm/sqlite-core";
import { departments, tenant, units, userRoles, users } from "../../../db/tenant/schema/index.ts";
import type { Held, Places } from "../../domain/appointments.ts";
import type { UnitKind, UserState } from "../../domain/vocabulary.ts";
import type { Appointment, Scope } from "../scope.ts";

/** A user as an admin sees one; never the password's hash. */
export interface User {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly roles: readonly (Held & { readonly place: string })[];
  readonly state: UserState;
  /** Until when the one-time link that was given last can be used; null where there is none to use. */
  readonly invitedUntil: string | null;
  readonly disabledAt: string | null;
  readonly lastSignInAt: string | null;
  readonly createdAt: string;
  readonly revision: number;
}

/** What stands in place of a password's hash while nobody knows a password: no password is right. */
export const noPassword = "none";

export type UserRow = Omit<User, "roles"> & { readonly roles: string };

/** Users with what they hold, as the admin sees them, ready for conditions. */
export function selectUsers(scope: Scope) {
  const { id, username, name, disabledAt, lastSignInAt, createdAt, revision } = users;
  return scope.db
    .select({
      id,
      username,
      name,
      roles: rolesOf,
      state: stateOf,
      invitedUntil: sql<
        string | null
      >`(SELECT max("expires_at") FROM "invitations" WHERE "user_id" = "users"."id" AND "used_at" IS NULL AND "ended_at" IS NULL)`,
      disabledAt,
      lastSignInAt,
      createdAt,
      revision,
    })
    .from(users)
    .$dynamic();
}

export function selectOneUser(scope: Scope, id: string) {
  return selectUsers(scope).where(eq(users.id, id));
}

export function userOf(row: UserRow): User {
  return { ...row, roles: JSON.parse(row.roles) as User["roles"] };
}

/** Whether somebody can sign in, as the database says it. */
export const stateOf: SQL<UserState> = sql`CASE WHEN ${users.disabledAt} IS NOT NULL THEN 'disabled' WHEN ${users.passwordHash} = ${noPassword} THEN 'invited' ELSE 'active' END`;

const placeOf = sql`CASE ${userRoles.scopeKind}
  WHEN 'tenant' THEN (SELECT "name" FROM "tenant")
  WHEN 'department' THEN coalesce((SELECT "title" FROM "departments" WHERE "code" = ${userRoles.scopeId}), ${userRoles.scopeId})
  ELSE coalesce((SELECT coalesce("short_name", "name") FROM "units" WHERE "id" = ${userRoles.scopeId}), ${userRoles.scopeId}) END`;
const appointment = sql`json_object('role', ${userRoles.role}, 'scope', json_object('kind', ${userRoles.scopeKind}, 'id', ${userRoles.scopeId}), 'place', ${placeOf})`;
const rolesOf = sql<string>`(SELECT json_group_array(json(${appointment})) FROM ${userRoles} WHERE ${userRoles.userId} = "users"."id")`;

/** How many others can sign in as the tenant's admin, should this one no longer. */
export function selectOtherAdmins(scope: Scope, id: string) {
  return scope.db
    .select({ count: sql<number>`count(DISTINCT ${users.id})` })
    .from(users)
    .innerJoin(userRoles, sql`${userRoles.userId} = ${users.id} AND ${userRoles.role} = 'admin'`)
    .where(sql`${users.id} <> ${id} AND ${stateOf} = 'active'`);
}

/** The units, trades and departments that these appointments name, as far as they are there, and the tenant. */
export function selectPlaces(scope: Scope, held: readonly Appointment[]) {
  const ids = JSON.stringify([...new Set(held.map((each) => each.scope.id))]);
  const isNamed = (id: SQLiteColumn) => sql`${id} IN (SELECT "value" FROM json_each(${ids}))`;
  return [
    scope.db
      .select({ id: units.id, kind: units.kind, name: sql<string>`coalesce(${units.shortName}, ${units.name})` })
      .from(units)
      .where(and(isNamed(units.id), isNull(units.closedOn))),
    scope.db
      .select({ id: departments.code, name: departments.title })
      .from(departments)
      .where(isNamed(departments.code)),
    scope.db.select({ id: tenant.code, name: tenant.name }).from(tenant),
  ] as const;
}

interface NamedPlace {
  readonly id: string;
  readonly name: string;
}
export type FoundPlaces = readonly [
  readonly (NamedPlace & { readonly kind: UnitKind })[],
  readonly NamedPlace[],
  readonly NamedPlace[],
];

/** The same as the rules of appointments want it. */
export function placesOf(scope: Scope, [unitRows, departmentRows]: FoundPlaces): Places {
  return {
    tenant: scope.actor.tenant,
    units: new Set(unitRows.map(({ id }) => id)),
    trades: new Set(unitRows.filter(({ kind }) => kind === "industry").map(({ id }) => id)),
    departments: new Set(departmentRows.map(({ id }) => id)),
  };
}

/** What somebody holds, with the name of each place. */
export function placed(held: readonly Held[], [unitRows, departmentRows, tenants]: FoundPlaces): User["roles"] {
  return held.map((each) => {
    const { kind, id } = each.scope;
    const rows = kind === "tenant" ? tenants : kind === "department" ? departmentRows : unitRows;
    return { ...each, place: rows.find((row) => row.id === id)?.name ?? id };
  });
}
