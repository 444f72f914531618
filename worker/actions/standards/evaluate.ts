import {
  answerOf,
  checkSubjects,
  readStandard,
  type Standard,
  type Subject,
  type SubjectResult,
  scoreSubjects,
} from "../../domain/standard/index.ts";
import { knownVersion, selectVersion } from "../documents.ts";
import { refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";

export interface Evaluation {
  readonly standard:
    | { readonly kind: "document"; readonly read: Standard }
    | { readonly kind: "version"; readonly code: string; readonly version: number };
  readonly subjects: readonly Subject[];
}

/** Scores subjects and stores nothing. One round trip. Refusals: invalid, by the paths of the request's body. */
export async function evaluateSubjects(
  scope: Scope,
  { standard: given, subjects }: Evaluation,
): Promise<{ readonly results: readonly SubjectResult[] }> {
  const standard = await standardOf(scope, given);
  refuseAny(checkSubjects(standard, subjects, "subjects"));
  const scores = scoreSubjects(standard, subjects);
  return { results: subjects.map((_, index) => answerOf(scores, index)) };
}

async function standardOf(scope: Scope, given: Evaluation["standard"]): Promise<Standard> {
  if (given.kind === "document") {
    await scope.read([]);
    return given.read;
  }
  const [rows] = await scope.read([selectVersion(scope, "standards", given.code, given.version)]);
  const outcome = readStandard(knownVersion(rows, "standard").document);
  if ("standard" in outcome) return outcome.standard;
  refuseAny(outcome.faults.map(({ path, message }) => ({ path: `standard.${path}`, message })));
  throw new Error("a stored standard without faults that can't be read");
}
