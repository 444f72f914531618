import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import {
  assessmentDrafts,
  assessments,
  belts,
  cycleStandards,
  cycles,
  events,
  type Held,
  standards,
  units,
} from "../../../db/tenant/schema/index.ts";
import { beltTakesPart } from "../../domain/belt.ts";
import { canonicalJson } from "../../domain/canonical.ts";
import { mayTakePart } from "../../domain/cycle.ts";
import { Problem } from "../../domain/problem.ts";
import { appliesTo, type Standard } from "../../domain/standard/index.ts";
import { type BeltStandingRow, beltStandings, beltVariables, selectRenamedBeltFacts } from "../belt-variables.ts";
import type { Statement } from "../commit.ts";
import type { Chunk, Job, JobMeans } from "../jobs.ts";
import { publishedStandard } from "../published-standard.ts";
import { readRows } from "../scope.ts";
import {
  type RenamedFact,
  type StandingRow,
  selectRenamedFacts,
  unitStandings,
  unitVariables,
} from "../unit-variables.ts";
import { termsOf } from "./cycle.ts";
import { type Earlier, readEarlier } from "./earlier.ts";

const unitsAtOnce = 500;

/**
 * One chunk of a cycle's opening: the next units by their codes, of those that take part an assessment under each
 * standard that applies to them, with what they held on that day and what is known already; then the belts the same way,
 * where a standard is about them. The last chunk opens it.
 */
export async function openChunk(means: JobMeans, job: Job): Promise<Chunk> {
  const { db } = means.database;
  if (job.cursor["phase"] === "belts") return await openBelts(means, job);
  const after = String(job.cursor["after"] ?? "");
  const [[cycle], bound, page, renamed, places, [all]] = await readRows(db, chunkQueries(db, job.period, after));
  if (cycle === undefined || cycle.state !== "opening") throw new Problem("conflict", { detail: "这个周期不在开启。" });
  const above = new Map(places.map(({ id, township, trade }) => [id, [id, township, trade]]));
  const { participants } = termsOf(cycle.terms, bound);
  const bindings = bound.map((each) => ({ ...each, standard: publishedStandard(each.document) }));
  const asked = bindings.flatMap((binding) => {
    const { subject = "unit", appliesTo: condition } = binding.standard.document;
    const taking = page.filter((unit) =>
      mayTakePart({ ...unit, above: above.get(unit.id) ?? [] }, participants, {
        subject,
        hasCondition: condition !== undefined,
      }),
    );
    return applying(binding.standard, taking, renamed).map((unit) => ({ unit: unit.id, belt: null, binding }));
  });
  const earlier = await readEarlier(
    db,
    cycle.opensOn,
    asked.map(({ unit }) => unit),
    bindings,
  );
  const isLast = page.length < unitsAtOnce;
  const hasBelts = bindings.some(isOfBelts);
  const next = isLast ? { phase: "belts", after: "" } : { after: page.at(-1)?.code ?? after };
  return {
    statements: [
      ...assessmentStatements(means, job, cycle.id, asked, earlier),
      ...(isLast && !hasBelts ? openedStatements(means, job, cycle) : []),
    ],
    ...(isLast && !hasBelts ? {} : { cursor: next }),
    done: job.done + page.length,
    ...(job.total === null ? { total: all?.count ?? 0 } : {}),
  };
}

const isOfBelts = ({ standard }: { readonly standard: Standard }): boolean => standard.document.subject === "belt";

/** The next belts by their codes, asked of the township or trade committee that each belongs to. */
async function openBelts(means: JobMeans, job: Job): Promise<Chunk> {
  const { db } = means.database;
  const after = String(job.cursor["after"] ?? "");
  const [[cycle], bound, page, renamed] = await readRows(db, [
    db.select().from(cycles).where(eq(cycles.id, job.period)),
    selectBound(db, job.period),
    beltStandings(db).where(gt(belts.code, after)).orderBy(asc(belts.code)).limit(unitsAtOnce),
    selectRenamedBeltFacts({ db }),
  ]);
  if (cycle === undefined || cycle.state !== "opening") throw new Problem("conflict", { detail: "这个周期不在开启。" });
  const { participants } = termsOf(cycle.terms, bound);
  const taking = page.filter(({ id, answersId }) => beltTakesPart({ id, answers: answersId }, participants));
  const bindings = bound.map((each) => ({ ...each, standard: publishedStandard(each.document) })).filter(isOfBelts);
  const asked = bindings.flatMap((binding) =>
    applyingBelts(binding.standard, taking, renamed).flatMap(({ id, answersId }) =>
      answersId === null ? [] : [{ unit: answersId, belt: id, binding }],
    ),
  );
  const ids = asked.map(({ belt }) => belt);
  const earlier = await readEarlier(db, cycle.opensOn, ids, bindings, "belt");
  const isLast = page.length < unitsAtOnce;
  return {
    statements: [
      ...assessmentStatements(means, job, cycle.id, asked, earlier),
      ...(isLast ? openedStatements(means, job, cycle) : []),
    ],
    ...(isLast ? {} : { cursor: { phase: "belts", after: page.at(-1)?.code ?? after } }),
    done: job.done,
  };
}

function applyingBelts(standard: Standard, page: readonly BeltStandingRow[], renamed: readonly RenamedFact[]) {
  const applies = appliesTo(
    standard,
    page.map((belt) => ({ id: belt.code, unit: beltVariables(belt, renamed) })),
  );
  return page.filter((_, index) => applies[index] === true);
}

/** What one chunk reads: the cycle, its standards, the next units, and how many there are. */
function chunkQueries(db: JobMeans["database"]["db"], cycle: string, after: string) {
  return [
    db.select().from(cycles).where(eq(cycles.id, cycle)),
    selectBound(db, cycle),
    unitStandings(db)
      .where(and(isNull(units.closedOn), gt(units.code, after)))
      .orderBy(asc(units.code))
      .limit(unitsAtOnce),
    selectRenamedFacts({ db }),
    db
      .select({ id: units.id, township: units.townshipId, trade: units.tradeId })
      .from(units)
      .where(and(isNull(units.closedOn), gt(units.code, after)))
      .orderBy(asc(units.code))
      .limit(unitsAtOnce),
    db.select({ count: sql<number>`count(*)` }).from(units).where(isNull(units.closedOn)),
  ] as const;
}

function selectBound(db: JobMeans["database"]["db"], cycle: string) {
  return db
    .select({ code: standards.code, version: standards.version, document: standards.document })
    .from(cycleStandards)
    .innerJoin(
      standards,
      and(eq(standards.code, cycleStandards.standardCode), eq(standards.version, cycleStandards.standardVersion)),
    )
    .where(eq(cycleStandards.cycleId, cycle))
    .orderBy(asc(standards.code));
}

function applying(standard: Standard, page: readonly StandingRow[], renamed: readonly RenamedFact[]) {
  const subjects = page.map((unit) => ({ id: unit.code, unit: unitVariables(unit, renamed) }));
  const applies = appliesTo(standard, subjects);
  return page.filter((_, index) => applies[index] === true);
}

/** Of whom a sheet is asked, `belt` where it is about one; `unit` then answers for it. */
interface Asked {
  readonly unit: string;
  readonly belt: string | null;
  readonly binding: { readonly code: string; readonly version: number; readonly standard: Standard };
}

/** Rows of any number as one parameter each, so that a chunk is a handful of statements. */
function assessmentStatements(
  { database: { db }, now, newId }: JobMeans,
  { startedBy }: Job,
  cycle: string,
  asked: readonly Asked[],
  earlier: Earlier,
): readonly Statement[] {
  if (asked.length === 0) return [];
  const rows = asked.map(({ unit, belt, binding: { code, version, standard } }) => {
    const known = Object.entries(earlier.prefillOf(belt ?? unit, code, standard));
    return {
      ...{ id: newId(), event: newId(), unit, belt, code, version },
      held: earlier.heldBy(belt ?? unit, code) satisfies Held,
      answers: Object.fromEntries(known.map(([item, { value }]) => [item, value])),
      prefilled: Object.fromEntries(known.map(([item, { from, title }]) => [item, { from, title }])),
    };
  });
  const each = sql`FROM json_each(${canonicalJson(rows)})`;
  return [
    db
      .insert(assessments)
      .select(
        sql`SELECT "value" ->> 'id', ${cycle}, "value" ->> 'unit', "value" ->> 'code', "value" ->> 'version', 'self', 1, "value" -> 'held', ${now}, 1, "value" ->> 'belt' ${each}`,
      ),
    db
      .insert(assessmentDrafts)
      .select(sql`SELECT "value" ->> 'id', "value" -> 'answers', "value" -> 'prefilled', ${now}, NULL ${each}`),
    db.insert(events).select(
      sql`SELECT NULL, "value" ->> 'event', ${now}, ${startedBy?.id ?? null}, ${startedBy?.name ?? "系统"}, 'open', 'assessment', "value" ->> 'id', 1,
        json_object('cycle', ${cycle}, 'unit', "value" ->> 'unit', 'belt', "value" ->> 'belt', 'standard', "value" ->> 'code', 'version', "value" -> 'version', 'prefilled', "value" -> 'answers') ${each}`,
    ),
  ];
}

function openedStatements(
  { database: { db }, now, newId }: JobMeans,
  { startedBy }: Job,
  { id, revision }: { readonly id: string; readonly revision: number },
): readonly Statement[] {
  return [
    db
      .update(cycles)
      .set({ state: "open", revision: sql`${cycles.revision} + 1` })
      .where(and(eq(cycles.id, id), eq(cycles.state, "opening"))),
    db.insert(events).values({
      ...{ id: newId(), at: now, actorId: startedBy?.id ?? null, actorName: startedBy?.name ?? "系统" },
      ...{ action: "opened", subjectKind: "cycle", subjectId: id, revision: revision + 1 },
    }),
  ];
}
