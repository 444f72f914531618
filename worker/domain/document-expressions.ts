import type { Expression } from "./expression.ts";
import { policyExpressions } from "./policy/index.ts";
import { standardExpressions } from "./standard/index.ts";
import { type FactSubject, factSubjects } from "./vocabulary.ts";

/** What has drafts and versions: 「标准」 and 「办法」. */
export type DocumentNoun = "standards" | "policies";

/** Every expression of a document by its path, those that don't compile aside. */
export function expressionsOf(noun: DocumentNoun, document: unknown): ReadonlyMap<string, Expression> {
  return noun === "standards" ? standardExpressions(document) : policyExpressions(document);
}

/** Whose facts `unit` holds in a document: a standard's subject; a policy's recipients may be anything (null). */
export function subjectOf(noun: DocumentNoun, document: Readonly<Record<string, unknown>>): FactSubject | null {
  return noun === "standards" ? standardSubject(document) : null;
}

/** The subject of a standard; of one whose subject is a fault, units. */
export function standardSubject({ subject }: Readonly<Record<string, unknown>>): FactSubject {
  return Object.keys(factSubjects).find((each): each is FactSubject => each === subject) ?? "unit";
}
