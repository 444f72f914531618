import { evidenceUses } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { AssessmentState } from "../../domain/vocabulary.ts";
import type { Statement } from "../commit.ts";
import { refuse } from "../refuse.ts";
import type { Scope } from "../scope.ts";

/** The item of an assessment for which a piece stands. */
export interface Purpose {
  readonly assessment: string;
  readonly item: string;
}

export interface PurposeRow {
  readonly unit: string;
  readonly state: AssessmentState;
  readonly cycleTitle: string;
  readonly hasItem: number;
}

/** Refuses a use of another unit's assessment, of an item that it doesn't ask, and of one that was handed in. */
export function refusePurpose(row: PurposeRow | undefined, unit: string): asserts row is PurposeRow {
  if (row === undefined || row.unit !== unit) {
    refuse([{ path: "assessment", message: "没有这份考核，或者不是这个党组织的" }]);
  }
  if (row.hasItem !== 1) refuse([{ path: "item", message: "这份考核没有这一项" }]);
  if (row.state !== "self") throw handedIn();
}

/** That the proofs of an assessment stay as they were when it was handed in. */
export function handedIn(): Problem {
  return new Problem("conflict", { detail: "这份考核已经报送，佐证材料不能再改；退回以后可以改。" });
}

export function addUse(scope: Scope, id: string, evidenceId: string, { assessment, item }: Purpose): Statement {
  const row = { id, assessmentId: assessment, item, evidenceId, usedBy: scope.actor.id, at: scope.now };
  return scope.db.insert(evidenceUses).values(row);
}
