import { Hono } from "hono";
import * as v from "valibot";
import { listAudit } from "../actions/audit/list.ts";
import { verifyAudit } from "../actions/audit/verify.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { operation, scopeOf } from "../http/operation.ts";

const seq = f.whole(1, 1_000_000_000_000_000);
const event = v.strictObject({
  seq,
  id: f.id,
  at: f.instant,
  actor: v.nullable(f.id),
  actorName: f.said(100),
  action: f.said(64),
  subjectKind: f.said(64),
  subject: f.said(200),
  revision: f.revision,
  body: f.jsonMap,
  isSealed: v.boolean(),
});
const filter = v.strictObject({
  limit: f.limit,
  cursor: f.cursor,
  subjectKind: v.optional(f.text(64)),
  subject: v.optional(f.text(200)),
  actor: v.optional(f.text(64)),
  action: v.optional(f.text(64)),
  since: v.optional(f.date),
  until: v.optional(f.date),
});
const after = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^\d{1,15}$/, "应为上一次答复里的 next"),
    v.transform(Number),
    v.number(),
    v.integer(),
    v.minValue(0),
    v.maxValue(999_999_999_999_999),
  ),
  "0",
);
const verification = v.strictObject({
  from: seq,
  to: f.whole(0, 1_000_000_000_000_000),
  head: v.nullable(v.strictObject({ seq, hash: f.sha256, at: f.instant })),
  unsealed: v.nullable(v.strictObject({ from: seq, to: seq })),
  heads: f.whole(0, 4000),
  break: v.nullable(v.strictObject({ fromSeq: seq, toSeq: seq, text: f.said(200) })),
  next: v.nullable(seq),
});

export const audit = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listAudit",
      summary: "留痕",
      description:
        "谁在何时对什么做了什么，最近的在前；按 subjectKind 和 subject 找一样东西的，连同谁看过它。since、until 为中国的日期，含当天。",
      roles: ["admin", "viewer"],
      query: filter,
      answers: { 200: { description: "一页留痕", schema: f.pageOf(event) } },
    }),
    async (c) => c.json(await listAudit(scopeOf(c), c.req.valid("query"))),
  )
  .get(
    "/verification",
    operation({
      id: "verifyAudit",
      summary: "核验留痕",
      description:
        "从头到尾核对每一段的封存，并与本租户之外每天另存的链首比。一次最多 2,000 条，next 为下一次的 after；break 为第一处不对的地方，unsealed 为一分钟内将封存的末尾。",
      roles: ["admin", "viewer"],
      query: v.strictObject({ after }),
      answers: { 200: { description: "这一段的核验", schema: verification } },
    }),
    async (c) => {
      const control = c.get("deps").openDatabase("control");
      return c.json(await verifyAudit(scopeOf(c), control, c.req.valid("query").after));
    },
  );
