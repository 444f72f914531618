import { expect } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { publishStandard, starsStandard } from "./assessed.ts";
import { type Told, told } from "./assessing.ts";
import { type Send, type TestTenant, tenant } from "./tenant.ts";

/** Belts by four items, one of which is taken from what is known of the belt. */
export const beltStandard = {
  format: "hongdai/standard@1",
  title: "示范带验收标准",
  subject: "belt",
  scoring: "points",
  sections: [
    {
      code: "four",
      title: "四项要求",
      items: [
        { code: "density", title: "示范密度高", score: { kind: "rating", points: 25 } },
        { code: "quality", title: "整体水平优", score: { kind: "rating", points: 25 } },
        { code: "effect", title: "作用发挥好", score: { kind: "rating", points: 25 } },
        { code: "long", title: "十公里以上", score: { kind: "yes-no", points: 25 }, from: "unit.belt_length >= 10" },
      ],
    },
  ],
  levels: [{ code: "pass", title: "达标", atLeast: 80 }],
};

/** A tenant with two belts of 汤溪镇, one of 商会, and a standard of belts beside one of units. */
export interface BeltCycle {
  readonly at: TestTenant;
  readonly people: Readonly<Record<"admin" | "township" | "secretary" | "assessor" | "assessor2" | "chamber", Send>>;
  readonly call: (who: Send, method: string, path: string, body?: unknown, etag?: string) => Promise<Told>;
  /** Plans and opens a cycle; the assessments by their belts' codes, or units' where it is one's. */
  readonly open: (fields?: object) => Promise<{ readonly id: string; readonly cases: ReadonlyMap<string, string> }>;
  /** A step on what the admin reads now. */
  readonly step: (who: Send, id: string, noun: string, body?: unknown) => Promise<Told>;
  /** The three items that are asked, `points` each. */
  readonly type: (who: Send, id: string, points: number) => Promise<Told>;
  /** The whole way to a yes, by four people. */
  readonly accept: (id: string, points: number) => Promise<void>;
  readonly close: (id: string) => Promise<void>;
}

export async function beltCycle(): Promise<BeltCycle> {
  const at = await tenant();
  await publishStandard(at.database, "belt", beltStandard);
  await publishStandard(at.database, "stars", starsStandard);
  const { db } = at.database;
  await note(at.database, [
    db.insert(own.facts).values({
      ...{ key: "belt_length", of: "belt", label: "示范带长度", type: "number", measure: "公里", filledBy: "township" },
    }),
    db.insert(own.belts).values([
      { id: "belt-2", code: "belt-2", name: "汤溪北线", townshipId: "tangxi", facts: { belt_length: 12 } },
      { id: "belt-3", code: "belt-3", name: "商会示范带", townshipId: "chamber", facts: { belt_length: 3 } },
    ]),
  ]);
  const assessor = { role: "assessor", scope: { kind: "tenant", id: at.code } } as const;
  const people = {
    admin: await at.as("admin"),
    township: await at.as("township"),
    secretary: await at.as("secretary"),
    assessor: await at.as("assessor"),
    assessor2: await at.asHolder(assessor),
    chamber: await at.asHolder({ role: "township", scope: { kind: "trade", id: "chamber" } }),
  };
  const call: BeltCycle["call"] = async (who, method, path, body, etag) =>
    await told(
      await who(method, `/api/tenants/${at.code}/${path}`, body, etag === undefined ? {} : { "if-match": etag }),
    );
  const step: BeltCycle["step"] = async (who, id, noun, body) => {
    const { etag } = await call(people.admin, "GET", `assessments/${id}`);
    return await call(who, "POST", `assessments/${id}/${noun}`, body, etag);
  };
  const type: BeltCycle["type"] = async (who, id, points) =>
    await call(
      who,
      "PATCH",
      `assessments/${id}/answers`,
      ["density", "quality", "effect"].map((item) => ({ item, value: points, base: null })),
    );
  const done = ({ status, body }: Told) => expect([status, JSON.stringify(body)]).toEqual([200, expect.any(String)]);
  return {
    ...{ at, people, call, step, type },
    open: async (fields = {}) => {
      const asked = { code: "2026-y", title: "年底验收", kind: "year-end", year: 2026, opensOn: "2026-11-20" };
      const made = await call(people.admin, "POST", "cycles", { ...asked, standards: ["belt"], ...fields });
      expect([made.status, JSON.stringify(made.body)]).toEqual([201, expect.any(String)]);
      const id = String(made.body["id"]);
      expect((await call(people.admin, "POST", `cycles/${id}/opening`)).status).toBe(202);
      await at.drain();
      const { body } = await call(people.admin, "GET", `assessments?cycle=${id}&limit=200`);
      const rows = body["items"] as { id: string; unit: { code: string }; ofBelt: { code: string } | null }[];
      return { id, cases: new Map(rows.map((row) => [row.ofBelt?.code ?? row.unit.code, row.id])) };
    },
    accept: async (id, points) => {
      const { body } = await call(people.admin, "GET", `assessments/${id}`);
      const answering = (body["unit"] as { code: string }).code === "tangxi" ? people.township : people.chamber;
      done(await type(answering, id, points));
      done(await step(answering, id, "submission"));
      done(await step(people.assessor, id, "verification", { answers: [], vetoes: [] }));
      done(await step(people.assessor2, id, "acceptance", { isAccepted: true }));
    },
    close: async (id) => {
      expect((await call(people.admin, "POST", `cycles/${id}/closing`, { reason: "其余的明年再验收" })).status).toBe(
        202,
      );
      await at.drain();
    },
  };
}
