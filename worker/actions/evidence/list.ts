import { and, desc, eq, lt, type SQL, sql } from "drizzle-orm";
import { evidence } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { type Evidence, evidenceOf, isWithinReach, replacedBy, selectEvidence, selectPiece } from "./piece.ts";

/** Of a unit what it has, each in its latest version; of an assessment what stands for it, or for one of its items. */
export interface EvidenceFilter extends PageRequest {
  readonly unit?: string | undefined;
  readonly assessment?: string | undefined;
  readonly item?: string | undefined;
}

/** Pieces within the actor's reach, the latest first. */
export async function listEvidence(scope: Scope, filter: EvidenceFilter): Promise<Page<Evidence>> {
  const [after] = readCursor(filter.cursor, ["string"]) ?? [];
  const isAfter = after === undefined ? undefined : lt(evidence.id, String(after));
  const [rows] = await scope.read([
    selectEvidence(scope)
      .where(and(isWithinReach(scope), isAfter, ...narrowed(filter)))
      .orderBy(desc(evidence.id))
      .limit(filter.limit + 1),
  ]);
  return pageOf(rows, filter.limit, ({ id }) => [id], evidenceOf);
}

function narrowed({ unit, assessment, item }: EvidenceFilter): (SQL | undefined)[] {
  const ofUnit = unit === undefined ? undefined : eq(evidence.unitId, unit);
  if (assessment === undefined) return [ofUnit, sql`${replacedBy} IS NULL`];
  const ofItem = item === undefined ? sql`1` : sql`"used"."item" = ${item}`;
  return [
    ofUnit,
    sql`EXISTS (SELECT 1 FROM "evidence_uses" AS "used"
      WHERE "used"."evidence_id" = ${evidence.id} AND "used"."assessment_id" = ${assessment} AND ${ofItem})`,
  ];
}

/** One piece within the actor's reach; outside of it there is none. */
export async function readEvidence(scope: Scope, id: string): Promise<Evidence> {
  const [[row]] = await scope.read([selectPiece(scope, id)]);
  if (row === undefined) throw new Problem("not-found");
  return evidenceOf(row);
}
