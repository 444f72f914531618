import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { type Assessing, assessing, fullMarks, itemsIn } from "../support/assessing.ts";
import type { Send } from "../support/tenant.ts";

let a: Assessing;
let id: string;
let other: Send;

beforeEach(async () => {
  a = await assessing();
  id = a.cycle.assessments.get("tangxi-1") ?? "";
  other = await a.at.asHolder({ role: "secretary", scope: { kind: "unit", id: "tangxi-1" } });
});

const drafts = async () => {
  const items = itemsIn(await a.read(a.people.secretary, id));
  return Object.fromEntries([...items].map(([code, item]) => [code, item["draft"]]));
};

describe("two people at one form", () => {
  it("lose nothing when each types into items of their own", async () => {
    const sent = fullMarks.map((typed, place) => a.type(place % 2 === 0 ? a.people.secretary : other, id, [typed]));
    expect((await Promise.all(sent)).map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    expect(await drafts()).toEqual({ secretary: true, meetings: 4, venue: "own", effect: 15, brand: true });
  });

  it("in one item: the first stands, the second is told with both values, and the rest of what came with it is kept", async () => {
    await a.type(a.people.secretary, id, [{ item: "meetings", value: 4, base: null }]);
    const late = await a.type(other, id, [
      { item: "meetings", value: 3, base: null },
      { item: "venue", value: "own", base: null },
    ]);
    expect(late.status).toBe(409);
    expect(late.body["items"]).toEqual([
      { item: "meetings", status: 409, value: 4, yours: 3 },
      { item: "venue", status: 200, value: "own", yours: "own" },
    ]);
    expect(await drafts()).toMatchObject({ meetings: 4, venue: "own" });
  });

  it("in one item at the very same moment: exactly one of twenty wins", async () => {
    const sent = Array.from({ length: 20 }, (_, value) => a.type(other, id, [{ item: "meetings", value, base: null }]));
    const told = await Promise.all(sent);
    const won = told.filter(({ status }) => status === 200);
    expect(won).toHaveLength(1);
    const [stands] = (won[0]?.body["items"] ?? []) as { value: number }[];
    expect((await drafts())["meetings"]).toBe(stands?.value);
  });

  it("may send the same again after an answer that was lost", async () => {
    const typed = [{ item: "venue", value: "shared", base: null }];
    await a.type(a.people.secretary, id, typed);
    expect((await a.type(a.people.secretary, id, typed)).status).toBe(200);
  });

  it("never lose what one types while the other hands in", async () => {
    await a.type(a.people.secretary, id, fullMarks.slice(0, 2));
    const [handed, typed] = await Promise.all([
      a.step(a.people.secretary, id, "submission"),
      a.type(other, id, [{ item: "venue", value: "own", base: null }]),
    ]);
    const items = itemsIn(await a.read(a.people.secretary, id));
    const isIn = (items.get("venue")?.["claimed"] as { value: unknown } | null)?.value === "own";
    const wasTyped = typed.status === 200;
    expect(handed.status === 200 ? isIn === wasTyped : [412, 409].includes(handed.status)).toBe(true);
  });
});

describe("what is typed", () => {
  it("leaves no event before it is handed in", async () => {
    await a.type(a.people.secretary, id, fullMarks);
    const events = await a.at.database.db.select().from(own.events).where(eq(own.events.subjectId, id));
    expect(events.map(({ action }) => action)).toEqual(["open"]);
  });

  it("may be taken back, and may say that an item doesn't apply", async () => {
    await a.type(a.people.secretary, id, [{ item: "brand", value: true, base: null }]);
    await a.type(a.people.secretary, id, [{ item: "brand", value: { notApplicable: true }, base: true }]);
    expect(await drafts()).toMatchObject({ brand: { notApplicable: true } });
    await a.type(a.people.secretary, id, [{ item: "brand", value: null, base: { notApplicable: true } }]);
    expect(await drafts()).toMatchObject({ brand: null });
  });

  it("is refused with every fault, and nothing of it is kept", async () => {
    const { status, body } = await a.type(a.people.secretary, id, [
      { item: "secretary", value: true, base: null },
      { item: "meetings", value: 1.5, base: null },
      { item: "venue", value: { notApplicable: true }, base: null },
      { item: "nothing", value: 1, base: null },
      { item: "secretary", value: false, base: null },
    ]);
    expect(status).toBe(400);
    expect((body["errors"] as { path: string }[]).map(({ path }) => path)).toEqual([
      ...["[1].value", "[2].value", "[3].item", "[4].item"],
    ]);
    expect(await drafts()).toMatchObject({ secretary: null });
  });

  it("is frozen once it is handed in, by the database too", async () => {
    await a.type(a.people.secretary, id, fullMarks);
    await a.step(a.people.secretary, id, "submission");
    const { db } = a.at.database;
    const change = db.run("UPDATE assessment_documents SET document = '{}' WHERE stage = 'claimed'");
    await expect(change).rejects.toMatchObject({ cause: { message: expect.stringContaining("frozen once") } });
  });
});
