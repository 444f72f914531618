import { Hono } from "hono";
import * as v from "valibot";
import { listStages } from "../actions/subsidies/batches/stages.ts";
import { acceptAccounts, listChangedAccounts } from "../actions/subsidies/payments/accounts.ts";
import { readDues, refreshDues } from "../actions/subsidies/payments/due.ts";
import { listPayments } from "../actions/subsidies/payments/payment.ts";
import { createRemittance } from "../actions/subsidies/payments/remit.ts";
import { paymentStates } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { batch, stage } from "../http/money-shapes.ts";
import { operation, scopeOf } from "../http/operation.ts";
import { changedAccounts, payment, remittance } from "../http/payment-shapes.ts";
import { replyWith } from "../http/reply.ts";
import { moneyReaders } from "./pools.ts";

/** Under a batch: what it pays, and the lists for the bank. */
export const batchPayments = new Hono<AppEnv>()
  .get(
    "/:id/payments",
    operation({
      id: "listPayments",
      summary: "批次的各笔发放",
      description: "每行每期一笔，按行的次序。不到 0 的是收回；作废的只在问到时给。",
      roles: moneyReaders,
      query: v.strictObject({ state: v.optional(f.oneOf(paymentStates)), limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页发放", schema: f.pageOf(payment) } },
    }),
    async (c) => c.json(await listPayments(scopeOf(c), c.req.param("id"), c.req.valid("query"))),
  )
  .get(
    "/:id/stages",
    operation({
      id: "listStages",
      summary: "批次是怎么走到今天的",
      description: "谁在什么时候办了哪一步、写了什么，从头到尾；stage 的 comment 是办的人写的，text 是办成了什么。",
      roles: moneyReaders,
      query: v.strictObject({ limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页步骤", schema: f.pageOf(stage) } },
    }),
    async (c) => c.json(await listStages(scopeOf(c), c.req.param("id"), c.req.valid("query"))),
  )
  .get(
    "/:id/accounts",
    operation({
      id: "listChangedAccounts",
      summary: "审批以后改过的收款账户",
      description:
        "等财务审批核对的各笔：审批时的末四位和现在的（没有登记为 null），谁什么时候改的；最多列一千笔，count 是全部的笔数。",
      roles: moneyReaders,
      answers: { 200: { description: "改过账户的各笔", schema: changedAccounts } },
    }),
    async (c) => c.json(await listChangedAccounts(scopeOf(c), c.req.param("id"))),
  )
  .get(
    "/:id/dues",
    operation({
      id: "readDues",
      summary: "有没有新到期的分期",
      description:
        "按今天的事实和结果看：waiting 为还等着的笔数，fallen 为其中已经到期的。什么都不改。往返数据库两次。",
      roles: moneyReaders,
      answers: {
        200: {
          description: "等着的和已到期的",
          schema: v.strictObject({
            ...{ waiting: f.whole(0, 1_000_000), fallen: f.whole(0, 1_000_000), fallenFen: f.totalFen },
          }),
        },
      },
      refusals: ["wrong-stage", "invalid"],
    }),
    async (c) => c.json(await readDues(scopeOf(c), c.req.param("id"))),
  )
  .post(
    "/:id/payments",
    operation({
      id: "createRemittance",
      summary: "开付款清单",
      description: "到期、没有暂缓、账户没有改过的都列进去；暂不能付的留下。退票的重新占用再付。",
      roles: ["cashier"],
      isRepeatable: true,
      answers: { 201: { description: "付款清单", schema: remittance, headers: ["ETag", "Location"] } },
      refusals: ["wrong-stage", "frozen", "separation", "lines-held", "pool-short", "pool-closed", "conflict", "stale"],
    }),
    async (c) => replyWith(await createRemittance(scopeOf(c), c.get("deps").webhooks.keys, c.req.param("id"))),
  )
  .post(
    "/:id/dues",
    operation({
      id: "refreshDues",
      summary: "看分期到期没有",
      description: "按今天的事实和结果重看每一期的条件；到期过的不再变。",
      roles: ["preparer", "cashier"],
      isRepeatable: true,
      answers: {
        200: {
          description: "这一批次，due 为新到期的笔数",
          schema: v.strictObject({ ...batch.entries, due: f.whole(1, 1_000_000) }),
          headers: ["ETag"],
        },
      },
      refusals: ["wrong-stage", "conflict", "stale", "invalid"],
    }),
    async (c) => replyWith(await refreshDues(scopeOf(c), c.req.param("id"))),
  )
  .post(
    "/:id/accounts",
    operation({
      id: "acceptAccounts",
      summary: "核对审批以后改过的收款账户",
      description:
        "核对过的按现在的账户付。accounts 为看过的账户和它的修改次数，只认这些；看过以后又改的还停着。不写就是现在的全部。",
      roles: ["approver"],
      body: v.strictObject({
        reason: f.text(500),
        accounts: v.optional(f.listOf(v.strictObject({ account: f.id, revision: f.revision }), 1000)),
      }),
      mostBytes: 262_144,
      isRepeatable: true,
      answers: { 200: { description: "这一批次", schema: batch, headers: ["ETag"] } },
      refusals: ["wrong-stage", "conflict", "stale"],
    }),
    async (c) => replyWith(await acceptAccounts(scopeOf(c), c.req.param("id"), c.req.valid("json"))),
  );
