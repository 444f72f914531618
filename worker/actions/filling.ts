import { and, eq, sql } from "drizzle-orm";
import { facts, units } from "../../db/tenant/schema/index.ts";
import type { FactPeriod, Role } from "../domain/vocabulary.ts";
import type { Scope } from "./scope.ts";
import { unitsWithin } from "./within.ts";

/** What may be filled in of units, with who fills it in. */
export function selectFillable(scope: Scope, per: FactPeriod) {
  const { key, label, type, choices, filledBy, isSensitive } = facts;
  return scope.db
    .select({ key, label, type, choices, filledBy, isSensitive })
    .from(facts)
    .where(and(eq(facts.of, "unit"), eq(facts.per, per)));
}

/** Which of these units each of the actor's roles reaches, a query a role. */
export function selectReached(scope: Scope, ids: readonly string[]) {
  return [...new Set(scope.reach.map(({ role }) => role as Role))].map((role) =>
    scope.db
      .select({ unit: units.id, role: sql<Role>`${role}` })
      .from(units)
      .where(
        and(
          sql`${units.id} IN (SELECT "value" FROM json_each(${JSON.stringify(ids)}))`,
          unitsWithin(scope, sql`${units.id}`, [role]),
        ),
      ),
  );
}

/** By which roles the actor reaches each unit. */
export function rolesByUnit(
  reached: readonly (readonly { readonly unit: string; readonly role: Role }[])[],
): ReadonlyMap<string, ReadonlySet<Role>> {
  const byUnit = Map.groupBy(reached.flat(), ({ unit }) => unit);
  return new Map([...byUnit].map(([unit, each]) => [unit, new Set(each.map(({ role }) => role))]));
}
