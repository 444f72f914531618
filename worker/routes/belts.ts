import { Hono } from "hono";
import * as v from "valibot";
import { listBelts, readBelt } from "../actions/belts/list.ts";
import { changeSignage, orderBelt, readBeltPoints } from "../actions/belts/points.ts";
import { changeBelt, createBelt } from "../actions/belts/write.ts";
import { signageKinds } from "../domain/vocabulary.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

const planned = v.nullable(f.whole(0, 1_000_000));
const changeable = {
  name: f.text(100),
  township: v.nullable(f.id),
  plannedUnits: planned,
  plannedDemonstrations: planned,
  lengthMetres: v.nullable(f.whole(1, 10_000_000)),
  isLengthAbout: v.boolean(),
  facts: f.jsonMap,
};
const belt = v.strictObject({
  ...changeable,
  name: f.said(100),
  id: f.id,
  code: f.said(64),
  isPartial: v.boolean(),
  units: f.whole(0, 1_000_000),
  demonstrations: f.whole(0, 1_000_000),
  revision: f.revision,
});
const given = v.partial(v.object(changeable)).entries;
const beltChange = v.strictObject({
  ...given,
  unknown: v.optional(f.listOf(v.pipe(v.string(), v.minLength(1), v.maxLength(64)), 1000)),
});
const newBelt = v.strictObject({ ...given, code: f.text(64), name: changeable.name });

const point = v.strictObject({
  id: f.id,
  code: f.said(64),
  name: f.said(100),
  position: v.nullable(f.whole(1, 1_000_000)),
  demonstration: v.boolean(),
  category: v.nullable(f.documentCode),
});
const sign = v.strictObject({
  kind: f.oneOf(signageKinds),
  unit: v.nullable(f.id),
  installedOn: v.nullable(f.date),
  remark: v.nullable(f.said(200)),
});
const points = v.strictObject({
  belt: f.id,
  points: f.listOf(point, 1000),
  signs: f.listOf(sign, 1100),
  revision: f.revision,
});
const signChange = v.strictObject({
  kind: f.oneOf(signageKinds),
  unit: v.optional(v.nullable(f.id)),
  installedOn: v.nullable(f.date),
  remark: v.optional(v.nullable(f.text(200))),
});

export const belts = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listBelts",
      summary: "示范带列表",
      description:
        "按租户自己的次序。township 为乡镇或行业党委的 id。isPartial 为带上有的点在本人范围以外、带也不归本人管：计划数和事实说的是整条带，不给出。",
      roles: everyone,
      query: v.strictObject({ township: v.optional(f.id), limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页示范带", schema: f.pageOf(belt) } },
    }),
    async (c) => c.json(await listBelts(scopeOf(c), c.req.valid("query"))),
  )
  .post(
    "/",
    operation({
      id: "createBelt",
      summary: "新建示范带",
      roles: ["admin"],
      body: newBelt,
      isRepeatable: true,
      answers: { 201: { description: "新建的示范带", schema: belt, headers: ["ETag", "Location"] } },
      refusals: ["code-taken", "conflict"],
    }),
    async (c) => replyWith(await createBelt(scopeOf(c), c.req.valid("json"))),
  )
  .get(
    "/:id",
    operation({
      id: "readBelt",
      summary: "一条示范带",
      roles: everyone,
      answers: { 200: { description: "示范带", schema: belt, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readBelt(scopeOf(c), c.req.param("id"))),
  )
  .patch(
    "/:id",
    operation({
      id: "changeBelt",
      summary: "修改示范带",
      description: "只改给出的；facts 逐键合并，unknown 列出要变回不知道的。",
      roles: ["admin"],
      body: beltChange,
      isConditional: true,
      answers: { 200: { description: "改后的示范带", schema: belt, headers: ["ETag"] } },
      refusals: ["conflict"],
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      return reply(c, await changeBelt(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json")));
    },
  )
  .get(
    "/:id/signage",
    operation({
      id: "readBeltPoints",
      summary: "示范带上的点和标识牌",
      description:
        "点按次序；进出口指示牌、导向示意图、统一标识各一，每点标识介绍牌一块，installedOn 为 null 即还没有。",
      roles: everyone,
      answers: { 200: { description: "点和标识牌", schema: points, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readBeltPoints(scopeOf(c), c.req.param("id"))),
  )
  .post(
    "/:id/order",
    operation({
      id: "orderBelt",
      summary: "排示范带上点的次序",
      description: "列出带上全部的点；有的点在本人范围以外时不由本人来排。",
      roles: ["admin", "township"],
      body: v.strictObject({ order: f.listOf(f.id, 1000) }),
      isConditional: true,
      answers: { 200: { description: "排好的点和标识牌", schema: points, headers: ["ETag"] } },
      refusals: ["conflict"],
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      return reply(c, await orderBelt(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json").order));
    },
  )
  .post(
    "/:id/signage",
    operation({
      id: "changeSignage",
      summary: "登记标识牌",
      description: "只改所给的；installedOn 为 null 即没有或已拆。",
      roles: ["admin", "township"],
      body: v.strictObject({ signs: f.listOf(signChange, 1100) }),
      isConditional: true,
      answers: { 200: { description: "点和标识牌", schema: points, headers: ["ETag"] } },
    }),
    async (c) => {
      const ifMatch = ifMatchOf(c);
      return reply(c, await changeSignage(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json").signs));
    },
  );
