import { expect } from "vitest";
import type { Database } from "../../db/open.ts";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { canonicalJson, digestOf } from "../../worker/domain/canonical.ts";
import type { Send, TestTenant } from "./tenant.ts";

/** Stores a published version as the publishing action does. */
export async function publishStandard(
  database: Database,
  code: string,
  document: object,
  more: { readonly version?: number; readonly holdsFrom?: string } = {},
): Promise<void> {
  const { subject = "unit", title } = document as { subject?: "unit" | "committee" | "belt"; title: string };
  const row = {
    ...{ code, version: more.version ?? 1, title, subject, state: "published" as const, document: document as never },
    ...{ sha256: await digestOf(document), canonical: canonicalJson(document) },
    ...{ holdsFrom: more.holdsFrom ?? "2026-01-01", publishedAt: "2026-01-01T00:00:00.000Z" },
  } as const;
  await note(database, [database.db.insert(own.standards).values(row)]);
}

/** What a point is held to: five items, 100 points, three levels; applies to what lies on a belt. */
export const pointStandard = {
  format: "hongdai/standard@1",
  title: "创建点验收标准",
  subject: "unit",
  appliesTo: "unit.on_belt || unit.demonstration",
  scoring: "points",
  sections: [
    {
      code: "team",
      title: "队伍",
      items: [
        {
          code: "secretary",
          title: "书记选配",
          criterion: "书记由党员业主或高管担任",
          score: { kind: "yes-no", points: 20 },
        },
        { code: "meetings", title: "三会一课", score: { kind: "count", each: 5, atMost: 20 } },
      ],
    },
    {
      code: "place",
      title: "阵地",
      items: [
        {
          code: "venue",
          title: "活动场所",
          score: {
            kind: "choice",
            options: [
              { code: "own", title: "独立", points: 30 },
              { code: "shared", title: "共用", points: 20 },
              { code: "none", title: "没有", points: 0 },
            ],
          },
          proof: "site-visit",
        },
        { code: "effect", title: "作用发挥", score: { kind: "rating", points: 20 }, reasonRequired: true },
        { code: "brand", title: "品牌", score: { kind: "yes-no", points: 10 }, optional: true },
      ],
    },
  ],
  vetoes: [{ code: "accident", title: "发生重大安全责任事故", effect: { kind: "no-level" } }],
  levels: [
    { code: "5", title: "五星级", atLeast: 90 },
    { code: "4", title: "四星级", atLeast: 80 },
    { code: "3", title: "三星级", atLeast: 70 },
  ],
};

/** Every unit that is asked, one document. */
export const starsStandard = {
  format: "hongdai/standard@1",
  title: "五星争创",
  scoring: "points",
  sections: [
    {
      code: "harmony",
      title: "和谐之星",
      department: "organisation",
      items: [{ code: "unity", title: "团结", score: { kind: "rating", points: 10 } }],
    },
    {
      code: "service",
      title: "服务之星",
      items: [
        {
          code: "secretary",
          title: "书记选配",
          criterion: "书记由党员业主或高管担任",
          score: { kind: "yes-no", points: 10 },
        },
      ],
    },
  ],
  badges: [{ code: "harmony", title: "和谐之星", section: "harmony", atLeast: 80 }],
};

export interface OpenedCycle {
  readonly id: string;
  /** The assessments by their units' codes. */
  readonly assessments: ReadonlyMap<string, string>;
}

/** Plans a cycle over the API as the admin, opens it, and lets the job run. */
export async function openedCycle(
  at: TestTenant,
  admin: Send,
  fields: Readonly<Record<string, unknown>> = {},
): Promise<OpenedCycle> {
  const path = `/api/tenants/${at.code}/cycles`;
  const asked = {
    code: "2026-q4",
    title: "四季度督查",
    kind: "quarterly",
    year: 2026,
    opensOn: "2026-11-20",
    standards: ["point"],
  };
  const made = await admin("POST", path, { ...asked, ...fields });
  expect(made.status).toBe(201);
  const { id } = (await made.json()) as { id: string };
  expect((await admin("POST", `${path}/${id}/opening`)).status).toBe(202);
  await at.drain();
  const rows = await at.database.db
    .select({ id: own.assessments.id, unit: own.assessments.unitId, cycle: own.assessments.cycleId })
    .from(own.assessments);
  return { id, assessments: new Map(rows.filter(({ cycle }) => cycle === id).map((row) => [row.unit, row.id])) };
}

/** Publishes the two standards above. */
export async function publishBoth({ database }: TestTenant): Promise<void> {
  await publishStandard(database, "point", pointStandard);
  await publishStandard(database, "stars", starsStandard);
}
