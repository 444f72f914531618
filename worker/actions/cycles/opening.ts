import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import {
  assessmentDrafts,
  assessments,
  cycleStandards,
  cycles,
  events,
  type Held,
  standards,
  units,
} from "../../../db/tenant/schema/index.ts";
import { canonicalJson } from "../../domain/canonical.ts";
import { mayTakePart } from "../../domain/cycle.ts";
import { Problem } from "../../domain/problem.ts";
import { appliesTo, type Standard } from "../../domain/standard/index.ts";
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
 * standard that applies to them, with what they held on that day and what is known already. The last chunk opens it.
 */
export async function openChunk(means: JobMeans, job: Job): Promise<Chunk> {
  const { db } = means.database;
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
    return applying(binding.standard, taking, renamed).map((unit) => ({ unit: unit.id, binding }));
  });
  const earlier = await readEarlier(
    db,
    cycle.opensOn,
    asked.map(({ unit }) => unit),
    bindings,
  );
  const isLast = page.length < unitsAtOnce;
  const last = page.at(-1)?.code ?? after;
  return {
    statements: [
      ...assessmentStatements(means, job, cycle.id, asked, earlier),
      ...(isLast ? openedStatements(means, job, cycle) : []),
    ],
    ...(isLast ? {} : { cursor: { after: last } }),
    done: job.done + page.length,
    ...(job.total === null ? { total: all?.count ?? 0 } : {}),
  };
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

interface Asked {
  readonly unit: string;
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
  const rows = asked.map(({ unit, binding: { code, version, standard } }) => {
    const known = Object.entries(earlier.prefillOf(unit, code, standard));
    return {
      ...{ id: newId(), event: newId(), unit, code, version },
      held: earlier.heldBy(unit, code) satisfies Held,
      answers: Object.fromEntries(known.map(([item, { value }]) => [item, value])),
      prefilled: Object.fromEntries(known.map(([item, { from, title }]) => [item, { from, title }])),
    };
  });
  const each = sql`FROM json_each(${canonicalJson(rows)})`;
  return [
    db
      .insert(assessments)
      .select(
        sql`SELECT "value" ->> 'id', ${cycle}, "value" ->> 'unit', "value" ->> 'code', "value" ->> 'version', 'self', 1, "value" -> 'held', ${now}, 1 ${each}`,
      ),
    db
      .insert(assessmentDrafts)
      .select(sql`SELECT "value" ->> 'id', "value" -> 'answers', "value" -> 'prefilled', ${now}, NULL ${each}`),
    db.insert(events).select(
      sql`SELECT NULL, "value" ->> 'event', ${now}, ${startedBy?.id ?? null}, ${startedBy?.name ?? "系统"}, 'open', 'assessment', "value" ->> 'id', 1,
        json_object('cycle', ${cycle}, 'unit', "value" ->> 'unit', 'standard', "value" ->> 'code', 'version', "value" -> 'version', 'prefilled', "value" -> 'answers') ${each}`,
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
