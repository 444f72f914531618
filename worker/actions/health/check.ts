import { sql } from "drizzle-orm";
import { tenants } from "../../../db/control/schema.ts";
import type { Database } from "../../../db/open.ts";
import { readBatch } from "../scope.ts";

/** Ready means that the control database answers; otherwise database-unavailable. */
export async function checkHealth({ db }: Database): Promise<{ readonly status: "ok" }> {
  await readBatch(db, [db.select({ one: sql`1` }).from(tenants).limit(1)]);
  return { status: "ok" };
}
