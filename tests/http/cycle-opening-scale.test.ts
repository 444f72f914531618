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

/** Every form of the cycle as acceptance leaves it, in three statements: answers that differ from unit to unit. */
async function decideAll({ database }: TestTenant, cycle: string): Promise<void> {
  const document = `json_object('answers', json_object('unity', 5 + length("unit_id") % 3, 'secretary', json('true')),
    'notApplicable', json('[]'), 'vetoes', json('[]'), 'decision', json_object('isAccepted', json('true')))`;
  const run = (sql: string) => ({ toSQL: () => ({ sql, params: [cycle] }) });
  await note(database, [
    run(`INSERT INTO assessment_documents (assessment_id, stage, document, written_at)
      SELECT id, 'accepted', ${document}, '2026-11-22T08:00:00.000Z' FROM assessments WHERE cycle_id = ?`),
    run("UPDATE assessments SET state = 'decided', revision = revision + 1 WHERE cycle_id = ?"),
  ]);
}

it("opening and closing a cycle for 10,000 units makes each assessment and result once, in bounded batches", {
  timeout: 120_000,
}, async () => {
  const at = await tenant();
  await publishBoth(at);
  await branches(at, 10_000);
  const before = at.roundTrips();
  const { id, assessments } = await openedCycle(at, await at.as("admin"), { standards: ["stars"] });
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

  await decideAll(at, id);
  const opened = at.roundTrips();
  const admin = await at.as("admin");
  expect((await admin("POST", `/api/tenants/${at.code}/cycles/${id}/closing`, {})).status).toBe(202);
  await at.drain();
  // Two to ask; freezing and scoring four and three a chunk; a message reads the cohort once, in six pages.
  expect(at.roundTrips() - opened).toBeLessThan(200);
  const [closed] = await at.database.db
    .select({
      results: sql<number>`count(*)`,
      scored: sql<number>`sum(revision = 2 AND score_hundredths > 0 AND "rank" IS NOT NULL)`,
      events: sql<number>`(SELECT count(*) FROM ${own.events} WHERE subject_kind = 'result')`,
    })
    .from(own.results);
  expect(closed).toEqual({ results: 10_005, scored: 10_005, events: 20_010 });
});
