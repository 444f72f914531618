import { body, here, own } from "./api.ts";

// What others than the secretary do with an assessment, so that the form needn't fetch it.

/** A value as a reviewer gives it, with the reason why it isn't what stood there. */
export interface GivenItem {
  readonly item: string;
  readonly value: unknown;
  readonly reason?: string;
}

/** A step is taken on what was read, and on nothing else. */
interface AsRead {
  readonly id: string;
  readonly revision: number;
}

const one = own.assessments[":id"];
const of = ({ id }: AsRead) => ({ param: { tenant: here(), id } });
const keys = new Map<string, string>();
/**
 * The key is the same for the same step on the same reading, so that a second press after a lost answer does nothing
 * twice.
 */
function asRead(noun: string, { id, revision }: AsRead, json: object) {
  const step = JSON.stringify([noun, id, revision, json]);
  const key = keys.get(step) ?? crypto.randomUUID();
  keys.set(step, key);
  return { headers: { "if-match": `"${revision}"`, "idempotency-key": key } };
}

export const assessmentSteps = {
  return: (read: AsRead, reason: string) => {
    const json = { reason };
    return body(one.return.$post({ ...of(read), json }, asRead("return", read, json)));
  },
  review: (read: AsRead, comment: string | null) => {
    const json = { comment };
    return body(one.review.$post({ ...of(read), json }, asRead("review", read, json)));
  },
  reviewSection: (
    read: AsRead,
    found: { readonly section: string; readonly answers: readonly GivenItem[]; readonly comment: string | null },
  ) => {
    const json = { ...found, answers: asJson(found.answers) };
    return body(one["department-reviews"].$post({ ...of(read), json }, asRead("section", read, json)));
  },
  verify: (read: AsRead, answers: readonly GivenItem[], vetoes: readonly string[]) => {
    const json = { answers: asJson(answers), vetoes: [...vetoes] };
    return body(one.verification.$post({ ...of(read), json }, asRead("verify", read, json)));
  },
  accept: (
    read: AsRead,
    decision: {
      readonly isAccepted: boolean;
      readonly reason: string | null;
      readonly answers: readonly GivenItem[];
      readonly vetoes: readonly string[] | null;
    },
  ) => {
    const { isAccepted, reason, answers, vetoes } = decision;
    const json = { isAccepted, reason, answers: asJson(answers), vetoes: vetoes === null ? null : [...vetoes] };
    return body(one.acceptance.$post({ ...of(read), json }, asRead("accept", read, json)));
  },
};

/** An answer may be of any form here; it is the server that refuses those that fit no item. */
function asJson(given: readonly GivenItem[]): never {
  return given as never;
}
