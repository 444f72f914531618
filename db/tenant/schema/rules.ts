import { type SQL, sql } from "drizzle-orm";
import type { AnySQLiteColumn } from "drizzle-orm/sqlite-core";

/** A column's name within its own table: CHECKs, indexes and triggers speak of no other table. */
const bare = (column: AnySQLiteColumn): SQL => sql.raw(`"${column.name}"`);

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/** The identifiers of a vocabulary table, as drizzle wants them for a typed text column. */
export function namesOf<Name extends string>(words: Readonly<Record<Name, unknown>>): [Name, ...Name[]] {
  return Object.keys(words) as [Name, ...Name[]];
}

/** One of the vocabulary's identifiers; null passes where the column allows it. */
export function isOneOf(column: AnySQLiteColumn, words: Readonly<Record<string, unknown>>): SQL {
  return sql`${bare(column)} IN (${sql.raw(Object.keys(words).map(quoted).join(", "))})`;
}

/** A drizzle boolean is an integer. */
export function isBool(column: AnySQLiteColumn): SQL {
  return sql`${bare(column)} IN (0, 1)`;
}

/** A whole number within bounds. Null passes; 1.5 and text in an integer column do not, though SQLite would keep them. */
export function isWhole(column: AnySQLiteColumn, least: number, most: number): SQL {
  return sql`${bare(column)} = CAST(${bare(column)} AS INTEGER) AND ${isWithin(column, least, most)}`;
}

export function isWithin(column: AnySQLiteColumn, least: number, most: number): SQL {
  return sql`${bare(column)} BETWEEN ${sql.raw(String(least))} AND ${sql.raw(String(most))}`;
}

/** Text of a bounded length, in characters, that isn't blank at either end. */
export function isText(column: AnySQLiteColumn, most: number): SQL {
  const name = bare(column);
  return sql`length(${name}) BETWEEN 1 AND ${sql.raw(String(most))} AND trim(${name}) = ${name}`;
}

/** A code of departments, categories, standards, policies and the like: `^[a-z][a-z0-9_-]{0,63}$`. */
export function isCode(column: AnySQLiteColumn): SQL {
  const name = bare(column);
  return sql`${name} GLOB '[a-z]*' AND ${name} NOT GLOB '*[^a-z0-9_-]*' AND length(${name}) <= 64`;
}

/** A tenant's code: `^[a-z][a-z0-9-]{2,31}$`, and none of the reserved ones (api.md, Conventions). */
export function isTenantCode(column: AnySQLiteColumn): SQL {
  const name = bare(column);
  return sql`${name} GLOB '[a-z]*' AND ${name} NOT GLOB '*[^a-z0-9-]*' AND length(${name}) BETWEEN 3 AND 32 AND ${name} NOT IN ('platform', 'control', 'api')`;
}

/** A day that exists, `YYYY-MM-DD`. */
export function isDate(column: AnySQLiteColumn): SQL {
  const name = bare(column);
  return sql`${name} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]' AND date(${name}) IS ${name}`;
}

/** An instant as `toISOString` writes it: UTC, always with milliseconds, so that text order is time's order. */
export function isInstant(column: AnySQLiteColumn): SQL {
  const name = bare(column);
  return sql`${name} GLOB '[0-9][0-9][0-9][0-9]-[01][0-9]-[0-3][0-9]T[0-2][0-9]:[0-5][0-9]:[0-5][0-9].[0-9][0-9][0-9]Z'`;
}

export function isSha256(column: AnySQLiteColumn): SQL {
  const name = bare(column);
  return sql`length(${name}) = 64 AND ${name} NOT GLOB '*[^0-9a-f]*'`;
}

/** JSON of one kind. json_type of anything that isn't JSON would throw, hence the CASE. */
export function isJson(column: AnySQLiteColumn, kind: "object" | "array"): SQL {
  const name = bare(column);
  return sql`CASE WHEN json_valid(${name}) THEN json_type(${name}) = ${sql.raw(quoted(kind))} ELSE 0 END`;
}
