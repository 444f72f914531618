import { Hono } from "hono";
import * as v from "valibot";
import { answerObjection } from "../actions/objections/answer.ts";
import { listObjections, readObjection } from "../actions/objections/objection.ts";
import { raiseObjection } from "../actions/objections/raise.ts";
import { objectionSources, objectionStates, resultStates } from "../domain/vocabulary.ts";
import { afterwards } from "../http/afterwards.ts";
import { assessedBelt } from "../http/assessed-belt.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

/** Several lines of text that a person wrote. */
const written = v.pipe(
  v.string(),
  v.minLength(1),
  v.maxLength(2000),
  v.regex(/^\S(?:(?:[^\p{Cc}\p{Cs}]|\n)*\S)?$/u, "不能以空格开头或结尾，也不能含控制字符"),
);
const objection = v.strictObject({
  id: f.id,
  publicity: f.id,
  cycleTitle: f.said(100),
  result: f.id,
  resultState: f.oneOf(resultStates),
  standardTitle: f.said(200),
  unit: f.id,
  unitName: f.said(100),
  ofBelt: assessedBelt,
  source: f.oneOf(objectionSources),
  text: f.said(2000),
  state: f.oneOf(objectionStates),
  raisedBy: f.said(100),
  raisedAt: f.instant,
  dueOn: f.date,
  answer: v.nullable(f.said(2000)),
  answeredBy: v.nullable(f.said(100)),
  answeredAt: v.nullable(f.instant),
  revision: f.revision,
});
const readers = ["secretary", "township", "assessor", "admin", "viewer"] as const;

export const objections = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listObjections",
      summary: "公示异议列表",
      description: "待答复的在前，按办结期限；只有看得到的党组织的。",
      roles: readers,
      query: v.strictObject({
        publicity: v.optional(f.id),
        result: v.optional(f.id),
        state: v.optional(f.oneOf(objectionStates)),
        limit: f.limit,
        cursor: f.cursor,
      }),
      answers: { 200: { description: "一页异议", schema: f.pageOf(objection) } },
    }),
    async (c) => c.json(await listObjections(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "raiseObjection",
      summary: "对公示的结果提异议",
      description: "书记对本组织的结果提；乡镇和管理员登记外部来信。公示期最后一天（中国时间）整天可提。",
      roles: ["secretary", "township", "admin"],
      body: v.strictObject({ result: f.id, text: written }),
      mostBytes: 16_384,
      isRepeatable: true,
      answers: { 201: { description: "提出的异议", schema: objection, headers: ["ETag", "Location"] } },
      refusals: ["not-found", "conflict"],
    }),
    async (c) => replyWith(await raiseObjection(scopeOf(c), c.req.valid("json"))),
  )
  .get(
    "/:id",
    operation({
      id: "readObjection",
      summary: "一件公示异议",
      roles: readers,
      answers: { 200: { description: "异议和答复", schema: objection, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readObjection(scopeOf(c), c.req.param("id"))),
  )
  .post(
    "/:id/answer",
    operation({
      id: "answerObjection",
      summary: "答复异议",
      description: "写明理由，只答复一次。验收这一件的人、登记这件异议的人不能答复；成立的，更正以后结果才生效。",
      roles: ["assessor", "admin"],
      body: v.strictObject({ isUpheld: v.boolean(), text: written }),
      mostBytes: 16_384,
      isConditional: true,
      answers: { 200: { description: "答复了的异议", schema: objection, headers: ["ETag"] } },
      refusals: ["conflict", "separation"],
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      const answered = await answerObjection(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json"));
      const { enqueue } = c.get("deps");
      const { job } = answered;
      if (job !== null) await afterwards(c, () => enqueue({ tenant: c.get("actor").tenant, job }));
      return reply(c, answered.objection);
    },
  );
