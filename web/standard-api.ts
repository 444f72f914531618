import { body, here, own } from "./api.ts";
import type { StandardDocument } from "./document-shapes.ts";

// What is asked of a standard alone: its effect on units, and trying it out.

export type Effect = Awaited<ReturnType<typeof standardApi.effect>>;
export type SubjectResult = Awaited<ReturnType<typeof standardApi.evaluate>>["results"][number];

/** One who is scored for a try; ids are the editor's own. */
export interface Subject {
  readonly id: string;
  readonly unit: Readonly<Record<string, unknown>>;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly notApplicable: readonly string[];
  readonly vetoes: readonly string[];
  readonly held?: { readonly level: string | null };
}

export const standardApi = {
  effect: (of: { code: string; version: number }) =>
    body(
      own.standards[":code"].versions[":version"].effect.$get({
        param: { tenant: here(), code: of.code, version: `${of.version}` },
        query: {},
      }),
    ),
  /** The answers that a result was scored from. */
  answers: (result: string) => body(own.results[":id"].documents.$get({ param: { tenant: here(), id: result } })),
  evaluate: (document: StandardDocument, subjects: readonly Subject[]) =>
    body(own.standards.evaluate.$post({ param: { tenant: here() }, json: asEvaluation(document, subjects) })),
};

/** Answers may be of any form here; it is the server that refuses those that fit no item. */
function asEvaluation(standard: StandardDocument, subjects: readonly Subject[]): never {
  return { standard, subjects } as never;
}
