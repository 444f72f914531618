import type { AssessmentState } from "../worker/domain/vocabulary.ts";
import { body, here, own } from "./api.ts";
import type { List } from "./api-shapes.ts";
import type { Evidence } from "./evidence-api.ts";

// One unit's assessment: the form, what was typed into it, and each step that somebody takes on it.

export type Assessment = Awaited<ReturnType<typeof assessmentApi.read>>;
export type AssessedSection = Assessment["sections"][number];
export type AssessedItem = AssessedSection["items"][number];
export type ListedAssessment = Awaited<ReturnType<typeof assessmentApi.list>>["items"][number];

/** As it is typed: `base` is what stood there when it was, null for nothing. */
export interface TypedItem {
  readonly item: string;
  readonly value: unknown;
  readonly base: unknown;
}

/** What became of a typed item: 409 where somebody else had typed there meanwhile; `value` stands now. */
export interface TypedItemOutcome {
  readonly item: string;
  readonly status: 200 | 409;
  readonly value: unknown;
  readonly yours: unknown;
}

export interface AssessmentsAsked {
  readonly state?: AssessmentState;
  readonly mine?: true;
  readonly ofBelts?: boolean;
  readonly unit?: string;
  readonly q?: string;
  readonly cursor?: string | null;
}

const one = own.assessments[":id"];
const of = (id: string) => ({ param: { tenant: here(), id } });
export const assessmentApi = {
  /** The pieces of evidence of an assessment, to be counted by item; the picker has an API of its own. */
  evidence: (assessment: string, cursor: string | null) =>
    body(
      own.evidence.$get({
        param: { tenant: here() },
        query: { assessment, limit: "50", ...(cursor === null ? {} : { cursor }) },
      }),
    ) as Promise<List<Evidence>>,
  /** The first findings that a secretary has to put right, for the page where they begin. */
  toPutRight: () => body(own.findings.$get({ param: { tenant: here() }, query: { limit: "5", state: "open" } })),
  list: ({ state, mine, ofBelts, unit, q, cursor }: AssessmentsAsked) =>
    body(
      own.assessments.$get({
        param: { tenant: here() },
        query: {
          limit: "200",
          ...(state === undefined ? {} : { state }),
          ...(mine === undefined ? {} : { mine: "true" as const }),
          ...(ofBelts === undefined ? {} : { ofBelts: ofBelts ? ("true" as const) : ("false" as const) }),
          ...(unit === undefined ? {} : { unit }),
          ...(q === undefined || q === "" ? {} : { q }),
          ...(cursor === undefined || cursor === null ? {} : { cursor }),
        },
      }),
    ),
  read: (id: string) => body(one.$get(of(id))),
  /** Answers with what became of each, also where one of them is in dispute. */
  type: async (id: string, typed: readonly TypedItem[]): Promise<readonly TypedItemOutcome[]> =>
    asOutcome(await body(one.answers.$patch({ ...of(id), json: asJson(typed) }))),
  /** On what was read, and on nothing else. The key is the form's, which reads anew before each try. */
  submit: ({ id, revision }: { readonly id: string; readonly revision: number }, key: string) =>
    body(one.submission.$post(of(id), { headers: { "if-match": `"${revision}"`, "idempotency-key": key } })),
};

/** An answer may be of any form here; it is the server that refuses those that fit no item. */
function asJson(given: readonly object[]): never {
  return given as never;
}

function asOutcome(answer: object): readonly TypedItemOutcome[] {
  return (answer as { items: readonly TypedItemOutcome[] }).items;
}
