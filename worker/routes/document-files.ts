import { Hono } from "hono";
import * as v from "valibot";
import { exportVersion } from "../actions/documents/export.ts";
import { importJson, importSheets } from "../actions/documents/import.ts";
import type { DocumentNoun } from "../domain/document-expressions.ts";
import { draft, imported } from "../http/document-shapes.ts";
import type { AppEnv } from "../http/environment.ts";
import { everyone, operation, scopeOf } from "../http/operation.ts";
import { limits } from "../spreadsheet/limits.ts";
import { xlsxType } from "../spreadsheet/workbook.ts";

const words = {
  standards: { id: "Standard", title: "标准", component: "StandardOrDraft" },
  policies: { id: "Policy", title: "办法", component: "PolicyOrDraft" },
} as const;

/** Documents out to files and in from them: the same routes for standards and for policies. */
export function documentFiles(noun: DocumentNoun) {
  const { id, title, component } = words[noun];
  return new Hono<AppEnv>()
    .get(
      "/:code/versions/:version/document",
      operation({
        id: `export${id}`,
        summary: `导出${title}的一版`,
        description: "as=json 为全文的 JSON，as=xlsx 为可以填改的表格；有错误的草稿只能导出 JSON。",
        roles: everyone,
        query: v.strictObject({ as: v.optional(v.picklist(["json", "xlsx"]), "json") }),
        answers: { 200: { description: "文件", files: ["application/json", xlsxType] } },
        refusals: ["conflict"],
      }),
      async (c) => {
        const { code, version } = c.req.param();
        const { as } = c.req.valid("query");
        const file = await exportVersion(scopeOf(c), noun, { code, version: Number(version), as });
        const name = encodeURIComponent(file.name).replaceAll(
          /['()*]/g,
          (char) => `%${char.charCodeAt(0).toString(16)}`,
        );
        const disposition = `attachment; filename="${file.plainName}"; filename*=UTF-8''${name}`;
        return c.body(file.body, 200, { "content-type": file.type, "content-disposition": disposition });
      },
    )
    .post(
      "/imports",
      operation({
        id: `import${id}`,
        summary: `读入${title}文件`,
        description:
          "正文就是文件：全文的 JSON，或导出后填改的 .xlsx（最多 4 MB）。什么也不保存：给出读到的全文、按表、行、列的错误和提醒。",
        roles: ["admin"],
        body: draft,
        file: { type: xlsxType, mostBytes: limits.bytes },
        answers: { 200: { description: "读到的全文、错误和提醒", schema: imported(component) } },
      }),
      async (c) => {
        const file = c.get("file");
        if (file !== undefined) return c.json(await importSheets(scopeOf(c), noun, file));
        return c.json(await importJson(scopeOf(c), noun, c.req.valid("json")));
      },
    );
}
