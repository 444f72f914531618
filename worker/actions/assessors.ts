import { and, asc, inArray, isNull, sql } from "drizzle-orm";
import { users } from "../../db/tenant/schema/index.ts";
import type { Fault } from "../domain/fault.ts";
import type { Scope } from "./scope.ts";

/** Those of these users who are assessors and can sign in; all assessors where nobody is named. */
export function selectAssessors(scope: Scope, ids?: readonly string[]) {
  const isAssessor = sql`EXISTS (SELECT 1 FROM "user_roles" WHERE "user_id" = ${users.id} AND "role" = 'assessor')`;
  return scope.db
    .select({ id: users.id, name: users.name })
    .from(users)
    .where(and(isAssessor, isNull(users.disabledAt), ids && inArray(users.id, [...ids])))
    .orderBy(asc(users.name), asc(users.id))
    .limit(200);
}

/** All assessors, for whoever sends them. */
export async function listAssessors(scope: Scope) {
  const [items] = await scope.read([selectAssessors(scope)]);
  return { items };
}

/** What is wrong with the assessors that somebody named: each is one, and named once. */
export function assessorFaults(named: readonly string[], found: readonly { readonly id: string }[]): readonly Fault[] {
  return named.flatMap((id, place) => {
    if (named.indexOf(id) !== place) return [{ path: `assessors[${place}]`, message: "前面已经写过这一位" }];
    return found.some((each) => each.id === id)
      ? []
      : [{ path: `assessors[${place}]`, message: "不是能登录的考核员，请从考核员里选" }];
  });
}
