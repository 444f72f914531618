import type { PlanText } from "../worker/domain/plan.ts";
import { body, here, own } from "./api.ts";

// 一点一策, as its screens call it.

export type Plan = Awaited<ReturnType<typeof plansApi.plan>>;
export type PlanHead = Awaited<ReturnType<typeof plansApi.plans>>["items"][number];

/** A plan's text as the form holds it. */
export interface PlanDraft {
  goals: string;
  measures: { text: string; responsible: string; dueOn: string | null }[];
  milestones: { title: string; dueOn: string | null }[];
}

type Query = Readonly<Record<string, string | null | undefined>>;
const asked = (query: Query): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1])));
const matching = (revision: number) => ({ headers: { "if-match": `"${revision}"` } });
const at = (id: string) => ({ param: { tenant: here(), id } });
const written = ({ goals, measures, milestones }: PlanText): PlanDraft => ({
  goals,
  measures: measures.map((each) => ({ ...each })),
  milestones: milestones.map((each) => ({ ...each })),
});

export const plansApi = {
  plans: (query: Query) => body(own.plans.$get({ param: { tenant: here() }, query: asked(query) })),
  plan: (id: string) => body(own.plans[":id"].$get(at(id))),
  create: async (
    unit: string,
    year: number,
    text: PlanText,
    repeat: string,
  ): Promise<{ id: string; revision: number }> =>
    asHead(
      await body(
        own.plans.$post(
          { param: { tenant: here() }, json: { unit, year, ...written(text) } },
          { headers: { "idempotency-key": repeat } },
        ),
      ),
    ),
  change: (id: string, revision: number, text: PlanText) =>
    body(own.plans[":id"].$patch({ ...at(id), json: written(text) }, matching(revision))),
  submit: (id: string, revision: number) => body(own.plans[":id"].submission.$post(at(id), matching(revision))),
  decide: (id: string, revision: number, json: { decision: "approve" | "return"; reason?: string }) =>
    body(own.plans[":id"].approval.$post({ ...at(id), json }, matching(revision))),
  progress: (id: string, revision: number, json: { milestone: number; percent: number }) =>
    body(own.plans[":id"].progress.$post({ ...at(id), json }, matching(revision))),
};

/** What was created is answered as it was the first time, which the typed client can't know. */
function asHead(answer: unknown): { id: string; revision: number } {
  return answer as { id: string; revision: number };
}
