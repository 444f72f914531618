import { readdirSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { createNamespace } from "../../db/namespaces.ts";
import { openDatabase, tenantUrl } from "../../db/open.ts";
import type { RunningServer, ServerOptions } from "../../db/server/start.ts";
import { freshDatabase, freshFolder, freshServer } from "./fresh.ts";

async function fresh(options: Partial<ServerOptions> = {}) {
  const server = await freshServer(options);
  await createNamespace(server.adminUrl, "t-test", options.authToken);
  return server;
}

function post(server: RunningServer, path: string, body: string, headers: Record<string, string> = {}) {
  return fetch(`${server.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json", ...headers },
    body,
  });
}

interface Answered {
  readonly error?: unknown;
  readonly code?: string;
  readonly baton: string | null;
  readonly results: readonly { readonly type: string; readonly response?: { readonly result?: HranaResult } }[];
}

interface HranaResult {
  readonly step_results: readonly unknown[];
  readonly step_errors: readonly unknown[];
  readonly is_readonly: boolean;
}

async function answered(response: Response): Promise<Answered> {
  return (await response.json()) as Answered;
}

const pipeline = (requests: unknown, baton?: unknown) => JSON.stringify({ baton, requests });
const execute = (stmt: unknown) => pipeline([{ type: "execute", stmt }, { type: "close" }]);

describe("malformed requests are 400, and the server goes on", () => {
  const value = (each: unknown) => execute({ sql: "SELECT ?", args: [each] });
  const nested = (depth: number): unknown =>
    depth === 0 ? { type: "ok", step: 0 } : { type: "not", cond: nested(depth - 1) };
  const bodies: Readonly<Record<string, string>> = {
    "not JSON": "{",
    empty: "",
    "a list": "[]",
    "no requests": "{}",
    "requests that are no list": pipeline({}),
    "a request that is no object": pipeline([null]),
    "an unknown request": pipeline([{ type: "drop" }]),
    "a statement without SQL": execute({}),
    "both sql and sql_id": execute({ sql: "SELECT 1", sql_id: 1 }),
    "SQL that is no text": execute({ sql: 7 }),
    "an unknown value type": value({ type: "bool", value: true }),
    "an integer as a number": value({ type: "integer", value: 7 }),
    "an integer that is no number": value({ type: "integer", value: "seven" }),
    "an integer beyond 64 bits": value({ type: "integer", value: "9223372036854775808" }),
    "a float as text": value({ type: "float", value: "1" }),
    "a baton that is no text": pipeline([], 7),
    "conditions too deep": pipeline([
      { type: "batch", batch: { steps: [{ condition: nested(100), stmt: { sql: "SELECT 1" } }] } },
    ]),
    "too many requests": pipeline(Array.from({ length: 1001 }, () => ({ type: "close" }))),
  };
  test.each(Object.entries(bodies))("%s", async (_, body) => {
    const server = await fresh();
    const response = await post(server, "dev/t-test/v2/pipeline", body);
    expect([response.status, typeof (await answered(response)).error]).toEqual([400, "string"]);
    expect((await post(server, "dev/t-test/v2/pipeline", execute({ sql: "SELECT 1" }))).status).toBe(200);
  });
});

test("a body that is larger than allowed is 413", async () => {
  const server = await fresh({ maxBodyBytes: 1000 });
  expect((await post(server, "dev/t-test/v2/pipeline", execute({ sql: `SELECT '${"x".repeat(2000)}'` }))).status).toBe(
    413,
  );
  expect((await post(server, "dev/t-test/v2/pipeline", execute({ sql: "SELECT 1" }))).status).toBe(200);
});

test("a namespace that doesn't exist is 404, on every path, and isn't made", async () => {
  const dir = freshFolder();
  const server = await freshServer({ dir });
  const answer = await post(server, "dev/t-none/v2/pipeline", execute({ sql: "SELECT 1" }));
  expect([answer.status, await answer.json()]).toEqual([404, { error: "Namespace `t-none` doesn't exist" }]);
  const { client } = openDatabase(tenantUrl(server.libsqlUrl, "t-none"));
  await expect(client.execute("SELECT 1")).rejects.toThrow("HTTP status 404");
  expect(readdirSync(dir)).toEqual(["serving.lock"]);
});

test.each([
  "..",
  "%2e%2e",
  "..%2Ft-test",
  "t-test.db",
  "T-TEST",
  "t_test",
  "a%00b",
  "serving.lock",
  "x".repeat(64),
  "",
])("the name %j leads nowhere", async (name) => {
  const dir = freshFolder();
  const server = await freshServer({ dir });
  expect((await post(server, `v1/namespaces/${name}/create`, "{}")).status).toBeGreaterThanOrEqual(400);
  expect((await post(server, `dev/${name}/v2/pipeline`, execute({ sql: "SELECT 1" }))).status).toBe(404);
  expect(readdirSync(dir)).toEqual(["serving.lock"]);
});

test("no statement reaches another file", async () => {
  const dir = freshFolder();
  const server = await freshServer({ dir });
  const { client } = await freshDatabase(server);
  await freshDatabase(server, "t-other");
  await expect(client.execute(`ATTACH '${dir}/t-other.db' AS other`)).rejects.toThrow(/attached databases/);
  await expect(client.execute(`/**/VACUUM INTO '${dir}/copy.db'`)).rejects.toThrow(/attached databases/);
  await expect(client.execute("SELECT load_extension('x')")).rejects.toThrow(/SQLITE_ERROR/);
  expect(readdirSync(dir).filter((name) => name.includes("copy"))).toEqual([]);
});

test("a namespace is created once and removed once, by sqld's admin calls", async () => {
  const server = await freshServer();
  const call = async (method: string, path: string) =>
    (await fetch(`${server.url}v1/namespaces/${path}`, { method })).status;
  expect(await call("POST", "t-a/create")).toBe(200);
  expect(await call("POST", "t-a/create")).toBe(400);
  await createNamespace(server.adminUrl, "t-a");
  expect(await call("DELETE", "t-a")).toBe(200);
  expect(await call("DELETE", "t-a")).toBe(404);
  expect(await call("GET", "t-a")).toBe(404);
});

test("a removed namespace that is created again is empty", async () => {
  const server = await freshServer();
  const { client } = await freshDatabase(server);
  await client.execute("CREATE TABLE t (a)");
  await fetch(`${server.url}v1/namespaces/t-test`, { method: "DELETE" });
  await createNamespace(server.adminUrl, "t-test");
  await expect(client.execute("SELECT * FROM t")).rejects.toThrow(/no such table/);
});

test("with a token set, a request without it is 401, reading, writing and administering", async () => {
  const server = await fresh({ authToken: "secret" });
  const select = execute({ sql: "SELECT 1" });
  const status = async (path: string, body: string, token?: string) =>
    (await post(server, path, body, token === undefined ? {} : { authorization: `Bearer ${token}` })).status;
  expect(await status("dev/t-test/v2/pipeline", select)).toBe(401);
  expect(await status("dev/t-test/v2/pipeline", select, "secreT")).toBe(401);
  expect(await status("v1/namespaces/t-b/create", "{}")).toBe(401);
  expect(await status("dev/t-test/v2/pipeline", select, "secret")).toBe(200);
  const { client } = openDatabase(tenantUrl(server.libsqlUrl, "t-test"), "secret");
  expect((await client.execute("SELECT 1 AS one")).rows.length).toBe(1);
});

test("a web page can't reach the databases of the machine it is shown on", async () => {
  const server = await fresh();
  const select = execute({ sql: "SELECT 1" });
  const fromPage = await post(server, "dev/t-test/v2/pipeline", select, { origin: "https://example.org" });
  const simple = await post(server, "dev/t-test/v2/pipeline", select, { "content-type": "text/plain" });
  expect([fromPage.status, simple.status]).toEqual([403, 415]);
});

test("a baton is good once, and for its own namespace", async () => {
  const server = await fresh();
  await createNamespace(server.adminUrl, "t-other");
  const begin = pipeline([{ type: "execute", stmt: { sql: "BEGIN" } }]);
  const { baton } = await answered(await post(server, "dev/t-test/v2/pipeline", begin));
  const again = pipeline([{ type: "get_autocommit" }], baton);
  expect((await post(server, "dev/t-other/v2/pipeline", again)).status).toBe(400);
  const answer = await answered(await post(server, "dev/t-test/v2/pipeline", again));
  expect(answer.results).toEqual([{ type: "ok", response: { type: "get_autocommit", is_autocommit: false } }]);
  const used = await post(server, "dev/t-test/v2/pipeline", again);
  expect([used.status, (await answered(used)).code]).toEqual([400, "STREAM_EXPIRED"]);
});

test("one request's failure doesn't stop the next of a pipeline, and a transaction left open is rolled back", async () => {
  const server = await fresh();
  const sql = (text: string) => ({ type: "execute", stmt: { sql: text } });
  const requests = [
    sql("CREATE TABLE t (a)"),
    sql("BEGIN"),
    sql("nonsense"),
    sql("INSERT INTO t VALUES (1)"),
    { type: "close" },
  ];
  const answer = await answered(await post(server, "dev/t-test/v3/pipeline", pipeline(requests)));
  expect(answer.results.map(({ type }) => type)).toEqual(["ok", "ok", "error", "ok", "ok"]);
  const { client } = openDatabase(tenantUrl(server.libsqlUrl, "t-test"));
  expect((await client.execute("SELECT * FROM t")).rows.length).toBe(0);
});

test("describe tells parameters, columns and whether a statement only reads", async () => {
  const server = await fresh();
  const describeOf = async (sql: string) => {
    const body = pipeline([{ type: "store_sql", sql_id: 3, sql }, { type: "describe", sql_id: 3 }, { type: "close" }]);
    return (await answered(await post(server, "dev/t-test/v2/pipeline", body))).results[1]?.response?.result;
  };
  expect(await describeOf("SELECT ? AS a, :b AS b -- ?")).toEqual({
    params: [{ name: null }, { name: ":b" }],
    cols: [
      { name: "a", decltype: null },
      { name: "b", decltype: null },
    ],
    is_explain: false,
    is_readonly: true,
  });
  expect((await describeOf("CREATE TABLE t (a)"))?.is_readonly).toBe(false);
});

test("conditions decide by what earlier steps did", async () => {
  const server = await fresh();
  const step = (sql: string, condition?: unknown) => ({ stmt: { sql }, condition });
  const ok = { type: "ok", step: 0 };
  const failed = { type: "error", step: 1 };
  const steps = [
    step("SELECT 1"),
    step("nonsense"),
    step("SELECT 2", ok),
    step("SELECT 3", failed),
    step("SELECT 4", { type: "not", cond: ok }),
    step("SELECT 5", { type: "and", conds: [ok, failed] }),
    step("SELECT 6", {
      type: "or",
      conds: [
        { type: "not", cond: ok },
        { type: "error", step: 0 },
      ],
    }),
    step("SELECT 7", { type: "is_autocommit" }),
  ];
  const body = pipeline([{ type: "batch", batch: { steps } }, { type: "close" }]);
  const { results } = await answered(await post(server, "dev/t-test/v2/pipeline", body));
  const batch = results[0]?.response?.result;
  expect(batch?.step_results.map((each) => each !== null)).toEqual([true, false, true, true, false, true, false, true]);
  expect(batch?.step_errors.map((each) => each !== null)).toEqual([false, true, ...Array<boolean>(6).fill(false)]);
});
