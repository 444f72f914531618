import LibSql from "libsql";
import { expect, test } from "vitest";
import { migrations as controlMigrations } from "../../db/control/migrations.ts";
import { migrations as tenantMigrations } from "../../db/tenant/migrations.ts";

// REPLACE passes delete triggers where recursive_triggers is off, as it is on libSQL by itself.

const at = "'2026-11-22T08:00:00.000Z'";
const event = `INSERT INTO events (id, at, actor_name, action, subject_kind, subject_id, revision) VALUES ('e1', ${at}, '系统', 'x', 'unit', 'p1', 1)`;

test.each([
  ["control", controlMigrations],
  ["tenant", tenantMigrations],
] as const)("an event of %s is not replaced on libSQL, by number, id or subject", (_, migrations) => {
  const database = new LibSql(":memory:");
  for (const { statements } of migrations) for (const statement of statements) database.exec(statement);
  database.exec(event);
  for (const values of [
    `(1, 'e2', ${at}, NULL, '别人', 'x', 'unit', 'p2', 1, '{}')`,
    `(2, 'e1', ${at}, NULL, '别人', 'x', 'unit', 'p2', 1, '{}')`,
    `(2, 'e2', ${at}, NULL, '别人', 'x', 'unit', 'p1', 1, '{}')`,
  ]) {
    expect(() => database.exec(`INSERT OR REPLACE INTO events VALUES ${values}`)).toThrow(/never removed/);
  }
  database.exec(event.replace("'e1'", "'e2'").replace("'p1'", "'p2'"));
  database.close();
});
