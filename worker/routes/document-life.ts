import { Hono } from "hono";
import * as v from "valibot";
import { changeDraft, removeDraft } from "../actions/documents/change.ts";
import { compareVersions } from "../actions/documents/compare.ts";
import { beginDraft, createDocument } from "../actions/documents/draft.ts";
import { publishVersion, retireVersion } from "../actions/documents/publish.ts";
import { readVersion } from "../actions/documents/version.ts";
import type { DocumentNoun } from "../domain/document-expressions.ts";
import { allowance, differences, draft, versionWith } from "../http/document-shapes.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

const words = {
  standards: { id: "Standard", title: "标准", component: "StandardOrDraft" },
  policies: { id: "Policy", title: "办法", component: "PolicyOrDraft" },
} as const;

const publication = { holdsFrom: f.date, reason: v.optional(f.text(500)) };
/** A standard's publication also says what children who adopt it may lower; where nothing is said, nothing. */
const publications = {
  standards: v.strictObject({ ...publication, allows: v.optional(allowance) }),
  policies: v.strictObject(publication),
};

/** From a document's first draft to the end of its last version: the same routes for standards and for policies. */
export function documentLife(noun: DocumentNoun) {
  return beginnings(noun).route("/", versions(noun)).route("/", drafts(noun)).route("/", decisions(noun));
}

function beginnings(noun: DocumentNoun) {
  const { id, title, component } = words[noun];
  const schema = versionWith(component);
  return new Hono<AppEnv>()
    .post(
      "/",
      operation({
        id: `create${id}`,
        summary: `新建${title}`,
        description: "从第 1 版草稿开始；草稿可以还有错误，全文最多 256 KB。",
        roles: ["admin"],
        body: v.strictObject({ code: f.documentCode, document: draft }),
        isRepeatable: true,
        answers: { 201: { description: "第 1 版草稿", schema, headers: ["ETag", "Location"] } },
        refusals: ["code-taken"],
      }),
      async (c) => replyWith(await createDocument(scopeOf(c), noun, c.req.valid("json"))),
    )
    .post(
      "/:code/versions",
      operation({
        id: `begin${id}Draft`,
        summary: `另起一版${title}草稿`,
        description: "从最后一版的全文开始。",
        roles: ["admin"],
        isRepeatable: true,
        answers: { 201: { description: "新的草稿", schema, headers: ["ETag", "Location"] } },
        refusals: ["draft-exists"],
      }),
      async (c) => replyWith(await beginDraft(scopeOf(c), noun, c.req.param("code"))),
    );
}

function versions(noun: DocumentNoun) {
  const { id, title, component } = words[noun];
  const schema = versionWith(component);
  return new Hono<AppEnv>()
    .get(
      "/:code/versions/:version",
      operation({
        id: `read${id}Version`,
        summary: `${title}的一版全文`,
        description: "faults 为全文的错误，publicationFaults 为发布前还要补的，warnings 为提醒。",
        roles: everyone,
        answers: { 200: { description: `${title}的一版`, schema, headers: ["ETag"] } },
      }),
      async (c) => {
        const { code, version } = c.req.param();
        return reply(c, await readVersion(scopeOf(c), noun, code, Number(version)));
      },
    )
    .get(
      "/:code/comparison",
      operation({
        id: `compare${id}Versions`,
        summary: `比较${title}的两版`,
        description: "逐项说出 to 一版与 from 一版的不同；草稿须没有错误。",
        roles: everyone,
        query: v.strictObject({ from: f.versionAsked, to: f.versionAsked }),
        answers: { 200: { description: "不同之处", schema: differences } },
      }),
      async (c) => c.json(await compareVersions(scopeOf(c), noun, c.req.param("code"), c.req.valid("query"))),
    );
}

function drafts(noun: DocumentNoun) {
  const { id, title, component } = words[noun];
  const schema = versionWith(component);
  return new Hono<AppEnv>()
    .put(
      "/:code/versions/:version",
      operation({
        id: `change${id}Draft`,
        summary: `改写${title}草稿`,
        roles: ["admin"],
        body: v.strictObject({ document: draft, holdsFrom: v.optional(v.nullable(f.date)) }),
        isConditional: true,
        answers: { 200: { description: "改后的草稿", schema, headers: ["ETag"] } },
        refusals: ["version-published"],
      }),
      async (c) => {
        const { code, version } = c.req.param();
        const change = { ...c.req.valid("json"), ifMatch: ifMatchOf(c) };
        return reply(c, await changeDraft(scopeOf(c), noun, code, Number(version), change));
      },
    )
    .delete(
      "/:code/versions/:version",
      operation({
        id: `remove${id}Draft`,
        summary: `删去${title}草稿`,
        roles: ["admin"],
        isConditional: true,
        answers: { 204: { description: "已删去" } },
        refusals: ["version-published"],
      }),
      async (c) => {
        const { code, version } = c.req.param();
        await removeDraft(scopeOf(c), noun, code, Number(version), ifMatchOf(c));
        return c.body(null, 204);
      },
    );
}

function decisions(noun: DocumentNoun) {
  const { id, title, component } = words[noun];
  const schema = versionWith(component);
  return new Hono<AppEnv>()
    .post(
      "/:code/versions/:version/publication",
      operation({
        id: `publish${id}`,
        summary: `发布${title}的一版`,
        description:
          "发布后全文不再改动。全文须没有错误，写明依据，所用的事实都已登记；有提醒的须写 reason。errors 的 path 从 document 起。",
        roles: ["admin"],
        body: publications[noun],
        isConditional: true,
        answers: { 200: { description: "已发布的一版", schema, headers: ["ETag"] } },
        refusals: [
          "version-published",
          "warnings-need-reason",
          ...(noun === "standards" ? (["lowers-parent"] as const) : []),
        ],
      }),
      async (c) => {
        const { code, version } = c.req.param();
        const publication = { ...c.req.valid("json"), ifMatch: ifMatchOf(c) };
        return reply(c, await publishVersion(scopeOf(c), noun, code, Number(version), publication));
      },
    )
    .post(
      "/:code/versions/:version/retirement",
      operation({
        id: `retire${id}`,
        summary: `停用${title}的一版`,
        description: "停用的一版不再施行；按它评过、算过的不变。",
        roles: ["admin"],
        body: v.strictObject({ reason: f.text(500) }),
        isConditional: true,
        answers: { 200: { description: "已停用的一版", schema, headers: ["ETag"] } },
        refusals: ["version-not-published", "version-retired"],
      }),
      async (c) => {
        const { code, version } = c.req.param();
        const retirement = { ...c.req.valid("json"), ifMatch: ifMatchOf(c) };
        return reply(c, await retireVersion(scopeOf(c), noun, code, Number(version), retirement));
      },
    );
}
