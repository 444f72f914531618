import { and, asc, eq, gt, inArray, isNotNull, isNull, or, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { assessments, cycles, standards, units } from "../../../db/tenant/schema/index.ts";
import type { AssessmentState } from "../../domain/vocabulary.ts";
import { type AssessedBelt, assessedBelt, assessedBelts } from "../belt-variables.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { departmentsOf, unitsWithin } from "../within.ts";

/** An assessment in a list: whose, under what, and where it stands since when. */
export interface ListedAssessment {
  readonly id: string;
  readonly cycle: { readonly id: string; readonly code: string; readonly title: string };
  readonly unit: {
    readonly id: string;
    readonly code: string;
    readonly name: string;
    readonly township: string | null;
  };
  /** The belt that is assessed, where it is one; `unit` then answers for it. */
  readonly ofBelt: AssessedBelt | null;
  readonly standard: { readonly code: string; readonly version: number; readonly title: string };
  readonly state: AssessmentState;
  readonly round: number;
  readonly enteredAt: string | null;
  /** The last day of its present stage in China, null where there is none. */
  readonly until: string | null;
  /** How many items of its unit, or belt, were found to deviate, in all years. */
  readonly deviations: number;
  readonly revision: number;
}

export interface AssessmentFilter extends PageRequest {
  readonly cycle?: string | undefined;
  readonly state?: AssessmentState | undefined;
  readonly standard?: string | undefined;
  readonly township?: string | undefined;
  readonly unit?: string | undefined;
  readonly mine?: boolean | undefined;
  readonly ofBelts?: boolean | undefined;
  readonly q?: string | undefined;
}

const place = alias(units, "place");

/** Assessments within the actor's reach, those first that have waited longest where they are. */
export async function listAssessments(scope: Scope, filter: AssessmentFilter): Promise<Page<ListedAssessment>> {
  const [enteredAt, id] = (readCursor(filter.cursor, ["string", "string"]) ?? []).map(String);
  const entered = sql<string>`coalesce(${assessments.enteredAt}, '')`;
  const after =
    enteredAt === undefined || id === undefined
      ? undefined
      : or(gt(entered, enteredAt), and(eq(entered, enteredAt), gt(assessments.id, id)));
  const [rows] = await scope.read([
    listed(scope)
      .where(and(unitsWithin(scope, sql`${assessments.unitId}`), ...narrowed(scope, filter), after))
      .orderBy(asc(entered), asc(assessments.id))
      .limit(filter.limit + 1),
  ]);
  return pageOf(
    rows,
    filter.limit,
    (row) => [row.enteredAt ?? "", row.id],
    (row) => ({
      ...{ id: row.id, state: row.state, round: row.round, enteredAt: row.enteredAt, until: row.until },
      cycle: { id: row.cycleId, code: row.cycleCode, title: row.cycleTitle },
      unit: { id: row.unitId, code: row.unitCode, name: row.unitName, township: row.township },
      ofBelt: row.ofBelt,
      standard: { code: row.standardCode, version: row.standardVersion, title: row.standardTitle },
      deviations: row.deviations,
      revision: row.revision,
    }),
  );
}

function listed({ db }: Scope) {
  return db
    .select({
      id: assessments.id,
      cycleId: cycles.id,
      cycleCode: cycles.code,
      cycleTitle: cycles.title,
      unitId: units.id,
      unitCode: units.code,
      unitName: units.name,
      township: place.shortName,
      ofBelt: assessedBelt,
      standardCode: standards.code,
      standardVersion: standards.version,
      standardTitle: standards.title,
      state: assessments.state,
      round: assessments.round,
      enteredAt: assessments.enteredAt,
      until: untilOf,
      deviations: sql<number>`(SELECT count(*) FROM "deviations" d JOIN "assessments" o ON o."id" = d."assessment_id"
        WHERE d."unit_id" = "assessments"."unit_id" AND o."belt_id" IS "assessments"."belt_id")`,
      revision: assessments.revision,
    })
    .from(assessments)
    .innerJoin(cycles, eq(cycles.id, assessments.cycleId))
    .innerJoin(units, eq(units.id, assessments.unitId))
    .leftJoin(assessedBelts, eq(assessedBelts.id, assessments.beltId))
    .leftJoin(
      place,
      eq(
        place.id,
        sql`coalesce(${units.townshipId}, ${units.tradeId}, iif(${assessments.beltId} IS NOT NULL, ${units.id}, NULL))`,
      ),
    )
    .innerJoin(
      standards,
      and(eq(standards.code, assessments.standardCode), eq(standards.version, assessments.standardVersion)),
    )
    .$dynamic();
}

const untilOf = sql<string | null>`CASE ${assessments.state}
  WHEN 'self' THEN CASE WHEN ${assessments.round} > 1 THEN ${cycles.reviewUntil} ELSE ${cycles.selfUntil} END
  WHEN 'township' THEN ${cycles.reviewUntil} WHEN 'department' THEN ${cycles.reviewUntil}
  WHEN 'acceptance' THEN ${cycles.acceptanceUntil} END`;

function narrowed(scope: Scope, filter: AssessmentFilter): (SQL | undefined)[] {
  const { cycle, state, standard, township, unit, mine, ofBelts, q } = filter;
  return [
    cycle === undefined ? undefined : or(eq(cycles.id, cycle), eq(cycles.code, cycle)),
    state === undefined ? undefined : eq(assessments.state, state),
    standard === undefined ? undefined : eq(assessments.standardCode, standard),
    township === undefined ? undefined : or(eq(place.shortName, township), eq(place.id, township)),
    unit === undefined ? undefined : eq(assessments.unitId, unit),
    mine === true ? atHand(scope) : undefined,
    ofBelts === undefined ? undefined : (ofBelts ? isNotNull : isNull)(assessments.beltId),
    q === undefined
      ? undefined
      : sql`(instr(${units.name}, ${q}) > 0 OR instr(${units.code}, ${q}) > 0 OR instr(${assessedBelts.name}, ${q}) > 0)`,
  ];
}

/** What waits for somebody of the actor's roles, in cycles that run; of a department, sections that it has not passed. */
function atHand(scope: Scope): SQL | undefined {
  const has = (wanted: string) => scope.actor.roles.some(({ role }) => role === wanted);
  const within = (role: "secretary" | "township") => unitsWithin(scope, sql`${assessments.unitId}`, [role]);
  const departments = departmentsOf(scope);
  const owned = sql`EXISTS (SELECT 1 FROM json_each(${standards.document}, '$.sections') s
    WHERE ${inArray(sql`s."value" ->> 'department'`, [...departments])} AND NOT EXISTS (SELECT 1 FROM "section_reviews" r
      WHERE r."assessment_id" = ${assessments.id} AND r."round" = ${assessments.round} AND r."section" = s."value" ->> 'code'))`;
  const queues = [
    has("secretary") ? and(eq(assessments.state, "self"), isNull(assessments.beltId), within("secretary")) : undefined,
    has("township") ? and(eq(assessments.state, "self"), isNotNull(assessments.beltId), within("township")) : undefined,
    has("township") ? and(eq(assessments.state, "township"), within("township")) : undefined,
    departments.length > 0 ? and(eq(assessments.state, "department"), owned) : undefined,
    has("assessor") ? eq(assessments.state, "acceptance") : undefined,
  ].filter((each) => each !== undefined);
  return and(eq(cycles.state, "open"), queues.length === 0 ? sql`0` : or(...queues));
}
