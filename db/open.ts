import { type Client, createClient } from "@libsql/client/http";
import type { LibSQLDatabase } from "drizzle-orm/libsql";
import { drizzle } from "drizzle-orm/libsql/http";

/** One namespace's database. `db` builds and reads; what a request writes goes through commit.ts. */
export interface Database {
  readonly client: Client;
  readonly db: LibSQLDatabase;
}

/**
 * Opens a database by URL: Turso, sqld and the local server all speak Hrana over HTTP. No connection is made before
 * the first query. `fetch` stands in for the network in tests.
 */
export function openDatabase(url: string, authToken?: string, fetch?: typeof globalThis.fetch): Database {
  const client = createClient({
    url,
    ...(authToken === undefined ? {} : { authToken }),
    ...(fetch === undefined ? {} : { fetch }),
  });
  return { client, db: drizzle({ client }) as LibSQLDatabase };
}

/**
 * A namespace's URL out of `LIBSQL_URL`, e.g. `http://127.0.0.1:8080/dev/{namespace}/`. The slash at the end is
 * needed: without it the client drops the last part of the path.
 */
export function tenantUrl(template: string, namespace: string): string {
  if (!template.includes("{namespace}")) throw new Error("LIBSQL_URL must contain {namespace}");
  const url = template.replace("{namespace}", encodeURIComponent(namespace));
  return url.endsWith("/") ? url : `${url}/`;
}
