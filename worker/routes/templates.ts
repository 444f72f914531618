import { Hono } from "hono";
import * as v from "valibot";
import { listTemplates } from "../actions/templates/list.ts";
import { signupModes, tenantKinds } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { operation } from "../http/operation.ts";

const titled = f.listOf(v.strictObject({ code: f.documentCode, title: f.said(200) }), 1000);
const template = v.strictObject({
  code: f.said(64),
  title: f.said(200),
  kind: v.nullable(f.oneOf(tenantKinds)),
  standards: titled,
  policies: titled,
  facts: f.whole(0, 10_000),
  departments: f.whole(0, 10_000),
});
const page = v.strictObject({ ...f.pageOf(template).entries, signups: f.oneOf(signupModes) });

export const templates = new Hono<AppEnv>().get(
  "/",
  operation({
    id: "listTemplates",
    summary: "新地区可以从哪里开始",
    description: "各模板的标准、办法及数目；signups 为本平台现在怎样受理申请。",
    roles: "public",
    answers: { 200: { description: "全部模板", schema: page } },
  }),
  (c) => c.json({ items: [...listTemplates()], nextCursor: null, signups: c.get("deps").signups }),
);
