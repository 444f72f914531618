import { sql } from "drizzle-orm";
import { cycleFacts, units } from "../../../db/tenant/schema/index.ts";
import type { Scope } from "../scope.ts";

/**
 * How many units and cycles hold a value of a fact (null, known to be none, fits any type), and how many of them one
 * that isn't among `codes`.
 */
export function selectHeld(scope: Scope, key: string, codes: readonly string[] | undefined) {
  const path = `$."${key}"`;
  const counted = (table: typeof units | typeof cycleFacts, isStray: boolean) => {
    const allowed = sql.join(
      (codes ?? []).map((code) => sql`${code}`),
      sql`, `,
    );
    const stray = isStray ? sql`AND e."value" NOT IN (${allowed})` : sql``;
    return sql`(SELECT count(*) FROM ${table} t WHERE json_type(t."facts", ${path}) <> 'null'
      AND EXISTS (SELECT 1 FROM json_each(t."facts", ${path}) e WHERE 1 ${stray}))`;
  };
  const values = sql<number>`${counted(units, false)} + ${counted(cycleFacts, false)}`;
  const strays =
    codes === undefined ? sql<number>`0` : sql<number>`${counted(units, true)} + ${counted(cycleFacts, true)}`;
  return scope.db.select({ values: sql<number>`${values}`, strays: sql<number>`${strays}` }).from(sql`(SELECT 1)`);
}
