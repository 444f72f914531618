import { Hono } from "hono";
import * as v from "valibot";
import { listEntries, listPools, readPool } from "../actions/subsidies/pools/pool.ts";
import { closePool, createPool, grantIntoPool, transferFromPool } from "../actions/subsidies/pools/write.ts";
import { poolStates, type Role } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { pool, poolEntry } from "../http/money-shapes.ts";
import { ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

/** Who reads of the money; each as far as they reach. */
export const moneyReaders: readonly Role[] = ["admin", "preparer", "approver", "cashier", "viewer"];
const year = f.whole(1949, 9999);
const moved = f.whole(1, 10_000_000_000_000);
const page = { limit: f.limit, cursor: f.cursor };
const after = { 201: { description: "移动以后的资金池", schema: pool, headers: ["ETag", "Location"] } } as const;

export const pools = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listPools",
      summary: "资金池",
      description: "年份近的在前。只在一个乡镇或行业的人，看到的是那里自己统筹的资金池。",
      roles: moneyReaders,
      query: v.strictObject({ year: v.optional(f.yearAsked), state: v.optional(f.oneOf(poolStates)), ...page }),
      answers: { 200: { description: "一页资金池", schema: f.pageOf(pool) } },
    }),
    async (c) => c.json(await listPools(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "createPool",
      summary: "建资金池",
      description: "一个来源一年一个。unit 为自己统筹这笔钱的乡镇、行业或工委，不给为本租户的。",
      roles: ["preparer"],
      body: v.strictObject({ source: f.text(100), year, unit: v.optional(f.id) }),
      mostBytes: 16_384,
      isRepeatable: true,
      answers: { 201: { description: "建好的资金池", schema: pool, headers: ["ETag", "Location"] } },
      refusals: ["code-taken"],
    }),
    async (c) => replyWith(await createPool(scopeOf(c), c.req.valid("json"))),
  )
  .get(
    "/:id",
    operation({
      id: "readPool",
      summary: "一个资金池",
      roles: moneyReaders,
      answers: { 200: { description: "这个资金池", schema: pool, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readPool(scopeOf(c), c.req.param("id"))),
  )
  .get(
    "/:id/entries",
    operation({
      id: "listPoolEntries",
      summary: "资金池的流水",
      description: "最近的在前。from、to 为四处之一：可用、已占用、已批准、已付出；空为池外。",
      roles: moneyReaders,
      query: v.strictObject(page),
      answers: { 200: { description: "一页流水", schema: f.pageOf(poolEntry) } },
    }),
    async (c) => c.json(await listEntries(scopeOf(c), c.req.param("id"), c.req.valid("query"))),
  )
  .post(
    "/:id/grants",
    operation({
      id: "grantIntoPool",
      summary: "拨入资金",
      description: "because 写拨款的文件或会议。",
      roles: ["preparer"],
      body: v.strictObject({ fen: moved, because: f.text(300) }),
      mostBytes: 16_384,
      isRepeatable: true,
      answers: after,
      refusals: ["pool-closed"],
    }),
    async (c) => replyWith(await grantIntoPool(scopeOf(c), c.req.param("id"), c.req.valid("json"))),
  )
  .post(
    "/:id/transfers",
    operation({
      id: "transferFromPool",
      summary: "调拨到另一个资金池",
      description: "动用的是可用的钱；两边的流水一次写成。",
      roles: ["preparer"],
      body: v.strictObject({ to: f.id, fen: moved, because: f.text(300) }),
      mostBytes: 16_384,
      isRepeatable: true,
      answers: after,
      refusals: ["pool-short", "pool-closed"],
    }),
    async (c) => replyWith(await transferFromPool(scopeOf(c), c.req.param("id"), c.req.valid("json"))),
  )
  .post(
    "/:id/closing",
    operation({
      id: "closePool",
      summary: "关账",
      description: "没有已占用和已批准的钱才能关；关了不再动。",
      roles: ["preparer"],
      body: v.strictObject({ reason: f.text(500) }),
      mostBytes: 16_384,
      isConditional: true,
      answers: { 200: { description: "关了账的资金池", schema: pool, headers: ["ETag"] } },
      refusals: ["pool-closed", "conflict"],
    }),
    async (c) => reply(c, await closePool(scopeOf(c), c.req.param("id"), ifMatchOf(c), c.req.valid("json").reason)),
  );
