import { Hono } from "hono";
import * as v from "valibot";
import { readBurden } from "../actions/burden/read.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { operation, scopeOf } from "../http/operation.ts";

const load = { fields: f.whole(0, 1_000_000), uploads: f.whole(0, 1_000_000), minutes: f.whole(0, 1_000_000) };
const ceiling = v.nullable(f.whole(0, 100_000));
const month = v.pipe(v.string(), v.maxLength(7), v.regex(/^\d{4}-(?:0[1-9]|1[0-2])$/, "应写作 2026-11"));

const burdenAnswer = v.strictObject({
  month: f.said(7),
  ceiling: v.strictObject({ fields: ceiling, uploads: ceiling, minutes: ceiling }),
  units: f.whole(0, 1_000_000),
  above: f.whole(0, 1_000_000),
  typical: v.strictObject(load),
  most: v.strictObject(load),
  cycles: f.listOf(
    v.strictObject({
      cycle: f.id,
      title: f.said(100),
      standard: f.documentCode,
      standardTitle: f.said(200),
      dueOn: f.date,
      isPlanned: v.boolean(),
      units: f.whole(0, 1_000_000),
      ...load,
    }),
    1000,
  ),
  items: f.listOf(
    v.strictObject({
      unit: f.id,
      code: f.said(64),
      name: f.said(100),
      township: v.nullable(f.said(100)),
      isAbove: v.boolean(),
      ...load,
    }),
    200,
  ),
  nextCursor: v.nullable(f.said(500)),
});

export const burden = new Hono<AppEnv>().get(
  "/",
  operation({
    id: "readBurden",
    summary: "负担计",
    description:
      "一个月里向每个党组织的书记要什么：要填几项、交几份材料、约多少分钟（由所问推算，不记录任何人的在线时长），与本租户自定的上限并列。已计划、还没有开启的考核周期也算在内（isPlanned）；已从别处预填的项不再问，也不数。month 不写则为本月；above=true 只列超过上限的。",
    roles: ["admin", "viewer", "township", "secretary"],
    query: v.strictObject({ month: v.optional(month), above: f.yesOrNo, limit: f.limit, cursor: f.cursor }),
    answers: { 200: { description: "负担计", schema: burdenAnswer } },
  }),
  async (c) => c.json(await readBurden(scopeOf(c), c.req.valid("query"))),
);
