import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { operationsOf } from "../../worker/http/openapi.ts";
import { approvedPayments } from "../support/approved-payments.ts";
import { unpackedParts } from "../support/archive.ts";
import { assessedBelts } from "../support/assessed-belts.ts";
import { creditCode } from "../support/credit-codes.ts";
import { acceptedCycle } from "../support/cycle.ts";
import { soundStandard } from "../support/life.ts";
import { type Send, tenant } from "../support/tenant.ts";

// Made from the route table: whatever an operation reads, nothing of another township is in it for whom is bound to one.

const at = "2026-01-01T00:00:00.000Z";
const here = await tenant();
const { db } = here.database;
const sheet = (unit: string) => ({ unit, answers: {}, scoreHundredths: 8000, level: null });
const plan = { goals: "四星级", measures: [], milestones: [] };
const found = {
  ...{ text: "台账缺页", responsible: "支部书记", dueOn: "2026-12-10", holdsMoney: false },
  ...{ raisedBy: "user-assessor", raisedAt: at },
};
const handedIn = { number: 1, text: "补齐了", handedInBy: "user-secretary", handedInAt: at };
const piece = {
  sha256: "a".repeat(64),
  type: "pdf",
  bytes: 9,
  name: "台账.pdf",
  uploadedBy: "user-secretary",
  at,
} as const;
const vetoed = {
  ...{ standardCode: "point", vetoCode: "accident", title: "责任事故", text: "事故", proof: "通报" },
  ...{
    happenedOn: "2026-01-01",
    fromOn: "2026-01-01",
    untilOn: "2027-12-31",
    decidedBy: "user-assessor",
    decidedAt: at,
  },
};

await note(here.database, [
  db.insert(own.belts).values({ id: "belt-luobu", code: "belt-luobu", name: "罗埠示范带", townshipId: "luobu" }),
  db.insert(own.standards).values({
    ...{
      code: "point",
      version: 1,
      state: "published",
      title: "标准",
      subject: "unit",
      document: soundStandard() as never,
    },
    ...{ sha256: "0".repeat(64), holdsFrom: "2026-01-01", publishedAt: at },
  }),
  db.insert(own.entities).values([
    {
      id: "e-luobu",
      creditCode: creditCode(1),
      name: "罗埠企业",
      kind: "enterprise",
      townshipId: "luobu",
      createdAt: at,
    },
    {
      id: "e-tangxi",
      creditCode: creditCode(2),
      name: "汤溪企业",
      kind: "enterprise",
      townshipId: "tangxi",
      createdAt: at,
    },
  ]),
  db.insert(own.coverages).values([
    { id: "c-luobu", entityId: "e-luobu", unitId: "luobu-2", mode: "area", fromOn: "2026-01-01" },
    { id: "c-tangxi", entityId: "e-tangxi", unitId: "tangxi-1", mode: "area", fromOn: "2026-01-01" },
  ]),
  db.insert(own.assignments).values([
    { id: "l-luobu", kind: "liaison", person: "领导 01", unitId: "luobu-2", fromOn: "2026-01-01" },
    { id: "l-tangxi", kind: "liaison", person: "领导 02", unitId: "tangxi-1", fromOn: "2026-01-01" },
  ]),
  db.insert(own.plans).values([
    { id: "p-luobu", unitId: "luobu-2", year: 2026, document: plan, createdAt: at },
    { id: "p-tangxi", unitId: "tangxi-1", year: 2026, document: plan, createdAt: at },
  ]),
  db.insert(own.findings).values([
    { id: "f-luobu", unitId: "luobu-2", ...found },
    { id: "f-tangxi", unitId: "tangxi-1", ...found },
  ]),
  db.insert(own.rectifications).values([
    { id: "h-luobu", findingId: "f-luobu", ...handedIn },
    { id: "h-tangxi", findingId: "f-tangxi", ...handedIn },
  ]),
  db.insert(own.evidence).values([
    { id: "x-luobu", unitId: "luobu-2", ...piece },
    { id: "x-tangxi", unitId: "tangxi-1", ...piece },
  ]),
  db.insert(own.unitVetoes).values([
    { id: "v-luobu", unitId: "luobu-2", ...vetoed },
    { id: "v-tangxi", unitId: "tangxi-1", ...vetoed },
  ]),
]);
await acceptedCycle(here.database, "point", 1, [sheet("luobu-2"), sheet("tangxi-1")]);
await assessedBelts(here.database, "c1", { "belt-luobu": "luobu", "belt-1": "tangxi" });
const record = '{"id":"tangxi-1","state":"excluded"}';
await here.database.client.execute({ sql: "UPDATE results SET record = ?, revision = 2", args: [record] });
const objected = { publicityId: "pub-1", source: "unit", text: "有异议", dueOn: "2026-11-30", raisedAt: at } as const;
const award = {
  standardCode: "point",
  cause: "granted",
  level: "3",
  levelTitle: "三星级",
  fromOn: "2026-11-01",
} as const;
await here.database.client.execute("UPDATE results SET state = 'publicised', revision = revision + 1");
await note(here.database, [
  db.insert(own.publicities).values({
    ...{ id: "pub-1", cycleId: "c1", startsOn: "2026-11-22", untilOn: "2026-11-26", days: 5 },
    ...{ startedBy: "user-admin", startedAt: at },
  }),
  db.insert(own.objections).values([
    { id: "o-luobu", resultId: "r-luobu-2", unitId: "luobu-2", raisedBy: "user-admin", ...objected },
    { id: "o-tangxi", resultId: "r-tangxi-1", unitId: "tangxi-1", raisedBy: "user-admin", ...objected },
  ]),
  db.insert(own.awards).values([
    { id: "w-luobu", unitId: "luobu-2", ...award, decidedAt: at },
    { id: "w-tangxi", unitId: "tangxi-1", ...award, decidedAt: at },
  ]),
]);

await approvedPayments(here.database, "c1", "point", { "y-luobu": "luobu-2", "y-tangxi": "tangxi-1" });

const outside = [
  "luobu-2",
  "belt-luobu",
  "e-luobu",
  "c-luobu",
  "l-luobu",
  "p-luobu",
  "r-luobu-2",
  "a-luobu-2",
  "r-belt-luobu",
  "a-belt-luobu",
  "f-luobu",
  "v-luobu",
  "o-luobu",
  "x-luobu",
  "y-luobu",
];
const inside = [
  "tangxi-1",
  "belt-1",
  "e-tangxi",
  "c-tangxi",
  "l-tangxi",
  "p-tangxi",
  "r-tangxi-1",
  "a-tangxi-1",
  "r-belt-1",
  "a-belt-1",
  "c1",
  "f-tangxi",
  "v-tangxi",
  "o-tangxi",
  "pub-1",
  "x-tangxi",
  "y-tangxi",
];
const strange = /luobu|罗埠|chamber|商会/;

const reads = operationsOf(here.app)
  .filter(({ method, path, spec }) => method === "GET" && path.includes(":tenant") && spec.roles.includes("township"))
  .map(({ path, spec }) => ({ name: spec.id, path: path.replace(":tenant", here.code) }));
const whole = reads.filter(({ path }) => !path.includes(":"));
// What stands publicised is for everybody to read: who got what, whatever they reach (publicity.test.ts). A file is
// opened by a link alone, which names one piece and one person (evidence.test.ts).
const notById = ["listPublicResults", "downloadEvidence"];
const single = reads.filter(
  ({ name, path }) => !notById.includes(name) && /:id\b/.test(path) && !/:(?!id\b)/.test(path),
);

/** What was answered, a workbook as the text of its parts. */
async function said(send: Send, path: string): Promise<string> {
  const response = await send("GET", path);
  expect([path, response.status]).toEqual([path, 200]);
  const bytes = new Uint8Array(await response.arrayBuffer());
  const parts = bytes[0] === 0x50 && bytes[1] === 0x4b ? unpackedParts(bytes).map(([, part]) => part) : [bytes];
  return parts.map((part) => new TextDecoder().decode(part)).join("\n");
}

describe("of what lies outside one's township", async () => {
  const [township, secretary, admin] = [await here.as("township"), await here.as("secretary"), await here.as("admin")];
  const local = await here.asHolder({ role: "viewer", scope: { kind: "unit", id: "tangxi" } });

  it.each(whole)("nothing is in $name", async ({ path }) => {
    for (const send of [township, secretary, local]) expect(strange.exec(await said(send, path))?.[0]).toBeUndefined();
  });

  it("all of it is in the same lists and exports for the admin", async () => {
    const seen = await Promise.all(
      whole.map(async ({ name, path }) => (strange.test(await said(admin, path)) ? [name] : [])),
    );
    expect(seen.flat()).toEqual(
      expect.arrayContaining([
        ...["listUnits", "exportUnits", "listEntities", "exportEntities", "listCoverages", "listBelts"],
        ...["listAssignments", "listPlans", "listResults", "readDashboard"],
        ...["listFindings", "listRectifications", "listVetoes", "listObjections", "listAwards", "listOwnPayments"],
      ]),
    );
  });

  it.each(single)("nothing is found by its id: $name", async ({ path }) => {
    for (const id of outside) {
      const response = await township("GET", path.replace(":id", id));
      expect([id, response.status]).toEqual([id, 404]);
    }
  });

  it("what lies inside is found by its id, and holds nothing of the rest", async () => {
    const found = async (path: string) => {
      const answers = await Promise.all(inside.map(async (id) => await township("GET", path.replace(":id", id))));
      for (const answer of answers) expect(strange.exec(await answer.text())?.[0]).toBeUndefined();
      return answers.some(({ status }) => status !== 404);
    };
    const blind = await Promise.all(single.map(async ({ name, path }) => ((await found(path)) ? [] : [name])));
    // A draw's record is everyone's to recompute, codes and weights; names only within reach (draws.test.ts).
    expect(blind.flat()).toEqual(["readJob", "readDraw"]);
  });

  it("counts hold what is inside", async () => {
    const counted = async (send: Send) =>
      ((await (await send("GET", `/api/tenants/${here.code}/cycles`)).json()) as { items: { results: number }[] })
        .items[0]?.results;
    expect([await counted(admin), await counted(township), await counted(secretary)]).toEqual([4, 2, 1]);
  });
});

describe("who is a secretary and a viewer of all", () => {
  it("reads all, and as a secretary alone reads the one unit", async () => {
    const both = await here.asHolder(
      { role: "secretary", scope: { kind: "unit", id: "tangxi-1" } },
      { role: "viewer", scope: { kind: "tenant", id: here.code } },
    );
    expect((await both("GET", `/api/tenants/${here.code}/units/luobu-2`)).status).toBe(200);
  });
});
