import { type Context, Hono } from "hono";
import * as v from "valibot";
import { changeEvidence, removeEvidence } from "../actions/evidence/change.ts";
import { listEvidence, readEvidence } from "../actions/evidence/list.ts";
import { noteOpening, openEvidence } from "../actions/evidence/open.ts";
import { uploadEvidence } from "../actions/evidence/upload.ts";
import { endUse, useEvidence } from "../actions/evidence/use.ts";
import type { EvidenceStore } from "../actions/evidence-store.ts";
import { downloadName, evidenceFormats, evidenceLimits, evidenceLinkSeconds, isPicture } from "../domain/evidence.ts";
import type { Role } from "../domain/vocabulary.ts";
import { afterwards } from "../http/afterwards.ts";
import type { AppEnv } from "../http/environment.ts";
import { refuseLink, signEvidenceLink } from "../http/evidence-link.ts";
import * as shape from "../http/evidence-shapes.ts";
import * as f from "../http/fields.ts";
import { ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply } from "../http/reply.ts";

const readers: readonly Role[] = ["admin", "assessor", "department", "township", "secretary", "viewer"];
const one = { 200: { description: "佐证材料", schema: shape.evidenceShape, headers: ["ETag"] as const } };

export const evidence = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listEvidence",
      summary: "佐证材料列表",
      description:
        "最近的在前。unit 只列这个党组织现有的（各取最新一版）；assessment（和 item）列一份考核所用的。likenesses 指出别处相同或相近的一份，不在您范围内的不说是谁的；isCompared 为否时还没有比对完。",
      roles: readers,
      query: shape.evidenceFilter,
      answers: { 200: { description: "一页佐证材料", schema: f.pageOf(shape.evidenceShape) } },
    }),
    async (c) => c.json(await listEvidence(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "uploadEvidence",
      summary: "添一份佐证材料",
      description:
        "正文就是文件：照片（JPEG、PNG、WebP）、PDF 或办公文档，按内容认，最多 10 MB、5,000 万像素，不带宏。照片里的位置、时间、设备不保留。同一党组织再添同一文件，得到原来那一份（200）。replaces 为它替换的旧版，还在填的考核随之换成新版。",
      roles: ["secretary"],
      query: shape.upload,
      file: {
        type: "application/octet-stream",
        mostBytes: evidenceLimits.bytes,
        tooLarge: "每份最多 10 MB，请压缩或分成几份再添。",
      },
      answers: {
        200: { description: "已有的同一份", schema: shape.evidenceShape, headers: ["ETag"] },
        201: { description: "新添的佐证材料", schema: shape.evidenceShape, headers: ["ETag", "Location"] },
      },
      refusals: ["not-found", "quota-reached", "conflict", "storage-unavailable"],
    }),
    async (c) => {
      const file = c.get("file") ?? new Uint8Array();
      const { piece, job } = await uploadEvidence(scopeOf(c), storeOf(c), c.req.valid("query"), file);
      c.header("etag", `"${piece.revision}"`);
      if (job === undefined) return c.json(piece);
      const { tenant } = c.get("actor");
      await afterwards(c, () => c.get("deps").enqueue({ tenant, job }));
      c.header("location", `/api/tenants/${tenant}/evidence/${piece.id}`);
      return c.json(piece, 201);
    },
  )
  .post(
    "/links",
    operation({
      id: "openEvidence",
      summary: "打开佐证材料：要限时链接",
      description: `每打开一份记一笔留痕。链接只供本人用，${evidenceLinkSeconds / 60} 分钟后失效。`,
      roles: readers,
      body: v.strictObject({ evidence: v.pipe(f.listOf(f.id, 50), v.minLength(1)) }),
      mostBytes: 16_384,
      answers: { 200: { description: "限时链接，按所问的次序", schema: shape.evidenceLinks } },
      refusals: ["not-found"],
    }),
    async (c) => {
      const { evidence: ids } = c.req.valid("json");
      const [deps, actor] = [c.get("deps"), c.get("actor")];
      const now = deps.now();
      await noteOpening(scopeOf(c), ids);
      const expiresAt = new Date(now.getTime() + evidenceLinkSeconds * 1000).toISOString();
      const links = ids.map(async (id) => {
        const link = await signEvidenceLink(deps.sessionKeys, actor, id, now);
        return { evidence: id, url: `/api/tenants/${actor.tenant}/evidence/${id}/content?link=${link}`, expiresAt };
      });
      return c.json({ links: await Promise.all(links) });
    },
  )
  .get("/:id", operation({ id: "readEvidence", summary: "一份佐证材料", roles: readers, answers: one }), async (c) =>
    reply(c, await readEvidence(scopeOf(c), c.req.param("id"))),
  )
  .get(
    "/:id/content",
    operation({
      id: "downloadEvidence",
      summary: "佐证材料的文件",
      description: "link 由 openEvidence 给出。照片可以就地显示，其余只能下载。",
      roles: readers,
      query: v.strictObject({ link: f.text(1000) }),
      answers: {
        200: { description: "文件", files: Object.values(evidenceFormats).map(({ mediaType }) => mediaType) },
      },
      refusals: ["link-spent", "storage-unavailable"],
    }),
    async (c) => {
      const [deps, id] = [c.get("deps"), c.req.param("id")];
      const scope = scopeOf(c);
      await refuseLink(deps.sessionKeys, c.req.valid("query").link, c.get("actor"), id, deps.now());
      const { bytes, type, name } = await openEvidence(scope, storeOf(c), id);
      const as = isPicture(type) ? "inline" : "attachment";
      return c.body(bytes, 200, {
        "content-type": evidenceFormats[type].mediaType,
        "content-disposition": `${as}; filename="${id}"; filename*=UTF-8''${encoded(downloadName(name, type))}`,
        "content-security-policy": "default-src 'none'; sandbox",
      });
    },
  )
  .patch(
    "/:id",
    operation({
      id: "changeEvidence",
      summary: "改佐证材料的名称、说明、有效期",
      description: "文件本身不能改，要换就添新的一版。",
      roles: ["secretary"],
      body: shape.evidenceChange,
      mostBytes: 16_384,
      isConditional: true,
      answers: one,
    }),
    async (c) => {
      const change = { ...c.req.valid("json"), ifMatch: ifMatchOf(c) };
      return reply(c, await changeEvidence(scopeOf(c), c.req.param("id"), change));
    },
  )
  .delete(
    "/:id",
    operation({
      id: "removeEvidence",
      summary: "移去一份佐证材料",
      description: "还在填的考核里也一并移去；已报送的考核在用的不能移去。",
      roles: ["secretary"],
      isConditional: true,
      answers: { 204: { description: "已移去" } },
      refusals: ["conflict"],
    }),
    async (c) => {
      await removeEvidence(scopeOf(c), storeOf(c), c.req.param("id"), ifMatchOf(c));
      return c.body(null, 204);
    },
  )
  .post(
    "/:id/uses",
    operation({
      id: "useEvidence",
      summary: "把已有的佐证材料用于一项",
      description: "一份可以用于许多项、许多次考核；考核报送以后不能再改。",
      roles: ["secretary"],
      body: shape.purpose,
      mostBytes: 16_384,
      answers: one,
      refusals: ["conflict"],
    }),
    async (c) => reply(c, await useEvidence(scopeOf(c), c.req.param("id"), c.req.valid("json"))),
  )
  .delete(
    "/:id/uses",
    operation({
      id: "endEvidenceUse",
      summary: "一项不再用这份佐证材料",
      description: "材料仍留在党组织名下。",
      roles: ["secretary"],
      query: shape.purpose,
      answers: { 204: { description: "已从这一项移去" } },
      refusals: ["conflict", "stale"],
    }),
    async (c) => {
      await endUse(scopeOf(c), c.req.param("id"), c.req.valid("query"));
      return c.body(null, 204);
    },
  );

function storeOf(c: Context<AppEnv>): EvidenceStore {
  return c.get("deps").openEvidence(c.get("actor").tenant);
}

/** A name in Chinese, as a header carries it (RFC 5987). */
function encoded(name: string): string {
  return encodeURIComponent(name).replaceAll(/['()*]/g, (char) => `%${char.charCodeAt(0).toString(16)}`);
}
