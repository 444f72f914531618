import { and, eq, isNull, sql } from "drizzle-orm";
import { assessments, cycles, evidence, standards, units, users } from "../../../db/tenant/schema/index.ts";
import type { AssessmentState, EvidenceLikeness, EvidenceType } from "../../domain/vocabulary.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";

/** For what a piece stands, and whether that can still be changed. */
export interface EvidenceUse {
  readonly assessment: string;
  readonly item: string;
  readonly cycleTitle: string;
  readonly state: AssessmentState;
}

/** One like it elsewhere. Whose it is is told only to those who reach that unit. */
export interface Likeness {
  readonly kind: EvidenceLikeness;
  readonly isOwn: boolean;
  readonly evidence: string | null;
  readonly unitName: string | null;
  readonly name: string | null;
}

/** A piece of evidence as the API shows it. `isCompared`: whether its like has been looked for. */
export interface Evidence {
  readonly id: string;
  readonly unit: string;
  readonly unitName: string;
  readonly name: string;
  readonly note: string | null;
  readonly type: EvidenceType;
  readonly bytes: number;
  readonly width: number | null;
  readonly height: number | null;
  readonly sha256: string;
  readonly uploadedBy: string;
  readonly at: string;
  readonly validUntil: string | null;
  readonly replaces: string | null;
  readonly replacedBy: string | null;
  readonly isCompared: boolean;
  readonly uses: readonly EvidenceUse[];
  readonly likenesses: readonly Likeness[];
  readonly revision: number;
}

/** The version that takes a piece's place, if one does: the latest of a chain has none. */
export const replacedBy = sql<string | null>`(SELECT "newer"."id" FROM "evidence" AS "newer"
  WHERE "newer"."replaces" = ${evidence.id} AND "newer"."removed_at" IS NULL)`;

/** Pieces within the actor's reach that aren't removed, ready for more conditions. */
export function selectEvidence(scope: Scope) {
  const within = unitsWithin(scope, sql`"other_unit"."id"`) ?? sql`1`;
  return scope.db
    .select({
      ...{ id: evidence.id, unit: evidence.unitId, unitName: units.name, name: evidence.name, note: evidence.note },
      ...{ type: evidence.type, bytes: evidence.bytes, width: evidence.width, height: evidence.height },
      ...{ sha256: evidence.sha256, uploadedBy: users.name, at: evidence.at, validUntil: evidence.validUntil },
      ...{ replaces: evidence.replaces, replacedBy, comparedAt: evidence.comparedAt, revision: evidence.revision },
      uses: sql<string>`(SELECT json_group_array(json_object('assessment', "used"."assessment_id", 'item', "used"."item",
          'cycleTitle', "used_cycle"."title", 'state', "used_for"."state"))
        FROM "evidence_uses" AS "used" JOIN "assessments" AS "used_for" ON "used_for"."id" = "used"."assessment_id"
        JOIN "cycles" AS "used_cycle" ON "used_cycle"."id" = "used_for"."cycle_id"
        WHERE "used"."evidence_id" = ${evidence.id})`,
      likenesses: sql<string>`(SELECT json_group_array(json_object('kind', "like"."kind",
          'isOwn', "other"."unit_id" = ${evidence.unitId},
          'evidence', CASE WHEN ${within} THEN "other"."id" END,
          'unitName', CASE WHEN ${within} THEN "other_unit"."name" END,
          'name', CASE WHEN ${within} THEN "other"."name" END) ORDER BY "like"."bits", "other"."id")
        FROM "evidence_likenesses" AS "like" JOIN "evidence" AS "other" ON "other"."id" = "like"."other_id"
        JOIN "units" AS "other_unit" ON "other_unit"."id" = "other"."unit_id"
        WHERE "like"."evidence_id" = ${evidence.id} AND "other"."removed_at" IS NULL)`,
    })
    .from(evidence)
    .innerJoin(units, eq(units.id, evidence.unitId))
    .innerJoin(users, eq(users.id, evidence.uploadedBy))
    .$dynamic();
}

export function isWithinReach(scope: Scope) {
  return and(isNull(evidence.removedAt), unitsWithin(scope, sql`${evidence.unitId}`));
}

export function selectPiece(scope: Scope, id: string) {
  return selectEvidence(scope).where(and(eq(evidence.id, id), isWithinReach(scope)));
}

type Row = Awaited<ReturnType<typeof selectEvidence>>[number];

export function evidenceOf({ comparedAt, uses, likenesses, ...row }: Row): Evidence {
  const like = JSON.parse(likenesses) as (Omit<Likeness, "isOwn"> & { readonly isOwn: number })[];
  return {
    ...row,
    isCompared: comparedAt !== null,
    uses: JSON.parse(uses) as readonly EvidenceUse[],
    likenesses: like.map((each) => ({ ...each, isOwn: each.isOwn === 1 })),
  };
}

/** The assessment that a piece shall stand for, within the actor's reach, and whether its standard has that item. */
export function selectPurpose(scope: Scope, assessment: string, item: string) {
  const hasItem = sql<number>`EXISTS (SELECT 1 FROM json_each(${standards.document}, '$.sections') AS "section",
    json_each("section"."value", '$.items') AS "item" WHERE "item"."value" ->> 'code' = ${item})`;
  return scope.db
    .select({ unit: assessments.unitId, state: assessments.state, cycleTitle: cycles.title, hasItem })
    .from(assessments)
    .innerJoin(cycles, eq(cycles.id, assessments.cycleId))
    .innerJoin(
      standards,
      and(eq(standards.code, assessments.standardCode), eq(standards.version, assessments.standardVersion)),
    )
    .where(and(eq(assessments.id, assessment), unitsWithin(scope, sql`${assessments.unitId}`)));
}
