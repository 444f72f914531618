import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { verifyDraw } from "../../worker/domain/draw.ts";
import { tenant } from "../support/tenant.ts";

type Json = Record<string, unknown>;
const json = async (response: Response | Promise<Response>) => (await (await response).json()) as Json;
const asked = { title: "第三季度抽查", wanted: 2, assessors: ["user-assessor"] };

async function place() {
  const at = await tenant();
  const path = `/api/tenants/${at.code}/draws`;
  const assessor = await at.as("assessor");
  const commit = async (more: Json = {}) => await json(assessor("POST", path, { ...asked, ...more }));
  const finish = (id: unknown, word = "春江潮水") =>
    assessor("POST", `${path}/${id}/word`, { word, witness: "纪检 01" });
  return { at, path, assessor, commit, finish };
}

describe("a draw", async () => {
  const { at, path, assessor, commit, finish } = await place();
  const draw = await commit();

  it("commits to its list and shows no nonce", () => {
    expect(draw).toMatchObject({
      number: 1,
      state: "committed",
      units: [
        { code: "chamber-1", weight: 1 },
        { code: "luobu-1", weight: 1 },
        { code: "luobu-2", weight: 1 },
        { code: "tangxi-1", weight: 1 },
        { code: "tangxi-2", weight: 1 },
      ],
      nonce: null,
      word: null,
      result: null,
    });
  });

  it("is refused while another one is open", async () => {
    expect(await commit()).toMatchObject({
      code: "conflict",
      detail: "第 1 次抽查还没抽完，先抽完或作废，再封存下一次。",
    });
  });

  it("wants a witness who is neither drawing nor sent", async () => {
    const refused = assessor("POST", `${path}/${draw["id"]}/word`, { word: "春", witness: "assessor 01" });
    expect(await json(refused)).toMatchObject({ code: "invalid", errors: [{ path: "witness" }] });
  });

  it("results from the word, and its record recomputes", async () => {
    const finished = await json(finish(draw["id"]));
    expect(finished).toMatchObject({ state: "finished", word: "春江潮水", witness: "纪检 01", revision: 2 });
    expect(finished["commitment"]).toBe(draw["commitment"]);
    const record = { ...finished } as unknown as Parameters<typeof verifyDraw>[0];
    expect(await verifyDraw(record)).toMatchObject({ isListSound: true, isCommitmentKept: true, isResultRight: true });
    expect((finished["result"] as string[]).length).toBe(2);
  });

  it("takes no second word and isn't abandoned afterwards", async () => {
    expect(await json(finish(draw["id"], "海上明月"))).toMatchObject({
      code: "conflict",
      detail: "第 1 次抽查已抽出，不能再动。",
    });
    const abandoned = assessor("POST", `${path}/${draw["id"]}/abandonment`, { reason: "不合适" });
    expect((await abandoned).status).toBe(409);
  });

  it("stays recorded with its reason where it is abandoned, under the next number", async () => {
    const second = await commit();
    const abandoned = await json(assessor("POST", `${path}/${second["id"]}/abandonment`, { reason: "见证人没有到" }));
    expect(abandoned).toMatchObject({ number: 2, state: "abandoned", reason: "见证人没有到", result: null });
    expect(abandoned["nonce"]).toMatch(/^[0-9a-f]{64}$/);
    const { items } = await json(assessor("GET", path));
    expect(items).toMatchObject([
      { number: 2, state: "abandoned", listed: 5 },
      { number: 1, state: "finished", listed: 5 },
    ]);
  });

  it("is seen by others from the day of its inspection on, with the names of their own units", async () => {
    const secretary = await at.as("secretary");
    expect(await json(secretary("GET", path))).toMatchObject({ items: [{ number: 2 }] });
    expect((await secretary("GET", `${path}/${draw["id"]}`)).status).toBe(404);
    at.clock.forward(31 * 86_400);
    const later = await at.as("secretary");
    const seen = await json(later("GET", `${path}/${draw["id"]}`));
    expect(seen["units"]).toMatchObject([
      { code: "chamber-1", name: null },
      { code: "luobu-1", name: null },
      { code: "luobu-2", name: null },
      { code: "tangxi-1", name: "tangxi-1 党组织" },
      { code: "tangxi-2", name: null },
    ]);
  });
});

describe("a list", () => {
  it("lacks what an assessor of the draw looks after, the points of a belt too", async () => {
    const { at, commit } = await place();
    const { db } = at.database;
    const liaison = { kind: "liaison", fromOn: "2026-01-01" } as const;
    await note(at.database, [
      db.insert(own.assignments).values({
        ...{ id: "as-1", person: "assessor 01", userId: "user-assessor", beltId: "belt-1", ...liaison },
      }),
      db.insert(own.assignments).values({ id: "as-2", person: "assessor 01", unitId: "luobu-2", ...liaison }),
      db.insert(own.assignments).values({
        ...{ id: "as-3", person: "别的领导", unitId: "luobu-1", ...liaison },
      }),
    ]);
    const draw = await commit();
    expect(draw).toMatchObject({
      units: [{ code: "chamber-1" }, { code: "luobu-1" }],
      excluded: [
        { code: "luobu-2", liaison: "assessor 01" },
        { code: "tangxi-1", liaison: "assessor 01" },
        { code: "tangxi-2", liaison: "assessor 01" },
      ],
    });
  });

  it("weighs deviations where the tenant says so", async () => {
    const { at, commit } = await place();
    const admin = await at.as("admin");
    const settings = { draw: { by: "deviations", mostWeight: 3 } };
    expect((await admin("PATCH", `/api/tenants/${at.code}`, { settings }, { "if-match": '"1"' })).status).toBe(200);
    const seen = (unitId: string, items: readonly string[]) =>
      items.map((item) => ({ assessmentId: `a-${unitId}`, round: 1, item, unitId }));
    const points = { claimedHundredths: 500, verifiedHundredths: 300, at: "2026-11-20T08:00:00.000Z" };
    const { db } = at.database;
    await note(at.database, [
      db
        .insert(own.standards)
        .values({ code: "s", version: 1, state: "draft", title: "标准", subject: "unit", document: {} }),
      ...(await withAssessments(at, ["tangxi-1", "luobu-1"])),
      db.insert(own.deviations).values(
        [...seen("tangxi-1", ["a"]), ...seen("luobu-1", ["a", "b", "c", "d"])].map((each) => ({
          ...each,
          ...points,
        })),
      ),
    ]);
    const { units } = (await commit({ wanted: 1 })) as unknown as { units: { code: string; weight: number }[] };
    expect(units.map(({ code, weight }) => [code, weight])).toEqual([
      ["chamber-1", 1],
      ["luobu-1", 3],
      ["luobu-2", 1],
      ["tangxi-1", 2],
      ["tangxi-2", 1],
    ]);
  });

  it("is narrowed to a township, a belt, demonstrations; too few, or nobody to send, is refused", async () => {
    const { commit } = await place();
    expect(await commit({ township: "luobu", wanted: 3, assessors: ["user-viewer", "user-viewer"] })).toMatchObject({
      errors: [
        { path: "assessors[0]", message: "不是能登录的考核员，请从考核员里选" },
        { path: "assessors[1]", message: "前面已经写过这一位" },
        { path: "wanted", message: "能抽的只有 2 个，抽不出 3 个" },
      ],
    });
    expect(await commit({ belt: "belt-1", demonstration: true, wanted: 1 })).toMatchObject({
      units: [{ code: "tangxi-1" }],
    });
  });
});

describe("what was committed", () => {
  const changes = [
    ["another list", "UPDATE draws SET list = '[]', wanted = 1"],
    ["another nonce", `UPDATE draws SET nonce = '${"0".repeat(64)}'`],
    ["another hash", `UPDATE draws SET commitment = '${"0".repeat(64)}'`],
    ["another number wanted", "UPDATE draws SET wanted = 1"],
    [
      "a result that isn't of its list",
      "UPDATE draws SET state = 'finished', word = 'x', witness = 'y', result = '[\"root\",\"tangxi-1\"]', ended_by = 'user-admin', ended_at = '2026-11-22T09:00:00.000Z'",
    ],
    [
      "one unit twice",
      "UPDATE draws SET state = 'finished', word = 'x', witness = 'y', result = '[\"tangxi-1\",\"tangxi-1\"]', ended_by = 'user-admin', ended_at = '2026-11-22T09:00:00.000Z'",
    ],
    ["being gone", "DELETE FROM draws"],
  ] as const;

  it.each(changes)("never becomes %s in the database", async (_, statement) => {
    const { at, commit } = await place();
    await commit();
    await expect(at.database.client.execute(statement)).rejects.toThrow();
  });

  it("stands once: of two commitments at the same time one is refused", async () => {
    const { assessor, path } = await place();
    const answers = await Promise.all([1, 2].map(async () => (await assessor("POST", path, asked)).status));
    expect(answers.toSorted()).toEqual([201, 409]);
  });
});

async function withAssessments(at: Awaited<ReturnType<typeof tenant>>, units: readonly string[]) {
  const { db } = at.database;
  return [
    db.insert(own.cycles).values({
      ...{ id: "c1", code: "2026-10", title: "10 月验收", kind: "acceptance", year: 2026, opensOn: "2026-10-10" },
    }),
    db.update(own.standards).set({
      ...{
        state: "published",
        sha256: "0".repeat(64),
        holdsFrom: "2026-01-01",
        publishedAt: "2026-01-01T00:00:00.000Z",
      },
    }),
    db.insert(own.cycleStandards).values({ cycleId: "c1", standardCode: "s", standardVersion: 1 }),
    db
      .insert(own.assessments)
      .values(
        units.map((unitId) => ({ id: `a-${unitId}`, cycleId: "c1", unitId, standardCode: "s", standardVersion: 1 })),
      ),
  ];
}
