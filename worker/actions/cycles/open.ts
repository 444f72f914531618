import { and, asc, eq, inArray, ne } from "drizzle-orm";
import { belts, cycleStandards, cycles, jobs, standards } from "../../../db/tenant/schema/index.ts";
import { beltTakesPart } from "../../domain/belt.ts";
import { Problem } from "../../domain/problem.ts";
import { dayInChina, type HoldingVersion, versionInForce } from "../../domain/version-in-force.ts";
import { beltStandings } from "../belt-variables.ts";
import { commit, exactlyOne } from "../commit.ts";
import { askForJob } from "../jobs.ts";
import type { Scope } from "../scope.ts";
import { type Cycle, cycleOf, selectCycles } from "./cycle.ts";

/** The name of the job that makes a cycle's assessments; its period is the cycle's id. */
export const openingJob = "open-cycle";

/** The job that was asked for, and whether this call asked. */
export interface JobGiven {
  readonly job: string;
  readonly isNew: boolean;
}

/**
 * Opens a cycle: binds each standard to the version in force on the opening day and asks for the job that makes the
 * assessments, however many. Opened already, the same job is named again. Where belts are assessed each needs somebody
 * who answers for it. Refusals: not-found, conflict.
 */
export async function openCycle(scope: Scope, id: string): Promise<JobGiven> {
  const [[row], [asked]] = await scope.read([selectCycles(scope).where(eq(cycles.id, id)), selectJob(scope, id)]);
  if (row === undefined) throw new Problem("not-found");
  const cycle = cycleOf(row);
  if (asked !== undefined && asked.state !== "failed") return { job: asked.id, isNew: false };
  if (cycle.state !== "planned" && cycle.state !== "opening") {
    throw new Problem("conflict", { detail: "这个周期已经开启过了。" });
  }
  const today = dayInChina(scope.now);
  if (cycle.opensOn > today) {
    throw new Problem("conflict", { detail: `还没到开启日 ${cycle.opensOn}，今天是 ${today}。` });
  }
  const job = asked?.id ?? scope.newId();
  const begin = { name: openingJob, period: id };
  const update = scope.db
    .update(cycles)
    .set({ state: "opening", openedAt: scope.now, revision: cycle.revision + 1 })
    .where(and(eq(cycles.id, id), eq(cycles.revision, cycle.revision)));
  const bound = cycle.standards.length > 0 ? cycle.standards : await versionsOn(scope, cycle);
  const subject = { kind: "cycle", id, revision: cycle.revision + 1 };
  await commit(scope, { subject, action: "open", body: { standards: bound, job } }, [
    ...exactlyOne(scope, update),
    ...(cycle.standards.length > 0
      ? []
      : [
          scope.db
            .insert(cycleStandards)
            .values(bound.map(({ code, version }) => ({ cycleId: id, standardCode: code, standardVersion: version }))),
        ]),
    askForJob(scope, job, begin),
  ]);
  return { job, isNew: true };
}

function selectJob(scope: Scope, cycle: string) {
  return scope.db
    .select({ id: jobs.id, state: jobs.state })
    .from(jobs)
    .where(and(eq(jobs.name, openingJob), eq(jobs.period, cycle)));
}

async function versionsOn(scope: Scope, { opensOn, terms }: Cycle): Promise<Cycle["standards"]> {
  const [rows, routes] = await scope.read([
    scope.db
      .select({
        code: standards.code,
        subject: standards.subject,
        version: standards.version,
        state: standards.state,
        holdsFrom: standards.holdsFrom,
        retirement: standards.retirement,
      })
      .from(standards)
      .where(and(inArray(standards.code, [...terms.standards]), ne(standards.state, "draft")))
      .orderBy(asc(standards.code), asc(standards.version)),
    beltStandings(scope.db).orderBy(asc(belts.code)),
  ]);
  if (rows.some(({ subject }) => subject === "belt")) refuseUnanswered(routes, terms.participants);
  return terms.standards.map((code) => {
    const versions = rows.filter((row) => row.code === code).map(holding);
    const version = versionInForce(versions, opensOn);
    if (version === null) {
      throw new Problem("conflict", { detail: `标准 ${code} 在开启日 ${opensOn} 没有施行的版本。` });
    }
    return { code, version };
  });
}

/** A belt that takes part and that no township or trade committee answers for would be asked of nobody. */
function refuseUnanswered(
  routes: readonly { readonly id: string; readonly name: string; readonly answersId: string | null }[],
  participants: Cycle["terms"]["participants"],
): void {
  const names = routes
    .filter(({ id, answersId }) => answersId === null && beltTakesPart({ id, answers: answersId }, participants))
    .map(({ name }) => name);
  if (names.length === 0) return;
  const shown = `${names.slice(0, 5).join("、")}${names.length > 5 ? `等 ${names.length} 条` : ""}`;
  throw new Problem("conflict", { detail: `${shown}没有写明归哪个乡镇或行业党委，没有人自评；先写明，再开启。` });
}

function holding<
  Row extends Omit<HoldingVersion, "retiredOn"> & { readonly retirement: { readonly at: string } | null },
>(row: Row): HoldingVersion {
  return { ...row, retiredOn: row.retirement === null ? null : dayInChina(row.retirement.at) };
}
