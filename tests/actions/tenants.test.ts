import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import * as control from "../../db/control/schema.ts";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { deliverOutbox } from "../../worker/actions/tenants/deliver.ts";
import { tenant } from "../support/tenant.ts";

const named = async (at: Awaited<ReturnType<typeof tenant>>) =>
  (await at.control.db.select().from(control.tenants).where(eq(control.tenants.code, at.code)))[0]?.name;

describe("a tenant", () => {
  it("is shown to its own people with an ETag", async () => {
    const at = await tenant();
    const response = await (await at.as("viewer"))("GET", `/api/tenants/${at.code}`);
    expect(response.headers.get("etag")).toBe('"1"');
    expect(await response.json()).toEqual({
      code: at.code,
      name: `${at.code} 测试区`,
      kind: "zone",
      parent: null,
      state: "active",
      settings: {},
      revision: 1,
    });
  });

  it("that takes another name tells the directory, once and for all", async () => {
    const at = await tenant();
    const admin = await at.as("admin");
    const change = { name: "新区", settings: { theme: "red" } };
    const response = await admin("PATCH", `/api/tenants/${at.code}`, change, { "if-match": '"1"' });
    expect(await response.json()).toMatchObject({ ...change, revision: 2 });
    expect(await named(at)).toBe("新区");
    const outbox = await at.database.db.select().from(own.outbox);
    expect(outbox).toMatchObject([{ topic: "tenant-named", deliveredAt: "2026-11-22T08:00:00.000Z" }]);
    expect(await deliverOutbox(at.control, at.database, at.code, at.clock.now())).toBe(0);
  });

  it("delivers again what was delivered and not noted, and changes nothing more", async () => {
    const at = await tenant();
    const admin = await at.as("admin");
    await admin("PATCH", `/api/tenants/${at.code}`, { name: "甲" }, { "if-match": '"1"' });
    await admin("PATCH", `/api/tenants/${at.code}`, { name: "乙" }, { "if-match": '"2"' });
    await note(at.database, [at.database.db.update(own.outbox).set({ deliveredAt: null })]);
    expect(await deliverOutbox(at.control, at.database, at.code, at.clock.now())).toBe(2);
    expect(await named(at)).toBe("乙");
  });

  it("is suspended by the operator, with an event that says why", async () => {
    const at = await tenant();
    const operator = await at.as("operator");
    const response = await operator("POST", `/api/tenants/${at.code}/suspension`, { reason: "合同到期" });
    expect(await response.json()).toEqual({ code: at.code, state: "suspended" });
    const events = await at.control.db.select().from(control.events).where(eq(control.events.subjectId, at.code));
    expect(events).toMatchObject([{ action: "suspend", actorId: "user-operator", body: { reason: "合同到期" } }]);
    const listed = (await (await operator("GET", "/api/tenants?limit=200")).json()) as { items: { code: string }[] };
    expect(listed.items.find(({ code }) => code === at.code)).toMatchObject({ state: "suspended" });
    const open = (await (await at.anyone("GET", "/api/directory?limit=200")).json()) as { items: { code: string }[] };
    expect(open.items.map(({ code }) => code)).not.toContain(at.code);
    expect((await operator("POST", "/api/tenants/nobody-there/suspension", { reason: "无" })).status).toBe(404);
  });
});
