import { sql } from "drizzle-orm";
import { cycleFacts, entities, units } from "../../../db/tenant/schema/index.ts";
import type { FactSubject } from "../../domain/vocabulary.ts";
import type { Scope } from "../scope.ts";

/**
 * How many units and cycles, or entities, hold a value of a fact (null, known to be none, fits any type), and how many of them one
 * that isn't among `codes`.
 */
export function selectHeld(scope: Scope, of: FactSubject, key: string, codes: readonly string[] | undefined) {
  const path = `$."${key}"`;
  const counted = (table: HoldingTable, isStray: boolean) => {
    const allowed = sql.join(
      (codes ?? []).map((code) => sql`${code}`),
      sql`, `,
    );
    const stray = isStray ? sql`AND e."value" NOT IN (${allowed})` : sql``;
    return sql`(SELECT count(*) FROM ${table} t WHERE json_type(t."facts", ${path}) <> 'null'
      AND EXISTS (SELECT 1 FROM json_each(t."facts", ${path}) e WHERE 1 ${stray}))`;
  };
  const tables = holding[of] ?? [];
  const total = (isStray: boolean) =>
    tables.length === 0
      ? sql`0`
      : sql.join(
          tables.map((table) => counted(table, isStray)),
          sql` + `,
        );
  const strays = codes === undefined ? sql`0` : total(true);
  return scope.db
    .select({ values: sql<number>`${total(false)}`, strays: sql<number>`${strays}` })
    .from(sql`(SELECT 1)`);
}

type HoldingTable = typeof units | typeof cycleFacts | typeof entities;

/** Where values of facts are stored, by whose they are. */
const holding: Partial<Record<FactSubject, readonly HoldingTable[]>> = {
  unit: [units, cycleFacts],
  entity: [entities],
};
