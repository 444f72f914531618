import { expect } from "vitest";
import type { Assessing } from "./assessing.ts";
import type { Send } from "./tenant.ts";

// Who takes part in one assessment, what a model knows of it, and what holds whatever they do.

export const actors = ["secretary", "township", "department", "assessor", "assessor2", "many"] as const;
export type Actor = (typeof actors)[number];

export const rolesOf: Readonly<Record<Actor, readonly string[]>> = {
  secretary: ["secretary"],
  township: ["township"],
  department: ["department"],
  assessor: ["assessor"],
  assessor2: ["assessor"],
  many: ["secretary", "township", "assessor"],
};

export type Step = "self-assess" | "first-review" | "site-check" | "accept";
/** Written out: the pairs that one person may not both do on an assessment (capabilities.md). */
export const forbidden: readonly (readonly [Step, Step])[] = [
  ["self-assess", "first-review"],
  ["self-assess", "site-check"],
  ["self-assess", "accept"],
  ["first-review", "accept"],
  ["site-check", "accept"],
];

export interface Model {
  state: "self" | "township" | "department" | "acceptance" | "decided";
  round: number;
  revision: number;
  draft: number | null;
  claimed: number | null;
  verified: number | null;
  accepted: number | null;
  checkedBy: Actor | null;
  readonly steps: (readonly [Actor, Step])[];
}

export interface Real {
  readonly a: Assessing;
  readonly id: string;
  readonly sends: Readonly<Record<Actor, Send & { readonly id: string }>>;
}

/** What holds after every command, by what the API says and what lies in the tables. */
export async function holdInvariants(model: Model, { a, id, sends }: Real): Promise<void> {
  const { body } = await a.read(a.people.admin, id);
  expect([body["state"], body["round"], body["revision"]]).toEqual([model.state, model.round, model.revision]);
  const sections = body["sections"] as { items: { code: string; [stage: string]: unknown }[] }[];
  const item = sections.flatMap(({ items }) => items).find(({ code }) => code === "unity");
  const value = (stage: string) => (item?.[stage] as { value: unknown } | null)?.value ?? null;
  expect([item?.["draft"], value("claimed"), value("verified"), value("accepted")]).toEqual([
    ...[model.draft, model.claimed, model.verified, model.accepted],
  ]);
  expect(body["score"]).toMatchObject({ isProvisional: true });
  const { client } = a.at.database;
  const events = await client.execute({
    sql: "SELECT revision FROM events WHERE subject_kind = 'assessment' AND subject_id = ? ORDER BY seq",
    args: [id],
  });
  const ascending = Array.from({ length: model.revision }, (_, index) => index + 1);
  expect(events.rows.map((row) => Number(row["revision"]))).toEqual(ascending);
  const done = await client.execute({ sql: "SELECT user_id, step FROM case_steps WHERE case_id = ?", args: [id] });
  for (const actor of actors) {
    const own = done.rows.filter((row) => row["user_id"] === sends[actor].id).map((row) => String(row["step"]));
    for (const [one, other] of forbidden) expect(own.includes(one) && own.includes(other)).toBe(false);
  }
  expect(done.rows).toHaveLength(model.steps.length);
}
