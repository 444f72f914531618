import { Hono } from "hono";
import * as v from "valibot";
import { listAssessors } from "../actions/assessors.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { operation, scopeOf } from "../http/operation.ts";

const assessor = v.strictObject({ id: f.id, name: f.said(100) });

export const assessors = new Hono<AppEnv>().get(
  "/",
  operation({
    id: "listAssessors",
    summary: "能派去督查的考核员",
    roles: ["admin", "assessor"],
    answers: { 200: { description: "考核员", schema: v.strictObject({ items: f.listOf(assessor, 200) }) } },
  }),
  async (c) => c.json(await listAssessors(scopeOf(c))),
);
