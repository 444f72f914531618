import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrations as controlMigrations } from "../../db/control/migrations.ts";
import { migrateNamespace } from "../../db/migrate.ts";
import { createNamespace } from "../../db/namespaces.ts";
import { type Database, openDatabase, tenantUrl } from "../../db/open.ts";
import { type RunningServer, startServer } from "../../db/server/start.ts";
import type { ProvisionMeans } from "../../worker/actions/tenants/provision.ts";

// Where provisioning is tried out: a database server of its own, whose every request can be made to fail.

export interface Place {
  readonly server: RunningServer;
  readonly dir: string;
  readonly control: Database;
}

/** A server of its own with a control database. */
export async function openPlace(): Promise<Place> {
  const dir = mkdtempSync(join(tmpdir(), "hongdai-provision-"));
  const server = await startServer({ dir, synchronous: "NORMAL" });
  await createNamespace(server.adminUrl, "control");
  const control = openDatabase(tenantUrl(server.libsqlUrl, "control"));
  await migrateNamespace(control, control, "control", controlMigrations);
  return { server, dir, control };
}

export async function closePlace({ server, dir, control }: Place): Promise<void> {
  control.client.close();
  await server.close();
  rmSync(dir, { recursive: true, force: true });
}

/** Which request to the databases fails, counted from 1: before it arrives, or after, with its answer lost. */
export interface Crash {
  readonly at: number;
  readonly when: "before" | "after";
}

/** Everything that provisioning asks of the databases goes through one counter, which may fail a request. */
export function meansOf({ server }: Place, crash: Crash | null): ProvisionMeans & { readonly asked: () => number } {
  let asked = 0;
  let ids = 0;
  const step = async <Answer>(send: () => Promise<Answer>): Promise<Answer> => {
    asked += 1;
    const isFatal = crash !== null && asked >= crash.at;
    if (isFatal && (crash.when === "before" || asked > crash.at)) throw new TypeError("crashed");
    const answer = await send();
    if (isFatal) throw new TypeError("crashed");
    return answer;
  };
  const counted: typeof globalThis.fetch = (input, init) => step(() => globalThis.fetch(input, init));
  const open = (namespace: string) => openDatabase(tenantUrl(server.libsqlUrl, namespace), undefined, counted);
  return {
    control: open("control"),
    createNamespace: (namespace) => step(() => createNamespace(server.adminUrl, namespace)),
    openTenant: open,
    now: () => new Date("2026-11-22T08:00:00.000Z"),
    newId: () => {
      ids += 1;
      return `made-${crash?.when ?? "whole"}-${ids}`;
    },
    asked: () => asked,
  };
}

/** Every row of every table, in the order written, with each id replaced by the place of its first appearance. */
export async function dump(place: Place, namespaces: readonly string[]): Promise<string> {
  const parts: unknown[] = [];
  for (const namespace of namespaces) {
    const { client } = openDatabase(tenantUrl(place.server.libsqlUrl, namespace));
    const tables = await client.execute(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name <> 'schema_migrations' ORDER BY name",
    );
    for (const { name } of tables.rows) {
      const { rows } = await client.execute(`SELECT * FROM "${String(name)}" ORDER BY rowid`);
      const own = rows.filter((row) => row["namespace"] !== "control").map((row) => ({ ...row, reached_at: null }));
      parts.push([namespace, name, own]);
    }
    client.close();
  }
  const seen = new Map<string, string>();
  return JSON.stringify(parts, null, 1).replaceAll(/made-\w+-\d+/g, (id) => {
    const known = seen.get(id) ?? `id ${seen.size + 1}`;
    seen.set(id, known);
    return known;
  });
}
