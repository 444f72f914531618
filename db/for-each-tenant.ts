import { tenants } from "./control/schema.ts";
import type { Database } from "./open.ts";

export interface TenantFailure {
  readonly namespace: string;
  readonly error: unknown;
}

const atOnce = 4;

/**
 * The only fan-out over tenants, for command lines and jobs, never in a request's path. A few at a time; one tenant's
 * failure stops no other and is given back. Every tenant in control is visited, suspended and half-made ones too.
 */
export async function forEachTenant(
  control: Database,
  openTenant: (namespace: string) => Database,
  work: (database: Database, namespace: string) => Promise<void>,
): Promise<readonly TenantFailure[]> {
  const rows = await control.db.select({ namespace: tenants.namespace }).from(tenants).orderBy(tenants.code);
  const waiting = rows.map(({ namespace }) => namespace);
  const failures: TenantFailure[] = [];
  const worker = async (): Promise<void> => {
    for (let namespace = waiting.shift(); namespace !== undefined; namespace = waiting.shift()) {
      const database = openTenant(namespace);
      try {
        await work(database, namespace);
      } catch (error) {
        failures.push({ namespace, error });
      } finally {
        database.client.close();
      }
    }
  };
  await Promise.all(Array.from({ length: atOnce }, worker));
  return failures.sort((a, b) => (a.namespace < b.namespace ? -1 : 1));
}
