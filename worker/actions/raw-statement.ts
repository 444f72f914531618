import type { SQL } from "drizzle-orm";
import { SQLiteSyncDialect } from "drizzle-orm/sqlite-core";
import type { Statement } from "./commit.ts";

const dialect = new SQLiteSyncDialect();

/** A statement that drizzle's builder has no words for, such as INSERT … SELECT with a condition; never sent by itself. */
export function rawStatement(query: SQL): Statement {
  return { toSQL: () => dialect.sqlToQuery(query) };
}
