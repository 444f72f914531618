import { type SQL, sql } from "drizzle-orm";
import type { Role } from "../domain/vocabulary.ts";
import type { Scope } from "./scope.ts";
import { unitsWithin } from "./within.ts";

/**
 * Whose money the actor reaches, as a condition on the unit that arranges it (null: the tenant itself). Who reaches the
 * whole tenant reaches all; who is bound to a township or trade, what that one arranges.
 */
export function moneyWithin(scope: Scope, unitId: SQL, roles?: readonly Role[]): SQL | undefined {
  const within = unitsWithin(scope, unitId, roles);
  return within === undefined ? undefined : sql`(${unitId} IS NOT NULL AND ${within})`;
}

/** For whom the actor arranges money: the unit that a reach is bound to, null for the tenant itself. */
export function arrangingUnit({ reach }: Scope): string | null {
  if (reach.some(({ scope: { kind } }) => kind === "tenant")) return null;
  return reach.find(({ scope: { kind } }) => kind === "unit" || kind === "trade")?.scope.id ?? null;
}
