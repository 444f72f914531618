import { join } from "node:path";
import { build } from "esbuild";
import LibSql from "libsql";
import { describe, expect, test } from "vitest";
import { migrations as controlMigrations } from "../../db/control/migrations.ts";
import { schemaVersions, tenants } from "../../db/control/schema.ts";
import { type Migration, migrateDatabase } from "../../db/migrate.ts";
import { migrateAll } from "../../db/migrate-all.ts";
import { createNamespace } from "../../db/namespaces.ts";
import { type Database, openDatabase, tenantUrl } from "../../db/open.ts";
import { migrations as tenantMigrations } from "../../db/tenant/migrations.ts";
import { migrationsIn } from "../../db/write-migrations.ts";
import { freshDatabase, freshServer } from "./fresh.ts";

const root = join(import.meta.dirname, "..", "..");

describe.each([
  ["control", controlMigrations],
  ["tenant", tenantMigrations],
] as const)("the migrations of %s", (part, migrations) => {
  test("the module holds the very text of the .sql files", () => {
    expect(migrations).toEqual(migrationsIn(join(root, "db", part, "migrations")));
  });

  test("are named and numbered in order", () => {
    expect(migrations.map(({ name }) => name)).toEqual(migrations.map(({ name }) => name).sort());
    expect(migrations.every(({ name }) => /^\d{4}_[a-z0-9_]+$/.test(name))).toBe(true);
  });

  test("apply on libSQL itself, which is older than the SQLite of the local server", () => {
    const database = new LibSql(":memory:");
    for (const { statements } of migrations) for (const statement of statements) database.exec(statement);
    database.close();
  });
});

const names = async ({ client }: Database) =>
  (await client.execute("SELECT name FROM schema_migrations ORDER BY name")).rows.map((row) => row[0]);

const steps: readonly Migration[] = [
  { name: "0000_one", statements: ["CREATE TABLE one (a)", "INSERT INTO one VALUES (1)"] },
  { name: "0001_two", statements: ["CREATE TABLE two (a)", "INSERT INTO one VALUES (2)"] },
];

describe("migrating a database", () => {
  test("twice does nothing the second time", async () => {
    const database = await freshDatabase(await freshServer());
    expect(await migrateDatabase(database, tenantMigrations)).toEqual({
      reached: tenantMigrations.map(({ name }) => name),
      added: tenantMigrations.map(({ name }) => name),
    });
    expect((await migrateDatabase(database, tenantMigrations)).added).toEqual([]);
  });

  test("a migration that fails half way leaves nothing, and the next run goes on from there", async () => {
    const database = await freshDatabase(await freshServer());
    const broken = [steps[0] as Migration, { name: "0001_two", statements: ["CREATE TABLE two (a)", "nonsense"] }];
    await expect(migrateDatabase(database, broken)).rejects.toThrow(
      "migration 0001_two failed and left nothing behind",
    );
    expect(await names(database)).toEqual(["0000_one"]);
    await expect(database.client.execute("SELECT * FROM two")).rejects.toThrow(/no such table/);
    expect((await migrateDatabase(database, steps)).added).toEqual(["0001_two"]);
    expect((await database.client.execute("SELECT sum(a) FROM one")).rows[0]?.[0]).toBe(3);
  });

  test.each([
    ["request", []],
    ["answer", ["0000_one", "0001_two"]],
  ] as const)("a lost %s of the batch that brings several is made up for by the next run", async (lost, reached) => {
    const server = await freshServer();
    await freshDatabase(server);
    const losing: typeof fetch = async (input, init) => {
      const request = new Request(input, init);
      const isBatch = (await request.clone().text()).includes('"batch"');
      if (isBatch && lost === "answer") await fetch(request);
      if (isBatch) throw new TypeError("connection lost");
      return fetch(request);
    };
    const url = tenantUrl(server.libsqlUrl, "t-test");
    await expect(migrateDatabase(openDatabase(url, undefined, losing), steps)).rejects.toThrow();
    const database = openDatabase(url);
    expect(await names(database)).toEqual(reached);
    await migrateDatabase(database, steps);
    expect(await names(database)).toEqual(["0000_one", "0001_two"]);
  });

  test("two at once apply each migration once", async () => {
    const server = await freshServer();
    await freshDatabase(server);
    const both = Array.from({ length: 2 }, () => openDatabase(tenantUrl(server.libsqlUrl, "t-test")));
    const outcomes = await Promise.all(both.map((database) => migrateDatabase(database, steps)));
    expect(outcomes.flatMap(({ added }) => added).sort()).toEqual(["0000_one", "0001_two"]);
  });

  test("a database that is newer than the code is refused", async () => {
    const database = await freshDatabase(await freshServer());
    await migrateDatabase(database, steps);
    await expect(migrateDatabase(database, steps.slice(0, 1))).rejects.toThrow("migration 0001_two");
  });

  test("a table is rebuilt without losing what refers to it, and a key left broken undoes it", async () => {
    const database = await freshDatabase(await freshServer());
    const rebuild = (rows: string): readonly string[] => [
      "PRAGMA foreign_keys=OFF;",
      "CREATE TABLE new_p (id PRIMARY KEY, added)",
      `INSERT INTO new_p SELECT id, 1 FROM p${rows}`,
      "DROP TABLE p",
      "ALTER TABLE new_p RENAME TO p",
      "PRAGMA foreign_keys=ON;",
    ];
    const before: Migration = {
      name: "0000_before",
      statements: [
        "CREATE TABLE guards (ok CHECK (ok = 1))",
        "CREATE TABLE p (id PRIMARY KEY)",
        "CREATE TABLE c (p REFERENCES p (id))",
        "INSERT INTO p VALUES (1), (2)",
        "INSERT INTO c VALUES (1), (2)",
      ],
    };
    const losing = { name: "0001_rebuild", statements: rebuild(" WHERE id = 1") };
    await expect(migrateDatabase(database, [before, losing])).rejects.toThrow("0001_rebuild");
    await migrateDatabase(database, [before, { name: "0001_rebuild", statements: rebuild("") }]);
    expect((await database.client.execute("SELECT count(added) FROM p JOIN c ON c.p = p.id")).rows[0]?.[0]).toBe(2);
    await expect(database.client.execute("INSERT INTO c VALUES (3)")).rejects.toThrow(/FOREIGN KEY/);
  });
});

describe("npm run db:migrate", () => {
  test("migrates control and every tenant, records what each reached, and can be repeated", async () => {
    const server = await freshServer();
    await migrateAll(server, () => undefined);
    const control = openDatabase(tenantUrl(server.libsqlUrl, "control"));
    for (const code of ["jinhua", "quzhou"]) {
      const namespace = `t-${code}`;
      const createdAt = "2026-01-01T00:00:00.000Z";
      await control.db.insert(tenants).values({ code, namespace, name: code, kind: "city", createdAt });
      await createNamespace(server.adminUrl, namespace);
    }
    const lines: string[] = [];
    await migrateAll(server, (line) => void lines.push(line));
    await migrateAll(server, () => undefined);
    expect(lines.map((line) => line.split(":")[0])).toEqual(["control", "t-jinhua", "t-quzhou"]);
    const rows = await control.db.select().from(schemaVersions);
    const reached = (namespace: string) => rows.filter((row) => row.namespace === namespace).map((row) => row.version);
    expect(reached("control")).toEqual(controlMigrations.map(({ name }) => name));
    expect(reached("t-jinhua")).toEqual(tenantMigrations.map(({ name }) => name));
    expect(reached("t-quzhou")).toEqual(tenantMigrations.map(({ name }) => name));
  });

  test("a tenant without a database stops no other and fails the run", async () => {
    const server = await freshServer();
    await migrateAll(server, () => undefined);
    const control = openDatabase(tenantUrl(server.libsqlUrl, "control"));
    for (const code of ["absent", "jinhua"]) {
      const row = {
        code,
        namespace: `t-${code}`,
        name: code,
        kind: "city",
        createdAt: "2026-01-01T00:00:00.000Z",
      } as const;
      await control.db.insert(tenants).values(row);
    }
    await createNamespace(server.adminUrl, "t-jinhua");
    const lines: string[] = [];
    await expect(migrateAll(server, (line) => void lines.push(line))).rejects.toThrow("1 of the tenants");
    expect(lines.map((line) => line.split(":")[0])).toEqual(["control", "t-jinhua", "t-absent"]);
  });
});

test("what a worker needs of db/ bundles for workerd without a native or Node-only module", async () => {
  const files = ["open.ts", "migrate.ts", "namespaces.ts", "tenant/migrations.ts", "control/schema.ts"];
  const { metafile } = await build({
    stdin: {
      contents: files.map((file) => `export * as ${file.replace(/\W/g, "_")} from "./db/${file}";`).join("\n"),
      resolveDir: root,
    },
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "neutral",
    mainFields: ["module", "main"],
    conditions: ["workerd", "worker", "browser"],
  });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs.filter((path) => /node_modules\/(libsql|ws)\/|^node:/.test(path))).toEqual([]);
  expect(inputs.filter((path) => path.startsWith("db/server"))).toEqual([]);
});
