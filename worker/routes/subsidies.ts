import { Hono } from "hono";
import * as v from "valibot";
import { calculateSubsidies } from "../actions/subsidies/calculate.ts";
import { readPolicy } from "../domain/policy/index.ts";
import { calculationAnswer } from "../http/calculation.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { givenDocument } from "../http/given-document.ts";
import { operation, scopeOf } from "../http/operation.ts";

const facts = v.exactOptional(v.nullable(f.jsonMap));
const fens = v.exactOptional(f.mapOf(f.whole(0, 10_000_000_000_000), 200));
const recipient = v.strictObject({
  id: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  unit: facts,
  result: facts,
  previous: facts,
  facts,
  paidFen: fens,
  decidedFen: fens,
});
const asked = v.strictObject({
  policy: givenDocument("PolicyOrVersion", (document) => {
    const outcome = readPolicy(document);
    return "policy" in outcome ? { read: outcome.policy } : outcome;
  }),
  recipients: v.exactOptional(f.listOf(recipient, 20_000)),
  cycle: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(64))),
  standard: v.exactOptional(v.union([f.documentCode, v.strictObject({ code: f.documentCode, version: f.version })])),
  detail: v.exactOptional(v.boolean()),
});

export const subsidies = new Hono<AppEnv>().post(
  "/calculate",
  operation({
    id: "calculateSubsidies",
    summary: "按办法测算补助",
    description:
      "什么也不保存。policy 为办法全文，或本租户办法的 {code, version}。不给 recipients 时取本租户的党组织及其在 cycle（不给为最近有认定结果的周期）、standard 下的结果。detail 另给逐步的算法和乡镇合计。",
    roles: ["admin", "assessor", "preparer", "approver", "cashier", "viewer"],
    body: asked,
    mostBytes: 16 * 1_048_576,
    answers: { 200: { description: "逐笔的金额与理由", schema: calculationAnswer } },
  }),
  async (c) => c.json(await calculateSubsidies(scopeOf(c), c.req.valid("json"))),
);
