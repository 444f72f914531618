import { Hono } from "hono";
import * as v from "valibot";
import { exportBatch } from "../actions/subsidies/archive/archive.ts";
import { listBatches, readBatch } from "../actions/subsidies/batches/batch.ts";
import { createBatch } from "../actions/subsidies/batches/create.ts";
import { approveBatch, returnBatch, voidBatch } from "../actions/subsidies/batches/decide.ts";
import { listBatchLines, listHeldLines } from "../actions/subsidies/batches/lines.ts";
import { prepareBatch } from "../actions/subsidies/batches/prepare.ts";
import { chooseSources } from "../actions/subsidies/batches/sources.ts";
import { splitBatch } from "../actions/subsidies/batches/split.ts";
import { verifyCalculation } from "../actions/subsidies/calculations/verify.ts";
import { batchKinds, batchStates, type Role } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { askedSources, batch, batchLine, heldLines, verified, wholeBatch } from "../http/money-shapes.ts";
import { ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";
import { moneyReaders } from "./pools.ts";

const page = { limit: f.limit, cursor: f.cursor };
const reason = v.strictObject({ reason: f.text(500) });
const changed = { 200: { description: "这一批次", schema: batch, headers: ["ETag"] } } as const;
const made = { 201: { description: "新的批次", schema: batch, headers: ["ETag", "Location"] } } as const;
const deciders: readonly Role[] = ["approver", "admin", "viewer"];

const reading = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listBatches",
      summary: "发放批次",
      description: "最近的在前。还没送审批的只有财务经办和管理员看得到。",
      roles: moneyReaders,
      query: v.strictObject({ state: v.optional(f.oneOf(batchStates)), calculation: v.optional(f.id), ...page }),
      answers: { 200: { description: "一页批次", schema: f.pageOf(batch) } },
    }),
    async (c) => c.json(await listBatches(scopeOf(c), c.req.valid("query"))),
  )
  .get(
    "/:id",
    operation({
      id: "readBatch",
      summary: "一个批次，连同资金来源和各次审批",
      roles: moneyReaders,
      answers: { 200: { description: "这一批次", schema: wholeBatch, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readBatch(scopeOf(c), c.req.param("id"))),
  )
  .get(
    "/:id/lines",
    operation({
      id: "listBatchLines",
      summary: "批次的行和每一步",
      roles: moneyReaders,
      query: v.strictObject(page),
      answers: { 200: { description: "一页行", schema: f.pageOf(batchLine) } },
    }),
    async (c) => c.json(await listBatchLines(scopeOf(c), c.req.param("id"), c.req.valid("query"))),
  )
  .get(
    "/:id/holds",
    operation({
      id: "listHeldLines",
      summary: "暂不能发的行和各自的原因",
      description: "一票否决、暂缓拨款的问题、没有答复的异议、没有登记的收款账户、更正过的结果；最多列一千行。",
      roles: moneyReaders,
      answers: { 200: { description: "暂不能发的行", schema: heldLines } },
    }),
    async (c) => c.json(await listHeldLines(scopeOf(c), c.req.param("id"))),
  )
  .get(
    "/:id/verification",
    operation({
      id: "verifyBatch",
      summary: "重算一遍核对这一批次",
      roles: moneyReaders,
      answers: { 200: { description: "核对的结果", schema: verified } },
    }),
    async (c) => {
      const { calculation } = await readBatch(scopeOf(c), c.req.param("id"));
      return c.json(await verifyCalculation(scopeOf(c), calculation));
    },
  )
  .get(
    "/:id/export",
    operation({
      id: "exportBatch",
      summary: "批次的归档文件",
      description:
        "hongdai/batch@1：办法、标准、输入、每一行和每一步、结果、审批、各笔发放、留痕摘录和摘要，不含账户。npm run verify 不用服务器就能重算。往返数据库三次。",
      roles: moneyReaders,
      answers: { 200: { description: "归档文件", files: ["application/json"] } },
    }),
    async (c) => {
      const archive = await exportBatch(scopeOf(c), c.req.param("id"));
      const { number } = archive["batch"] as { readonly number: string };
      const name = encodeURIComponent(`批次 ${number}.json`);
      return new Response(JSON.stringify(archive), {
        headers: { "content-type": "application/json", "content-disposition": `attachment; filename*=UTF-8''${name}` },
      });
    },
  );

const preparing = new Hono<AppEnv>()
  .post(
    "/",
    operation({
      id: "createBatch",
      summary: "把测算的行成批次",
      description:
        "取还没有在别的批次里、没有出错的行；grants 只取这几项补助。所依据的结果都要已生效。kind 为 difference 时只取与同一办法同一年已发的差额，不到 0 的是收回。",
      roles: ["preparer"],
      body: v.strictObject({
        calculation: f.id,
        title: f.text(200),
        kind: v.optional(f.oneOf(batchKinds)),
        grants: v.optional(f.listOf(f.said(64), 100)),
      }),
      mostBytes: 16_384,
      isRepeatable: true,
      answers: made,
      refusals: ["conflict", "code-taken", "paid-already"],
    }),
    async (c) => replyWith(await createBatch(scopeOf(c), c.req.valid("json"))),
  )
  .put(
    "/:id/sources",
    operation({
      id: "chooseSources",
      summary: "选定资金来源",
      description: "每个分担方由哪些资金池出，按次序动用；upToFen 为这个池最多出多少。办法没有分担方时 payer 写 all。",
      roles: ["preparer"],
      body: v.strictObject({ sources: askedSources }),
      mostBytes: 65_536,
      isConditional: true,
      answers: {
        200: {
          description: "选定的来源",
          schema: v.strictObject({ revision: f.revision, sources: askedSources }),
          headers: ["ETag"],
        },
      },
      refusals: ["wrong-stage"],
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      return reply(c, await chooseSources(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json").sources));
    },
  )
  .post(
    "/:id/preparation",
    operation({
      id: "prepareBatch",
      summary: "送审批",
      description: "占用资金池，占住每一笔发放的键。测算有出错的行时要写理由。",
      roles: ["preparer"],
      body: v.strictObject({ reason: v.optional(f.text(500)) }),
      mostBytes: 16_384,
      isConditional: true,
      isRepeatable: true,
      answers: changed,
      refusals: ["wrong-stage", "frozen", "separation", "conflict", "paid-already", "pool-short", "pool-closed"],
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      return replyWith(await prepareBatch(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json")));
    },
  )
  .post(
    "/:id/split",
    operation({
      id: "splitBatch",
      summary: "拆出几行，另成一批",
      description: "lines 为行的 position。待批的批次拆了就退回，重新送审批。",
      roles: ["preparer"],
      body: v.strictObject({ lines: f.listOf(f.whole(0, 1_000_000), 20_000), title: f.text(200) }),
      mostBytes: 262_144,
      isConditional: true,
      isRepeatable: true,
      answers: made,
      refusals: ["wrong-stage", "code-taken"],
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      return replyWith(await splitBatch(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json")));
    },
  );

const deciding = new Hono<AppEnv>()
  .post(
    "/:id/approvals",
    operation({
      id: "approveBatch",
      summary: "批准",
      description:
        "一级或两级，按金额；每级由不同的人批。管理员和领导只有受财务审批委托时才能代批。有暂不能发的行时不能批。",
      roles: deciders,
      body: v.strictObject({ comment: v.optional(f.text(500)) }),
      mostBytes: 16_384,
      isConditional: true,
      isRepeatable: true,
      answers: changed,
      refusals: ["wrong-stage", "frozen", "separation", "lines-held", "conflict"],
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      return replyWith(await approveBatch(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json")));
    },
  )
  .post(
    "/:id/return",
    operation({
      id: "returnBatch",
      summary: "退回",
      description: "释放占用，以前各级的批准作废。",
      roles: deciders,
      body: reason,
      mostBytes: 16_384,
      isConditional: true,
      isRepeatable: true,
      answers: changed,
      refusals: ["wrong-stage", "conflict"],
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      return replyWith(await returnBatch(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json").reason));
    },
  )
  .post(
    "/:id/void",
    operation({
      id: "voidBatch",
      summary: "作废",
      description: "没批的由财务经办、已批还没付的由财务审批作废；释放占用，各行可以另成批次。",
      roles: ["preparer", "approver"],
      body: reason,
      mostBytes: 16_384,
      isConditional: true,
      isRepeatable: true,
      answers: changed,
      refusals: ["wrong-stage", "conflict"],
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      return replyWith(await voidBatch(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json").reason));
    },
  );

export const batches = new Hono<AppEnv>().route("/", reading).route("/", preparing).route("/", deciding);
