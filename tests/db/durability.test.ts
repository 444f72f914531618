import { once } from "node:events";
import { DatabaseSync } from "node:sqlite";
import { describe, expect, onTestFinished, test } from "vitest";
import { createNamespace } from "../../db/namespaces.ts";
import { openDatabase, tenantUrl } from "../../db/open.ts";
import { type SpawnedServer, type SpawnOptions, spawnServer, startServer } from "../../db/server/start.ts";
import { freshDatabase, freshFolder, freshServer } from "./fresh.ts";

async function spawned(options: SpawnOptions): Promise<SpawnedServer> {
  const server = await spawnServer(options);
  onTestFinished(async () => void (await server.stop()));
  return server;
}

/** Writes batches until the server is gone, and gives back what was acknowledged; `onCount` sees each one. */
async function writeUntilGone(server: SpawnedServer, writer: number, onCount: () => void): Promise<string[]> {
  const { client } = openDatabase(tenantUrl(server.libsqlUrl, "t-test"));
  const acknowledged: string[] = [];
  for (let n = 0; ; n += 1) {
    try {
      await client.batch(
        [{ sql: "INSERT INTO entries (id) VALUES (?)", args: [`${writer}-${n}`] }, "UPDATE total SET n = n + 1"],
        "write",
      );
    } catch {
      return acknowledged;
    }
    acknowledged.push(`${writer}-${n}`);
    onCount();
  }
}

describe.each(["FULL", "NORMAL"] as const)("kill -9 in the middle of writes, synchronous = %s", (synchronous) => {
  test("every acknowledged write is there afterwards, whole, and the file is sound", async () => {
    const dir = freshFolder();
    const first = await spawned({ dir, synchronous });
    const { client } = await freshDatabase(first);
    await client.executeMultiple(
      "CREATE TABLE entries (id PRIMARY KEY); CREATE TABLE total (n); INSERT INTO total VALUES (0);",
    );
    let count = 0;
    const killAt400 = (): void => {
      count += 1;
      if (count === 400) first.child.kill("SIGKILL");
    };
    const gone = once(first.child, "exit");
    const acknowledged = (
      await Promise.all([0, 1, 2, 3].map((writer) => writeUntilGone(first, writer, killAt400)))
    ).flat();
    expect(await gone).toEqual([null, "SIGKILL"]);
    expect(acknowledged.length).toBeGreaterThanOrEqual(400);

    const second = await spawned({ dir, synchronous });
    const after = openDatabase(tenantUrl(second.libsqlUrl, "t-test")).client;
    const ids = new Set((await after.execute("SELECT id FROM entries")).rows.map((row) => row[0]));
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    expect((await after.execute("SELECT n FROM total")).rows[0]?.[0]).toBe(ids.size);
    expect((await after.execute("PRAGMA integrity_check")).rows[0]?.[0]).toBe("ok");
  });
});

describe("two writers at once", () => {
  test("of many concurrent batches by two clients every one is counted", async () => {
    const server = await freshServer();
    const { client: one } = await freshDatabase(server);
    const { client: two } = openDatabase(tenantUrl(server.libsqlUrl, "t-test"));
    await one.executeMultiple("CREATE TABLE sums (n); CREATE TABLE steps (k); INSERT INTO sums VALUES (0);");
    const write = (client: typeof one, k: number) =>
      client.batch([`UPDATE sums SET n = n + ${k}`, `INSERT INTO steps VALUES (${k})`], "write");
    await Promise.all(Array.from({ length: 300 }, (_, k) => write(k % 2 === 0 ? one : two, k)));
    const { rows } = await one.execute("SELECT (SELECT n FROM sums), sum(k), count(*) FROM steps");
    expect(Array.from({ length: 3 }, (_, index) => rows[0]?.[index])).toEqual([44_850, 44_850, 300]);
  });

  test("interactive transactions of two clients follow one another and lose nothing", async () => {
    const server = await freshServer();
    const { client } = await freshDatabase(server);
    await client.executeMultiple("CREATE TABLE sums (n); INSERT INTO sums VALUES (0);");
    const add = async (): Promise<void> => {
      const transaction = await openDatabase(tenantUrl(server.libsqlUrl, "t-test")).client.transaction("write");
      const n = Number((await transaction.execute("SELECT n FROM sums")).rows[0]?.[0]);
      await transaction.execute({ sql: "UPDATE sums SET n = ?", args: [n + 1] });
      await transaction.commit();
    };
    await Promise.all(Array.from({ length: 30 }, add));
    expect((await client.execute("SELECT n FROM sums")).rows[0]?.[0]).toBe(30);
  });

  test("a write that met another process's lock fails, and the next one is really committed", async () => {
    const dir = freshFolder();
    const server = await freshServer({ dir });
    const { client } = await freshDatabase(server);
    await client.execute("CREATE TABLE t (a)");
    const other = new DatabaseSync(`${dir}/t-test.db`);
    other.exec("BEGIN IMMEDIATE");
    await expect(client.execute("INSERT INTO t VALUES (1)")).rejects.toMatchObject({ code: "SQLITE_BUSY" });
    other.exec("COMMIT");
    await client.execute("INSERT INTO t VALUES (2)");
    expect(other.prepare("SELECT a FROM t").all()).toEqual([{ a: 2 }]);
    other.exec("INSERT INTO t VALUES (3)");
    other.close();
  });
});

describe("one folder, one server", () => {
  test("a second server is refused, in the same process and in another", async () => {
    const dir = freshFolder();
    await freshServer({ dir });
    await expect(startServer({ dir })).rejects.toThrow(`another database server serves ${dir}`);
    await expect(spawnServer({ dir })).rejects.toThrow("ended before it was ready");
  });

  test("after kill -9 the next server takes the folder at once", async () => {
    const dir = freshFolder();
    const first = await spawned({ dir });
    first.child.kill("SIGKILL");
    await once(first.child, "exit");
    const second = await startServer({ dir });
    await second.close();
  });

  test("SIGTERM ends it with 0, its files closed, and nothing is lost", async () => {
    const dir = freshFolder();
    const server = await spawned({ dir });
    const { client } = await freshDatabase(server);
    await client.execute("CREATE TABLE t (a)");
    const open = await client.transaction("write");
    await open.execute("INSERT INTO t VALUES (1)");
    expect(await server.stop()).toBe(0);
    const file = new DatabaseSync(`${dir}/t-test.db`, { readOnly: true });
    expect(file.prepare("SELECT count(*) AS n FROM t").get()).toEqual({ n: 0 });
    file.close();
  });

  test("it ends when whoever started it is gone", async () => {
    const server = await spawned({ dir: freshFolder() });
    server.child.stdin?.end();
    expect(await once(server.child, "exit")).toEqual([0, null]);
  });

  test("many namespaces are served with few files open", async () => {
    const server = await freshServer();
    const names = Array.from({ length: 80 }, (_, index) => `t-many-${index}`);
    for (const name of names) await createNamespace(server.adminUrl, name);
    const write = async (name: string) => {
      const { client } = openDatabase(tenantUrl(server.libsqlUrl, name));
      await client.execute(`CREATE TABLE IF NOT EXISTS t AS SELECT '${name}' AS name`);
      return (await client.execute("SELECT name FROM t")).rows[0]?.[0];
    };
    expect(await Promise.all(names.map(write))).toEqual(names);
    expect(await Promise.all(names.map(write))).toEqual(names);
  });
});
