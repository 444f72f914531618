import { sql } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { type Appointment, openScope } from "../../worker/actions/scope.ts";
import { departmentsOf, unitsWithin } from "../../worker/actions/within.ts";
import type { Role, ScopeKind } from "../../worker/domain/vocabulary.ts";
import { newId } from "../../worker/new-id.ts";
import { tenant } from "../support/tenant.ts";

const here = await tenant();
await here.database.client.execute("UPDATE units SET trade_id = 'chamber' WHERE id = 'luobu-1'");

const held = (role: Role, kind: ScopeKind, id: string): Appointment => ({ role, scope: { kind, id } });

function scopeOf(roles: readonly Appointment[], allowed?: readonly Role[]) {
  const actor = { id: "user-admin", sessionId: "none", tenant: here.code, username: "admin", name: "x", roles };
  return openScope({ actor, database: here.database, now: "2026-11-22T08:00:00.000Z", newId, allowed });
}

/** The units within, or "all". */
async function within(roles: readonly Appointment[], allowed?: readonly Role[], among?: readonly Role[]) {
  const condition = unitsWithin(scopeOf(roles, allowed), sql`${own.units.id}`, among);
  if (condition === undefined) return "all";
  const rows = await here.database.db
    .select({ id: own.units.id })
    .from(own.units)
    .where(condition)
    .orderBy(own.units.id);
  return rows.map(({ id }) => id);
}

describe("how far somebody reaches", () => {
  it("is for a secretary the one unit, without what lies below it", async () => {
    expect(await within([held("secretary", "unit", "luobu-1")])).toEqual(["luobu-1"]);
  });

  it("is for a township its unit and all below", async () => {
    expect(await within([held("township", "unit", "luobu")])).toEqual(["luobu", "luobu-1", "luobu-2"]);
  });

  it("is for a trade its committee's own and those that belong to it in a township, with all below, each once", async () => {
    expect(await within([held("township", "trade", "chamber")])).toEqual([
      "chamber",
      "chamber-1",
      "luobu-1",
      "luobu-2",
    ]);
  });

  it("is for a viewer of a township that township alone", async () => {
    expect(await within([held("viewer", "unit", "tangxi")])).toEqual(["tangxi", "tangxi-1", "tangxi-2"]);
  });

  it("is everything for a department, which stands for its own sections", async () => {
    const roles = [held("department", "department", "organisation")];
    expect(await within(roles)).toBe("all");
    expect(departmentsOf(scopeOf(roles))).toEqual(["organisation"]);
    expect(departmentsOf(scopeOf([held("viewer", "tenant", here.code)]))).toEqual([]);
  });

  it("is nothing without an appointment", async () => {
    expect(await within([])).toEqual([]);
  });
});

describe("of several appointments", () => {
  const both = [held("secretary", "unit", "tangxi-1"), held("viewer", "tenant", here.code)];
  const two = [
    held("secretary", "unit", "tangxi-1"),
    held("secretary", "unit", "luobu-2"),
    held("township", "unit", "chamber"),
  ];

  it("all count where the operation is open to each", async () => {
    expect(await within(two)).toEqual(["chamber", "chamber-1", "luobu-2", "tangxi-1"]);
    expect(await within(both)).toBe("all");
  });

  it("only those count by which the operation may be called", async () => {
    expect(await within(both, ["secretary"])).toEqual(["tangxi-1"]);
    expect(await within(two, ["township", "assessor"])).toEqual(["chamber", "chamber-1"]);
    expect(await within(both, ["admin"])).toEqual([]);
  });

  it("only those count that the action names among them", async () => {
    expect(await within(both, ["secretary", "viewer"], ["secretary"])).toEqual(["tangxi-1"]);
    expect(departmentsOf(scopeOf([held("department", "department", "organisation")], ["viewer"]))).toEqual([]);
  });
});
