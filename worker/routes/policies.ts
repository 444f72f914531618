import { Hono } from "hono";
import * as v from "valibot";
import { listDocuments, readDocument, readDocumentVersion } from "../actions/documents.ts";
import { head, headWithVersions, versionWith } from "../http/document-shapes.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, operation, scopeOf } from "../http/operation.ts";

export const policies = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listPolicies",
      summary: "办法列表",
      roles: everyone,
      query: v.strictObject({ limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页办法，按编码", schema: f.pageOf(head) } },
    }),
    async (c) => c.json(await listDocuments(scopeOf(c), "policies", c.req.valid("query"))),
  )
  .get(
    "/:code",
    operation({
      id: "readPolicy",
      summary: "一个办法及其各版",
      roles: everyone,
      answers: { 200: { description: "办法", schema: headWithVersions } },
    }),
    async (c) => c.json(await readDocument(scopeOf(c), "policies", c.req.param("code"))),
  )
  .get(
    "/:code/versions/:version",
    operation({
      id: "readPolicyVersion",
      summary: "办法的一版全文",
      roles: everyone,
      answers: { 200: { description: "办法的一版", schema: versionWith("Policy") } },
    }),
    async (c) => {
      const { code, version } = c.req.param();
      return c.json(await readDocumentVersion(scopeOf(c), "policies", code, Number(version)));
    },
  );
