import { expect } from "vitest";
import { type OpenedCycle, openedCycle, publishBoth } from "./assessed.ts";
import { type Send, type TestTenant, tenant } from "./tenant.ts";

/** An answer with what a test asks of it. */
export interface Told {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
  readonly etag: string;
}

/** Those who take part in one assessment, and a way to take each step on what was read just before. */
export interface Assessing {
  readonly at: TestTenant;
  readonly people: Readonly<
    Record<"admin" | "secretary" | "township" | "department" | "assessor" | "assessor2" | "assessor3", Send>
  >;
  readonly cycle: OpenedCycle;
  readonly read: (send: Send, id: string) => Promise<Told>;
  /** Takes a step with the ETag that the admin reads now. */
  readonly step: (send: Send, id: string, noun: string, body?: unknown) => Promise<Told>;
  readonly type: (send: Send, id: string, typed: readonly object[]) => Promise<Told>;
}

export async function told(response: Response): Promise<Told> {
  const body = (await response.json()) as Told["body"];
  return { status: response.status, body, etag: response.headers.get("etag") ?? "" };
}

/** A tenant of its own with an open cycle; two more assessors than the demonstration has. */
export async function assessing(fields: Readonly<Record<string, unknown>> = {}): Promise<Assessing> {
  const at = await tenant();
  await publishBoth(at);
  const assessor = { role: "assessor", scope: { kind: "tenant", id: at.code } } as const;
  const people = {
    admin: await at.as("admin"),
    secretary: await at.as("secretary"),
    township: await at.as("township"),
    department: await at.as("department"),
    assessor: await at.as("assessor"),
    assessor2: await at.asHolder(assessor),
    assessor3: await at.asHolder(assessor),
  };
  const cycle = await openedCycle(at, people.admin, fields);
  const path = (id: string) => `/api/tenants/${at.code}/assessments/${id}`;
  const read = async (send: Send, id: string) => await told(await send("GET", path(id)));
  return {
    ...{ at, people, cycle, read },
    step: async (send, id, noun, body) => {
      const { etag } = await read(people.admin, id);
      return await told(await send("POST", `${path(id)}/${noun}`, body, { "if-match": etag }));
    },
    type: async (send, id, typed) => await told(await send("PATCH", `${path(id)}/answers`, typed)),
  };
}

/** The items of an assessment as it was read, by code. */
export function itemsIn({ body }: Told): ReadonlyMap<string, Readonly<Record<string, unknown>>> {
  const sections = body["sections"] as readonly { readonly items: readonly { readonly code: string }[] }[];
  return new Map(sections.flatMap(({ items }) => items).map((item) => [item.code, { ...item }]));
}

/** Expects a step to be taken. */
export function expectDone({ status, body }: Told, state: string): void {
  expect(`${status} ${JSON.stringify(body)}`).toMatch(/^200 /);
  expect(body["state"]).toBe(state);
}

export const fullMarks = [
  { item: "secretary", value: true, base: null },
  { item: "meetings", value: 4, base: null },
  { item: "venue", value: "own", base: null },
  { item: "effect", value: 15, base: null },
  { item: "brand", value: true, base: null },
];
