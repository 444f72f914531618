import { Hono } from "hono";
import * as v from "valibot";
import { reconcile } from "../actions/subsidies/reconciliation/read.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { operation, scopeOf } from "../http/operation.ts";
import { moneyReaders } from "./pools.ts";

const checked = f.listOf(
  v.strictObject({ code: f.said(64), title: f.said(100), broken: f.whole(0, 1_000_000_000_000) }),
  100,
);

export const reconciliation = new Hono<AppEnv>().get(
  "/",
  operation({
    id: "reconcile",
    summary: "账实核对",
    description:
      "资金和留痕的各项恒等式，当场重新数一遍，都应为 0；daily 为每日任务核对的重算、摘要和文件，还没跑过时为空。",
    roles: moneyReaders,
    answers: {
      200: {
        description: "核对的结果",
        schema: v.strictObject({
          at: f.instant,
          isBalanced: v.boolean(),
          checks: checked,
          daily: v.nullable(v.strictObject({ at: f.instant, checks: checked, details: f.listOf(f.said(300), 100) })),
        }),
      },
    },
  }),
  async (c) => c.json(await reconcile(scopeOf(c))),
);
