import { Hono } from "hono";
import * as v from "valibot";
import { changeUnit } from "../actions/units/change.ts";
import { closeUnit } from "../actions/units/close.ts";
import { createUnit } from "../actions/units/create.ts";
import { fillUnitFacts } from "../actions/units/facts.ts";
import { listUnits } from "../actions/units/list.ts";
import { readUnit, revealUnitFacts } from "../actions/units/read.ts";
import { fields, unitKinds } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, fillers, ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

const unit = v.strictObject({
  id: f.id,
  code: f.said(64),
  name: f.said(100),
  shortName: v.nullable(f.said(30)),
  kind: f.oneOf(unitKinds),
  field: v.nullable(f.oneOf(fields)),
  parent: v.nullable(f.id),
  township: v.nullable(f.said(100)),
  trade: v.nullable(f.said(100)),
  industry: v.nullable(f.id),
  belt: v.nullable(f.id),
  beltPosition: v.nullable(f.whole(1, 1_000_000)),
  demonstration: v.boolean(),
  category: v.nullable(f.documentCode),
  establishedOn: v.nullable(f.date),
  facts: f.jsonMap,
  masked: f.listOf(f.said(64), 1000),
  revision: f.revision,
});

/** What may be changed of a unit. Its code is for good. */
const changeable = {
  name: f.text(100),
  shortName: v.nullable(f.text(30)),
  field: v.nullable(f.oneOf(fields)),
  parent: v.nullable(f.id),
  industry: v.nullable(f.id),
  belt: v.nullable(f.id),
  beltPosition: v.nullable(f.whole(1, 1_000_000)),
  demonstration: v.boolean(),
  category: v.nullable(f.documentCode),
};
const unitCode = v.pipe(
  v.string(),
  v.maxLength(64),
  v.regex(/^[A-Za-z0-9][A-Za-z0-9._-]*$/, "应为字母、数字、点、横线或下划线，以字母或数字开头"),
);
const newUnit = v.strictObject({
  ...v.partial(v.object(changeable)).entries,
  code: unitCode,
  name: changeable.name,
  kind: f.oneOf(unitKinds),
  establishedOn: v.optional(v.nullable(f.date)),
  facts: v.optional(f.jsonMap),
});
const unitChange = v.strictObject({
  ...v.partial(v.object(changeable)).entries,
  facts: v.optional(f.jsonMap),
  unknown: v.optional(f.listOf(v.pipe(v.string(), v.minLength(1), v.maxLength(64)), 1000)),
  on: v.optional(f.date),
  reason: v.optional(f.text(500)),
});
const filter = v.strictObject({
  kind: v.optional(f.oneOf(unitKinds)),
  field: v.optional(f.oneOf(fields)),
  township: v.optional(f.text(100)),
  belt: v.optional(f.id),
  demonstration: f.yesOrNo,
  q: v.optional(f.text(100)),
  asOf: v.optional(f.date),
  limit: f.limit,
  cursor: f.cursor,
});

const closing = v.strictObject({ reason: f.text(500), on: v.optional(f.date), into: v.optional(f.id) });
const closed = v.strictObject({
  unit: f.id,
  closedOn: f.date,
  reason: f.said(500),
  into: v.nullable(f.id),
  decidedBy: f.said(100),
  decidedAt: f.instant,
});

export const units = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listUnits",
      summary: "党组织列表",
      description:
        "按编码排列。township 为乡镇或行业的名称或 id，q 为名称或编码的一部分。asOf 给出那一天的隶属、名称和事实，以后再问也一样。",
      roles: everyone,
      query: filter,
      answers: { 200: { description: "一页党组织", schema: f.pageOf(unit) } },
    }),
    async (c) => c.json(await listUnits(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "createUnit",
      summary: "新建党组织",
      roles: ["admin"],
      body: newUnit,
      isRepeatable: true,
      answers: { 201: { description: "新建的党组织", schema: unit, headers: ["ETag", "Location"] } },
      refusals: ["code-taken", "conflict"],
    }),
    async (c) => replyWith(await createUnit(scopeOf(c), c.req.valid("json"))),
  )
  .get(
    "/:id",
    operation({
      id: "readUnit",
      summary: "一个党组织",
      roles: everyone,
      answers: { 200: { description: "党组织", schema: unit, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readUnit(scopeOf(c), c.req.param("id"))),
  )
  .patch(
    "/:id",
    operation({
      id: "changeUnit",
      summary: "修改党组织",
      description:
        "只改所给的各项。facts 按键合并，null 为已知没有；unknown 列出要恢复为未知的键。on 为起算日，不写为今天，reason 留痕；industry 为另属的行业党委。",
      roles: ["admin"],
      body: unitChange,
      isConditional: true,
      answers: { 200: { description: "改后的党组织", schema: unit, headers: ["ETag"] } },
      refusals: ["conflict"],
    }),
    async (c) => {
      const change = { ...c.req.valid("json"), ifMatch: ifMatchOf(c) };
      return reply(c, await changeUnit(scopeOf(c), c.req.param("id"), change));
    },
  )
  .patch(
    "/:id/facts",
    operation({
      id: "fillUnitFacts",
      summary: "填报党组织的事实",
      description: "每项由登记时定的岗位在自己的范围内填报，管理员都可以填。按键合并；unknown 列出要恢复为未知的键。",
      roles: fillers,
      body: f.filledFacts,
      isConditional: true,
      answers: { 200: { description: "填报以后的党组织", schema: unit, headers: ["ETag"] } },
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      return reply(c, await fillUnitFacts(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json")));
    },
  )
  .post(
    "/:id/facts/revelation",
    operation({
      id: "revealUnitFacts",
      summary: "查看敏感的事实",
      description: "写明理由；每次查看都留痕。没有填敏感事实的，答 404。",
      roles: ["admin", "assessor", "department", "township", "secretary"],
      body: v.strictObject({ reason: f.text(500) }),
      answers: { 200: { description: "敏感事实的取值", schema: v.strictObject({ facts: f.jsonMap }) } },
    }),
    async (c) => c.json(await revealUnitFacts(scopeOf(c), c.req.param("id"), c.req.valid("json").reason)),
  )
  .post(
    "/:id/closing",
    operation({
      id: "closeUnit",
      summary: "撤销党组织，或并入另一个",
      description: "on 为起算日，不写为今天。写了 into，下级和覆盖关系转过去。以前各天的名册仍有它。",
      roles: ["admin"],
      body: closing,
      isConditional: true,
      answers: { 200: { description: "撤销的记录", schema: closed } },
      refusals: ["conflict", "stale"],
    }),
    async (c) => {
      const asked = { ...c.req.valid("json"), ifMatch: ifMatchOf(c) };
      return c.json(await closeUnit(scopeOf(c), c.req.param("id"), asked));
    },
  );
