import { describe, expect, test } from "vitest";
import { freshDatabase, freshServer } from "./fresh.ts";

async function fresh() {
  const server = await freshServer();
  const { client } = await freshDatabase(server);
  return { server, client };
}

describe("values", () => {
  test("integers, reals, texts, blobs and null come back as they went in", async () => {
    const { client } = await fresh();
    await client.execute("CREATE TABLE t (a INTEGER, b REAL, c TEXT, d BLOB, e)");
    await client.execute({
      sql: "INSERT INTO t VALUES (?, ?, ?, ?, ?)",
      args: [-7, 0.1, "汤溪镇 '\"\u0000 🏳", new Uint8Array([0, 255, 3]), null],
    });
    const { rows, columns, columnTypes } = await client.execute("SELECT * FROM t");
    expect({ ...rows[0] }).toEqual({
      a: -7,
      b: 0.1,
      c: "汤溪镇 '\"\u0000 🏳",
      d: new Uint8Array([0, 255, 3]).buffer,
      e: null,
    });
    expect(columns).toEqual(["a", "b", "c", "d", "e"]);
    expect(columnTypes).toEqual(["INTEGER", "REAL", "TEXT", "BLOB", ""]);
  });

  test("a JavaScript number binds as a real, a bigint as an integer", async () => {
    const { client } = await fresh();
    const { rows } = await client.execute({
      sql: "SELECT typeof(?) AS x, typeof(?) AS y, 7 / ? AS z",
      args: [2, 2n, 2],
    });
    expect(Object.values({ ...rows[0] })).toEqual(["real", "integer", 3.5]);
  });

  test("an integer column turns a whole real into an integer", async () => {
    const { client } = await fresh();
    await client.execute("CREATE TABLE t (a INTEGER)");
    await client.execute({ sql: "INSERT INTO t VALUES (?)", args: [10_000_000_000_000] });
    const { rows } = await client.execute("SELECT a, typeof(a) AS kind FROM t");
    expect({ ...rows[0] }).toEqual({ a: 10_000_000_000_000, kind: "integer" });
  });

  test("an integer above 2^53 is kept exactly and only the reader that wants numbers refuses it", async () => {
    const { client, server } = await fresh();
    await client.execute("CREATE TABLE t (a INTEGER)");
    await client.execute({ sql: "INSERT INTO t VALUES (?)", args: [9_007_199_254_740_993n] });
    expect((await client.execute("SELECT CAST(a AS TEXT) AS a FROM t")).rows[0]?.["a"]).toBe("9007199254740993");
    await expect(client.execute("SELECT a FROM t")).rejects.toThrow(/too large/);
    expect((await client.execute("SELECT count(*) AS n FROM t")).rows[0]?.["n"]).toBe(1);
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  });

  test("parameters bind by name, by number and in order, also named ones in order", async () => {
    const { client } = await fresh();
    const one = async (sql: string, args: (string | number)[] | Record<string, string | number>) =>
      Object.values({ ...(await client.execute({ sql, args })).rows[0] });
    expect(await one("SELECT :b AS x, @a AS y", { a: 1, b: 2 })).toEqual([2, 1]);
    expect(await one("SELECT ?2 AS x, ?1 AS y", ["one", "two"])).toEqual(["two", "one"]);
    expect(await one("SELECT :b AS x, ':c' AS y, @a AS z", ["one", "two"])).toEqual(["one", ":c", "two"]);
  });
});

describe("statements", () => {
  test("a change tells how many rows it changed and the last rowid, a query tells none", async () => {
    const { client } = await fresh();
    await client.execute("CREATE TABLE t (id INTEGER PRIMARY KEY, a)");
    const inserted = await client.execute("INSERT INTO t (a) VALUES (1), (2), (3)");
    expect([inserted.rowsAffected, inserted.lastInsertRowid]).toEqual([3, 3n]);
    expect((await client.execute("SELECT * FROM t")).rowsAffected).toBe(0);
    expect((await client.execute("UPDATE t SET a = 9 WHERE id = 77")).rowsAffected).toBe(0);
    const returned = await client.execute("DELETE FROM t WHERE id > 1 RETURNING id");
    expect([returned.rowsAffected, returned.rows.map((row) => row["id"])]).toEqual([2, [2, 3]]);
  });

  test("an error carries SQLite's own name and message", async () => {
    const { client } = await fresh();
    await client.execute("CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL UNIQUE, c CHECK (c > 0))");
    await client.execute("INSERT INTO t VALUES (1, 'x', 1)");
    const refused = (sql: string) => client.execute(sql).catch((error: { code: string; message: string }) => error);
    expect(await refused("INSERT INTO t VALUES (2, 'x', 1)")).toMatchObject({
      code: "SQLITE_CONSTRAINT_UNIQUE",
      message: "SQLITE_CONSTRAINT_UNIQUE: SQLite error: UNIQUE constraint failed: t.b",
    });
    expect(await refused("INSERT INTO t VALUES (2, 'y', 0)")).toMatchObject({ code: "SQLITE_CONSTRAINT_CHECK" });
    expect(await refused("INSERT INTO t VALUES (2, NULL, 1)")).toMatchObject({ code: "SQLITE_CONSTRAINT_NOTNULL" });
    expect(await refused("INSERT INTO t VALUES (1, 'z', 1)")).toMatchObject({ code: "SQLITE_CONSTRAINT_PRIMARYKEY" });
    expect(await refused("SELEC 1")).toMatchObject({ code: "SQLITE_ERROR" });
    expect(await refused("SELECT 1; SELECT 2")).toMatchObject({ code: "SQL_MANY_STATEMENTS" });
    expect(await refused("-- nothing")).toMatchObject({ code: "SQL_NO_STATEMENT" });
  });

  test("foreign keys are enforced", async () => {
    const { client } = await fresh();
    await client.executeMultiple("CREATE TABLE p (id PRIMARY KEY); CREATE TABLE c (p REFERENCES p (id));");
    await expect(client.execute("INSERT INTO c VALUES (1)")).rejects.toMatchObject({
      code: "SQLITE_CONSTRAINT_FOREIGNKEY",
    });
  });

  test("a sequence runs statement after statement and ends at the first that fails", async () => {
    const { client } = await fresh();
    await expect(
      client.executeMultiple("CREATE TABLE t (a); INSERT INTO t VALUES (';'); SELECT nope; DROP TABLE t;"),
    ).rejects.toMatchObject({ code: "SQLITE_ERROR" });
    expect((await client.execute("SELECT a FROM t")).rows.map((row) => row["a"])).toEqual([";"]);
  });
});

describe("batches", () => {
  test("a batch is all or nothing", async () => {
    const { client } = await fresh();
    await client.execute("CREATE TABLE t (a INTEGER PRIMARY KEY)");
    await expect(
      client.batch(["INSERT INTO t VALUES (1)", "INSERT INTO t VALUES (2)", "INSERT INTO t VALUES (1)"], "write"),
    ).rejects.toMatchObject({ code: "SQLITE_CONSTRAINT_PRIMARYKEY", statementIndex: 2 });
    expect((await client.execute("SELECT count(*) AS n FROM t")).rows[0]?.["n"]).toBe(0);
    const results = await client.batch(["INSERT INTO t VALUES (1)", "SELECT a FROM t"], "write");
    expect(results.map(({ rows }) => rows.length)).toEqual([0, 1]);
  });

  test("changes() right after an update that found no row lets a guard undo the batch", async () => {
    const { client } = await fresh();
    await client.executeMultiple("CREATE TABLE t (a); CREATE TABLE g (ok CHECK (ok = 1)); INSERT INTO t VALUES (1);");
    const guarded = (a: number) => [`UPDATE t SET a = 2 WHERE a = ${a}`, "INSERT INTO g SELECT changes()"];
    await expect(client.batch(guarded(7), "write")).rejects.toThrow(/CHECK/);
    await client.batch(guarded(1), "write");
    expect((await client.execute("SELECT a FROM t")).rows[0]?.["a"]).toBe(2);
  });

  test("more statements than the client's cache of texts go in one batch", async () => {
    const { client } = await fresh();
    await client.execute("CREATE TABLE t (a)");
    const many = Array.from({ length: 200 }, (_, index) => `INSERT INTO t VALUES (${index})`);
    await client.batch(many, "write");
    expect((await client.execute("SELECT sum(a) AS s FROM t")).rows[0]?.["s"]).toBe(19_900);
  });
});

describe("interactive transactions", () => {
  test("what is committed stays, what is rolled back goes", async () => {
    const { client } = await fresh();
    await client.execute("CREATE TABLE t (a)");
    const first = await client.transaction("write");
    await first.execute("INSERT INTO t VALUES (1)");
    await first.commit();
    const second = await client.transaction("write");
    await second.execute("INSERT INTO t VALUES (2)");
    expect((await second.execute("SELECT count(*) AS n FROM t")).rows[0]?.["n"]).toBe(2);
    await second.rollback();
    expect((await client.execute("SELECT a FROM t")).rows.map((row) => row["a"])).toEqual([1]);
  });

  test("others wait until it ends", async () => {
    const { client } = await fresh();
    await client.execute("CREATE TABLE t (a)");
    const transaction = await client.transaction("write");
    await transaction.execute("INSERT INTO t VALUES (1)");
    const other = client.execute("SELECT count(*) AS n FROM t");
    await transaction.execute("INSERT INTO t VALUES (2)");
    await transaction.commit();
    expect((await other).rows[0]?.["n"]).toBe(2);
  });

  test("who waits too long is told the database is locked, and nothing of it is done", async () => {
    const server = await freshServer({ waitMs: 20 });
    const { client } = await freshDatabase(server);
    await client.execute("CREATE TABLE t (a)");
    const transaction = await client.transaction("write");
    await transaction.execute("INSERT INTO t VALUES (1)");
    await expect(client.batch(["INSERT INTO t VALUES (2)"], "write")).rejects.toMatchObject({ code: "SQLITE_BUSY" });
    await transaction.commit();
    expect((await client.execute("SELECT a FROM t")).rows.map((row) => row["a"])).toEqual([1]);
  });

  test("one that rests too long is rolled back and its stream has expired", async () => {
    const server = await freshServer({ idleMs: 20 });
    const { client } = await freshDatabase(server);
    await client.execute("CREATE TABLE t (a)");
    const transaction = await client.transaction("write");
    await transaction.execute("INSERT INTO t VALUES (1)");
    expect((await client.execute("SELECT count(*) AS n FROM t")).rows[0]?.["n"]).toBe(0);
    await expect(transaction.execute("INSERT INTO t VALUES (2)")).rejects.toMatchObject({ code: "STREAM_EXPIRED" });
  });

  test("a setting that a stream changed is not the next one's", async () => {
    const { client } = await fresh();
    await client.execute("PRAGMA foreign_keys = OFF");
    await client.execute("/* hidden */ PRAGMA synchronous = OFF");
    const read = async (name: string) => Object.values({ ...(await client.execute(`PRAGMA ${name}`)).rows[0] });
    expect(await read("foreign_keys")).toEqual([1]);
    expect(await read("synchronous")).toEqual([2]);
    expect(await read("journal_mode")).toEqual(["wal"]);
  });
});
