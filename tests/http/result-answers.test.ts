import { describe, expect, it } from "vitest";
import { acceptedCycle } from "../support/cycle.ts";
import { type Json, lifeOf, soundStandard } from "../support/life.ts";
import { tenant } from "../support/tenant.ts";

const at = await tenant();
const admin = await at.as("admin");
const results = `/api/tenants/${at.code}/results`;
const standards = lifeOf(at, admin, "standards");
await standards.create("point", soundStandard());
await standards.publish("point", 1, 1);
await acceptedCycle(at.database, "point", 1, [
  { unit: "tangxi-1", answers: { secretary: true }, scoreHundredths: 7000, level: "3" },
]);
const listed = (await (await admin("GET", results)).json()) as { items: { id: string }[] };
const id = listed.items[0]?.id ?? "";

describe("the answers that a result was scored from", () => {
  it("are those that acceptance took as true", async () => {
    const response = await admin("GET", `${results}/${id}/documents`);
    expect(response.status).toBe(200);
    expect((await response.json()) as Json).toEqual({ answers: { secretary: true }, notApplicable: [], vetoes: [] });
  });

  it("aren't there for a result that isn't", async () => {
    expect((await admin("GET", `${results}/nothing/documents`)).status).toBe(404);
  });

  it("are read by admins and assessors alone", async () => {
    expect((await (await at.as("assessor"))("GET", `${results}/${id}/documents`)).status).toBe(200);
    expect((await (await at.as("secretary"))("GET", `${results}/${id}/documents`)).status).toBe(403);
  });
});
