import type { AssessmentState, CycleKind } from "../worker/domain/vocabulary.ts";
import { body, here, own } from "./api.ts";

// A cycle from its plan to its closing, and the correction of what it came to, as its screens call them.

export type Cycle = Awaited<ReturnType<typeof cycleApi.cycle>>;
export type CycleProgress = Awaited<ReturnType<typeof cycleApi.progress>>;
export type Job = NonNullable<CycleProgress["job"]>;
export type StageCounts = CycleProgress["states"];
export type Waiting = Awaited<ReturnType<typeof cycleApi.assessments>>["items"][number];
export type CycleResult = Awaited<ReturnType<typeof cycleApi.results>>["items"][number];
export type Correction = Awaited<ReturnType<typeof cycleApi.corrections>>["items"][number];

/** A cycle as its form holds it; an empty list narrows nothing. */
export interface CycleDraft {
  code: string;
  title: string;
  kind: CycleKind;
  year: number;
  opensOn: string;
  selfUntil: string | null;
  reviewUntil: string | null;
  acceptanceUntil: string | null;
  standards: string[];
  siteChecks: number;
  belts: string[];
  townships: string[];
  demonstrationsOnly: boolean;
  declaredOnly: boolean;
}

/** What a result was wrong in, item by item, and why. */
export interface Corrected {
  reason: string;
  answers: { item: string; value: unknown; reason: string }[];
  isAccepted?: boolean;
}

const at = (id: string) => ({ param: { tenant: here(), id } });
const matching = (revision: number) => ({ headers: { "if-match": `"${revision}"` } });
const given = (query: Readonly<Record<string, string | null>>): Record<string, string> =>
  Object.fromEntries(Object.entries(query).filter((pair): pair is [string, string] => Boolean(pair[1])));

export const cycleApi = {
  cycles: (cursor: string | null) =>
    body(own.cycles.$get({ param: { tenant: here() }, query: given({ limit: "50", cursor }) })),
  cycle: (id: string) => body(own.cycles[":id"].$get(at(id))),
  progress: (id: string) => body(own.cycles[":id"].progress.$get(at(id))),
  plan: async (draft: CycleDraft, repeat: string): Promise<{ id: string }> => {
    const { code, kind, year } = draft;
    const json = { code, kind, year, ...changeable(draft) };
    return asHead(
      await body(own.cycles.$post({ param: { tenant: here() }, json }, { headers: { "idempotency-key": repeat } })),
    );
  },
  change: (id: string, revision: number, json: Partial<ReturnType<typeof changeable>>) =>
    body(own.cycles[":id"].$patch({ ...at(id), json }, matching(revision))),
  open: (id: string) => body(own.cycles[":id"].opening.$post(at(id))),
  close: (id: string, reason: string) =>
    body(own.cycles[":id"].closing.$post({ ...at(id), json: reason === "" ? {} : { reason } })),
  assessments: (
    asked: { cycle: string; state: AssessmentState | null; township: string | null },
    cursor: string | null,
  ) =>
    body(
      own.assessments.$get({
        param: { tenant: here() },
        query: { ...given({ ...asked, state: null, limit: "50", cursor }), ...stateOf(asked.state) },
      }),
    ),
  results: (cycle: string, q: string | null, cursor: string | null) =>
    body(own.results.$get({ param: { tenant: here() }, query: given({ cycle, q, limit: "50", cursor }) })),
  result: (id: string) => body(own.results[":id"].$get(at(id))),
  answers: (id: string) => body(own.results[":id"].documents.$get(at(id))),
  corrections: (id: string) => body(own.results[":id"].corrections.$get(at(id))),
  correct: (id: string, revision: number, json: Corrected) =>
    body(own.results[":id"].corrections.$post({ ...at(id), json: json as never }, matching(revision))),
};

function stateOf(state: AssessmentState | null) {
  return state === null ? {} : { state };
}

/** What may be changed of a cycle that is still planned. */
export function changeable(draft: CycleDraft) {
  const { title, opensOn, selfUntil, reviewUntil, acceptanceUntil, standards, siteChecks } = draft;
  const { belts, townships, demonstrationsOnly, declaredOnly } = draft;
  const participants = {
    ...(belts.length === 0 ? {} : { belts: [...belts] }),
    ...(townships.length === 0 ? {} : { townships: [...townships] }),
    ...(demonstrationsOnly ? { demonstrationsOnly } : {}),
    ...(declaredOnly ? { declaredOnly } : {}),
  };
  return {
    title,
    opensOn,
    selfUntil,
    reviewUntil,
    acceptanceUntil,
    standards: [...standards],
    siteChecks,
    participants,
  };
}

/** What was created is answered as it was the first time, which the typed client can't know. */
function asHead(answer: unknown): { id: string } {
  return answer as { id: string };
}
