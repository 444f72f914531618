import { type InStatement, LibsqlError } from "@libsql/client/http";
import { schemaVersions } from "./control/schema.ts";
import type { Database } from "./open.ts";

/** One named step of a schema. Steps only add; a name, once applied anywhere, keeps its meaning. */
export interface Migration {
  readonly name: string;
  readonly statements: readonly string[];
}

/** What a namespace reached: every name it has, and those that this call added. */
export interface MigrationOutcome {
  readonly reached: readonly string[];
  readonly added: readonly string[];
}

/**
 * Brings one database to the latest version; safe to repeat, and safe when two do it at once. Each migration and its
 * row in `schema_migrations` are one atomic batch, so a crash leaves a database between two migrations, never in one. A
 * database that lacks several, a new one above all, gets them in one batch; where that fails, one by one.
 * A database that has migrations we don't know is newer than this code: refused, nothing is done.
 */
export async function migrateDatabase(
  database: Database,
  migrations: readonly Migration[],
  now: Date = new Date(),
): Promise<MigrationOutcome> {
  await database.client.execute(
    "CREATE TABLE IF NOT EXISTS schema_migrations (name TEXT PRIMARY KEY NOT NULL, reached_at TEXT NOT NULL)",
  );
  const had = await reachedBy(database);
  const unknown = had.find((name) => !migrations.some((migration) => migration.name === name));
  if (unknown !== undefined) throw new Error(`the database has migration ${unknown}, which this version doesn't know`);
  const missing = migrations.filter(({ name }) => !had.includes(name));
  const added: string[] = [];
  if (missing.length > 1 && missing.every(isPlain) && (await applyTogether(database, missing, now))) {
    added.push(...missing.map(({ name }) => name));
  } else {
    for (const migration of missing) if (await apply(database, migration, now)) added.push(migration.name);
  }
  return { reached: migrations.map(({ name }) => name), added };
}

/** Migrates a namespace and records in control what it reached, also what an earlier call reached but didn't record. */
export async function migrateNamespace(
  control: Database,
  database: Database,
  namespace: string,
  migrations: readonly Migration[],
  now: Date = new Date(),
): Promise<MigrationOutcome> {
  const outcome = await migrateDatabase(database, migrations, now);
  const rows = outcome.reached.map((version) => ({ namespace, version, reachedAt: now.toISOString() }));
  if (rows.length > 0) await control.db.insert(schemaVersions).values(rows).onConflictDoNothing();
  return outcome;
}

async function reachedBy(database: Database): Promise<readonly string[]> {
  const { rows } = await database.client.execute("SELECT name FROM schema_migrations ORDER BY name");
  return rows.map((row) => String(row[0]));
}

/** False where it failed, for whatever reason, and left nothing behind. */
async function applyTogether(database: Database, migrations: readonly Migration[], now: Date): Promise<boolean> {
  try {
    await database.client.batch(
      migrations.flatMap((migration) => [recordOf(migration, now), ...migration.statements]),
      "write",
    );
    return true;
  } catch (error) {
    if (error instanceof LibsqlError && error.code.startsWith("SQLITE_")) return false;
    throw error;
  }
}

function recordOf({ name }: Migration, now: Date): InStatement {
  return {
    sql: "INSERT INTO schema_migrations (name, reached_at) VALUES (?, ?)",
    args: [name, now.toISOString()],
  };
}

/** False where somebody else has applied it meanwhile. */
async function apply(database: Database, migration: Migration, now: Date): Promise<boolean> {
  try {
    await send(database, migration, recordOf(migration, now));
    return true;
  } catch (error) {
    if ((await reachedBy(database)).includes(migration.name)) return false;
    throw new Error(`migration ${migration.name} failed and left nothing behind`, { cause: error });
  }
}

const foreignKeysOff = /^PRAGMA foreign_keys\s*=\s*OFF/i;
const isPlain = ({ statements }: Migration): boolean => !statements.some((text) => foreignKeysOff.test(text));
const foreignKeysPragma = /^PRAGMA foreign_keys\s*=/i;

/**
 * SQLite changes a CHECK only by rebuilding the table, which drizzle-kit does between two foreign_keys pragmas. Inside
 * a transaction those do nothing; the client's `migrate` sends them around it, and the last step counts broken keys.
 */
async function send(database: Database, migration: Migration, record: InStatement): Promise<void> {
  if (isPlain(migration)) {
    await database.client.batch([record, ...migration.statements], "write");
    return;
  }
  const statements = migration.statements.filter((text) => !foreignKeysPragma.test(text));
  const noneBroken = "INSERT INTO guards (ok) SELECT count(*) = 0 FROM pragma_foreign_key_check";
  await database.client.migrate([record, ...statements, noneBroken]);
}
