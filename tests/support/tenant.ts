import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";
import { migrations as controlMigrations } from "../../db/control/migrations.ts";
import * as control from "../../db/control/schema.ts";
import { migrateDatabase } from "../../db/migrate.ts";
import { createNamespace } from "../../db/namespaces.ts";
import { type Database, openDatabase, tenantUrl } from "../../db/open.ts";
import { type RunningServer, startServer } from "../../db/server/start.ts";
import { migrations as tenantMigrations } from "../../db/tenant/migrations.ts";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import type { Appointment } from "../../worker/actions/scope.ts";
import { type Api, createApp } from "../../worker/app.ts";
import type { Role, SignupMode } from "../../worker/domain/vocabulary.ts";
import { readEncryptionKeys } from "../../worker/http/encryption-keys.ts";
import type { Deps, QueueMessage } from "../../worker/http/environment.ts";
import { rateLimiter, readRateLimits } from "../../worker/http/rate-limit.ts";
import { readSessionKeys, signToken } from "../../worker/http/session-token.ts";
import { followDelivery, followJob } from "../../worker/jobs.ts";
import { newId } from "../../worker/new-id.ts";
import { type Clock, clock } from "./clock.ts";
import { undeclaredIn } from "./declared.ts";
import { type MemoryEvidence, memoryEvidence } from "./evidence-store.ts";
import { placeOf, tenantRows } from "./tenant-rows.ts";

/** Sends one request; `body` becomes JSON, bytes stay bytes. */
export type Send = (
  method: string,
  path: string,
  body?: unknown,
  headers?: Readonly<Record<string, string>>,
) => Promise<Response>;

/** A fresh tenant on a real libSQL server, and the app in this process. */
export interface TestTenant {
  readonly code: string;
  readonly app: Api;
  readonly deps: Deps;
  /** What was handed to the queue and not brought yet. */
  readonly queue: QueueMessage[];
  /** Brings what is in the queue, and what that hands to it, until nothing is left. */
  readonly drain: () => Promise<void>;
  readonly clock: Clock;
  /** What lies in the object store, which is this process's memory. */
  readonly evidence: MemoryEvidence;
  readonly database: Database;
  readonly control: Database;
  /** How many requests the app has sent to the databases. */
  readonly roundTrips: () => number;
  /** What happens once between the next request's read and its commit: before the app's second round trip from now. */
  readonly meanwhile: (happens: () => Promise<unknown>) => void;
  readonly anyone: Send;
  readonly as: (role: Role | "operator") => Promise<Send & { readonly token: string }>;
  /** A user of their own, with these appointments. */
  readonly asHolder: (...roles: readonly Appointment[]) => Promise<Send & { readonly id: string }>;
}

const sessionKeys = readSessionKeys(JSON.stringify({ test: btoa("k".repeat(32)) }));
let started: Promise<{ readonly server: RunningServer; readonly dir: string }> | undefined;
let tenants = 0;

afterAll(async () => {
  const running = await started;
  if (running === undefined) return;
  await running.server.close();
  rmSync(running.dir, { recursive: true, force: true });
});

export interface TenantOptions {
  readonly rateLimits?: string;
  readonly signups?: SignupMode;
  /** Hosts that robots' messages may go to besides their own. */
  readonly webhookHosts?: readonly string[];
  /** The way to the databases, in place of fetch: what loses, cuts or doubles. */
  readonly network?: typeof fetch;
}

export async function tenant(options: TenantOptions = {}): Promise<TestTenant> {
  started = started ?? start();
  const { server } = await started;
  tenants += 1;
  const code = `test-${tenants}`;
  await createNamespace(server.adminUrl, `t-${code}`);
  const database = open(server, `t-${code}`);
  await migrateDatabase(database, tenantMigrations);
  await note(database, tenantRows(database, code));
  const platform = open(server, "control");
  const row = { code, namespace: `t-${code}`, name: `${code} 测试区`, kind: "zone", state: "active" } as const;
  await note(platform, [platform.db.insert(control.tenants).values({ ...row, createdAt: "2026-01-01T00:00:00.000Z" })]);
  const time = clock();
  let asked = 0;
  let due: { readonly at: number; readonly happens: () => Promise<unknown> } | undefined;
  const counting: typeof fetch = async (...args) => {
    asked += 1;
    if (due !== undefined && asked === due.at) {
      const { happens } = due;
      due = undefined;
      await happens();
    }
    return await (options.network ?? fetch)(...args);
  };
  const queue: QueueMessage[] = [];
  const evidence = memoryEvidence(time.now);
  const deps: Deps = {
    openDatabase: (namespace) => open(server, namespace, counting),
    createNamespace: (namespace) => createNamespace(server.adminUrl, namespace),
    openEvidence: evidence.open,
    enqueue: async (message) => void queue.push(message),
    signups: options.signups ?? "open",
    now: time.now,
    newId,
    sessionKeys,
    webhooks: {
      ...{ fetch, hosts: options.webhookHosts ?? [], publicUrl: "https://hongdai.example" },
      keys: readEncryptionKeys(undefined, sessionKeys),
    },
    rateLimit: rateLimiter(readRateLimits(options.rateLimits)),
  };
  const app = createApp(deps);
  const drain = () => drained(deps, queue);
  const tenantOf = {
    code,
    app,
    deps,
    queue,
    drain,
    evidence,
    clock: time,
    database,
    control: platform,
    roundTrips: () => asked,
    meanwhile: (happens: () => Promise<unknown>) => {
      due = { at: asked + 2, happens };
    },
  };
  return {
    ...tenantOf,
    anyone: sender(app, {}),
    as: (role) => signedIn(tenantOf, role),
    asHolder: (...roles) => holder(tenantOf, roles),
  };
}

async function drained(deps: Deps, queue: QueueMessage[]): Promise<void> {
  for (let message = queue.shift(); message !== undefined; message = queue.shift()) {
    if ("job" in message) await followJob(deps, message.tenant, message.job);
    else if ("delivery" in message) await followDelivery(deps, message.tenant, message.delivery);
  }
}

async function start(): Promise<{ readonly server: RunningServer; readonly dir: string }> {
  const dir = mkdtempSync(join(tmpdir(), "hongdai-api-"));
  const server = await startServer({ dir, synchronous: "NORMAL" });
  await createNamespace(server.adminUrl, "control");
  const platform = open(server, "control");
  await migrateDatabase(platform, controlMigrations);
  const operator = { id: "user-operator", username: "operator", name: "平台运营", passwordHash: "none" };
  await note(platform, [
    platform.db.insert(control.operators).values({ ...operator, createdAt: "2026-01-01T00:00:00.000Z" }),
  ]);
  return { server, dir };
}

function open(server: RunningServer, namespace: string, through?: typeof fetch): Database {
  return openDatabase(tenantUrl(server.libsqlUrl, namespace), undefined, through);
}

/** A session as sign-in stores it, without the work of a password. */
async function signedIn(
  at: Omit<TestTenant, "as" | "asHolder" | "anyone">,
  role: Role | "operator",
): Promise<Send & { readonly token: string }> {
  const sessionId = newId();
  const id = `user-${role}`;
  const row = { id: sessionId, createdAt: at.clock.now().toISOString(), expiresAt: "2027-01-01T00:00:00.000Z" };
  const isOperator = role === "operator";
  if (isOperator) {
    await note(at.control, [at.control.db.insert(control.operatorSessions).values({ ...row, operatorId: id })]);
  } else {
    await note(at.database, [at.database.db.insert(own.sessions).values({ ...row, userId: id })]);
  }
  const tenant = isOperator ? "platform" : at.code;
  const scope = isOperator ? ({ kind: "tenant", id: "platform" } as const) : placeOf(role, at.code);
  const actor = { id, sessionId, tenant, username: role, name: `${role} 01`, roles: [{ role, scope }] };
  const token = await signToken(sessionKeys, actor, at.clock.now());
  return Object.assign(sender(at.app, { authorization: `Bearer ${token}` }), { token });
}

async function holder(
  at: Omit<TestTenant, "as" | "asHolder" | "anyone">,
  roles: readonly Appointment[],
): Promise<Send & { readonly id: string }> {
  const [id, sessionId] = [newId(), newId()];
  const createdAt = at.clock.now().toISOString();
  const { db } = at.database;
  const rows = roles.map(({ role, scope }) => ({ userId: id, role, scopeKind: scope.kind, scopeId: scope.id }));
  await note(at.database, [
    db.insert(own.users).values({ id, username: id, name: "兼职 01", passwordHash: "none", createdAt }),
    db.insert(own.userRoles).values(rows as (typeof own.userRoles.$inferInsert)[]),
    db.insert(own.sessions).values({ id: sessionId, userId: id, createdAt, expiresAt: "2027-01-01T00:00:00.000Z" }),
  ]);
  const actor = { id, sessionId, tenant: at.code, username: id, name: "兼职 01", roles };
  const token = await signToken(sessionKeys, actor, at.clock.now());
  return Object.assign(sender(at.app, { authorization: `Bearer ${token}` }), { id });
}

/** Text and bytes as they are, anything else as JSON. */
function bodyOf(body: unknown): string | Uint8Array<ArrayBuffer> {
  if (body instanceof Uint8Array) return Uint8Array.from(body);
  return typeof body === "string" ? body : JSON.stringify(body);
}

/** Every answer in every test is held against what its operation declares. */
function sender(app: Api, own: Readonly<Record<string, string>>): Send {
  return async (method, path, body, headers = {}) => {
    const response = await app.request(path, {
      method,
      headers: { ...own, ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      ...(body === undefined ? {} : { body: bodyOf(body) }),
    });
    const undeclared = await undeclaredIn(method, path, response.clone());
    if (undeclared.length > 0) throw new Error(undeclared.join("\n"));
    return response;
  };
}
