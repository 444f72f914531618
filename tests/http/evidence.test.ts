import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { events, evidenceUses } from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { added, addedId, linkTo, secretaryOf, stand, withAssessments } from "../support/evidence.ts";
import { pdf, photo } from "../support/pictures.ts";
import { type Send, type TestTenant, tenant } from "../support/tenant.ts";

let at: TestTenant;
let secretary: Send;

beforeEach(async () => {
  at = await tenant();
  secretary = await at.as("secretary");
  await withAssessments(at);
});

const path = (rest = "") => `/api/tenants/${at.code}/evidence${rest}`;
const json = async (response: Response) => (await response.json()) as Readonly<Record<string, unknown>>;
const use = (send: Send, id: string, assessment: string, item = "venue") =>
  send("POST", path(`/${id}/uses`), { assessment, item });
const endUse = (send: Send, id: string, assessment: string, item = "venue") =>
  send("DELETE", path(`/${id}/uses?assessment=${assessment}&item=${item}`));
const idsIn = async (send: Send, query: string) =>
  ((await json(await send("GET", path(query))))["items"] as { id: string }[]).map(({ id }) => id);
const codeOf = async (response: Response) => `${response.status} ${(await json(response))["code"]}`;

describe("one piece", () => {
  it("stands for many items and cycles, and is asked for once", async () => {
    const id = await addedId(at, secretary, await photo(1), { assessment: "a-1", item: "venue" });
    expect((await use(secretary, id, "a-1", "meetings")).status).toBe(200);
    const used = await json(await use(secretary, id, "a-2"));
    expect(used["uses"]).toEqual([
      { assessment: "a-1", item: "venue", cycleTitle: "第 1 季度督查", state: "self" },
      { assessment: "a-1", item: "meetings", cycleTitle: "第 1 季度督查", state: "self" },
      { assessment: "a-2", item: "venue", cycleTitle: "第 2 季度督查", state: "self" },
    ]);
    expect(await json(await use(secretary, id, "a-2"))).toEqual(used);
    expect(await idsIn(secretary, "?assessment=a-1&item=meetings")).toEqual([id]);
    expect(await idsIn(secretary, "?assessment=a-2&item=meetings")).toEqual([]);
    expect(await idsIn(secretary, "?unit=tangxi-1")).toEqual([id]);
  });

  it("goes from an item and stays with the unit", async () => {
    const id = await addedId(at, secretary, await photo(1), { assessment: "a-1", item: "venue" });
    expect((await endUse(secretary, id, "a-1")).status).toBe(204);
    expect(await codeOf(await endUse(secretary, id, "a-1"))).toBe("404 not-found");
    expect(await idsIn(secretary, "?assessment=a-1")).toEqual([]);
    expect(await idsIn(secretary, "?unit=tangxi-1")).toEqual([id]);
    expect((await use(secretary, id, "a-1")).status).toBe(200);
  });

  it("stays as it was with an assessment that was handed in, until that is returned", async () => {
    const id = await addedId(at, secretary, await photo(1), { assessment: "a-1", item: "venue" });
    await stand(at, "a-1", "township");
    expect(await codeOf(await endUse(secretary, id, "a-1"))).toBe("409 conflict");
    expect(await codeOf(await use(secretary, id, "a-1", "meetings"))).toBe("409 conflict");
    const removal = await secretary("DELETE", path(`/${id}`), undefined, { "if-match": '"1"' });
    expect(await json(removal)).toMatchObject({
      ...{ status: 409, detail: "「第 1 季度督查」已经报送，用到这份材料，不能移去。" },
    });
    await stand(at, "a-1", "self");
    expect((await endUse(secretary, id, "a-1")).status).toBe(204);
  });

  it("is held to that by the database for whoever doesn't ask", async () => {
    const id = await addedId(at, secretary, await photo(1), { assessment: "a-1", item: "venue" });
    await stand(at, "a-1", "township");
    const { db } = at.database;
    const row = { id: "u-1", item: "x", evidenceId: id, usedBy: "user-secretary", at: "2026-11-22T08:00:00.000Z" };
    const kept = "an assessment that was handed in keeps its proofs";
    await expect(note(at.database, [db.delete(evidenceUses)])).rejects.toThrow(kept);
    await expect(note(at.database, [db.insert(evidenceUses).values({ ...row, assessmentId: "a-1" })])).rejects.toThrow(
      kept,
    );
    await expect(note(at.database, [db.insert(evidenceUses).values({ ...row, assessmentId: "b-1" })])).rejects.toThrow(
      kept,
    );
  });

  it("is refused beyond twenty for an item", async () => {
    const ids: string[] = [];
    for (let n = 0; n < 21; n += 1) {
      ids.push(
        await addedId(
          at,
          secretary,
          new TextEncoder().encode(`${new TextDecoder().decode(pdf).trim()}${" ".repeat(n)}`),
        ),
      );
    }
    const answers = await Promise.all(ids.map((id) => use(secretary, id, "a-1")));
    expect(answers.map(({ status }) => status).toSorted()).toEqual([...Array(20).fill(200), 409]);
  });

  it("changes its words and its validity, never its file", async () => {
    const { body, etag } = await added(at, secretary, await photo(1));
    const change = { note: "会场", validUntil: "2026-12-31", name: "会场.jpg" };
    const changed = await secretary("PATCH", path(`/${body["id"]}`), change, { "if-match": etag });
    expect(await json(changed)).toMatchObject({ ...change, sha256: body["sha256"], revision: 2 });
    expect(await codeOf(await secretary("PATCH", path(`/${body["id"]}`), change, { "if-match": etag }))).toBe(
      "412 stale",
    );
  });

  it("is removed with its file, and its row says when", async () => {
    const id = await addedId(at, secretary, await photo(1), { assessment: "a-1", item: "venue" });
    expect((await secretary("DELETE", path(`/${id}`), undefined, { "if-match": '"1"' })).status).toBe(204);
    expect([at.evidence.objects.size, (await secretary("GET", path(`/${id}`))).status]).toEqual([0, 404]);
    expect(await idsIn(secretary, "?assessment=a-1")).toEqual([]);
    const actions = await at.database.db.select({ action: events.action }).from(events).where(eq(events.subjectId, id));
    expect(actions.map(({ action }) => action)).toEqual(["upload", "remove"]);
  });
});

describe("a new version", () => {
  it("takes the place of the old where that can be changed; what was handed in keeps the old", async () => {
    const old = await addedId(at, secretary, await photo(1), { assessment: "a-1", item: "venue" });
    await use(secretary, old, "a-2");
    await stand(at, "a-1", "township");
    const id = await addedId(at, secretary, await photo(2), { replaces: old });
    expect(await idsIn(secretary, "?assessment=a-1")).toEqual([old]);
    expect(await idsIn(secretary, "?assessment=a-2")).toEqual([id]);
    expect(await idsIn(secretary, "?unit=tangxi-1")).toEqual([id]);
    expect((await json(await secretary("GET", path(`/${old}`))))["replacedBy"]).toBe(id);
    expect((await json(await secretary("GET", path(`/${id}`))))["replaces"]).toBe(old);
  });

  it("is one: of two at once the later is refused", async () => {
    const old = await addedId(at, secretary, await photo(1));
    const both = await Promise.all(
      [2, 3].map(async (seed) => added(at, secretary, await photo(seed), { replaces: old })),
    );
    expect(both.map(({ status }) => status === 201).toSorted()).toEqual([false, true]);
    expect(both.find(({ status }) => status !== 201)?.body["code"]).toMatch(/^(conflict|invalid)$/);
    expect(at.evidence.objects.size).toBe(2);
    expect((await added(at, secretary, await photo(4), { replaces: old })).body["code"]).toBe("invalid");
  });
});

describe("what lies outside one's reach isn't found", () => {
  it("in lists and single pieces, links and files", async () => {
    const luobu = await secretaryOf(at, "luobu-1");
    const own = await addedId(at, secretary, await photo(1), { assessment: "a-1", item: "venue" });
    const other = await addedId(at, luobu, await photo(2), { unit: "luobu-1" });
    const township = await at.as("township");
    for (const send of [secretary, township]) {
      expect(await idsIn(send, "")).toEqual([own]);
      expect(await idsIn(send, "?unit=luobu-1")).toEqual([]);
      expect((await send("GET", path(`/${other}`))).status).toBe(404);
      expect((await send("POST", path("/links"), { evidence: [own, other] })).status).toBe(404);
    }
    for (const role of ["admin", "assessor", "department", "viewer"] as const) {
      expect([role, await idsIn(await at.as(role), "")]).toEqual([role, [other, own]]);
    }
    expect(await idsIn(luobu, "?assessment=a-1")).toEqual([]);
    expect(await codeOf(await use(luobu, own, "b-1"))).toBe("404 not-found");
    expect(await codeOf(await use(luobu, other, "a-1"))).toBe("400 invalid");
    expect(await codeOf(await endUse(luobu, own, "a-1"))).toBe("404 not-found");
    expect((await luobu("PATCH", path(`/${own}`), { note: "x" }, { "if-match": "*" })).status).toBe(404);
    expect((await luobu("DELETE", path(`/${own}`), undefined, { "if-match": "*" })).status).toBe(404);
  });

  it("by a secretary's other role either: who may read it all still changes their own unit's alone", async () => {
    const both = await at.asHolder(
      { role: "secretary", scope: { kind: "unit", id: "luobu-1" } },
      { role: "viewer", scope: { kind: "tenant", id: at.code } },
    );
    const own = await addedId(at, secretary, await photo(1), { assessment: "a-1", item: "venue" });
    expect(await idsIn(both, "")).toEqual([own]);
    expect((await both("DELETE", path(`/${own}`), undefined, { "if-match": "*" })).status).toBe(404);
    expect((await added(at, both, await photo(2), { unit: "tangxi-1" })).status).toBe(404);
    expect((await endUse(both, own, "a-1")).status).toBe(404);
  });
});

describe("a link to a file", () => {
  it("hands it out with headers under which nothing in it runs, and is noted", async () => {
    const before = await photo(1);
    const id = await addedId(at, secretary, before, { name: "支部大会" });
    const township = await at.as("township");
    const url = await linkTo(at, township, id);
    const file = await township("GET", url);
    expect(file.status).toBe(200);
    expect(Object.fromEntries(file.headers)).toMatchObject({
      "content-type": "image/jpeg",
      "content-disposition": `inline; filename="${id}"; filename*=UTF-8''${encodeURIComponent("支部大会.jpg")}`,
      "content-security-policy": "default-src 'none'; sandbox",
      "x-content-type-options": "nosniff",
      "cache-control": "no-store",
    });
    const served = Buffer.from(await file.arrayBuffer());
    expect(served.includes("SecretPhone")).toBe(false);
    expect(Buffer.from(before).includes("SecretPhone")).toBe(true);
    const [event] = await at.database.db.select().from(events).where(eq(events.action, "read"));
    expect(event).toMatchObject({
      actorId: "user-township",
      body: { what: "佐证材料「支部大会」", of: { kind: "evidence", id } },
    });
  });

  it("downloads what is no picture", async () => {
    const id = await addedId(at, secretary, pdf, { name: "会议记录.pdf" });
    const file = await secretary("GET", await linkTo(at, secretary, id));
    expect(file.headers.get("content-type")).toBe("application/pdf");
    expect(file.headers.get("content-disposition")).toMatch(/^attachment; /);
  });

  it("is refused once five minutes are over, for another piece, to another person, and changed", async () => {
    const [one, other] = [await addedId(at, secretary, await photo(1)), await addedId(at, secretary, await photo(2))];
    const url = await linkTo(at, secretary, one);
    const spent = "403 link-spent";
    expect(await codeOf(await secretary("GET", url.replace(one, other)))).toBe(spent);
    expect(await codeOf(await (await at.as("township"))("GET", url))).toBe(spent);
    expect(await codeOf(await secretary("GET", `${url.slice(0, -4)}AAAA`))).toBe(spent);
    expect((await at.anyone("GET", url)).status).toBe(401);
    const { token } = await at.as("secretary");
    expect(await codeOf(await secretary("GET", path(`/${one}/content?link=${token}`)))).toBe(spent);
    at.clock.forward(299);
    expect((await secretary("GET", url)).status).toBe(200);
    at.clock.forward(1);
    expect(await codeOf(await secretary("GET", url))).toBe(spent);
  });

  it("opens nothing as a session, nor for whom the unit is no longer in reach", async () => {
    const id = await addedId(at, secretary, await photo(1));
    const url = await linkTo(at, secretary, id);
    const link = new URL(url, "http://localhost").searchParams.get("link") ?? "";
    expect((await at.anyone("GET", path(), undefined, { authorization: `Bearer ${link}` })).status).toBe(401);
    await secretary("DELETE", path(`/${id}`), undefined, { "if-match": '"1"' });
    expect((await secretary("GET", url)).status).toBe(404);
  });

  it("costs two round trips, the event among them", async () => {
    const id = await addedId(at, secretary, await photo(1));
    const before = at.roundTrips();
    await linkTo(at, secretary, id);
    expect(at.roundTrips() - before).toBe(2);
  });
});
