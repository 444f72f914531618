import { expect } from "vitest";
import { everythingOf, expectStatus, type Person, type Told, type Year } from "./year.ts";

/** One assessment as lists show it. */
export interface Listed {
  readonly id: string;
  readonly unit: { readonly id: string; readonly code: string; readonly township: string | null };
  readonly ofBelt: { readonly code: string; readonly name: string } | null;
  readonly standard: { readonly code: string };
  readonly revision: number;
}

/** Everybody through whose hands an assessment goes. */
export interface Hands {
  readonly secretary: Person;
  readonly township: Person;
  readonly assessor: Person;
  readonly accepting: Person;
}

/** Plans a cycle as the admin, opens it and lets the job run; its id. */
export async function openCycle(year: Year, fields: object): Promise<string> {
  const admin = year.person("admin");
  const made = await admin.post("/cycles", fields);
  expectStatus(made, 201);
  const id = String(made.body["id"]);
  expectStatus(await admin.post(`/cycles/${id}/opening`), 202);
  await year.drain();
  expect((await admin.get(`/cycles/${id}`)).body["state"]).toBe("open");
  return id;
}

/** Closes a cycle as the admin and lets the job run. */
export async function closeCycle(year: Year, id: string, body: object = {}): Promise<void> {
  const admin = year.person("admin");
  expectStatus(await admin.post(`/cycles/${id}/closing`, body), 202);
  await year.drain();
  expect((await admin.get(`/cycles/${id}`)).body["state"]).toBe("closed");
}

/** The assessments of a cycle, by `unit` or, where a unit has several, `standard unit`. */
export async function assessmentsOf(who: Person, cycle: string): Promise<ReadonlyMap<string, Listed>> {
  const rows = await everythingOf<Listed>(who, `/assessments?cycle=${cycle}`);
  const isOne = new Set(rows.map(({ standard }) => standard.code)).size < 2;
  return new Map(rows.map((row) => [isOne ? row.unit.code : `${row.standard.code} ${row.unit.code}`, row]));
}

/** Takes a step on what the person reads now. */
export async function step(who: Person, id: string, noun: string, body: object | undefined = {}): Promise<Told> {
  const { status, etag, body: refused } = await who.get(`/assessments/${id}`);
  if (status !== 200) return { status, etag, body: refused };
  return await who.post(`/assessments/${id}/${noun}`, noun === "submission" ? undefined : body, etag);
}

/** Types values into what stands in the form. */
export async function type(who: Person, id: string, values: Readonly<Record<string, unknown>>): Promise<void> {
  const drafts = await draftsOf(who, id);
  const typed = Object.entries(values).map(([item, value]) => ({ item, value, base: drafts.get(item) ?? null }));
  expectStatus(await who.patch(`/assessments/${id}/answers`, typed), 200);
}

/** What stands in the form, by item. */
export async function draftsOf(who: Person, id: string): Promise<ReadonlyMap<string, unknown>> {
  const { body } = await who.get(`/assessments/${id}`);
  const sections = body["sections"] as { items: { code: string; draft: unknown }[] }[];
  return new Map(sections.flatMap(({ items }) => items).map(({ code, draft }) => [code, draft]));
}

/** Hands in, passes, checks on site: up to the door of acceptance. */
export async function toAcceptance({ secretary, township, assessor }: Omit<Hands, "accepting">, id: string) {
  expectStatus(await step(secretary, id, "submission"), 200);
  expectStatus(await step(township, id, "review"), 200);
  expectStatus(await step(assessor, id, "verification"), 200);
}

/** The whole way to a yes. */
export async function accepted(hands: Hands, id: string): Promise<void> {
  await toAcceptance(hands, id);
  expectStatus(await step(hands.accepting, id, "acceptance", { isAccepted: true }), 200);
}
