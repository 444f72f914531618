import { Hono } from "hono";
import * as v from "valibot";
import { checkGiven } from "../actions/documents/check.ts";
import { listDocuments, readDocument } from "../actions/documents.ts";
import { effectOfStandard } from "../actions/standards/effect.ts";
import { evaluateSubjects } from "../actions/standards/evaluate.ts";
import { readStandard } from "../domain/standard/index.ts";
import { checked, draft, head, headWithVersions } from "../http/document-shapes.ts";
import { standardEffect } from "../http/effect-shapes.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { givenDocument } from "../http/given-document.ts";
import { everyone, operation, scopeOf } from "../http/operation.ts";
import { subjectResult } from "../http/subject-result.ts";
import { adoptionOfStandards } from "./adoptions.ts";
import { documentFiles } from "./document-files.ts";
import { documentLife } from "./document-life.ts";

const codes = f.listOf(v.pipe(v.string(), v.maxLength(64)), 300);
const subject = v.strictObject({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  unit: v.exactOptional(f.jsonMap),
  answers: v.exactOptional(f.jsonMap),
  notApplicable: v.exactOptional(codes),
  vetoes: v.exactOptional(codes),
  held: v.exactOptional(
    v.strictObject({
      level: v.nullable(v.pipe(v.string(), v.maxLength(64))),
      levels: v.exactOptional(f.mapOf(v.pipe(v.string(), v.maxLength(64)), 200)),
    }),
  ),
});
const asked = v.strictObject({
  standard: givenDocument("StandardOrVersion", (document) => {
    const outcome = readStandard(document);
    return "standard" in outcome ? { read: outcome.standard } : outcome;
  }),
  subjects: f.listOf(subject, 20_000),
});

export const standards = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listStandards",
      summary: "标准列表",
      roles: everyone,
      query: v.strictObject({ limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页标准，按编码", schema: f.pageOf(head) } },
    }),
    async (c) => c.json(await listDocuments(scopeOf(c), "standards", c.req.valid("query"))),
  )
  .post(
    "/evaluate",
    operation({
      id: "evaluateStandard",
      summary: "按标准试算评分",
      description: "什么也不保存。standard 为标准全文，或本租户标准的 {code, version}。",
      roles: everyone,
      body: asked,
      mostBytes: 16 * 1_048_576,
      answers: {
        200: {
          description: "各对象的得分、等次与理由",
          schema: v.strictObject({ results: f.listOf(subjectResult, 20_000) }),
        },
      },
    }),
    async (c) => c.json(await evaluateSubjects(scopeOf(c), c.req.valid("json"))),
  )
  .get(
    "/:code",
    operation({
      id: "readStandard",
      summary: "一个标准及其各版",
      description: "inForce 为 on 这一天（不写为今天）施行的一版。",
      roles: everyone,
      query: v.strictObject({ on: v.optional(f.date) }),
      answers: { 200: { description: "标准", schema: headWithVersions } },
    }),
    async (c) => c.json(await readDocument(scopeOf(c), "standards", c.req.param("code"), c.req.valid("query").on)),
  )
  .post(
    "/check",
    operation({
      id: "checkStandard",
      summary: "标准体检",
      description: "什么也不保存：给出全文的错误和提醒。",
      roles: everyone,
      body: v.strictObject({ standard: draft }),
      answers: { 200: { description: "错误和提醒", schema: checked } },
    }),
    async (c) => c.json(await checkGiven(scopeOf(c), "standards", c.req.valid("json").standard, "standard")),
  )
  .get(
    "/:code/versions/:version/effect",
    operation({
      id: "effectOfStandard",
      summary: "标准的一版对现有党组织的影响",
      description: "什么也不保存：用 cycle（不写为最近认定过的周期）认定的答卷，按这一版和当时所用的一版各评一遍。",
      roles: ["admin", "assessor", "viewer"],
      query: v.strictObject({ cycle: v.optional(f.id) }),
      answers: { 200: { description: "谁升谁降", schema: standardEffect } },
    }),
    async (c) => {
      const { code, version } = c.req.param();
      return c.json(await effectOfStandard(scopeOf(c), code, Number(version), c.req.valid("query").cycle));
    },
  )
  .route("/", adoptionOfStandards)
  .route("/", documentLife("standards"))
  .route("/", documentFiles("standards"));
