import { Hono } from "hono";
import * as v from "valibot";
import { receivePayment, returnPayment, withdrawPayment } from "../actions/subsidies/payments/single.ts";
import { listOwnPayments, readPaymentWhy } from "../actions/subsidies/payments/why.ts";
import { caseSteps, paymentStates, type Role } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { step, unitReference } from "../http/money-shapes.ts";
import { operation, scopeOf } from "../http/operation.ts";
import { payment } from "../http/payment-shapes.ts";
import { replyWith } from "../http/reply.ts";
import { moneyReaders } from "./pools.ts";

const on = f.date;
const reference = v.optional(f.text(100));

const settled = { 200: { description: "这笔发放", schema: payment, headers: ["ETag"] } } as const;
const refusals = ["wrong-stage", "frozen", "separation", "pool-short", "pool-closed", "conflict", "stale"] as const;

const own = {
  ...{ id: f.id, unit: unitReference, title: f.said(200), year: f.whole(1949, 9999), instalment: f.said(64) },
  ...{ correction: f.whole(0, 1000), fen: f.fen, state: f.oneOf(paymentStates), isDue: v.boolean() },
  ...{ paidOn: v.nullable(f.date), batchId: f.id, batch: f.said(32), isAccountChanged: v.boolean() },
};
const why = v.strictObject({
  ...own,
  policy: v.strictObject({ code: f.documentCode, version: f.version, title: f.said(200) }),
  cycle: f.said(100),
  lineFen: f.fen,
  steps: f.listOf(step, 1000),
  result: v.nullable(
    v.strictObject({
      id: f.id,
      score: v.nullable(f.number(0, 100_000_000_000)),
      level: v.nullable(f.said(64)),
      revision: f.revision,
      revisionThen: f.revision,
    }),
  ),
  people: f.listOf(v.strictObject({ step: f.oneOf(caseSteps), by: f.said(100), at: f.instant }), 1000),
  approvals: f.listOf(v.strictObject({ level: f.whole(1, 2), by: f.said(100), at: f.instant }), 2),
});
const ownReaders: readonly Role[] = [...moneyReaders, "township", "secretary"];

/** What is paid to units, and why. */
const reading = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listOwnPayments",
      summary: "补助发放",
      description:
        "范围内的党组织批准以后的各笔，不分批次，年份近的在前；书记看到的是自己的。state、due（到期没有）、year 只列这样的；isAccountChanged 的等财务审批核对账户。",
      roles: ownReaders,
      query: v.strictObject({
        ...{ unit: v.optional(f.id), state: v.optional(f.oneOf(paymentStates)), due: f.yesOrNo },
        ...{ year: v.optional(f.yearAsked), limit: f.limit, cursor: f.cursor },
      }),
      answers: { 200: { description: "一页发放", schema: f.pageOf(v.strictObject(own)) } },
    }),
    async (c) => c.json(await listOwnPayments(scopeOf(c), c.req.valid("query"))),
  )
  .get(
    "/:id",
    operation({
      id: "readPaymentWhy",
      summary: "一笔补助为什么是这个数",
      description: "依据的结果、谁办了哪一步、办法的每一步和条款、谁批准的。",
      roles: ownReaders,
      answers: { 200: { description: "这一笔和它的由来", schema: why } },
    }),
    async (c) => c.json(await readPaymentWhy(scopeOf(c), c.req.param("id"))),
  );

/** Single payments: what came back. */
const settling = new Hono<AppEnv>()
  .post(
    "/:id/return",
    operation({
      id: "returnPayment",
      summary: "登记退票",
      description: "钱退回资金池，键仍占着；下一份清单重付。",
      roles: ["cashier"],
      body: v.strictObject({ on, reference, reason: f.text(500) }),
      mostBytes: 16_384,
      isRepeatable: true,
      answers: settled,
      refusals,
    }),
    async (c) => replyWith(await returnPayment(scopeOf(c), c.req.param("id"), c.req.valid("json"))),
  )
  .post(
    "/:id/receipt",
    operation({
      id: "receivePayment",
      summary: "登记收回",
      description: "差额里要收回的钱到账了。",
      roles: ["cashier"],
      body: v.strictObject({ on, reference }),
      mostBytes: 16_384,
      isRepeatable: true,
      answers: settled,
      refusals,
    }),
    async (c) => replyWith(await receivePayment(scopeOf(c), c.req.param("id"), c.req.valid("json"))),
  )
  .post(
    "/:id/withdrawal",
    operation({
      id: "withdrawPayment",
      summary: "撤回一笔没付的",
      description: "批准以后、付出以前；钱退回可用，键空出来，对的数由差额批次发。",
      roles: ["approver"],
      body: v.strictObject({ reason: f.text(500) }),
      mostBytes: 16_384,
      isRepeatable: true,
      answers: settled,
      refusals: ["wrong-stage", "frozen", "pool-closed", "conflict", "stale"],
    }),
    async (c) => replyWith(await withdrawPayment(scopeOf(c), c.req.param("id"), c.req.valid("json").reason)),
  );

export const payments = new Hono<AppEnv>().route("/", reading).route("/", settling);
