import { DatabaseSync, type DatabaseSyncOptions, type StatementSync } from "node:sqlite";
import { isHarmless } from "./sql-error.ts";
import { tokensOf } from "./sql-text.ts";

/** How surely a commit is on the disk when it is acknowledged: FULL outlasts a power cut, NORMAL a killed process. */
export type Synchronous = "FULL" | "NORMAL";

/**
 * One SQLite connection. `total` is SQLite's running count of changed rows. `isDoubtful` says that its state may no
 * longer be what `openConnection` set: it serves its present stream to the end and is then closed.
 */
export interface Connection {
  readonly db: DatabaseSync;
  readonly counts: StatementSync;
  total: bigint;
  isDoubtful: boolean;
}

export function openConnection(path: string, synchronous: Synchronous): Connection {
  const db = new DatabaseSync(path, options({ timeout: 2000, enableForeignKeyConstraints: true }));
  db.exec(`PRAGMA journal_mode = WAL; PRAGMA synchronous = ${synchronous}; PRAGMA recursive_triggers = ON;`);
  const counts = db.prepare("SELECT total_changes(), changes(), last_insert_rowid()");
  counts.setReadBigInts(true);
  counts.setReturnArrays(true);
  return { db, counts, total: 0n, isDoubtful: false };
}

/**
 * No file but the namespace's own: with `attach: 0` SQLite itself refuses ATTACH and VACUUM INTO. Node has the limits
 * since 24.17, the types don't know them yet.
 */
function options(known: DatabaseSyncOptions): DatabaseSyncOptions {
  return { ...known, limits: { attach: 0 } } as DatabaseSyncOptions;
}

/** What a connection keeps beyond the statement: settings and temporary tables would leak into other streams. */
const leaks = new Set(["PRAGMA", "TEMP", "TEMPORARY"]);

/** Runs something on the connection and remembers what makes it doubtful. */
export function onConnection<Outcome>(connection: Connection, sql: string, run: () => Outcome): Outcome {
  if (/pragma|temp/i.test(sql) && tokensOf(sql).some((token) => leaks.has(token.toUpperCase()))) {
    connection.isDoubtful = true;
  }
  try {
    return run();
  } catch (error) {
    if (!isHarmless(error)) connection.isDoubtful = true;
    throw error;
  }
}

/** Ends what a stream left open. False where the connection must not be used again. */
export function resetConnection(connection: Connection): boolean {
  if (connection.db.isTransaction) {
    try {
      connection.db.exec("ROLLBACK");
    } catch {
      return false;
    }
  }
  return !connection.isDoubtful;
}
