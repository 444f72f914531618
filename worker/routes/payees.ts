import { Hono } from "hono";
import * as v from "valibot";
import { changePayee, createPayee, endPayee, listPayees, revealPayee } from "../actions/subsidies/payees/payee.ts";
import { payees as payeeKinds } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { unitReference } from "../http/money-shapes.ts";
import { ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

const payee = v.strictObject({
  id: f.id,
  kind: f.oneOf(payeeKinds),
  unit: unitReference,
  holder: f.said(50),
  lastDigits: f.said(4),
  changedBy: f.said(100),
  changedAt: f.instant,
  endedAt: v.nullable(f.instant),
  revision: f.revision,
});
const account = { accountName: f.text(100), accountNumber: f.text(64), bank: f.text(100) };
const changed = { 200: { description: "这个收款人", schema: payee, headers: ["ETag"] } } as const;
const readers = ["preparer", "approver", "cashier"] as const;

export const payees = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listPayees",
      summary: "收款人",
      description: "账号只给末四位。",
      roles: readers,
      query: v.strictObject({ unit: v.optional(f.id), limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页收款人", schema: f.pageOf(payee) } },
    }),
    async (c) => c.json(await listPayees(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "createPayee",
      summary: "登记收款账户",
      description: "账户加密存放。书记岗位的要写任职的代称（holder），不写姓名。",
      roles: ["preparer"],
      body: v.strictObject({ kind: f.oneOf(payeeKinds), unit: f.id, holder: v.optional(f.text(50)), ...account }),
      mostBytes: 16_384,
      isRepeatable: true,
      answers: { 201: { description: "登记的收款人", schema: payee, headers: ["ETag", "Location"] } },
    }),
    async (c) => replyWith(await createPayee(scopeOf(c), c.get("deps").webhooks.keys, c.req.valid("json"))),
  )
  .patch(
    "/:id",
    operation({
      id: "changePayee",
      summary: "改收款账户",
      description: "按原账户批过的发放停下，等财务审批核对过新的账户。",
      roles: ["preparer"],
      body: v.strictObject({ ...account, reason: f.text(500) }),
      mostBytes: 16_384,
      isConditional: true,
      answers: changed,
    }),
    async (c) => {
      const [keys, ifMatch] = [c.get("deps").webhooks.keys, ifMatchOf(c)];
      return reply(c, await changePayee(scopeOf(c), keys, c.req.param("id"), ifMatch, c.req.valid("json")));
    },
  )
  .post(
    "/:id/closing",
    operation({
      id: "endPayee",
      summary: "停用收款账户",
      roles: ["preparer"],
      body: v.strictObject({ reason: f.text(500) }),
      mostBytes: 16_384,
      isConditional: true,
      answers: changed,
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      return reply(c, await endPayee(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json").reason));
    },
  )
  .post(
    "/:id/revelation",
    operation({
      id: "revealPayee",
      summary: "查看全号",
      description: "写明理由；每次查看都留痕。",
      roles: readers,
      body: v.strictObject({ reason: f.text(500) }),
      mostBytes: 16_384,
      answers: {
        200: {
          description: "账户",
          schema: v.strictObject({ accountName: f.said(100), accountNumber: f.said(32), bank: f.said(100) }),
        },
      },
    }),
    async (c) => {
      const { reason } = c.req.valid("json");
      return c.json(await revealPayee(scopeOf(c), c.get("deps").webhooks.keys, c.req.param("id"), reason));
    },
  );
