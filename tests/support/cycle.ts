import type { Database } from "../../db/open.ts";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";

/** One unit's accepted answers and what it got for them. */
export interface Sheet {
  readonly unit: string;
  readonly answers: Readonly<Record<string, unknown>>;
  readonly scoreHundredths: number;
  readonly level: string | null;
}

const at = "2026-11-20T08:00:00.000Z";

/** A cycle `c1` that accepted these sheets under a published version of a standard. */
export async function acceptedCycle(database: Database, code: string, version: number, sheets: readonly Sheet[]) {
  const { db } = database;
  const bound = { cycleId: "c1", standardCode: code, standardVersion: version };
  await note(database, [
    db.insert(own.cycles).values({
      ...{
        id: "c1",
        code: "2026-10",
        title: "10 月验收",
        kind: "acceptance",
        year: 2026,
        opensOn: "2026-10-10",
        state: "closed",
      },
    }),
    db.insert(own.cycleStandards).values(bound),
    db
      .insert(own.assessments)
      .values(sheets.map(({ unit }) => ({ id: `a-${unit}`, ...bound, unitId: unit, state: "decided" as const }))),
    db.insert(own.assessmentDocuments).values(
      sheets.map(({ unit, answers }) => ({
        assessmentId: `a-${unit}`,
        stage: "accepted" as const,
        document: { answers, notApplicable: [], vetoes: [] },
        writtenAt: at,
      })),
    ),
    db.insert(own.results).values(
      sheets.map(({ unit, scoreHundredths, level }) => ({
        ...{ id: `r-${unit}`, ...bound, unitId: unit, isAccepted: true, scoreHundredths, level, decidedAt: at },
        record: {},
      })),
    ),
  ]);
}
