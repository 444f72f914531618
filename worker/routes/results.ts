import { Hono } from "hono";
import * as v from "valibot";
import { readAnswers } from "../actions/results/answers.ts";
import { correctResult, listCorrections } from "../actions/results/correct.ts";
import { listResults } from "../actions/results/list.ts";
import { readResult } from "../actions/results/read.ts";
import { resultStates } from "../domain/vocabulary.ts";
import { assessedBelt } from "../http/assessed-belt.ts";
import { correction } from "../http/assessment-shapes.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply } from "../http/reply.ts";
import { subjectResult } from "../http/subject-result.ts";

const result = {
  id: f.id,
  unit: f.id,
  unitCode: f.said(64),
  unitName: f.said(100),
  ofBelt: assessedBelt,
  cycle: f.id,
  state: f.oneOf(resultStates),
  accepted: v.boolean(),
  score: v.nullable(f.number(0, 100_000_000_000)),
  level: v.nullable(f.said(64)),
  levelTitle: f.said(200),
  badges: f.listOf(f.said(64), 1000),
  rank: v.nullable(f.whole(1, 1_000_000)),
  standard: v.strictObject({ code: f.documentCode, version: f.version }),
  township: v.nullable(f.said(100)),
  onBelt: v.boolean(),
  belt: v.nullable(f.id),
  beltPosition: v.nullable(f.whole(1, 1_000_000)),
  demonstration: v.boolean(),
};

const gate = v.strictObject({
  code: f.documentCode,
  title: f.said(200),
  isHard: v.boolean(),
  isMet: v.boolean(),
  text: f.said(500),
});

const filter = v.strictObject({
  cycle: v.optional(f.id),
  standard: v.optional(f.documentCode),
  township: v.optional(f.text(100)),
  demonstration: f.yesOrNo,
  accepted: f.yesOrNo,
  q: v.optional(f.text(100)),
  limit: f.limit,
  cursor: f.cursor,
});

const outcome = {
  score: v.nullable(f.number(0, 1e11)),
  level: v.nullable(f.said(64)),
  accepted: v.boolean(),
  revision: f.revision,
};
const standing = v.strictObject({ id: f.id, ...outcome });
const corrected = v.strictObject({
  ...outcome,
  reason: f.said(500),
  at: f.instant,
  by: f.said(100),
  answers: f.jsonMap,
});

export const results = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listResults",
      summary: "认定结果列表",
      description:
        "按党组织编码排列，示范带的排在替它自评的一方那里。cycle 为周期的 id 或编码，不写为最近一个有党组织认定结果的周期，写了 standard 就是最近一个有这个标准认定结果的；township 为乡镇或行业的名称。",
      roles: everyone,
      query: filter,
      answers: { 200: { description: "一页认定结果", schema: f.pageOf(v.strictObject(result)) } },
    }),
    async (c) => c.json(await listResults(scopeOf(c), c.req.valid("query"))),
  )
  .get(
    "/:id",
    operation({
      id: "readResult",
      summary: "一个认定结果和它的理由",
      description: "explanation 按标准逐项说明得分，gates 为验收门槛是否达到。",
      roles: everyone,
      answers: {
        200: {
          description: "认定结果",
          schema: v.strictObject({
            ...result,
            revision: f.revision,
            explanation: subjectResult,
            gates: f.listOf(gate, 100),
          }),
          headers: ["ETag"],
        },
      },
    }),
    async (c) => reply(c, await readResult(scopeOf(c), c.req.param("id"))),
  )
  .get(
    "/:id/documents",
    operation({
      id: "readResultAnswers",
      summary: "一个认定结果所据的答卷",
      description: "考核验收认定的答案、标了不适用的指标和提出的否决；拿来试算别的标准。",
      roles: ["admin", "assessor"],
      answers: {
        200: {
          description: "认定的答卷",
          schema: v.strictObject({
            answers: f.jsonMap,
            notApplicable: f.listOf(f.said(64), 300),
            vetoes: f.listOf(f.said(64), 100),
          }),
        },
      },
    }),
    async (c) => c.json(await readAnswers(scopeOf(c), c.req.param("id"))),
  )
  .get(
    "/:id/corrections",
    operation({
      id: "listCorrections",
      summary: "一个认定结果更正以前的样子",
      description: "最近的更正在前：更正以前的得分、等次和答案，为什么更正，由谁。",
      roles: everyone,
      answers: { 200: { description: "更正以前的各版", schema: v.strictObject({ items: f.listOf(corrected, 100) }) } },
    }),
    async (c) => c.json(await listCorrections(scopeOf(c), c.req.param("id"))),
  )
  .post(
    "/:id/corrections",
    operation({
      id: "correctResult",
      summary: "更正一个认定结果",
      description: "写明理由，只给不同的项；按结束时冻结的其他党组织重新算定这一个，更正以前的仍可查。",
      roles: ["assessor"],
      body: correction,
      isConditional: true,
      answers: { 200: { description: "更正后的结果", schema: standing, headers: ["ETag"] } },
      refusals: ["conflict", "separation"],
    }),
    async (c) => {
      const { reason, answers, vetoes, isAccepted } = c.req.valid("json");
      const asked = { reason, answers, vetoes: vetoes ?? null, isAccepted: isAccepted ?? null };
      return reply(c, await correctResult(scopeOf(c), c.req.param("id"), ifMatchOf(c), asked));
    },
  );
