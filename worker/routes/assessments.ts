import { Hono } from "hono";
import * as v from "valibot";
import { acceptAssessment } from "../actions/assessments/accept.ts";
import { typeAnswers } from "../actions/assessments/answers.ts";
import { listAssessments } from "../actions/assessments/list.ts";
import { readAssessment } from "../actions/assessments/read.ts";
import { returnAssessment } from "../actions/assessments/return.ts";
import { reviewAssessment } from "../actions/assessments/review.ts";
import { reviewSection } from "../actions/assessments/review-section.ts";
import { submitAssessment } from "../actions/assessments/submit.ts";
import { verifyAssessment } from "../actions/assessments/verify.ts";
import { assessmentStates, type Role } from "../domain/vocabulary.ts";
import * as shape from "../http/assessment-shapes.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply } from "../http/reply.ts";

const readers: readonly Role[] = ["admin", "assessor", "department", "township", "secretary", "viewer"];
const filter = v.strictObject({
  cycle: v.optional(f.text(64)),
  state: v.optional(f.oneOf(assessmentStates)),
  standard: v.optional(f.documentCode),
  township: v.optional(f.text(100)),
  unit: v.optional(f.id),
  mine: f.yesOrNo,
  ofBelts: f.yesOrNo,
  q: v.optional(f.text(100)),
  limit: f.limit,
  cursor: f.cursor,
});
/** A step that somebody takes on what they have read; told again where its answer was lost. */
const step = {
  isConditional: true,
  isRepeatable: true,
  answers: { 200: { description: "现在到了哪里", schema: shape.assessmentStanding, headers: ["ETag"] } },
} as const;

export const assessments = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listAssessments",
      summary: "考核列表",
      description:
        "在现环节等得最久的在前。cycle 为周期的 id 或编码，township 为乡镇或行业的名称或 id；mine=true 只列等本人岗位办的：书记待填报（示范带由归口的乡镇或行业党委填报）、乡镇待初审、部门待评审、考核员待验收。ofBelts=true 只列示范带的，false 只列党组织的。",
      roles: readers,
      query: filter,
      answers: { 200: { description: "一页考核", schema: f.pageOf(shape.listedAssessment) } },
    }),
    async (c) => c.json(await listAssessments(scopeOf(c), c.req.valid("query"))),
  )
  .get(
    "/:id",
    operation({
      id: "readAssessment",
      summary: "一份考核",
      description:
        '逐项并列自报、核实、认定三值；draft 为正在填的值，不适用写作 { "notApplicable": true }；prefilled 说明没有人填而带出的值从哪里来；may 为本人此刻可办的事；ofBelt 为所评的示范带，unit 是替它自评的一方；vetoes 的 inForce 是这个党组织到验收截止日仍有效的否决，验收时一律计入，effect 说明后果；separated 说明本人因不相容职责不能办现在这一步；score 为暂算，needsCohort 时名次与名额要等全部认定。',
      roles: readers,
      answers: { 200: { description: "考核", schema: shape.assessment, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readAssessment(scopeOf(c), c.req.param("id"))),
  )
  .patch(
    "/:id/answers",
    operation({
      id: "typeAnswers",
      summary: "保存正在填的值",
      description:
        '逐项合并，不需 If-Match。base 为填写时看到的 draft（没有为 null）；value 为 null 是清空，{ "notApplicable": true } 是不适用。书记填本党组织的，归口的乡镇或行业党委填示范带的。有一项的 base 已过时则整体答 409，那一项给出两个值，其余各项已保存。',
      roles: ["secretary", "township"],
      body: shape.typedAnswers,
      answers: {
        200: { description: "全部已保存", schema: shape.typedOutcome },
        409: { description: "有的项已被别人填过，其余已保存", schema: shape.typedOutcome },
      },
      refusals: ["wrong-stage", "too-late"],
    }),
    async (c) => {
      const outcome = await typeAnswers(scopeOf(c), c.req.param("id"), c.req.valid("json"));
      return c.json(outcome, outcome.items.every(({ status }) => status === 200) ? 200 : 409);
    },
  )
  .post(
    "/:id/submission",
    operation({
      id: "submitAssessment",
      summary: "提交自评",
      description:
        "把正在填的值定为自报值，交乡镇初审（示范带的直接交部门评审或验收，自己填的不由自己初审）；提交后不再改动，退回后重新提交。",
      roles: ["secretary", "township"],
      ...step,
      refusals: ["wrong-stage", "too-late", "separation"],
    }),
    async (c) => reply(c, await submitAssessment(scopeOf(c), c.req.param("id"), ifMatchOf(c))),
  )
  .post(
    "/:id/return",
    operation({
      id: "returnAssessment",
      summary: "退回重填",
      description: "由正在办的一方退回给书记，写明理由；本轮的评审与核验作废。",
      roles: ["township", "department", "assessor"],
      body: shape.returned,
      ...step,
      refusals: ["wrong-stage"],
    }),
    async (c) =>
      reply(c, await returnAssessment(scopeOf(c), c.req.param("id"), ifMatchOf(c), c.req.valid("json").reason)),
  )
  .post(
    "/:id/review",
    operation({
      id: "reviewAssessment",
      summary: "乡镇初审通过",
      roles: ["township"],
      body: shape.reviewed,
      ...step,
      refusals: ["wrong-stage", "separation"],
    }),
    async (c) =>
      reply(
        c,
        await reviewAssessment(scopeOf(c), c.req.param("id"), ifMatchOf(c), c.req.valid("json").comment ?? null),
      ),
  )
  .post(
    "/:id/department-reviews",
    operation({
      id: "reviewSection",
      summary: "部门评审通过一项",
      description:
        "section 为由本部门评审的一级指标；answers 只给这一级指标里与自报不同的项和由人酌定的项，各写理由，记为核实值，其余视同属实，自报值不变。各部门都通过后进入验收，实地核验接着核实值核。",
      roles: ["department"],
      body: shape.sectionReviewed,
      ...step,
      refusals: ["wrong-stage", "conflict", "separation"],
    }),
    async (c) => {
      const { section, answers, comment } = c.req.valid("json");
      const asked = { section, answers, comment: comment ?? null };
      return reply(c, await reviewSection(scopeOf(c), c.req.param("id"), ifMatchOf(c), asked));
    },
  )
  .post(
    "/:id/verification",
    operation({
      id: "verifyAssessment",
      summary: "实地核验",
      description:
        "只给与自报（部门核实过的，与核实）不同的项和由人酌定的项，各写理由；其余视同核实无误。周期要两人核验时互不可见。",
      roles: ["assessor"],
      body: shape.verified,
      ...step,
      refusals: ["wrong-stage", "conflict", "separation"],
    }),
    async (c) => reply(c, await verifyAssessment(scopeOf(c), c.req.param("id"), ifMatchOf(c), c.req.valid("json"))),
  )
  .post(
    "/:id/acceptance",
    operation({
      id: "acceptAssessment",
      summary: "验收：认定或不予认定",
      description: "只给与核实不同的项，写理由；未达硬性门槛的不能认定；不予认定要写理由。得分在周期结束时算定。",
      roles: ["assessor"],
      body: shape.accepted,
      ...step,
      refusals: ["wrong-stage", "site-check-missing", "gates-unmet", "separation"],
    }),
    async (c) => {
      const { isAccepted, reason, answers, vetoes } = c.req.valid("json");
      const asked = { isAccepted, answers, reason: reason ?? null, vetoes: vetoes ?? null };
      return reply(c, await acceptAssessment(scopeOf(c), c.req.param("id"), ifMatchOf(c), asked));
    },
  );
