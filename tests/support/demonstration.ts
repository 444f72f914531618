import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { expect } from "vitest";
import { migrations } from "../../db/control/migrations.ts";
import { migrateNamespace } from "../../db/migrate.ts";
import { createNamespace } from "../../db/namespaces.ts";
import { openDatabase, tenantUrl } from "../../db/open.ts";
import { demonstrationPassword } from "../../db/seed/demonstrations.ts";
import { startServer } from "../../db/server/start.ts";
import { hashPassword } from "../../worker/actions/password.ts";
import { provisionDemonstrations } from "../../worker/actions/tenants/provision-demonstrations.ts";
import { type Api, createApp } from "../../worker/app.ts";
import type { Deps, QueueMessage } from "../../worker/http/environment.ts";
import { operationsOf } from "../../worker/http/openapi.ts";
import { rateLimiter, readRateLimits } from "../../worker/http/rate-limit.ts";
import { followJob } from "../../worker/jobs.ts";
import { newId } from "../../worker/new-id.ts";
import { memoryEvidence } from "./evidence-store.ts";

export type Answer = Readonly<Record<string, unknown>>;

/** The demonstration tenants behind the API, on a database server of their own. */
export interface ServedDemonstration {
  readonly get: (tenant: string, username: string, path: string) => Promise<{ status: number; body: Answer }>;
  readonly post: (
    tenant: string,
    username: string,
    path: string,
    sent: unknown,
  ) => Promise<{ status: number; body: Answer }>;
  /** Round trips to the databases that the last `get` or `post` took. */
  readonly roundTrips: () => number;
  /** Expects that an answer holds exactly what OpenAPI says of it. */
  readonly expectDeclared: (operation: string, body: unknown) => void;
  readonly app: Api;
  /** Brings what is in the queue, and what that hands to it, until nothing is left. */
  readonly drain: () => Promise<void>;
  readonly close: () => Promise<void>;
}

/** A clock that stands still fills no bucket again. */
const manyRequests = JSON.stringify({
  signInPerAddress: { limit: 100_000, seconds: 60 },
  signInPerUser: { limit: 100_000, seconds: 60 },
  publicPerAddress: { limit: 100_000, seconds: 60 },
  perSession: { limit: 100_000, seconds: 60 },
});

/** Serves the demonstration as the first start makes it; `now` is the clock where a test has one of its own. */
export async function serveDemonstration(
  { now }: { readonly now: () => Date } = { now: () => new Date() },
): Promise<ServedDemonstration> {
  const dir = mkdtempSync(join(tmpdir(), "hongdai-demonstration-"));
  const server = await startServer({ dir, synchronous: "NORMAL" });
  let asked = 0;
  const counted: typeof fetch = (input, init) => {
    asked += 1;
    return fetch(input, init);
  };
  const openTenant = (namespace: string) => openDatabase(tenantUrl(server.libsqlUrl, namespace), undefined, counted);
  const create = (namespace: string) => createNamespace(server.adminUrl, namespace);
  const control = openTenant("control");
  await create("control");
  await migrateNamespace(control, control, "control", migrations);
  const means = { control, createNamespace: create, openTenant, now, newId };
  await provisionDemonstrations(means, await hashPassword(demonstrationPassword));
  const queue: QueueMessage[] = [];
  const deps: Deps = {
    openDatabase: openTenant,
    createNamespace: create,
    openEvidence: memoryEvidence(now).open,
    enqueue: async (message) => void queue.push(message),
    signups: "closed",
    now,
    newId,
    webhooks: { fetch, hosts: [], keys: [], publicUrl: undefined },
    sessionKeys: [{ kid: "test", key: new Uint8Array(32).fill(7) }],
    rateLimit: rateLimiter(readRateLimits(manyRequests)),
  };
  const app = createApp(deps);
  const tokenFor = tokens((path, init) => app.request(path, init));
  const ask = async (tenant: string, username: string, path: string, init: RequestInit) => {
    const headers = { authorization: `Bearer ${await tokenFor(tenant, username)}`, "content-type": "application/json" };
    asked = 0;
    const response = await app.request(`/api/tenants/${tenant}${path}`, { ...init, headers });
    return { status: response.status, body: (await response.json()) as Answer };
  };
  return {
    get: (tenant, username, path) => ask(tenant, username, path, {}),
    post: (tenant, username, path, sent) => ask(tenant, username, path, { method: "POST", body: JSON.stringify(sent) }),
    roundTrips: () => asked,
    expectDeclared: (operation, body) => {
      const found = operationsOf(app as never).find(({ spec }) => spec.id === operation);
      const schema = found?.spec.answers[200]?.schema;
      if (schema === undefined) throw new Error(`no operation ${operation}`);
      const { issues = [] } = v.safeParse(schema, body);
      expect((issues ?? []).map((issue) => `${v.getDotPath(issue)}: ${issue.message}`)).toEqual([]);
    },
    app,
    drain: async () => {
      for (let message = queue.shift(); message !== undefined; message = queue.shift()) {
        if ("job" in message) await followJob(deps, message.tenant, message.job);
      }
    },
    close: async () => {
      await server.close();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}

/** Signs everyone in once; a token serves until the end. */
function tokens(request: (path: string, init: RequestInit) => Response | Promise<Response>) {
  const known = new Map<string, string>();
  return async (tenant: string, username: string): Promise<string> => {
    const key = `${tenant} ${username}`;
    const token = known.get(key);
    if (token !== undefined) return token;
    const response = await request("/api/session", {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ tenant, username, password: demonstrationPassword, mode: "token" }),
    });
    expect(response.status).toBe(200);
    const { accessToken } = (await response.json()) as { accessToken: string };
    known.set(key, accessToken);
    return accessToken;
  };
}
