import { and, eq, sql } from "drizzle-orm";
import { results, standards, units } from "../../../db/tenant/schema/index.ts";
import { type GateOutcome, gateText } from "../../domain/gates.ts";
import { levelsOf } from "../../domain/level-scale.ts";
import { Problem } from "../../domain/problem.ts";
import { explain, readStandard, type SubjectRecord, type SubjectResult } from "../../domain/standard/index.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";
import { type Result, resultOf, resultRows } from "./columns.ts";

/** A result with why it is that many points, and what the gates of acceptance said. */
export interface ExplainedResult extends Result {
  readonly revision: number;
  readonly explanation: SubjectResult;
  readonly gates: readonly {
    readonly code: string;
    readonly title: string;
    readonly isHard: boolean;
    readonly isMet: boolean;
    readonly text: string;
  }[];
}

/** One result of a unit within the actor's reach; outside of it there is none. */
export async function readResult(scope: Scope, id: string): Promise<ExplainedResult> {
  const [rows, [stored]] = await scope.read([
    resultRows(scope).where(and(eq(results.id, id), unitsWithin(scope, sql`${units.id}`))),
    scope.db
      .select({
        record: results.record,
        gates: results.gates,
        revision: results.revision,
        scoreHundredths: results.scoreHundredths,
        document: standards.document,
      })
      .from(results)
      .innerJoin(
        standards,
        and(eq(standards.code, results.standardCode), eq(standards.version, results.standardVersion)),
      )
      .where(eq(results.id, id)),
  ]);
  const [row] = rows;
  if (row === undefined || stored === undefined) throw new Problem("not-found");
  const read = readStandard(stored.document);
  if ("faults" in read) throw new Error(`published standard ${row.standardCode} has faults`);
  const levels = levelsOf(stored.document);
  return {
    ...resultOf(row, levels),
    revision: stored.revision,
    explanation: explain(read.standard, recordFrom(stored.record)),
    gates: outcomesFrom(stored.gates).map((outcome) => ({
      code: outcome.code,
      title: outcome.title,
      isHard: outcome.isHard,
      isMet: outcome.isMet,
      text: gateText(outcome, levels, stored.scoreHundredths, row.level),
    })),
  };
}

/** Only recordOf writes this column. */
function recordFrom(record: Readonly<Record<string, unknown>>): SubjectRecord {
  return record as unknown as SubjectRecord;
}

/** Only gateOutcomes writes this column. */
function outcomesFrom(gates: readonly Readonly<Record<string, unknown>>[]): readonly GateOutcome[] {
  return gates as unknown as readonly GateOutcome[];
}
