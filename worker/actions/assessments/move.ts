import { and, eq } from "drizzle-orm";
import { type AssessmentDocument, assessmentDocuments, assessments } from "../../../db/tenant/schema/index.ts";
import type { AnswerStage, AssessmentState } from "../../domain/vocabulary.ts";
import { changed } from "../answer.ts";
import { commit, exactlyOne, type Statement } from "../commit.ts";
import type { Scope } from "../scope.ts";
import type { Case } from "./case.ts";

/** Where an assessment stands after a change. */
export interface Standing {
  readonly id: string;
  readonly state: AssessmentState;
  readonly round: number;
  readonly revision: number;
}

interface Move {
  readonly action: string;
  readonly state: AssessmentState;
  readonly round?: number;
  readonly body: Readonly<Record<string, unknown>>;
  /** Before the assessment itself changes, which some triggers look at. */
  readonly statements: readonly Statement[];
}

/**
 * Commits one step of an assessment's life: its rows, its new state, its event and what a repetition with the same
 * Idempotency-Key is answered, or nothing.
 */
export async function moveOn(scope: Scope, { assessment }: Case, move: Move): Promise<Standing> {
  const { id, revision } = assessment;
  const isMoved = move.state !== assessment.state || move.round !== undefined;
  const after = { state: move.state, round: move.round ?? assessment.round, revision: revision + 1 };
  const update = scope.db
    .update(assessments)
    .set({ ...after, ...(isMoved ? { enteredAt: scope.now } : {}) })
    .where(and(eq(assessments.id, id), eq(assessments.revision, revision)));
  const subject = { kind: "assessment", id, revision: after.revision };
  const body = { round: assessment.round, from: assessment.state, to: move.state, ...move.body };
  const standing = { id, ...after };
  const change = { subject, action: move.action, body, answer: changed(standing) };
  await commit(scope, change, [...move.statements, ...exactlyOne(scope, update)]);
  return standing;
}

/** The document of one stage, in place of an earlier round's. */
export function writeDocument(scope: Scope, id: string, stage: AnswerStage, document: AssessmentDocument): Statement {
  return scope.db
    .insert(assessmentDocuments)
    .values({ assessmentId: id, stage, document, writtenAt: scope.now })
    .onConflictDoUpdate({
      target: [assessmentDocuments.assessmentId, assessmentDocuments.stage],
      set: { document, writtenAt: scope.now },
    });
}

/** Who writes a document, and in which round. */
export function writtenBy(scope: Scope, { assessment }: Case) {
  return { by: { id: scope.actor.id, name: scope.actor.name }, round: assessment.round };
}
