import { describe, expect, test } from "vitest";
import { migrations as controlMigrations } from "../../db/control/migrations.ts";
import { migrateDatabase } from "../../db/migrate.ts";
import { freshDatabase, freshServer, freshTenant } from "./fresh.ts";

const at = "2015-08-25T01:02:03.000Z";
const hash = "0123456789abcdef".repeat(4);

/** A tenant with a township, a trade, a belt, a point on it, a published standard in a cycle and a result. */
const ground = `
INSERT INTO tenant (id, code, name, kind) VALUES (1, 'jinhua-edz', '金华开发区', 'zone');
INSERT INTO users (id, username, name, password_hash, created_at) VALUES ('u1', 'admin', '管理员', 'x', '${at}');
INSERT INTO units (id, code, name, short_name, kind, created_at) VALUES
  ('town', 'tangxi', '汤溪镇党委', '汤溪镇', 'township', '${at}'), ('trade', 'wljj', '网络经济产业党委', '网络经济产业', 'industry', '${at}');
INSERT INTO belts (id, code, name, township_id) VALUES ('belt', 'tangxi', '汤溪镇示范带', 'town');
INSERT INTO units (id, code, name, kind, township_id, parent_id, belt_id, belt_position, created_at)
  VALUES ('p1', 'tx-01', '汤溪镇 01 号点', 'branch', 'town', 'town', 'belt', 1, '${at}');
INSERT INTO standards (code, version, state, title, subject, document, sha256, holds_from, published_at)
  VALUES ('point', 1, 'published', '验收标准', 'unit', '{"a":1}', '${hash}', '2015-08-25', '${at}');
INSERT INTO standards (code, version, state, title, subject, document) VALUES ('point', 2, 'draft', '验收标准', 'unit', '{}');
INSERT INTO policies (code, version, state, title, year, document, sha256, holds_from, published_at)
  VALUES ('award', 1, 'published', '以奖代补办法', 2015, '{}', '${hash}', '2015-08-25', '${at}');
INSERT INTO cycles (id, code, title, kind, year, opens_on) VALUES ('c1', '2015-10', '10 月验收', 'acceptance', 2015, '2015-10-10');
INSERT INTO cycle_standards VALUES ('c1', 'point', 1);
INSERT INTO results (id, cycle_id, unit_id, standard_code, standard_version, is_accepted, score_hundredths, level, record, decided_at)
  VALUES ('r1', 'c1', 'p1', 'point', 1, 1, 8650, '4', '{}', '${at}');
INSERT INTO events (id, at, actor_id, actor_name, action, subject_kind, subject_id, revision)
  VALUES ('e1', '${at}', 'u1', '管理员', 'create', 'unit', 'p1', 1);
`;

async function tenant() {
  const { client } = await freshTenant();
  await client.executeMultiple(ground);
  return client;
}

const unit = (columns: string, values: string) =>
  `INSERT INTO units (id, code, name, kind, created_at, ${columns}) VALUES ('n', 'n-1', '新点', 'branch', '${at}', ${values})`;
const result = (score: string, accepted: number) =>
  `INSERT INTO results (id, cycle_id, unit_id, standard_code, standard_version, is_accepted, score_hundredths, record, decided_at)
   VALUES ('r2', 'c1', 'town', 'point', 1, ${accepted}, ${score}, '{}', '${at}')`;
const event = (id: string, revision: number) =>
  `INSERT INTO events (id, at, actor_name, action, subject_kind, subject_id, revision) VALUES ('${id}', '${at}', '系统', 'x', 'unit', 'p1', ${revision})`;
const draft = (code: string, version: number) =>
  `INSERT INTO standards (code, version, state, title, subject, document) VALUES ('${code}', ${version}, 'draft', '标准', 'unit', '{}')`;

const refused: readonly (readonly [string, string, RegExp])[] = [
  ["an event is never changed", "UPDATE events SET action = 'y'", /events are never changed/],
  ["an event is never removed", "DELETE FROM events", /events are never removed/],
  ["nor is one replaced", "INSERT OR REPLACE INTO events SELECT * FROM events", /events are never removed/],
  ["one revision of a subject has one event", event("e2", 1), /UNIQUE constraint failed: events\.subject_kind/],
  [
    "a second tenant row is refused",
    "INSERT INTO tenant (id, code, name, kind) VALUES (2, 'quzhou', 'x', 'city')",
    /tenant_one_row/,
  ],
  ["the tenant's row isn't removed", "DELETE FROM tenant", /never removed/],
  ["the tenant's code never changes", "UPDATE tenant SET code = 'quzhou'", /keeps its code/],
  ["a unit's code never changes", "UPDATE units SET code = 'tx-99' WHERE id = 'p1'", /keeps its code/],
  ["a unit is not removed", "DELETE FROM units WHERE id = 'p1'", /closed, never removed/],
  ["a code isn't used twice", unit("field", "NULL").replace("n-1", "tx-01"), /UNIQUE constraint failed: units\.code/],
  ["a unit of an unknown kind", unit("field", "'farm'"), /units_field/],
  ["a belt's place without a belt", unit("belt_position", "1"), /units_belt_position/],
  [
    "a place on a belt that is taken",
    unit("belt_id, belt_position", "'belt', 1"),
    /UNIQUE constraint failed: units\.belt_id/,
  ],
  [
    "a township without a short name",
    unit("field", "NULL").replace("'branch'", "'township'"),
    /units_short_name_needed/,
  ],
  [
    "a short name that another township has",
    unit("short_name", "'汤溪镇'").replace("'branch'", "'township'"),
    /UNIQUE constraint failed: units\.short_name/,
  ],
  ["a township that is none", unit("township_id", "'trade'"), /must name a township/],
  ["a trade that is none", unit("trade_id", "'town'"), /must name an industry/],
  ["a unit under its own child", "UPDATE units SET parent_id = 'p1' WHERE id = 'town'", /can not stand under itself/],
  [
    "a township that turns into a branch",
    "UPDATE units SET kind = 'branch' WHERE id = 'town'",
    /its kind can not change/,
  ],
  ["facts that are no JSON", unit("facts", "'{'"), /units_facts/],
  ["facts that are a list", unit("facts", "'[]'"), /units_facts/],
  ["a demonstration of 2", unit("demonstration", "2"), /units_demonstration/],
  ["a revision of 0", unit("revision", "0"), /units_revision/],
  ["a revision that is text", unit("revision", "'x'"), /units_revision/],
  ["a day that doesn't exist", unit("closed_on", "'2015-02-30'"), /units_closed_on/],
  ["a time without milliseconds", unit("field", "NULL").replace(at, "2015-08-25T01:02:03Z"), /units_created_at/],
  ["a parent that doesn't exist", unit("parent_id", "'nobody'"), /FOREIGN KEY/],
  [
    "a fact with a name that unit has already",
    "INSERT INTO facts (key, of, label, type, filled_by) VALUES ('on_belt', 'unit', '在带上', 'bool', 'admin')",
    /facts_key_reserved/,
  ],
  [
    "a choice without choices",
    "INSERT INTO facts (key, of, label, type, filled_by) VALUES ('size', 'unit', '规模', 'choice', 'admin')",
    /facts_choices_type/,
  ],
  [
    "a published document is never changed",
    "UPDATE standards SET document = '{}' WHERE version = 1",
    /a published version never changes/,
  ],
  ["nor its title", "UPDATE standards SET title = '别的' WHERE version = 1", /a published version never changes/],
  ["nor its hash", `UPDATE policies SET sha256 = '${"f".repeat(64)}'`, /a published version never changes/],
  ["nor is it removed", "DELETE FROM policies", /never removed/],
  ["nor a draft again", "UPDATE standards SET state = 'draft' WHERE version = 1", /nothing else/],
  [
    "a draft isn't retired",
    "UPDATE standards SET state = 'retired', sha256 = 'x' WHERE version = 2",
    /nothing else|standards_/,
  ],
  [
    "a version isn't published without hash and day",
    "UPDATE standards SET state = 'published' WHERE version = 2",
    /standards_complete/,
  ],
  ["a second draft of one code", draft("point", 3), /UNIQUE constraint failed: standards\.code/],
  ["a cycle isn't bound to a draft", "INSERT INTO cycle_standards VALUES ('c1', 'point', 2)", /published versions/],
  ["a cycle keeps the version it began with", "UPDATE cycle_standards SET standard_version = 2", /keeps its versions/],
  ["a score below 0", result("-1", 0), /results_score_hundredths/],
  ["an accepted result without a score", result("NULL", 1), /results_accepted_has_score/],
  [
    "a result is never another unit's",
    "UPDATE results SET unit_id = 'town', revision = 2",
    /keeps its cycle, unit and standard/,
  ],
  ["a result isn't corrected silently", "UPDATE results SET level = '5'", /raises its revision by one/],
  ["a result is never removed", "DELETE FROM results", /never removed/],
  [
    "a second result of one unit and standard",
    result("1", 0).replace("'town'", "'p1'"),
    /UNIQUE constraint failed: index 'results_once'/,
  ],
  ["a guard that isn't 1", "INSERT INTO guards VALUES (0)", /guards_ok/],
  [
    "a role that isn't in the vocabulary",
    "INSERT INTO user_roles VALUES ('u1', 'king', 'tenant', 'jinhua-edz')",
    /user_roles_role/,
  ],
];

const allowed: readonly (readonly [string, string])[] = [
  ["the next revision's event", event("e2", 2)],
  ["a point on the next place of the belt", unit("belt_id, belt_position, township_id", "'belt', 2, 'town'")],
  ["a demonstration outside belts, under a trade", unit("demonstration, trade_id", "1, 'trade'")],
  ["a unit that is closed", "UPDATE units SET closed_on = '2016-02-29', revision = 2 WHERE id = 'p1'"],
  ["a draft that is edited", "UPDATE standards SET document = '{\"b\":2}', title = '新' WHERE version = 2"],
  ["a draft that is dropped", "DELETE FROM standards WHERE version = 2"],
  [
    "a draft that is published",
    `UPDATE standards SET state = 'published', sha256 = '${hash}', holds_from = '2016-01-01', published_at = '${at}' WHERE version = 2`,
  ],
  ["a published version that is retired", "UPDATE standards SET state = 'retired', revision = 2 WHERE version = 1"],
  ["a draft of another code", draft("belt", 1)],
  ["a result that is corrected", "UPDATE results SET level = '5', score_hundredths = 9000, revision = 2"],
  ["a failed subject's result, without a score", result("NULL", 0)],
  ["a guard that is 1", "INSERT INTO guards VALUES (1)"],
  [
    "a belt under a trade committee",
    "INSERT INTO belts (id, code, name, township_id) VALUES ('b2', 'b2', '网商带', 'trade')",
  ],
];

describe("a tenant's database refuses by itself", () => {
  test("everything that isn't so", async () => {
    const client = await tenant();
    for (const [what, sql, reason] of refused) await expect(client.execute(sql), what).rejects.toThrow(reason);
  });

  test.each(allowed)("but not %s", async (_, sql) => {
    const client = await tenant();
    expect((await client.execute(sql)).rowsAffected).toBe(1);
  });

  test("guards never keep a row", async () => {
    const client = await tenant();
    await client.batch(["INSERT INTO guards VALUES (1)", "INSERT INTO guards VALUES (1)"], "write");
    expect((await client.execute("SELECT count(*) FROM guards")).rows[0]?.[0]).toBe(0);
  });

  test("the ground of these tests is sound", async () => {
    const client = await tenant();
    expect((await client.execute("PRAGMA foreign_key_check")).rows).toEqual([]);
  });
});

describe("the control database refuses by itself", () => {
  const insert = (code: string, namespace: string) =>
    `INSERT INTO tenants (code, namespace, name, kind, created_at) VALUES ('${code}', '${namespace}', '名', 'city', '${at}')`;

  test("codes that aren't allowed, that change and that are used again", async () => {
    const database = await freshDatabase(await freshServer(), "control");
    await migrateDatabase(database, controlMigrations);
    const { client } = database;
    await client.execute(insert("jinhua", "t-jinhua"));
    await client.execute("UPDATE tenants SET state = 'active'");
    const refuse = (sql: string) => expect(client.execute(sql)).rejects;
    for (const code of ["platform", "control", "api", "ab", "Jinhua", "1abc", "a_bc", "x".repeat(33)]) {
      await refuse(insert(code, `t-${code}`)).toThrow(/tenants_code/);
    }
    await refuse(insert("quzhou", "t-jinhua")).toThrow(/tenants_namespace/);
    await refuse("UPDATE tenants SET code = 'quzhou', namespace = 't-quzhou'").toThrow(/keeps its code/);
    await refuse("UPDATE tenants SET state = 'provisioning'").toThrow(/provisioned once/);
    await refuse("DELETE FROM tenants").toThrow(/never used again/);
    await client.execute("UPDATE tenants SET state = 'suspended'");
  });
});
