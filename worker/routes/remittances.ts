import { Hono } from "hono";
import * as v from "valibot";
import { confirmRemittance } from "../actions/subsidies/payments/confirm.ts";
import { listRemittances, readRemittance, remittanceFile } from "../actions/subsidies/payments/remittance.ts";
import { outcomesIn } from "../actions/subsidies/payments/returned-file.ts";
import { remittanceStates } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { operation, scopeOf } from "../http/operation.ts";
import { remittance } from "../http/payment-shapes.ts";
import { reply, replyWith } from "../http/reply.ts";
import { tableWorkbook, xlsxType } from "../spreadsheet/workbook.ts";
import { moneyReaders } from "./pools.ts";

const csvType = "text/csv";
const outcome = v.strictObject({
  payment: f.id,
  outcome: v.picklist(["paid", "failed"]),
  on: f.date,
  reference: v.optional(f.text(100)),
  reason: v.optional(f.text(500)),
});
const refusals = ["wrong-stage", "frozen", "separation", "pool-closed", "conflict", "stale"] as const;
const confirmed = { 200: { description: "这份清单", schema: remittance, headers: ["ETag"] } } as const;

export const remittances = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listRemittances",
      summary: "付款清单",
      roles: moneyReaders,
      query: v.strictObject({
        ...{ batch: v.optional(f.id), state: v.optional(f.oneOf(remittanceStates)) },
        ...{ limit: f.limit, cursor: f.cursor },
      }),
      answers: { 200: { description: "一页付款清单", schema: f.pageOf(remittance) } },
    }),
    async (c) => c.json(await listRemittances(scopeOf(c), c.req.valid("query"))),
  )
  .get(
    "/:id",
    operation({
      id: "readRemittance",
      summary: "一份付款清单",
      roles: moneyReaders,
      answers: { 200: { description: "这份清单", schema: remittance, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readRemittance(scopeOf(c), c.req.param("id"))),
  )
  .get(
    "/:id/file",
    operation({
      id: "remittanceFile",
      summary: "付款清单的文件",
      description: "收款账户全号，每次取都留痕。csv 的 SHA-256 就是清单的；单元格不会变成公式。",
      roles: ["cashier"],
      query: v.strictObject({ format: v.optional(v.picklist(["xlsx", "csv"]), "xlsx") }),
      answers: { 200: { description: "文件", files: [xlsxType, csvType] } },
      refusals: ["conflict"],
    }),
    async (c) => {
      const { number, table, csv } = await remittanceFile(scopeOf(c), c.get("deps").webhooks.keys, c.req.param("id"));
      const { format } = c.req.valid("query");
      const body = format === "csv" ? csv : await tableWorkbook(`付款清单 ${number}`, table);
      const name = encodeURIComponent(`付款清单 ${number}.${format}`);
      return new Response(body, {
        headers: {
          "content-type": format === "csv" ? `${csvType};charset=utf-8` : xlsxType,
          "content-disposition": `attachment; filename*=UTF-8''${name}`,
          "cache-control": "no-store",
        },
      });
    },
  )
  .post(
    "/:id/confirmation",
    operation({
      id: "confirmRemittance",
      summary: "登记回单",
      description: "可以分几次登记；没付成的要写原因，下一份清单再付。全部登记了清单就结束。",
      roles: ["cashier"],
      body: v.strictObject({ outcomes: v.pipe(f.listOf(outcome, 20_000), v.minLength(1)) }),
      mostBytes: 8 * 1_048_576,
      isRepeatable: true,
      answers: confirmed,
      refusals,
    }),
    async (c) => replyWith(await confirmRemittance(scopeOf(c), c.req.param("id"), c.req.valid("json").outcomes)),
  )
  .post(
    "/:id/confirmation/file",
    operation({
      id: "confirmRemittanceByFile",
      summary: "用填好的清单登记回单",
      description: "正文就是 .xlsx：取出的清单，填了结果（付出、没付成）、日期、凭证号、原因；没填结果的行不登记。",
      roles: ["cashier"],
      file: { type: xlsxType, mostBytes: 4 * 1_048_576 },
      isRepeatable: true,
      answers: confirmed,
      refusals: [...refusals, "invalid", "too-large", "unsupported-media-type"],
    }),
    async (c) => {
      const outcomes = await outcomesIn(c.get("file") ?? new Uint8Array());
      return replyWith(await confirmRemittance(scopeOf(c), c.req.param("id"), outcomes));
    },
  );
