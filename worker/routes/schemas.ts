import { type Context, Hono } from "hono";
import type * as v from "valibot";
import { policySchema } from "../domain/policy/index.ts";
import { standardSchema } from "../domain/standard/document.ts";
import type { AppEnv } from "../http/environment.ts";
import { documentJsonSchema } from "../http/openapi.ts";
import { operation } from "../http/operation.ts";

const answers = {
  200: { description: "JSON Schema 2020-12", type: "application/schema+json" },
};

export const schemas = new Hono<AppEnv>()
  .get(
    "/standard-1.json",
    operation({ id: "standardSchema", summary: "标准文档的格式 hongdai/standard@1", roles: "public", answers }),
    (c) => send(c, "standard-1", standardSchema),
  )
  .get(
    "/policy-1.json",
    operation({ id: "policySchema", summary: "办法文档的格式 hongdai/policy@1", roles: "public", answers }),
    (c) => send(c, "policy-1", policySchema),
  );

const made = new Map<string, string>();

function send(c: Context<AppEnv>, name: string, schema: v.GenericSchema): Response {
  const text = made.get(name) ?? JSON.stringify(documentJsonSchema(schema, name));
  made.set(name, text);
  return c.body(text, 200, { "content-type": "application/schema+json" });
}
