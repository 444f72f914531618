import { eq } from "drizzle-orm";
import sharp from "sharp";
import { beforeEach, describe, expect, it } from "vitest";
import { evidence, evidenceSweeps, jobs } from "../../db/tenant/schema/index.ts";
import { askForSweep } from "../../worker/actions/evidence/sweep.ts";
import { pickUpJobs } from "../../worker/jobs.ts";
import { added, addedId, secretaryOf } from "../support/evidence.ts";
import { drawn, pdf, photo } from "../support/pictures.ts";
import { type Send, type TestTenant, tenant } from "../support/tenant.ts";

let at: TestTenant;
let tangxi: Send;
let luobu: Send;

beforeEach(async () => {
  at = await tenant();
  tangxi = await at.as("secretary");
  luobu = await secretaryOf(at, "luobu-1");
});

interface Shown {
  readonly isCompared: boolean;
  readonly likenesses: readonly Readonly<Record<string, unknown>>[];
}

async function shown(send: Send, id: string): Promise<Shown> {
  return (await (await send("GET", `/api/tenants/${at.code}/evidence/${id}`)).json()) as Shown;
}

const smaller = async (seed: number) =>
  Uint8Array.from(
    await sharp(await photo(seed))
      .resize(400)
      .jpeg()
      .toBuffer(),
  );

describe("the same file or a near-same picture elsewhere", () => {
  it("is pointed out on both sides, by name only to those who reach the other", async () => {
    const one = await addedId(at, tangxi, await photo(1), { name: "大会" });
    const other = await addedId(at, luobu, await photo(1), { unit: "luobu-1", name: "学习" });
    expect((await shown(tangxi, one)).isCompared).toBe(false);
    await at.drain();
    const admin = await at.as("admin");
    const like = { kind: "same", isOwn: false };
    expect(await shown(admin, one)).toMatchObject({
      isCompared: true,
      likenesses: [{ ...like, evidence: other, unitName: "luobu-1 党组织", name: "学习" }],
    });
    expect((await shown(admin, other)).likenesses).toEqual([
      { ...like, evidence: one, unitName: "tangxi-1 党组织", name: "大会" },
    ]);
    const unnamed = [{ ...like, evidence: null, unitName: null, name: null }];
    expect((await shown(tangxi, one)).likenesses).toEqual(unnamed);
    expect((await shown(await at.as("township"), one)).likenesses).toEqual(unnamed);
  });

  it("is near where it was scaled and packed anew, and not where it is another", async () => {
    const one = await addedId(at, tangxi, await photo(1));
    const near = await addedId(at, luobu, await smaller(1), { unit: "luobu-1" });
    const far = await addedId(at, luobu, await photo(2), { unit: "luobu-1" });
    await at.drain();
    const admin = await at.as("admin");
    expect((await shown(admin, one)).likenesses.map(({ kind, evidence }) => [kind, evidence])).toEqual([
      ["near", near],
    ]);
    expect(await shown(admin, far)).toMatchObject({ isCompared: true, likenesses: [] });
  });

  it("is found whichever of the two is looked at first, and by a message that comes twice", async () => {
    await Promise.all([added(at, tangxi, await photo(1)), added(at, luobu, await smaller(1), { unit: "luobu-1" })]);
    at.queue.push(...at.queue.toReversed());
    await at.drain();
    const admin = await at.as("admin");
    const list = (await (await admin("GET", `/api/tenants/${at.code}/evidence`)).json()) as { items: Shown[] };
    expect(list.items.map(({ likenesses }) => likenesses.length)).toEqual([1, 1]);
  });

  it("is no earlier version of the piece itself, and nothing that was removed", async () => {
    const first = await addedId(at, tangxi, await photo(1));
    const second = await addedId(at, tangxi, await smaller(1), { replaces: first });
    const third = await addedId(at, tangxi, Uint8Array.from(await drawn(1).png().toBuffer()), { replaces: second });
    const gone = await addedId(at, luobu, await photo(1), { unit: "luobu-1" });
    await luobu("DELETE", `/api/tenants/${at.code}/evidence/${gone}`, undefined, { "if-match": '"1"' });
    await at.drain();
    expect(await shown(tangxi, third)).toMatchObject({ isCompared: true, likenesses: [] });
    expect((await shown(tangxi, first)).likenesses).toEqual([]);
  });

  it("is looked for among files that are no pictures by their bytes alone", async () => {
    const one = await addedId(at, tangxi, pdf);
    await addedId(at, luobu, pdf, { unit: "luobu-1" });
    await at.drain();
    expect((await shown(await at.as("admin"), one)).likenesses.map(({ kind }) => kind)).toEqual(["same"]);
  });

  it("isn't looked for in a picture of more than 12 megapixels, which counts as a file", async () => {
    const large = Uint8Array.from(await drawn(1, 4200, 3000).jpeg().toBuffer());
    const one = await addedId(at, tangxi, large);
    await addedId(at, luobu, await photo(1), { unit: "luobu-1" });
    await at.drain();
    expect(await shown(tangxi, one)).toMatchObject({ isCompared: true, likenesses: [] });
    const [row] = await at.database.db.select().from(evidence).where(eq(evidence.id, one));
    expect(row?.pictureHash).toBe(null);
  });

  it("never keeps an upload waiting: the store may be away for the job", async () => {
    const one = await addedId(at, tangxi, await photo(1));
    at.evidence.before = (call) => {
      if (call === "get") throw new Error("no bucket");
    };
    await expect(at.drain()).rejects.toThrow("storage-unavailable");
    expect((await shown(tangxi, one)).isCompared).toBe(false);
    at.evidence.before = () => undefined;
    at.clock.forward(61);
    await pickUpJobs(at.deps, at.code);
    await at.drain();
    expect((await shown(tangxi, one)).isCompared).toBe(true);
  });
});

describe("the daily sweep", () => {
  const sweep = async (): Promise<void> => {
    await askForSweep(at.database, at.clock.now(), at.deps.newId);
    await pickUpJobs(at.deps, at.code);
    await at.drain();
  };
  const rows = () => at.database.db.select().from(evidenceSweeps);
  const store = () => at.deps.openEvidence(at.code);

  it("removes what no row names once it is a day old, and counts it", async () => {
    const kept = await addedId(at, tangxi, await photo(1));
    await store().put("orphan-old", new Uint8Array(1));
    at.clock.forward(86_400);
    await store().put("orphan-new", new Uint8Array(1));
    await at.deps.openEvidence("another").put("not-ours", new Uint8Array(1));
    await sweep();
    expect([...at.evidence.objects.keys()].toSorted()).toEqual(
      [`${at.code}/${kept}`, `${at.code}/orphan-new`, "another/not-ours"].toSorted(),
    );
    expect(await rows()).toEqual([
      { day: "2026-11-23", objects: 3, orphans: 1, missing: 0, endedAt: "2026-11-23T08:00:00.000Z" },
    ]);
  });

  it("removes the object of a piece that was removed while the store was away", async () => {
    const id = await addedId(at, tangxi, await photo(1));
    at.evidence.before = (call) => {
      if (call === "remove") throw new Error("no bucket");
    };
    const path = `/api/tenants/${at.code}/evidence/${id}`;
    expect((await tangxi("DELETE", path, undefined, { "if-match": '"1"' })).status).toBe(204);
    expect(at.evidence.objects.size).toBe(1);
    at.evidence.before = () => undefined;
    at.clock.forward(86_400);
    await sweep();
    expect([at.evidence.objects.size, (await rows())[0]?.orphans]).toEqual([0, 1]);
  });

  it("counts a row whose object isn't there, and leaves it", async () => {
    const id = await addedId(at, tangxi, await photo(1));
    await addedId(at, tangxi, await photo(2));
    at.evidence.objects.delete(`${at.code}/${id}`);
    at.clock.forward(86_400);
    await sweep();
    expect(await rows()).toMatchObject([{ objects: 1, orphans: 0, missing: 1 }]);
    expect((await (await at.as("secretary"))("GET", `/api/tenants/${at.code}/evidence/${id}`)).status).toBe(200);
  });

  it("is one a day, however often the schedule asks, and goes through thousands", async () => {
    for (let n = 0; n < 2500; n += 1) await store().put(`orphan-${n}`, new Uint8Array(1));
    at.clock.forward(86_400);
    await sweep();
    await sweep();
    expect(await rows()).toMatchObject([{ objects: 2500, orphans: 2500, missing: 0 }]);
    const asked = await at.database.db.select().from(jobs).where(eq(jobs.name, "sweep-evidence"));
    expect(asked).toMatchObject([{ period: "2026-11-23", state: "done", done: 2500 }]);
  });
});
