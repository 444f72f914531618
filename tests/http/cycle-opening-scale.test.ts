import { sql } from "drizzle-orm";
import { expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { openedCycle, publishBoth } from "../support/assessed.ts";
import { type TestTenant, tenant } from "../support/tenant.ts";

/** Branches under one township, in one statement. */
async function branches({ database }: TestTenant, count: number): Promise<void> {
  const rows = JSON.stringify(Array.from({ length: count }, (_, place) => `b-${String(place).padStart(5, "0")}`));
  await note(database, [
    {
      toSQL: () => ({
        sql: `INSERT INTO units (id, code, name, kind, parent_id, township_id, facts, created_at)
          SELECT "value", "value", "value" || ' 党支部', 'branch', 'luobu', 'luobu', '{}', '2026-01-01T00:00:00.000Z' FROM json_each(?)`,
        params: [rows],
      }),
    },
  ]);
}

it("opening a cycle for 10,000 units makes each assessment once, in bounded batches", {
  timeout: 120_000,
}, async () => {
  const at = await tenant();
  await publishBoth(at);
  await branches(at, 10_000);
  const before = at.roundTrips();
  const { assessments } = await openedCycle(at, await at.as("admin"), { standards: ["stars"] });
  expect(assessments.size).toBe(10_005);
  // Two round trips to plan it, three to ask, four a chunk of 500.
  expect(at.roundTrips() - before).toBeLessThan(100);
  const [counted] = await at.database.db
    .select({
      drafts: sql<number>`(SELECT count(*) FROM assessment_drafts)`,
      events: sql<number>`(SELECT count(*) FROM ${own.events} WHERE subject_kind = 'assessment')`,
    })
    .from(sql`(SELECT 1)`);
  expect(counted).toEqual({ drafts: 10_005, events: 10_005 });
});
