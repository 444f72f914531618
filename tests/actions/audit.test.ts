import { describe, expect, it } from "vitest";
import { noteHead, sealEvents } from "../../worker/actions/audit/seal.ts";
import { tenant } from "../support/tenant.ts";

interface Verified {
  readonly from: number;
  readonly to: number;
  readonly head: { readonly seq: number; readonly hash: string } | null;
  readonly unsealed: { readonly from: number; readonly to: number } | null;
  readonly heads: number;
  readonly break: { readonly fromSeq: number; readonly toSeq: number; readonly text: string } | null;
  readonly next: number | null;
}
interface Listed {
  readonly items: readonly {
    readonly seq: number;
    readonly action: string;
    readonly subject: string;
    readonly isSealed: boolean;
  }[];
  readonly nextCursor: string | null;
}
const json = async <T>(response: Response | Promise<Response>) => (await (await response).json()) as T;

/** A tenant whose admin has changed a unit `changes` times. */
async function fresh(changes: number) {
  const at = await tenant();
  const admin = await at.as("admin");
  const unit = `/api/tenants/${at.code}/units/tangxi-1`;
  for (let n = 1; n <= changes; n += 1) {
    await admin("PATCH", unit, { name: `汤溪 ${n}` }, { "if-match": `"${n}"` });
  }
  const seal = () => sealEvents(at.database, at.clock.now());
  const head = () => noteHead(at.control, at.database, at.code, at.clock.now());
  const verify = (after = 0) =>
    json<Verified>(admin("GET", `/api/tenants/${at.code}/audit/verification?after=${after}`));
  const list = (query = "") => json<Listed>(admin("GET", `/api/tenants/${at.code}/audit${query}`));
  /** What somebody does who holds the database itself: triggers are no hindrance. */
  const byHand = async (...statements: string[]) => {
    const triggers = await at.database.client.execute(
      "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('events', 'event_seals')",
    );
    await at.database.client.batch(
      triggers.rows.map((row) => `DROP TRIGGER ${row["name"]}`),
      "write",
    );
    await at.database.client.batch(statements, "write");
    await at.database.client.batch(
      triggers.rows.map((row) => String(row["sql"])),
      "write",
    );
  };
  return { ...at, admin, seal, head, verify, list, byHand };
}

describe("the trail", () => {
  it("is listed latest first, page by page, with what is sealed", async () => {
    const { list, seal, admin, code, roundTrips } = await fresh(3);
    await seal();
    await admin("PATCH", `/api/tenants/${code}/units/tangxi-2`, { name: "新名" }, { "if-match": '"1"' });
    const before = roundTrips();
    const first = await list("?limit=2");
    expect(roundTrips() - before).toBe(1);
    expect(first.items.map(({ seq, isSealed }) => [seq, isSealed])).toEqual([
      [4, false],
      [3, true],
    ]);
    expect((await list(`?limit=2&cursor=${first.nextCursor}`)).items.map(({ seq }) => seq)).toEqual([2, 1]);
  });

  it("is narrowed by subject, actor, action and days in China", async () => {
    const { list, admin, code, clock } = await fresh(1);
    await admin("PATCH", `/api/tenants/${code}/units/tangxi-2`, { name: "新名" }, { "if-match": '"1"' });
    clock.forward(9 * 3600);
    await admin("PATCH", `/api/tenants/${code}/units/tangxi-2`, { name: "再改" }, { "if-match": '"2"' });
    const seqs = async (query: string) => (await list(query)).items.map(({ seq }) => seq);
    expect(await seqs("?subjectKind=unit&subject=tangxi-2")).toEqual([3, 2]);
    expect(await seqs("?actor=user-admin&action=change")).toEqual([3, 2, 1]);
    expect(await seqs("?actor=nobody")).toEqual([]);
    expect(await seqs("?since=2026-11-23")).toEqual([3]);
    expect(await seqs("?until=2026-11-22")).toEqual([2, 1]);
  });

  it("is for who reaches the whole tenant", async () => {
    const { asHolder, code } = await fresh(1);
    const local = await asHolder({ role: "viewer", scope: { kind: "unit", id: "tangxi" } });
    for (const path of ["audit", "audit/verification"]) {
      expect((await local("GET", `/api/tenants/${code}/${path}`)).status).toBe(403);
    }
  });
});

describe("sealing", () => {
  it("takes up what isn't sealed, and run twice at once seals each event once", async () => {
    const { seal, verify, database } = await fresh(4);
    await Promise.all([seal(), seal(), seal()]);
    expect(await seal()).toBe(0);
    const seals = await database.client.execute("SELECT from_seq, to_seq FROM event_seals");
    expect(seals.rows.map((row) => [row[0], row[1]])).toEqual([[1, 4]]);
    expect(await verify()).toMatchObject({ from: 1, to: 4, unsealed: null, break: null, next: null });
  });

  it("of thousands goes on chunk by chunk, and so does their verification", async () => {
    const { database, seal, verify } = await fresh(0);
    await database.client.execute(
      `WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 4500)
       INSERT INTO events (id, at, actor_name, action, subject_kind, subject_id, revision)
       SELECT 'e' || i, '2026-11-22T08:00:00.000Z', '系统', 'x', 'unit', 'tangxi-1', i + 10 FROM n`,
    );
    expect(await seal()).toBe(4500);
    const first = await verify();
    const second = await verify(first.next ?? 0);
    const third = await verify(second.next ?? 0);
    expect([first, second, third].map(({ from, to, break: found, next }) => [from, to, found, next])).toEqual([
      [1, 2000, null, 2000],
      [2001, 4000, null, 4000],
      [4001, 4500, null, null],
    ]);
  });

  it("notes one head a day outside the tenant's database, which nobody changes there", async () => {
    const { seal, head, control, code, clock } = await fresh(2);
    await seal();
    await head();
    await head();
    clock.forward(86_400);
    await Promise.all([head(), head()]);
    const rows = await control.client.execute(`SELECT day, seq FROM event_heads WHERE tenant = '${code}'`);
    expect(rows.rows.map((row) => [row[0], row[1]])).toEqual([
      ["2026-11-22", 2],
      ["2026-11-23", 2],
    ]);
    for (const sql of [
      "UPDATE event_heads SET seq = 1",
      "DELETE FROM event_heads",
      "INSERT OR REPLACE INTO event_heads SELECT * FROM event_heads",
    ]) {
      await expect(control.client.execute(sql)).rejects.toThrow(/stays|event_heads\.tenant/);
    }
  });
});

describe("the database keeps the trail", () => {
  it.each([
    ["UPDATE events SET actor_name = '别人'", /never changed/],
    ["UPDATE OR REPLACE events SET seq = 2 WHERE seq = 1", /never changed/],
    ["DELETE FROM events", /never removed/],
    ["INSERT OR REPLACE INTO events SELECT * FROM events", /never removed/],
    [
      "INSERT OR REPLACE INTO events SELECT seq + 100, id, at, actor_id, actor_name, action, subject_kind, subject_id, revision, body FROM events",
      /never removed/,
    ],
    [
      "INSERT OR REPLACE INTO events SELECT seq + 100, id || 'x', at, actor_id, actor_name, action, subject_kind, subject_id, revision, body FROM events",
      /never removed/,
    ],
    ["UPDATE event_seals SET hash = previous_hash", /never changed/],
    ["DELETE FROM event_seals", /never removed/],
    ["INSERT OR REPLACE INTO event_seals SELECT * FROM event_seals", /where the last one ended/],
    [
      `INSERT INTO event_seals VALUES (9, 3, '${"0".repeat(64)}', NULL, '2026-11-22T08:00:00.000Z')`,
      /where the last one ended/,
    ],
  ])("against %s", async (sql, reason) => {
    const { database, seal } = await fresh(2);
    await seal();
    await expect(database.client.execute(sql)).rejects.toThrow(reason);
  });
});

describe("what was changed in the database itself shows", () => {
  const sealedWithHead = async () => {
    const at = await fresh(5);
    await at.seal();
    await at.head();
    return at;
  };

  it("an event that was changed", async () => {
    const { byHand, verify } = await sealedWithHead();
    await byHand("UPDATE events SET actor_name = '别人' WHERE seq = 3");
    expect((await verify()).break).toEqual({ fromSeq: 1, toSeq: 5, text: "第 1～5 条里有改动，和封存时不一样。" });
  });

  it("an event that was taken out, in the middle or not sealed yet", async () => {
    const { byHand, verify, admin, code } = await sealedWithHead();
    for (const n of [1, 2, 3]) {
      await admin("PATCH", `/api/tenants/${code}/units/tangxi-2`, { name: `新名 ${n}` }, { "if-match": `"${n}"` });
    }
    expect(await verify()).toMatchObject({ break: null, unsealed: { from: 6, to: 8 }, heads: 1 });
    await byHand("DELETE FROM events WHERE seq = 7");
    expect((await verify()).break?.text).toBe("第 7 条不见了，还没来得及封存。");
    await byHand("DELETE FROM events WHERE seq = 8");
    expect((await verify()).break?.text).toBe("末尾的第 7～8 条不见了。");
    await byHand("DELETE FROM events WHERE seq = 2");
    expect((await verify()).break?.text).toBe("第 2 条不见了。");
  });

  it("a chain that was made anew over changed events", async () => {
    const { byHand, verify, seal } = await sealedWithHead();
    await byHand("UPDATE events SET actor_name = '别人' WHERE seq = 3", "DELETE FROM event_seals");
    await seal();
    expect((await verify()).break?.text).toBe(
      "和 2026-11-22 另存在本租户之外的链首不符：第 5 条以前有改动，封存是重做的。",
    );
  });

  it("seals, and events, that were taken away from the end", async () => {
    const { byHand, verify } = await sealedWithHead();
    await byHand("DELETE FROM event_seals");
    expect((await verify()).break?.toSeq).toBe(5);
    await byHand("DELETE FROM events", "DELETE FROM sqlite_sequence WHERE name = 'events'");
    expect((await verify()).break?.text).toContain("2026-11-22");
  });

  it("a rule that was dropped", async () => {
    const { database, verify } = await sealedWithHead();
    await database.client.execute("DROP TRIGGER events_are_never_changed");
    expect((await verify()).break?.text).toBe("数据库里保护留痕的规则被去掉了，有人直接动过数据库。");
  });
});
