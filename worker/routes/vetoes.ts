import { Hono } from "hono";
import * as v from "valibot";
import { listVetoes, readVeto } from "../actions/vetoes/veto.ts";
import { answerAppeal, appealVeto, decideVeto } from "../actions/vetoes/write.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { veto } from "../http/inspection-shapes.ts";
import { everyone, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

const newVeto = v.strictObject({
  unit: f.id,
  standard: f.documentCode,
  veto: f.text(64),
  happenedOn: f.date,
  from: f.date,
  until: f.date,
  text: f.text(1000),
  proof: f.text(1000),
});
const changed = { 200: { description: "这条否决", schema: veto, headers: ["ETag"] } } as const;

export const vetoes = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listVetoes",
      summary: "一票否决",
      description: "最近定的在前。on 只要那一天有效的。",
      roles: everyone,
      query: v.strictObject({ unit: v.optional(f.id), on: v.optional(f.date), limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页否决", schema: f.pageOf(veto) } },
    }),
    async (c) => c.json(await listVetoes(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "decideVeto",
      summary: "定一条否决",
      description:
        "standard 为已发布的标准，veto 为其中由人提出的否决的编码。from 到 until 有效，含两头；验收时照周期的验收截止日取用。",
      roles: ["admin", "assessor"],
      body: newVeto,
      mostBytes: 16_384,
      isRepeatable: true,
      answers: { 201: { description: "定下的否决", schema: veto, headers: ["ETag", "Location"] } },
    }),
    async (c) => replyWith(await decideVeto(scopeOf(c), c.req.valid("json"))),
  )
  .get(
    "/:id",
    operation({ id: "readVeto", summary: "一条否决和它的申诉", roles: everyone, answers: changed }),
    async (c) => reply(c, await readVeto(scopeOf(c), c.req.param("id"))),
  )
  .post(
    "/:id/appeal",
    operation({
      id: "appealVeto",
      summary: "申诉",
      description: "只能申诉一次；答复以前仍然有效。",
      roles: ["secretary", "township"],
      body: v.strictObject({ text: f.text(2000) }),
      mostBytes: 16_384,
      answers: changed,
      refusals: ["conflict", "stale"],
    }),
    async (c) => reply(c, await appealVeto(scopeOf(c), c.req.param("id"), c.req.valid("json").text)),
  )
  .post(
    "/:id/decision",
    operation({
      id: "answerAppeal",
      summary: "答复申诉：解除，或维持",
      description: "定否决的人和申诉的人都不能答复。",
      roles: ["admin", "assessor"],
      body: v.strictObject({ isLifted: v.boolean(), answer: f.text(1000) }),
      mostBytes: 16_384,
      answers: changed,
      refusals: ["conflict", "separation", "stale"],
    }),
    async (c) => reply(c, await answerAppeal(scopeOf(c), c.req.param("id"), c.req.valid("json"))),
  );
