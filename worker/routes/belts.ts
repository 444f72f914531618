import { Hono } from "hono";
import * as v from "valibot";
import { listBelts, readBelt } from "../actions/belts/list.ts";
import { changeBelt, createBelt } from "../actions/belts/write.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, operation, scopeOf } from "../http/operation.ts";
import { reply, replyWith } from "../http/reply.ts";

const planned = v.nullable(f.whole(0, 1_000_000));
const changeable = {
  name: f.text(100),
  township: v.nullable(f.id),
  plannedUnits: planned,
  plannedDemonstrations: planned,
  lengthMetres: v.nullable(f.whole(1, 10_000_000)),
  isLengthAbout: v.boolean(),
};
const belt = v.strictObject({
  ...changeable,
  name: f.said(100),
  id: f.id,
  code: f.said(64),
  units: f.whole(0, 1_000_000),
  demonstrations: f.whole(0, 1_000_000),
  revision: f.revision,
});
const beltChange = v.strictObject(v.partial(v.object(changeable)).entries);
const newBelt = v.strictObject({ ...beltChange.entries, code: f.text(64), name: changeable.name });

export const belts = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listBelts",
      summary: "示范带列表",
      description: "按租户自己的次序。township 为乡镇或行业党委的 id。",
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
      roles: ["admin"],
      body: beltChange,
      isConditional: true,
      answers: { 200: { description: "改后的示范带", schema: belt, headers: ["ETag"] } },
      refusals: ["conflict"],
    }),
    async (c) => {
      const ifMatch = c.req.header("if-match") ?? "";
      return reply(c, await changeBelt(scopeOf(c), c.req.param("id"), ifMatch, c.req.valid("json")));
    },
  );
