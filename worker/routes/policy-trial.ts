import { Hono } from "hono";
import * as v from "valibot";
import { solvePolicy, tryPolicy } from "../actions/subsidies/trial.ts";
import { draft } from "../http/document-shapes.ts";
import { policySolution, policyTrial } from "../http/effect-shapes.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { operation, scopeOf } from "../http/operation.ts";
import { moneyReaders } from "./pools.ts";

const choice = {
  document: draft,
  cycle: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
  standard: v.exactOptional(f.documentCode),
};
const mostBytes = 1_048_576;

/** A policy that is only tried: nothing of it is stored. */
export const policyTrials = new Hono<AppEnv>()
  .post(
    "/:code/trial",
    operation({
      id: "tryPolicy",
      summary: "试一个改过的办法",
      description:
        "什么也不保存：document 为试的全文，与现行一版并排，用 cycle（不写为最近有认定结果的周期）的结果各算一遍；oneMore 为最接近的一家也到最高等次时的合计，places 为可以倒推的金额。",
      roles: moneyReaders,
      body: v.strictObject(choice),
      mostBytes,
      answers: { 200: { description: "两版并排", schema: policyTrial } },
    }),
    async (c) => c.json(await tryPolicy(scopeOf(c), { code: c.req.param("code"), ...c.req.valid("json") })),
  )
  .post(
    "/:code/solution",
    operation({
      id: "solvePolicy",
      summary: "按一笔钱倒推金额",
      description:
        "path 为 trial 给的一处金额，poolFen 为这笔钱；给出正好放得下的最大金额，准到 stepFen（不写为办法的取整单位），多一个单位就超过。",
      roles: moneyReaders,
      body: v.strictObject({
        ...choice,
        path: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
        poolFen: f.whole(0, 9_000_000_000_000_000),
        stepFen: v.exactOptional(f.whole(1, 10_000_000_000_000)),
      }),
      mostBytes,
      answers: { 200: { description: "金额和改好的全文", schema: policySolution } },
    }),
    async (c) => c.json(await solvePolicy(scopeOf(c), { code: c.req.param("code"), ...c.req.valid("json") })),
  );
