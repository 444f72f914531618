import { and, eq } from "drizzle-orm";
import { visits } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { visitStates } from "../../domain/vocabulary.ts";
import { commit, exactlyOne } from "../commit.ts";
import { type FoundWrong, findingFaults, raiseFinding } from "../raise-finding.ts";
import { refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { reachedVisit, selectVisits, type Visit, visitOf } from "./visit.ts";

/** What an assessor reports of a visit, with what they found wrong. */
export interface Report {
  readonly report: string;
  readonly visitedOn?: string | undefined;
  readonly findings: readonly FoundWrong[];
}

/** Reports one's own visit, with its findings in the same batch. Refusals: not-found, forbidden, conflict, invalid, stale. */
export async function reportVisit(scope: Scope, id: string, asked: Report): Promise<Visit> {
  const row = await plannedVisit(scope, id);
  const today = dayInChina(scope.now);
  if (row.assessor.id !== scope.actor.id) {
    throw new Problem("forbidden", { detail: `这一处由${row.assessor.name}去，由去的人写记录。` });
  }
  const visitedOn = asked.visitedOn ?? today;
  refuseAny([
    ...(visitedOn > today ? [{ path: "visitedOn", message: `还没到这一天，最晚写今天 ${today}` }] : []),
    ...asked.findings.flatMap((finding, place) => findingFaults(finding, today, `findings[${place}]`)),
  ]);
  const raised = asked.findings.map((finding) =>
    raiseFinding(scope, { ...finding, unitId: row.unit.id, cycleId: row.cycle, visitId: id }),
  );
  const ended = { state: "done", visitedOn, report: asked.report } as const;
  await end(scope, row, "report", ended, raised);
  return visitOf(scope, { ...row, ...ended, findings: raised.length, revision: row.revision + 1 });
}

/** Gives a visit up, for a reason. Refusals: not-found, conflict, stale. */
export async function cancelVisit(scope: Scope, id: string, reason: string): Promise<Visit> {
  const row = await plannedVisit(scope, id);
  const ended = { state: "cancelled", visitedOn: null, report: reason } as const;
  await end(scope, row, "cancel", ended, []);
  return visitOf(scope, { ...row, ...ended, revision: row.revision + 1 });
}

type Row = Awaited<ReturnType<typeof plannedVisit>>;

async function plannedVisit(scope: Scope, id: string) {
  const [[row]] = await scope.read([selectVisits(scope).where(and(eq(visits.id, id), reachedVisit(scope)))]);
  if (row === undefined) throw new Problem("not-found");
  if (row.state !== "planned") throw new Problem("conflict", { detail: `这一处${visitStates[row.state]}，不能再写。` });
  return row;
}

async function end(
  scope: Scope,
  row: Row,
  action: string,
  ended: { readonly state: "done" | "cancelled"; readonly visitedOn: string | null; readonly report: string },
  raised: readonly ReturnType<typeof raiseFinding>[],
): Promise<void> {
  const revision = row.revision + 1;
  const update = scope.db
    .update(visits)
    .set({ ...ended, endedAt: scope.now, revision })
    .where(and(eq(visits.id, row.id), eq(visits.revision, row.revision)));
  const body = { unit: row.unit.id, inspection: row.inspection.id, ...ended };
  const alongside = raised.map(({ change }) => change);
  await commit(scope, { subject: { kind: "visit", id: row.id, revision }, action, body, alongside }, [
    ...exactlyOne(scope, update),
    ...raised.flatMap(({ statements }) => statements),
  ]);
}
