import type { Database } from "../../db/open.ts";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { soundStandard } from "./life.ts";

const at = "2026-01-01T00:00:00.000Z";

/** Accepted assessments `a-BELT` and results `r-BELT` of belts in a cycle, each by who answers for it. */
export async function assessedBelts(
  database: Database,
  cycle: string,
  answering: Readonly<Record<string, string>>,
): Promise<void> {
  const { db } = database;
  const route = { cycleId: cycle, standardCode: "route", standardVersion: 1 } as const;
  const rows = Object.entries(answering).map(([beltId, unitId]) => ({ ...route, beltId, unitId }));
  await note(database, [
    db.insert(own.standards).values({
      ...{ code: "route", version: 1, state: "published", title: "示范带标准", subject: "belt" },
      ...{ document: { ...soundStandard(), subject: "belt" } as never },
      ...{ sha256: "1".repeat(64), holdsFrom: "2026-01-01", publishedAt: at },
    }),
    db.insert(own.cycleStandards).values(route),
    db
      .insert(own.assessments)
      .values(rows.map((row) => ({ id: `a-${row.beltId}`, ...row, state: "decided" as const }))),
    db.insert(own.results).values(
      rows.map((row) => ({
        ...{ id: `r-${row.beltId}`, ...row, isAccepted: true, scoreHundredths: 8000, level: null },
        ...{ record: {}, decidedAt: at },
      })),
    ),
    db.insert(own.assessmentDocuments).values(
      rows.map(({ beltId }) => ({
        ...{ assessmentId: `a-${beltId}`, stage: "accepted" as const, writtenAt: at },
        document: { answers: {}, notApplicable: [], vetoes: [] },
      })),
    ),
  ]);
}
