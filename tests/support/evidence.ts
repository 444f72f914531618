import { eq } from "drizzle-orm";
import { expect } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { pointStandard, publishStandard } from "./assessed.ts";
import type { Send, TestTenant } from "./tenant.ts";

export type Told = { readonly status: number; readonly body: Readonly<Record<string, unknown>>; readonly etag: string };

const binary = { "content-type": "application/octet-stream" };

/** Adds a file to a unit as its secretary does. */
export async function added(
  at: TestTenant,
  send: Send,
  file: Uint8Array,
  said: Readonly<Record<string, string>> = {},
): Promise<Told> {
  const query = new URLSearchParams({ unit: "tangxi-1", name: "一份", ...said });
  const response = await send("POST", `/api/tenants/${at.code}/evidence?${query}`, file, binary);
  const body = (await response.json()) as Told["body"];
  return { status: response.status, body, etag: response.headers.get("etag") ?? "" };
}

/** The same, which must be taken; its id. */
export async function addedId(...args: Parameters<typeof added>): Promise<string> {
  const { status, body } = await added(...args);
  expect([status, body["code"]]).toEqual([201, undefined]);
  return String(body["id"]);
}

/** The secretary of a unit. */
export const secretaryOf = (at: TestTenant, unit: string): Promise<Send> =>
  at.asHolder({ role: "secretary", scope: { kind: "unit", id: unit } });

/** Two cycles in which `tangxi-1` and `luobu-1` fill in the same standard: assessments a-1, a-2 and b-1. */
export async function withAssessments(at: TestTenant): Promise<void> {
  await publishStandard(at.database, "points", pointStandard);
  const { db } = at.database;
  const cycles = [1, 2].map((n) => ({ id: `c-${n}`, code: `c-${n}`, title: `第 ${n} 季度督查` }));
  const fields = { kind: "quarterly", year: 2026, opensOn: "2026-10-10", state: "open" } as const;
  const bound = (n: number) => ({ cycleId: `c-${n}`, standardCode: "points", standardVersion: 1 });
  await note(at.database, [
    db.insert(own.cycles).values(cycles.map((cycle) => ({ ...cycle, ...fields }))),
    db.insert(own.cycleStandards).values([bound(1), bound(2)]),
    db.insert(own.assessments).values([
      { id: "a-1", unitId: "tangxi-1", ...bound(1) },
      { id: "a-2", unitId: "tangxi-1", ...bound(2) },
      { id: "b-1", unitId: "luobu-1", ...bound(1) },
    ]),
  ]);
}

/** Moves an assessment on, as handing it in or returning it does. */
export async function stand(at: TestTenant, id: string, state: "self" | "township"): Promise<void> {
  await note(at.database, [at.database.db.update(own.assessments).set({ state }).where(eq(own.assessments.id, id))]);
}

export async function setQuota(at: TestTenant, bytes: number): Promise<void> {
  const settings = { evidenceBytes: bytes };
  await note(at.database, [at.database.db.update(own.tenant).set({ settings }).where(eq(own.tenant.id, 1))]);
}

/** A link to a piece's file, as it is asked for. */
export async function linkTo(at: TestTenant, send: Send, id: string): Promise<string> {
  const response = await send("POST", `/api/tenants/${at.code}/evidence/links`, { evidence: [id] });
  expect(response.status).toBe(200);
  return ((await response.json()) as { links: { url: string }[] }).links[0]?.url ?? "";
}
