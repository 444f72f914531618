import { Hono } from "hono";
import * as v from "valibot";
import { listDirectory } from "../actions/directory/list.ts";
import { tenantKinds } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { operation } from "../http/operation.ts";

const entry = v.strictObject({
  code: f.tenantCode,
  name: f.said(100),
  kind: f.oneOf(tenantKinds),
  parent: v.nullable(f.tenantCode),
});

export const directory = new Hono<AppEnv>().get(
  "/",
  operation({
    id: "listDirectory",
    summary: "可登录的租户",
    roles: "public",
    query: v.strictObject({ limit: f.limit, cursor: f.cursor }),
    answers: { 200: { description: "一页租户，按编码", schema: f.pageOf(entry) } },
  }),
  async (c) => c.json(await listDirectory(c.get("deps").openDatabase("control"), c.req.valid("query"))),
);
