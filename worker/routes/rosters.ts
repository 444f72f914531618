import { Hono } from "hono";
import * as v from "valibot";
import { applyImport } from "../actions/imports/apply.ts";
import { checkImport } from "../actions/imports/check.ts";
import { exportRoster, rosterTemplate } from "../actions/imports/export.ts";
import { readImport } from "../actions/imports/import.ts";
import { type ImportSubject, importModes, importStates, importSubjects } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, operation, scopeOf } from "../http/operation.ts";
import { reply } from "../http/reply.ts";
import { rosterLimits } from "../spreadsheet/limits.ts";
import { xlsxType } from "../spreadsheet/workbook.ts";

const count = f.whole(0, 1_000_000);
const counts = { rows: count, added: count, updated: count, unchanged: count, skipped: count };
const imported = v.strictObject({
  ...counts,
  id: f.id,
  of: f.oneOf(importSubjects),
  mode: f.oneOf(importModes),
  state: f.oneOf(importStates),
  sha256: f.sha256,
  checkedAt: f.instant,
  appliedAt: v.nullable(f.instant),
  revision: f.revision,
});
const checked = v.strictObject({
  import: v.nullable(imported),
  counts: v.strictObject(counts),
  faultCount: count,
  faults: f.listOf(
    v.strictObject({ row: v.nullable(count), column: v.nullable(f.said(200)), message: f.said(1000) }),
    rosterLimits.faults,
  ),
});
const ids = { units: "Units", entities: "Entities" } as const;

/** `?part=` of an export. */
const part = v.optional(
  v.pipe(
    v.string(),
    v.regex(/^[1-9]\d{0,3}$/, "应为 1～9999 的整数"),
    v.transform(Number),
    v.number(),
    v.integer(),
    v.minValue(1),
    v.maxValue(9999),
  ),
);

function fileOf(of: ImportSubject, bytes: Uint8Array<ArrayBuffer>, name: string, next?: string): Response {
  return new Response(bytes, {
    headers: {
      ...(next === undefined ? {} : { link: `<${next}>; rel="next"` }),
      "content-type": xlsxType,
      "content-disposition": `attachment; filename="${of}.xlsx"; filename*=UTF-8''${encodeURIComponent(name)}.xlsx`,
    },
  });
}

/** Units and entities out to a spreadsheet: the same routes for both. */
export function rosterFiles(of: ImportSubject) {
  const title = importSubjects[of];
  return new Hono<AppEnv>()
    .get(
      "/imports/template",
      operation({
        id: `template${ids[of]}`,
        summary: `${title}导入的空白表`,
        description: "本租户登记的事实各有一列，有下拉和示例。",
        roles: ["admin"],
        answers: { 200: { description: "空白表", files: [xlsxType] } },
      }),
      async (c) => fileOf(of, await rosterTemplate(scopeOf(c), of), `${title}空白表`),
    )
    .get(
      "/export",
      operation({
        id: `export${ids[of]}`,
        summary: `导出${title}`,
        description:
          "范围内的全部；原样再导入不会改动什么。未知的写 *。一份最多一万行，超过的要写 part 逐份取，Link 指出下一份。",
        roles: everyone,
        query: v.strictObject({ part }),
        answers: { 200: { description: "表格", files: [xlsxType], headers: ["Link"] } },
        refusals: ["conflict"],
      }),
      async (c) => {
        const { bytes, part: at, parts } = await exportRoster(scopeOf(c), of, c.req.valid("query").part);
        const name = parts === 1 ? title : `${title}（第 ${at} 份，共 ${parts} 份）`;
        return fileOf(of, bytes, name, at < parts ? `${new URL(c.req.url).pathname}?part=${at + 1}` : undefined);
      },
    );
}

/** Units and entities in from a spreadsheet: the same routes for both. */
export function rosterImports(of: ImportSubject) {
  const title = importSubjects[of];
  return new Hono<AppEnv>()
    .post(
      "/imports",
      operation({
        id: `check${ids[of]}`,
        summary: `核对${title}导入表`,
        description:
          "正文就是 .xlsx，最多一万行。先只核对：有错按行、列全部列出，什么也不留；没有错记下待写入。往返数据库三次。",
        roles: ["admin"],
        query: v.strictObject({ mode: v.optional(f.oneOf(importModes), "add") }),
        file: { type: xlsxType, mostBytes: rosterLimits.bytes },
        answers: { 200: { description: "会新增、更新几行，或全部错误", schema: checked } },
        refusals: ["invalid", "too-large", "unsupported-media-type", "conflict"],
      }),
      async (c) => {
        const bytes = c.get("file") ?? new Uint8Array();
        return c.json(await checkImport(scopeOf(c), of, c.req.valid("query").mode, bytes));
      },
    )
    .get(
      "/imports/:id",
      operation({
        id: `readImportOf${ids[of]}`,
        summary: `一次${title}导入`,
        roles: ["admin"],
        answers: { 200: { description: "导入", schema: imported, headers: ["ETag"] } },
      }),
      async (c) => reply(c, await readImport(scopeOf(c), of, c.req.param("id"))),
    )
    .post(
      "/imports/:id/application",
      operation({
        id: `apply${ids[of]}`,
        summary: `写入核对好的${title}`,
        description: "全部写入，或什么都不写：一批之内。核对之后有人改过就不写。",
        roles: ["admin"],
        answers: { 200: { description: "已写入", schema: imported } },
        refusals: ["conflict", "stale"],
      }),
      async (c) => c.json(await applyImport(scopeOf(c), of, c.req.param("id"))),
    );
}
