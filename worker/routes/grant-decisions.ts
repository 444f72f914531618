import { Hono } from "hono";
import * as v from "valibot";
import { createDecision, listDecisions } from "../actions/subsidies/decisions/decision.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { unitReference } from "../http/money-shapes.ts";
import { operation, scopeOf } from "../http/operation.ts";
import { replyWith } from "../http/reply.ts";
import { moneyReaders } from "./pools.ts";

const year = f.whole(1949, 9999);
const fen = f.whole(0, 10_000_000_000_000);
const grant = v.pipe(v.string(), v.maxLength(64), v.regex(/^[a-z][a-z0-9_]*$/));
const decision = v.strictObject({
  ...{ id: f.id, policy: f.documentCode, grant, year, unit: unitReference, fen, reason: f.said(500) },
  ...{ decidedBy: f.said(100), decidedAt: f.instant, revision: f.revision },
});

/** 酌定 under a policy whose grant leaves the amount to a person. */
export const grantDecisions = new Hono<AppEnv>()
  .get(
    "/decisions",
    operation({
      id: "listGrantDecisions",
      summary: "酌定的金额",
      description: "最近的在前；同一对象、补助、年度以最近的一次为准。",
      roles: moneyReaders,
      query: v.strictObject({
        ...{ policy: v.optional(f.documentCode), year: v.optional(f.yearAsked), limit: f.limit, cursor: f.cursor },
      }),
      answers: { 200: { description: "一页决定", schema: f.pageOf(decision) } },
    }),
    async (c) => c.json(await listDecisions(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/decisions",
    operation({
      id: "createGrantDecision",
      summary: "登记酌定的金额",
      description: "办法里 decided 的补助由人定数，写明理由；测算时核对是否在幅度内。",
      roles: ["preparer"],
      body: v.strictObject({ policy: f.documentCode, grant, year, unit: f.id, fen, reason: f.text(500) }),
      mostBytes: 16_384,
      isRepeatable: true,
      answers: { 201: { description: "登记的决定", schema: decision, headers: ["ETag", "Location"] } },
    }),
    async (c) => replyWith(await createDecision(scopeOf(c), c.req.valid("json"))),
  );
