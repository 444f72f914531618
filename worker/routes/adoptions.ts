import { Hono } from "hono";
import * as v from "valibot";
import { adoptStandard } from "../actions/documents/adopt.ts";
import { listAdoptions, listParentStandards, readAdoption } from "../actions/documents/adoptions.ts";
import { mergeIntoDraft, previewMerge } from "../actions/documents/merge-adoption.ts";
import { adoption, adoptionHead, merge, parentStandards } from "../http/adoption-shapes.ts";
import { versionWith } from "../http/document-shapes.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

const draft = versionWith("StandardOrDraft");

/** A parent's published standards, as its child may see them. */
export const parent = new Hono<AppEnv>().get(
  "/standards",
  operation({
    id: "listParentStandards",
    summary: "上级发布的标准",
    description:
      "各标准最近发布的一版，和本租户采用时所用的编码。没有上级的，parent 为 null。多一次往返：读上级已发布的文本。",
    roles: ["admin"],
    answers: { 200: { description: "上级和它的标准", schema: parentStandards } },
  }),
  async (c) => c.json(await listParentStandards(scopeOf(c), c.get("deps").openDatabase)),
);

/** The tenant's own standards that stand on a parent's. */
export const adoptions = new Hono<AppEnv>().get(
  "/",
  operation({
    id: "listAdoptions",
    summary: "采用上级的标准",
    description: "每个标准的最后一版站在上级的哪一版上；上级发布了更新的一版，一分钟内出现在 newerVersion。",
    roles: everyone,
    query: v.strictObject({ limit: f.limit, cursor: f.cursor }),
    answers: { 200: { description: "一页，按编码", schema: f.pageOf(adoptionHead) } },
  }),
  async (c) => c.json(await listAdoptions(scopeOf(c), c.req.valid("query"))),
);

/** Adopting a parent's standard, what is laid over it, and its next version under that. */
export const adoptionOfStandards = new Hono<AppEnv>()
  .post(
    "/:code/adoption",
    operation({
      id: "adoptStandard",
      summary: "采用上级的标准",
      description:
        "以上级最近发布的全文起草本租户的标准 code 第 1 版；它用到而本租户没有的事实一并登记。多一次往返：读上级已发布的文本。",
      roles: ["admin"],
      body: v.strictObject({ standard: f.documentCode }),
      isRepeatable: true,
      answers: { 201: { description: "第 1 版草稿", schema: draft, headers: ["ETag", "Location"] } },
      refusals: ["code-taken", "conflict"],
    }),
    async (c) => {
      const { openDatabase } = c.get("deps");
      return replyWith(await adoptStandard(scopeOf(c), openDatabase, c.req.param("code"), c.req.valid("json")));
    },
  )
  .get(
    "/:code/versions/:version/adoption",
    operation({
      id: "readAdoption",
      summary: "标准的一版与上级的不同",
      description:
        "changes 逐项说出与所采用的上级一版的不同：adds 添加、raises 提高、keeps 不影响要求、lowers 放宽；isRefused 为上级没有允许的放宽。全文还有错误时 changes 为 null。",
      roles: everyone,
      answers: { 200: { description: "所采用的一版和不同之处", schema: adoption } },
    }),
    async (c) => {
      const { code, version } = c.req.param();
      return c.json(await readAdoption(scopeOf(c), code, Number(version)));
    },
  )
  .get(
    "/:code/versions/:version/adoption/merge",
    operation({
      id: "previewAdoptionMerge",
      summary: "上级新版并入后会怎样",
      description:
        "什么也不保存。theirs 为上级新版改了什么，conflicts 为双方都改了的地方，changes 为按各处建议并入后仍与上级不同的。没有新版时 to 为 null。多一次往返：读上级已发布的文本。",
      roles: ["admin"],
      answers: { 200: { description: "并入前看一遍", schema: merge } },
    }),
    async (c) => {
      const { code, version } = c.req.param();
      return c.json(await previewMerge(scopeOf(c), c.get("deps").openDatabase, code, Number(version)));
    },
  )
  .post(
    "/:code/versions/:version/adoption/merge",
    operation({
      id: "mergeAdoption",
      summary: "把上级新版并入草稿",
      description:
        "version 为看过的上级一版；choices 给每一处冲突选用 theirs（上级的）或 ours（自己的）。多一次往返：读上级已发布的文本。",
      roles: ["admin"],
      body: v.strictObject({
        version: f.version,
        choices: f.listOf(
          v.strictObject({
            path: v.pipe(v.string(), v.minLength(1), v.maxLength(500)),
            choice: v.picklist(["theirs", "ours"]),
          }),
          2000,
        ),
      }),
      isConditional: true,
      answers: { 200: { description: "并入后的草稿", schema: draft, headers: ["ETag"] } },
      refusals: ["version-published", "too-large", "conflict"],
    }),
    async (c) => {
      const { code, version } = c.req.param();
      const { version: of, choices } = c.req.valid("json");
      const asked = { of, choices, ifMatch: ifMatchOf(c) };
      return reply(c, await mergeIntoDraft(scopeOf(c), c.get("deps").openDatabase, code, Number(version), asked));
    },
  );
