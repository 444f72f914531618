import { Hono } from "hono";
import * as v from "valibot";
import { listFacts } from "../actions/facts/list.ts";
import { factPeriods, factSubjects, factTypes, roles } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, operation, scopeOf } from "../http/operation.ts";

const fact = v.strictObject({
  key: f.said(64),
  label: f.said(100),
  type: f.oneOf(factTypes),
  measure: v.nullable(f.said(20)),
  choices: f.listOf(v.strictObject({ code: f.said(64), title: f.said(200) }), 1000),
  of: f.oneOf(factSubjects),
  per: f.oneOf(factPeriods),
  filledBy: f.oneOf(roles),
  formerKeys: f.listOf(f.said(64), 1000),
  revision: f.revision,
});

export const facts = new Hono<AppEnv>().get(
  "/",
  operation({
    id: "listFacts",
    summary: "登记的事实",
    description: "标准和办法能说到的事实，按登记的次序。",
    roles: everyone,
    query: v.strictObject({
      of: v.optional(f.oneOf(factSubjects)),
      per: v.optional(f.oneOf(factPeriods)),
      limit: f.limit,
      cursor: f.cursor,
    }),
    answers: { 200: { description: "一页事实", schema: f.pageOf(fact) } },
  }),
  async (c) => c.json(await listFacts(scopeOf(c), c.req.valid("query"))),
);
