import { Hono } from "hono";
import * as v from "valibot";
import { changeTenant } from "../actions/tenants/change.ts";
import { deliverOutbox } from "../actions/tenants/deliver.ts";
import { listTenants } from "../actions/tenants/list.ts";
import { readTenant } from "../actions/tenants/read.ts";
import { setTenantState } from "../actions/tenants/suspend.ts";
import { moneySettingFaults } from "../domain/batch.ts";
import { ceilingFaults } from "../domain/burden.ts";
import { mustMembersFaults } from "../domain/coverage.ts";
import { drawSettingFaults } from "../domain/draw.ts";
import { tenantKinds, tenantStates } from "../domain/vocabulary.ts";
import { afterwards } from "../http/afterwards.ts";
import type { AppEnv } from "../http/environment.ts";
import * as f from "../http/fields.ts";
import { everyone, ifMatchOf, operation, scopeOf } from "../http/operation.ts";
import { reply } from "../http/reply.ts";

const named = { code: f.tenantCode, name: f.said(100), kind: f.oneOf(tenantKinds), parent: v.nullable(f.tenantCode) };
const state = v.picklist(["active", "suspended"]);
const tenant = v.strictObject({ ...named, state, settings: f.jsonMap, revision: f.revision });
const listed = v.strictObject({
  ...named,
  state: f.oneOf(tenantStates),
  createdAt: f.instant,
  revision: f.revision,
});
const settings = v.pipe(
  f.jsonMap,
  v.rawCheck(({ dataset, addIssue }) => {
    if (!dataset.typed) return;
    const { value: set } = dataset;
    for (const { path, message } of [
      ...ceilingFaults(set, ""),
      ...drawSettingFaults(set, ""),
      ...mustMembersFaults(set),
      ...moneySettingFaults(set),
    ]) {
      const key = { type: "object" as const, origin: "value" as const, input: {}, key: path, value: undefined };
      addIssue({ message, path: [key] });
    }
  }),
);
const change = v.strictObject({ name: v.optional(f.text(100)), settings: v.optional(settings) });
const decision = v.strictObject({ reason: f.text(500) });
const decided = { 200: { description: "租户与现在的状态", schema: v.strictObject({ code: f.tenantCode, state }) } };

export const tenants = new Hono<AppEnv>()
  .get(
    "/",
    operation({
      id: "listTenants",
      summary: "全部租户",
      description: "供平台运营，不含租户的任何数据。",
      roles: ["operator"],
      query: v.strictObject({ limit: f.limit, cursor: f.cursor }),
      answers: { 200: { description: "一页租户，按编码", schema: f.pageOf(listed) } },
    }),
    async (c) => c.json(await listTenants(scopeOf(c), c.req.valid("query"))),
  )
  .get(
    "/:tenant",
    operation({
      id: "readTenant",
      summary: "本租户",
      roles: everyone,
      answers: { 200: { description: "租户", schema: tenant, headers: ["ETag"] } },
    }),
    async (c) => reply(c, await readTenant(scopeOf(c))),
  )
  .patch(
    "/:tenant",
    operation({
      id: "changeTenant",
      summary: "修改本租户",
      description: "name 为名称，settings 按键合并。",
      roles: ["admin"],
      body: change,
      isConditional: true,
      answers: { 200: { description: "改后的租户", schema: tenant, headers: ["ETag"] } },
    }),
    async (c) => {
      const changed = await changeTenant(scopeOf(c), ifMatchOf(c), c.req.valid("json"));
      const { openDatabase: open, now } = c.get("deps");
      await afterwards(c, () => deliverOutbox(open("control"), open(`t-${changed.code}`), changed.code, now()));
      return reply(c, changed);
    },
  )
  .post(
    "/:tenant/suspension",
    operation({
      id: "suspendTenant",
      summary: "停用租户",
      roles: ["operator"],
      body: decision,
      answers: decided,
      refusals: ["conflict", "stale"],
    }),
    async (c) => {
      const asked = { state: "suspended", ...c.req.valid("json") } as const;
      return c.json(await setTenantState(scopeOf(c), c.get("deps").openDatabase, c.req.param("tenant"), asked));
    },
  )
  .post(
    "/:tenant/resumption",
    operation({
      id: "resumeTenant",
      summary: "恢复租户",
      roles: ["operator"],
      body: decision,
      answers: decided,
      refusals: ["conflict", "stale"],
    }),
    async (c) => {
      const asked = { state: "active", ...c.req.valid("json") } as const;
      return c.json(await setTenantState(scopeOf(c), c.get("deps").openDatabase, c.req.param("tenant"), asked));
    },
  );
