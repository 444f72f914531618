import { beforeEach, describe, expect, it } from "vitest";
import { evidence, jobs } from "../../db/tenant/schema/index.ts";
import { added, addedId, secretaryOf, setQuota, withAssessments } from "../support/evidence.ts";
import { officeFile } from "../support/office.ts";
import { pdf, photo } from "../support/pictures.ts";
import { type Send, type TestTenant, tenant } from "../support/tenant.ts";

let at: TestTenant;
let secretary: Send;

beforeEach(async () => {
  at = await tenant();
  secretary = await at.as("secretary");
});

const keysOf = () => [...at.evidence.objects.keys()];
const rows = () => at.database.db.select({ id: evidence.id, bytes: evidence.bytes }).from(evidence);

/** A PDF of so many bytes. */
function pdfOf(bytes: number, mark = ""): Uint8Array {
  const file = new Uint8Array(bytes).fill(0x20);
  file.set(pdf.subarray(0, 9));
  file.set(new TextEncoder().encode(`%${mark}\n`), 9);
  file.set(pdf.subarray(pdf.length - 20), bytes - 20);
  return file;
}

describe("a file that is added", () => {
  it("is a piece of the unit's, with what it is by its content", async () => {
    const { status, body, etag } = await added(at, secretary, await photo(1, 6), {
      ...{ name: "支部大会.jpg", note: "三季度的支部大会", validUntil: "2027-12-31" },
    });
    expect([status, etag]).toEqual([201, '"1"']);
    expect(body).toMatchObject({
      ...{ unit: "tangxi-1", unitName: "tangxi-1 党组织", name: "支部大会.jpg", note: "三季度的支部大会" },
      ...{ type: "jpeg", width: 480, height: 640, uploadedBy: "secretary 01", at: "2026-11-22T08:00:00.000Z" },
      ...{ validUntil: "2027-12-31", replaces: null, replacedBy: null, isCompared: false, uses: [], likenesses: [] },
    });
    expect(keysOf()).toEqual([`${at.code}/${body["id"]}`]);
    const [object] = at.evidence.objects.values();
    expect(object?.bytes.length).toBe(body["bytes"]);
  });

  it("is that piece where the unit has it already, and nothing is stored again", async () => {
    const id = await addedId(at, secretary, await photo(1));
    const again = await added(at, secretary, await photo(1), { name: "另一个名字" });
    expect([again.status, again.body["id"], again.body["name"]]).toEqual([200, id, "一份"]);
    expect(keysOf()).toHaveLength(1);
    const elsewhere = await secretaryOf(at, "luobu-1");
    expect((await added(at, elsewhere, await photo(1), { unit: "luobu-1" })).status).toBe(201);
  });

  it("is one piece when it comes ten times at once", async () => {
    const file = await photo(2);
    const all = await Promise.all(Array.from({ length: 10 }, () => added(at, secretary, file)));
    expect(all.map(({ status }) => status).toSorted()).toEqual([...Array(9).fill(200), 201]);
    expect(new Set(all.map(({ body }) => body["id"])).size).toBe(1);
    expect([(await rows()).length, keysOf().length]).toEqual([1, 1]);
  });

  it("stands for an item at once where one is named", async () => {
    await withAssessments(at);
    const said = { assessment: "a-1", item: "venue" };
    const { body } = await added(at, secretary, await photo(3), said);
    expect(body["uses"]).toEqual([{ ...said, cycleTitle: "第 1 季度督查", state: "self" }]);
    const again = await added(at, secretary, await photo(3), { assessment: "a-2", item: "venue" });
    expect(again.status).toBe(200);
    expect((again.body["uses"] as object[]).length).toBe(2);
  });
});

describe("a file is refused", () => {
  it.each(["tangxi-2", "luobu-1", "nothing"])("for a unit that isn't one's own, %s", async (unit) => {
    expect((await added(at, secretary, await photo(1), { unit })).body["code"]).toBe("not-found");
    expect((await added(at, secretary, new Uint8Array(3), { unit })).body["code"]).toBe("not-found");
    expect(keysOf()).toEqual([]);
  });

  it("above 10 MB, and taken at 10 MB", async () => {
    const most = 10 * 1_048_576;
    const refused = await added(at, secretary, pdfOf(most + 1));
    expect([refused.status, refused.body["detail"]]).toEqual([413, "每份最多 10 MB，请压缩或分成几份再添。"]);
    expect((await added(at, secretary, pdfOf(most))).status).toBe(201);
  });

  it("that isn't sent as a file", async () => {
    const path = `/api/tenants/${at.code}/evidence?unit=tangxi-1&name=x`;
    const answer = await secretary("POST", path, { a: 1 });
    expect([answer.status, ((await answer.json()) as { code: string }).code]).toEqual([415, "unsupported-media-type"]);
  });

  it("with its reason, and leaves nothing", async () => {
    const { status, body } = await added(
      at,
      secretary,
      officeFile("docx", [["word/vbaProject.bin", new Uint8Array(4)]]),
    );
    const message = "文件里有宏，不能收，请另存为不带宏的文件再添。";
    expect([status, body["code"], body["errors"]]).toEqual([400, "invalid", [{ path: "file", message }]]);
    expect([await rows(), keysOf(), await at.database.db.select().from(jobs)]).toEqual([[], [], []]);
  });

  it("for an item that isn't asked, an assessment of another unit, and half a purpose", async () => {
    await withAssessments(at);
    const refusal = async (said: Readonly<Record<string, string>>) =>
      ((await added(at, secretary, await photo(1), said)).body["errors"] as { path: string }[]).map(({ path }) => path);
    expect(await refusal({ assessment: "a-1", item: "nothing" })).toEqual(["item"]);
    expect(await refusal({ assessment: "b-1", item: "venue" })).toEqual(["assessment"]);
    expect(await refusal({ assessment: "a-1" })).toEqual(["item"]);
    expect(await refusal({ item: "venue" })).toEqual(["assessment"]);
    expect(await refusal({ replaces: "nothing" })).toEqual(["replaces"]);
    expect(keysOf()).toEqual([]);
  });
});

describe("the quota", () => {
  it("is reached by exactly as many as fit, however many come at once", async () => {
    await setQuota(at, 7 * 1000 + 999);
    const files = Array.from({ length: 20 }, (_, index) => pdfOf(1000, `${index}`));
    const all = await Promise.all(files.map((file) => added(at, secretary, file)));
    const outcomes = all.map(({ status, body }) => `${status} ${body["code"] ?? ""}`).toSorted();
    expect(outcomes).toEqual([...Array(7).fill("201 "), ...Array(13).fill("409 quota-reached")]);
    expect([(await rows()).length, keysOf().length]).toEqual([7, 7]);
  });

  it("is ten gigabytes where the settings don't say", async () => {
    await setQuota(at, "many" as never);
    expect((await added(at, secretary, pdf)).status).toBe(201);
  });

  it("counts nothing that was removed", async () => {
    await setQuota(at, 1500);
    const id = await addedId(at, secretary, pdfOf(1000, "a"));
    expect((await added(at, secretary, pdfOf(1000, "b"))).body["code"]).toBe("quota-reached");
    const path = `/api/tenants/${at.code}/evidence/${id}`;
    expect((await secretary("DELETE", path, undefined, { "if-match": '"1"' })).status).toBe(204);
    expect((await added(at, secretary, pdfOf(1000, "b"))).status).toBe(201);
    expect((await rows()).length).toBe(2);
  });
});

describe("the store and the row", () => {
  it("that can't be reached leaves no row", async () => {
    at.evidence.before = () => {
      throw new Error("no bucket");
    };
    const { status, body } = await added(at, secretary, pdf);
    expect([status, body["code"], await rows()]).toEqual([503, "storage-unavailable", []]);
  });

  it("has an object before the row: what ends between the two leaves an object alone", async () => {
    let before = -1;
    at.evidence.before = (call) => {
      if (call === "put") void rows().then((found) => (before = found.length));
    };
    await added(at, secretary, pdf);
    expect(before).toBe(0);
    expect((await rows()).length).toBe(1);
  });
});
