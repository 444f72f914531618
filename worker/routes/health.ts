import { Hono } from "hono";
import * as v from "valibot";
import { checkHealth } from "../actions/health/check.ts";
import type { AppEnv } from "../http/environment.ts";
import { operation } from "../http/operation.ts";

export const health = new Hono<AppEnv>().get(
  "/",
  operation({
    id: "health",
    summary: "是否就绪",
    description: "平台的数据库答得上来才是就绪。",
    roles: "public",
    answers: { 200: { description: "就绪", schema: v.strictObject({ status: v.literal("ok") }) } },
  }),
  async (c) => c.json(await checkHealth(c.get("deps").openDatabase("control"))),
);
