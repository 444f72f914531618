import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Database } from "../../db/open.ts";
import { templates } from "../../db/seed/templates.ts";
import { mostAtOnce } from "../../worker/actions/session/sweep.ts";
import { provisionTenant } from "../../worker/actions/tenants/provision.ts";
import worker from "../../worker/index.ts";
import { closePlace, meansOf, openPlace, type Place } from "../support/provision-place.ts";

// What the minute's schedule and each tenant's message remove, through the worker's own handlers.

const hour = 3_600_000;
const ago = (hours: number): string => new Date(Date.now() - hours * hour).toISOString();
const empty = templates.find(({ code }) => code === "kaihua");
if (empty === undefined) throw new Error("no template");
const district = { code: "kaihua", name: "开化县", kind: "county", parent: null } as const;
const admin = { id: "user-admin", username: "admin", name: "管理员 01", passwordHash: "none" };
let place: Place;
let tenant: Database;

beforeAll(async () => {
  place = await openPlace();
  tenant = await provisionTenant(meansOf(place, null), district, empty, null);
  await run(tenant, "INSERT INTO users (id, username, name, password_hash, created_at) VALUES (?, ?, ?, ?, ?)", [
    ...Object.values(admin),
    ago(9000),
  ]);
  const { control } = place;
  await run(control, "INSERT INTO operators (id, username, name, password_hash, created_at) VALUES (?, ?, ?, ?, ?)", [
    ...Object.values(admin),
    ago(9000),
  ]);
});

afterAll(async () => {
  tenant.client.close();
  await closePlace(place);
});

async function run(database: Database, sql: string, args: readonly string[]): Promise<readonly unknown[]> {
  const { rows } = await database.client.execute({ sql, args: [...args] });
  return rows.map((row) => Object.values(row)[0]);
}

const addSession = (id: string, expires: string, ended: string | null = null) =>
  tenant.client.execute({
    sql: "INSERT INTO sessions (id, user_id, created_at, expires_at, ended_at) VALUES (?, 'user-admin', ?, ?, ?)",
    args: [id, ago(800), expires, ended],
  });
const addKey = (key: string, created: string) =>
  run(
    tenant,
    "INSERT INTO idempotency_keys (user_id, key, request_hash, status, headers, body, created_at) VALUES ('user-admin', ?, ?, 201, '{}', '{}', ?)",
    [key, "a".repeat(64), created],
  );

/** One minute: the schedule's messages, each followed once. */
async function minute(): Promise<readonly string[]> {
  const sent: { tenant?: string }[] = [];
  const env = {
    LIBSQL_URL: place.server.libsqlUrl,
    LIBSQL_ADMIN_URL: place.server.adminUrl,
    SESSION_KEYS: JSON.stringify({ test: btoa("k".repeat(32)) }),
    OUTBOX: { send: async (message: object) => void sent.push(message) },
  };
  await worker.scheduled({}, env);
  const outcome: string[] = [];
  const messages = sent.map((body) => ({
    body: body as { tenant: string },
    ack: () => void outcome.push(`ack ${body.tenant}`),
    retry: () => void outcome.push(`retry ${body.tenant}`),
  }));
  await worker.queue({ messages }, env);
  return outcome;
}

describe("the minute's schedule", () => {
  it("removes sessions past their time and keys older than a week, and nothing that still counts", async () => {
    await addSession("over", ago(1));
    await addSession("over-and-ended", ago(2), ago(3));
    await addSession("ended", ago(-1), ago(3));
    await addSession("lives", ago(-1));
    await addKey("of-eight-days", ago(8 * 24));
    await addKey("of-six-days", ago(6 * 24));
    expect(await minute()).toEqual(["ack kaihua"]);
    expect(await run(tenant, "SELECT id FROM sessions ORDER BY id", [])).toEqual(["ended", "lives"]);
    expect(await run(tenant, "SELECT key FROM idempotency_keys", [])).toEqual(["of-six-days"]);
    await run(tenant, "DELETE FROM sessions", []);
  });

  it("removes at most so many at a time, the oldest first, and the rest with the next minutes", async () => {
    for (let at = 1; at <= mostAtOnce + 2; at += 1) await addSession(`session-${at}`, ago(at));
    await minute();
    expect(await run(tenant, "SELECT id FROM sessions ORDER BY id", [])).toEqual(["session-1", "session-2"]);
    await minute();
    expect(await run(tenant, "SELECT id FROM sessions", [])).toEqual([]);
  });

  it("removes the operators' sessions too", async () => {
    const { control } = place;
    for (const [id, expires] of [
      ["over", ago(1)],
      ["lives", ago(-1)],
    ] as const) {
      await run(
        control,
        "INSERT INTO operator_sessions (id, operator_id, created_at, expires_at) VALUES (?, 'user-admin', ?, ?)",
        [id, ago(800), expires],
      );
    }
    await minute();
    expect(await run(control, "SELECT id FROM operator_sessions", [])).toEqual(["lives"]);
  });
});
