import { Hono } from "hono";
import * as v from "valibot";
import { readDashboard } from "../actions/dashboard/read.ts";
import { tenantKinds } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, operation, scopeOf } from "../http/operation.ts";

const count = f.whole(0, 1_000_000);
const figure = f.number(-1_000_000_000_000, 1_000_000_000_000);

const sum = v.strictObject({
  label: f.said(200),
  terms: f.listOf(count, 1000),
  total: f.whole(0, 1_000_000_000),
  stated: v.nullable(count),
  agrees: v.boolean(),
  text: f.said(500),
});

const targets = v.strictObject({
  document: f.said(200),
  clause: f.said(100),
  rows: f.listOf(
    v.strictObject({
      kind: v.picklist(["township", "trade"]),
      label: f.said(200),
      plannedUnits: v.nullable(count),
      units: count,
      plannedDemonstrations: v.nullable(count),
      demonstrations: count,
    }),
    2000,
  ),
  sums: f.listOf(sum, 10),
});

const point = v.strictObject({
  unit: f.id,
  code: f.said(64),
  name: f.said(100),
  position: v.nullable(f.whole(1, 1_000_000)),
  demonstration: v.boolean(),
  score: v.nullable(f.number(0, 100_000_000_000)),
  level: v.nullable(f.said(64)),
  levelTitle: v.nullable(f.said(200)),
  short: v.boolean(),
});

const line = v.strictObject({
  id: f.said(100),
  name: f.said(100),
  township: v.nullable(f.said(100)),
  passes: v.boolean(),
  reached: count,
  units: count,
  demonstrationsReached: count,
  demonstrations: count,
  shortText: f.said(200),
  points: f.listOf(point, 10_000),
});

const stuck = v.strictObject({
  unit: f.id,
  name: f.said(100),
  scoreText: f.said(200),
  gapText: f.said(200),
  consequence: f.said(200),
});

const horizon = v.strictObject({
  code: f.documentCode,
  title: f.said(100),
  dueOn: f.date,
  wording: f.said(1000),
  targets: f.listOf(
    v.strictObject({
      label: f.said(200),
      count: v.nullable(count),
      isAbout: v.boolean(),
      reached: v.nullable(count),
    }),
    1000,
  ),
});

const category = v.strictObject({
  code: f.documentCode,
  title: f.said(100),
  target: v.nullable(count),
  isAbout: v.boolean(),
  units: count,
});

const department = v.strictObject({ code: f.documentCode, title: f.said(100), badges: f.listOf(f.said(200), 1000) });

const statedFigure = v.strictObject({
  code: f.documentCode,
  title: f.said(200),
  label: f.said(200),
  value: v.nullable(figure),
  measure: f.said(20),
  denominator: v.nullable(figure),
  denominatorLabel: v.nullable(f.said(200)),
  stated: v.nullable(f.said(200)),
  remark: v.nullable(f.said(1000)),
});

const dashboardAnswer = v.strictObject({
  tenant: v.strictObject({
    code: f.tenantCode,
    name: f.said(100),
    kind: f.oneOf(tenantKinds),
    parent: v.nullable(f.tenantCode),
    parentName: v.nullable(f.said(100)),
  }),
  cycle: v.nullable(v.strictObject({ id: f.id, title: f.said(100) })),
  sentences: f.listOf(f.said(500), 10),
  targets: v.nullable(targets),
  belts: f.listOf(line, 10_000),
  outside: f.listOf(line, 10_000),
  stuck: f.listOf(stuck, 10_000),
  horizons: f.listOf(horizon, 1000),
  categories: f.listOf(category, 1000),
  departments: f.listOf(department, 1000),
  figures: f.listOf(statedFigure, 1000),
  figureFault: v.nullable(f.said(10_000)),
  standards: f.listOf(v.strictObject(f.documentHead), 10_000),
  policies: f.listOf(v.strictObject(f.documentHead), 10_000),
});

export const dashboard = new Hono<AppEnv>().get(
  "/",
  operation({
    id: "readDashboard",
    summary: "总览",
    description: "先说结果，再列依据：目标与合计、各条带的点、卡在哪里、分期目标、统计数。只含本人管得到的党组织。",
    roles: everyone,
    answers: { 200: { description: "总览", schema: dashboardAnswer } },
  }),
  async (c) => c.json(await readDashboard(scopeOf(c))),
);
