import { Hono } from "hono";
import * as v from "valibot";
import { checkGiven } from "../actions/documents/check.ts";
import { listDocuments, readDocument } from "../actions/documents.ts";
import { effectOfPolicy } from "../actions/subsidies/effect.ts";
import { checked, draft, head, headWithVersions } from "../http/document-shapes.ts";
import { policyEffect } from "../http/effect-shapes.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, operation, scopeOf } from "../http/operation.ts";
import { documentFiles } from "./document-files.ts";
import { documentLife } from "./document-life.ts";
import { policyTrials } from "./policy-trial.ts";

export const policies = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listPolicies",
      summary: "办法列表",
      roles: everyone,
      query: v.strictObject({ limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页办法，按编码", schema: f.pageOf(head) } },
    }),
    async (c) => c.json(await listDocuments(scopeOf(c), "policies", c.req.valid("query"))),
  )
  .get(
    "/:code",
    operation({
      id: "readPolicy",
      summary: "一个办法及其各版",
      description: "inForce 为 on 这一天（不写为今天）施行的一版。",
      roles: everyone,
      query: v.strictObject({ on: v.optional(f.date) }),
      answers: { 200: { description: "办法", schema: headWithVersions } },
    }),
    async (c) => c.json(await readDocument(scopeOf(c), "policies", c.req.param("code"), c.req.valid("query").on)),
  )
  .post(
    "/check",
    operation({
      id: "checkPolicy",
      summary: "办法体检",
      description: "什么也不保存：给出全文的错误和提醒。",
      roles: everyone,
      body: v.strictObject({ policy: draft }),
      answers: { 200: { description: "错误和提醒", schema: checked } },
    }),
    async (c) => c.json(await checkGiven(scopeOf(c), "policies", c.req.valid("json").policy, "policy")),
  )
  .get(
    "/:code/versions/:version/effect",
    operation({
      id: "effectOfPolicy",
      summary: "办法的一版对现有党组织的影响",
      description:
        "什么也不保存：用 cycle（不写为最近有认定结果的周期）、standard 的结果，按这一版和最近发布的另一版各算一遍。",
      roles: ["admin", "assessor", "preparer", "approver", "cashier", "viewer"],
      query: v.strictObject({ cycle: v.optional(f.id), standard: v.optional(f.documentCode) }),
      answers: { 200: { description: "各乡镇、各项补助前后的金额", schema: policyEffect } },
    }),
    async (c) => {
      const { code, version } = c.req.param();
      return c.json(await effectOfPolicy(scopeOf(c), code, Number(version), c.req.valid("query")));
    },
  )
  .route("/", policyTrials)
  .route("/", documentLife("policies"))
  .route("/", documentFiles("policies"));
