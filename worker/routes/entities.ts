import { Hono } from "hono";
import * as v from "valibot";
import { listEntities, readEntity, revealEntityFacts } from "../actions/entities/list.ts";
import { changeEntity, createEntity } from "../actions/entities/write.ts";
import { entityKinds } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

const entity = v.strictObject({
  id: f.id,
  creditCode: f.said(18),
  name: f.said(100),
  kind: f.oneOf(entityKinds),
  township: v.nullable(f.id),
  townshipName: v.nullable(f.said(30)),
  trade: v.nullable(f.id),
  tradeName: v.nullable(f.said(30)),
  isOperating: v.nullable(v.boolean()),
  fullMembers: v.nullable(f.whole(0, 1_000_000)),
  mustOrganise: v.nullable(v.boolean()),
  isCovered: v.boolean(),
  establishedOn: v.nullable(f.date),
  facts: f.jsonMap,
  masked: f.listOf(f.said(64), 1000),
  revision: f.revision,
});
const changeable = {
  name: f.text(100),
  township: v.nullable(f.id),
  trade: v.nullable(f.id),
  isOperating: v.nullable(v.boolean()),
  fullMembers: v.nullable(f.whole(0, 1_000_000)),
};
const newEntity = v.strictObject({
  ...v.partial(v.object(changeable)).entries,
  creditCode: v.pipe(v.string(), v.maxLength(18), v.regex(/^[0-9A-Z]{18}$/, "应为 18 位数字和大写字母")),
  name: changeable.name,
  kind: f.oneOf(entityKinds),
  establishedOn: v.optional(v.nullable(f.date)),
  facts: v.optional(f.jsonMap),
});
const entityChange = v.strictObject({
  ...v.partial(v.object(changeable)).entries,
  facts: v.optional(f.jsonMap),
  unknown: v.optional(f.listOf(v.pipe(v.string(), v.minLength(1), v.maxLength(64)), 1000)),
  on: v.optional(f.date),
});
const filter = v.strictObject({
  kind: v.optional(f.oneOf(entityKinds)),
  township: v.optional(f.text(100)),
  unit: v.optional(f.id),
  isCovered: f.yesOrNo,
  q: v.optional(f.text(100)),
  asOf: v.optional(f.date),
  limit: f.limit,
  cursor: f.cursor,
});

export const entities = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listEntities",
      summary: "两新组织列表",
      description: "按信用代码排列，几个党组织覆盖的也只列一次。null 为未知。asOf 给出那一天的情况。",
      roles: everyone,
      query: filter,
      answers: { 200: { description: "一页两新组织", schema: f.pageOf(entity) } },
    }),
    async (c) => c.json(await listEntities(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "createEntity",
      summary: "登记两新组织",
      description: "没说的即未知。fullMembers 为正式党员数，只用来判断应建。",
      roles: ["admin"],
      body: newEntity,
      isRepeatable: true,
      answers: { 201: { description: "登记的两新组织", schema: entity, headers: ["ETag", "Location"] } },
      refusals: ["code-taken", "conflict"],
    }),
    async (c) => replyWith(await createEntity(scopeOf(c), c.req.valid("json"))),
  )
  .get(
    "/:id",
    operation({
      id: "readEntity",
      summary: "一家两新组织",
      roles: everyone,
      answers: { 200: { description: "两新组织", schema: entity, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readEntity(scopeOf(c), c.req.param("id"))),
  )
  .patch(
    "/:id",
    operation({
      id: "changeEntity",
      summary: "修改两新组织",
      description: "只改所给的各项；unknown 列出要恢复为未知的事实。on 为起算日，不写为今天。",
      roles: ["admin"],
      body: entityChange,
      isConditional: true,
      answers: { 200: { description: "改后的两新组织", schema: entity, headers: ["ETag"] } },
      refusals: ["conflict"],
    }),
    async (c) => {
      const change = { ...c.req.valid("json"), ifMatch: ifMatchOf(c) };
      return reply(c, await changeEntity(scopeOf(c), c.req.param("id"), change));
    },
  )
  .post(
    "/:id/facts/revelation",
    operation({
      id: "revealEntityFacts",
      summary: "查看敏感的事实",
      description: "写明理由；每次查看都留痕。没有填敏感事实的，答 404。",
      roles: ["admin", "assessor", "department", "township", "secretary"],
      body: v.strictObject({ reason: f.text(500) }),
      answers: { 200: { description: "敏感事实的取值", schema: v.strictObject({ facts: f.jsonMap }) } },
    }),
    async (c) => c.json(await revealEntityFacts(scopeOf(c), c.req.param("id"), c.req.valid("json").reason)),
  )
  .post(
    "/:id/closing",
    operation({
      id: "closeEntity",
      summary: "注销两新组织",
      description: "on 为起算日，不写为今天；覆盖关系到那天为止。reason 留痕。以前各天的统计仍有它。",
      roles: ["admin"],
      body: v.strictObject({ on: v.optional(f.date), reason: v.optional(f.text(500)) }),
      isConditional: true,
      answers: { 204: { description: "已注销" } },
      refusals: ["conflict"],
    }),
    async (c) => {
      const change = { ...c.req.valid("json"), ifMatch: ifMatchOf(c), isClosed: true } as const;
      await changeEntity(scopeOf(c), c.req.param("id"), change);
      return c.body(null, 204);
    },
  );
