import { Hono } from "hono";
import * as v from "valibot";
import { listCycles } from "../actions/cycles/list.ts";
import { cycleKinds } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, operation, scopeOf } from "../http/operation.ts";

const cycle = v.strictObject({
  id: f.id,
  code: f.said(64),
  title: f.said(100),
  kind: f.oneOf(cycleKinds),
  year: f.whole(1949, 9999),
  opensOn: f.date,
  selfUntil: v.nullable(f.date),
  reviewUntil: v.nullable(f.date),
  acceptanceUntil: v.nullable(f.date),
  closedOn: v.nullable(f.date),
  standards: f.listOf(v.strictObject({ code: f.documentCode, version: f.version }), 100),
  results: f.whole(0, 1_000_000),
});

export const cycles = new Hono<AppEnv>().get(
  "/",
  operation({
    id: "listCycles",
    summary: "考核周期列表",
    description: "最近的在前；standards 为周期所依据的标准版本，results 为认定结果的数目。",
    roles: everyone,
    query: v.strictObject({ limit: f.limit, cursor: f.cursor }),
    answers: { 200: { description: "一页考核周期", schema: f.pageOf(cycle) } },
  }),
  async (c) => c.json(await listCycles(scopeOf(c), c.req.valid("query"))),
);
