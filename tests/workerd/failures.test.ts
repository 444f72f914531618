import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type RunningServer, startServer } from "../../db/server/start.ts";
import { type Fault, type FaultyProxy, faultyProxy } from "../support/faulty-proxy.ts";
import { type HttpClient, signedInAt } from "../support/http-client.ts";
import { type LocalStart, startLocal } from "../support/local.ts";

// The built worker in workerd, with a way to its databases that can be broken and that counts.

let dir: string;
let server: RunningServer;
let proxy: FaultyProxy;
let local: LocalStart;
let admin: HttpClient;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "hongdai-faults-"));
  server = await startServer({ dir, synchronous: "NORMAL" });
  proxy = await faultyProxy(server.url);
  const env = { LIBSQL_URL: proxy.libsqlUrl, LIBSQL_ADMIN_URL: server.adminUrl, LOCAL_SCHEDULE: "off" };
  local = await startLocal({ env });
  admin = await signedInAt(local.url, "jinhua-edz", "admin");
});
afterEach(() => proxy.break("none"));
afterAll(async () => {
  await local?.stop();
  await proxy?.close();
  await server?.close();
  rmSync(dir, { recursive: true, force: true });
});

const unit = (code: string) => ({ code, name: `${code} 党支部`, kind: "branch" });
const codesLike = async (code: string): Promise<number> =>
  ((await (await admin.send("GET", `/units?q=${code}`)).json()) as { items: unknown[] }).items.length;

describe.each<Fault>(["unreachable", "error"])("with databases that are %s", (fault) => {
  it.each([
    ["GET", "/api/health", undefined],
    ["GET", "/units", undefined],
    ["POST", "/units", unit(`during-${fault}`)],
    ["POST", "/standards/evaluate", { standard: { code: "belt-point", version: 1 }, subjects: [] }],
    ["DELETE", "/api/session", undefined],
  ])("%s %s answers 503 with Retry-After", async (method, path, body) => {
    proxy.break(fault);
    const response = await admin.send(method, path, body);
    expect(response.status).toBe(503);
    expect(Number(response.headers.get("retry-after"))).toBeGreaterThan(0);
    const text = await response.text();
    expect(JSON.parse(text)).toMatchObject({ code: "database-unavailable", status: 503 });
    expect(text).not.toMatch(/select|insert|127\.0\.0\.1|\bat /i);
  });

  it("leaves nothing of what failed", async () => {
    expect(await codesLike(`during-${fault}`)).toBe(0);
  });

  it("signs nobody in, and doesn't say that the password is wrong", async () => {
    proxy.break(fault);
    const response = await fetch(`${local.url}/api/session`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ tenant: "jinhua-edz", username: "admin", password: "Hongdai-2015" }),
    });
    expect(response.status).toBe(503);
  });
});

describe("an answer that is lost on the way from the database", () => {
  it("is a 503, and the same key then finds what was done", async () => {
    const key = { "idempotency-key": "lost-1" };
    proxy.break("answer-lost", 1);
    const first = await admin.send("POST", "/units", unit("lost-1"), key);
    proxy.break("none");
    const second = await admin.send("POST", "/units", unit("lost-1"), key);
    const third = await admin.send("POST", "/units", unit("lost-1"), key);
    expect([first.status, second.status, third.status]).toEqual([503, 201, 201]);
    expect(await third.text()).toBe(await second.text());
    expect(await codesLike("lost-1")).toBe(1);
  });
});

describe("round trips to the database", () => {
  it.each([
    ["a page of units", "GET", "/units", undefined, 1],
    ["a page of results", "GET", "/results", undefined, 1],
    ["the home page", "GET", "/dashboard", undefined, 1],
    ["who I am", "GET", "/api/session", undefined, 1],
    ["a refused body", "POST", "/units", {}, 1],
    ["a new unit", "POST", "/units", unit("counted"), 2],
    [
      "a stored standard",
      "POST",
      "/standards/evaluate",
      { standard: { code: "belt-point", version: 1 }, subjects: [] },
      1,
    ],
    ["the tenant's own units", "POST", "/subsidies/calculate", { policy: { code: "belt-awards", version: 1 } }, 2],
  ])("%s: %s %s", async (_, method, path, body, most) => {
    proxy.counted();
    await (await admin.send(method, path, body)).text();
    expect(proxy.counted()).toBe(most);
  });

  it("a sign-in and a sign-out: two each", async () => {
    proxy.counted();
    const someone = await signedInAt(local.url, "jinhua-edz", "viewer");
    expect(proxy.counted()).toBe(2);
    expect((await someone.send("DELETE", "/api/session")).status).toBe(204);
    expect(proxy.counted()).toBe(2);
    expect((await someone.send("GET", "/units")).status).toBe(401);
  });
});
