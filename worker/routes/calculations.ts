import { Hono } from "hono";
import * as v from "valibot";
import {
  listCalculationLines,
  listCalculations,
  readCalculation,
} from "../actions/subsidies/calculations/calculation.ts";
import { compareCalculation } from "../actions/subsidies/calculations/compare.ts";
import { keepCalculation } from "../actions/subsidies/calculations/keep.ts";
import { verifyCalculation } from "../actions/subsidies/calculations/verify.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { calculation, calculationLine, comparison, verified } from "../http/money-shapes.ts";
import { operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";
import { moneyReaders } from "./pools.ts";

const page = { limit: f.limit, cursor: f.cursor };
const asked = v.strictObject({
  policy: v.strictObject({ code: f.documentCode, version: f.version }),
  cycle: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
  standard: v.exactOptional(v.union([f.documentCode, v.strictObject({ code: f.documentCode, version: f.version })])),
});

export const calculations = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listCalculations",
      summary: "保存的测算",
      description: "最近的在前。policy 为办法的编码。",
      roles: moneyReaders,
      query: v.strictObject({ policy: v.optional(f.documentCode), ...page }),
      answers: { 200: { description: "一页测算", schema: f.pageOf(calculation) } },
    }),
    async (c) => c.json(await listCalculations(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "keepCalculation",
      summary: "测算并保存",
      description:
        "按已发布的一版办法测算所及的党组织，连同输入、摘要、每一行和每一步一起保存，以后不变。已发的取自别的年份的发放，酌定的取自登记的决定。",
      roles: ["preparer"],
      body: asked,
      mostBytes: 16_384,
      isRepeatable: true,
      answers: { 201: { description: "保存的测算", schema: calculation, headers: ["ETag", "Location"] } },
      refusals: ["version-not-published", "version-retired"],
    }),
    async (c) => replyWith(await keepCalculation(scopeOf(c), c.req.valid("json"))),
  )
  .get(
    "/:id",
    operation({
      id: "readCalculation",
      summary: "一次测算",
      roles: moneyReaders,
      answers: { 200: { description: "这次测算", schema: calculation, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readCalculation(scopeOf(c), c.req.param("id"))),
  )
  .get(
    "/:id/lines",
    operation({
      id: "listCalculationLines",
      summary: "测算的行和每一步",
      roles: moneyReaders,
      query: v.strictObject(page),
      answers: { 200: { description: "一页行", schema: f.pageOf(calculationLine) } },
    }),
    async (c) => c.json(await listCalculationLines(scopeOf(c), c.req.param("id"), c.req.valid("query"))),
  )
  .get(
    "/:id/verification",
    operation({
      id: "verifyCalculation",
      summary: "重算一遍核对",
      description: "用保存的输入再算一遍；摘要、合计和每一行都应与保存的相同。",
      roles: moneyReaders,
      answers: { 200: { description: "核对的结果", schema: verified } },
    }),
    async (c) => c.json(await verifyCalculation(scopeOf(c), c.req.param("id"))),
  )
  .get(
    "/:id/comparison",
    operation({
      id: "compareCalculation",
      summary: "与上一次测算逐行比",
      description: "上一次为同一办法同一年的前一次保存的测算；差得多的在前，最多一千行。往返数据库三次。",
      roles: moneyReaders,
      answers: { 200: { description: "变了的行", schema: comparison } },
    }),
    async (c) => c.json(await compareCalculation(scopeOf(c), c.req.param("id"))),
  );
