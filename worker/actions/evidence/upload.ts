import { and, eq, isNull, sql } from "drizzle-orm";
import { evidence, evidenceUses, units } from "../../../db/tenant/schema/index.ts";
import { evidenceLimits } from "../../domain/evidence.ts";
import { Problem } from "../../domain/problem.ts";
import { type Inspected, inspect } from "../../evidence/inspect.ts";
import { commit, type Statement } from "../commit.ts";
import { askStore, type EvidenceStore } from "../evidence-store.ts";
import { askForJob } from "../jobs.ts";
import { rawStatement } from "../raw-statement.ts";
import { refuse } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";
import { compareJob } from "./compare.ts";
import { type Evidence, evidenceOf, selectEvidence, selectPurpose } from "./piece.ts";
import { addUse, type Purpose, type PurposeRow, refusePurpose } from "./purpose.ts";

/** A file that a secretary adds to their unit, perhaps for an item at once, perhaps in place of an earlier version. */
export interface Upload {
  readonly unit: string;
  readonly name: string;
  readonly note?: string | undefined;
  readonly validUntil?: string | undefined;
  readonly replaces?: string | undefined;
  readonly assessment?: string | undefined;
  readonly item?: string | undefined;
}

/** The piece, and the job that looks for its like; none where the unit had that very file already. */
export interface Uploaded {
  readonly piece: Evidence;
  readonly job: string | undefined;
}

/**
 * Keeps a file. First the object, then its row: whatever ends this between the two leaves an object that the daily sweep
 * finds, and never a row without one. A file that the unit has already is that piece, so that a second try after a lost
 * answer makes no second one. Refusals: not-found, invalid, quota-reached, conflict, storage-unavailable.
 */
export async function uploadEvidence(
  scope: Scope,
  store: EvidenceStore,
  upload: Upload,
  file: Uint8Array,
): Promise<Uploaded> {
  const inspected = await inspectedOr(file, upload.name);
  const sha256 = inspected instanceof Problem ? "" : await sha256Of(inspected.bytes);
  const found = await look(scope, upload, sha256);
  if (found.unit === undefined) throw new Problem("not-found");
  if (inspected instanceof Problem) throw inspected;
  const purpose = purposeOf(upload);
  if (purpose !== undefined) refusePurpose(found.purpose, upload.unit);
  if (found.same !== undefined) return await useAgain(scope, found.same, purpose, found.purpose);
  refuseBeyond(found, inspected.bytes.length);
  if (upload.replaces !== undefined && found.previous === undefined) {
    refuse([{ path: "replaces", message: "没有这份材料，或者已有更新的一版" }]);
  }
  const id = scope.newId();
  await askStore(() => store.put(id, inspected.bytes));
  const made = rowsOf(scope, id, { upload, inspected, sha256, purpose });
  try {
    await commit(scope, made.change, made.statements);
  } catch (error) {
    if (error instanceof Problem && error.code !== "database-unavailable") await store.remove([id]).catch(() => 0);
    if (!(error instanceof Problem) || error.code !== "conflict") throw error;
    const again = await look(scope, upload, sha256);
    if (again.same === undefined) throw error;
    return await useAgain(scope, again.same, purpose, found.purpose);
  }
  const uses = purpose === undefined ? [] : [useOf(purpose, found.purpose)];
  return { piece: { ...made.piece, unitName: found.unit.name, uses }, job: made.job };
}

/** A refusal of the file is kept until it is known that the caller may add one here at all. */
async function inspectedOr(file: Uint8Array, name: string): Promise<Inspected | Problem> {
  try {
    return await inspect(file, name);
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}

async function look(scope: Scope, { unit, replaces, assessment = "", item = "" }: Upload, sha256: string) {
  const kept = isNull(evidence.removedAt);
  const newer = sql`EXISTS (SELECT 1 FROM "evidence" AS "newer" WHERE "newer"."replaces" = ${evidence.id} AND "newer"."removed_at" IS NULL)`;
  const [[foundUnit], [purpose], [same], [previous], [sums]] = await scope.read([
    scope.db
      .select({ name: units.name })
      .from(units)
      .where(and(eq(units.id, unit), isNull(units.closedOn), unitsWithin(scope, sql`${units.id}`, ["secretary"]))),
    selectPurpose(scope, assessment, item),
    selectEvidence(scope).where(and(eq(evidence.unitId, unit), eq(evidence.sha256, sha256), kept)),
    scope.db
      .select({ id: evidence.id })
      .from(evidence)
      .where(and(eq(evidence.id, replaces ?? ""), eq(evidence.unitId, unit), kept, sql`NOT ${newer}`)),
    scope.db
      .select({
        bytes: sql<number>`(SELECT coalesce(sum("bytes"), 0) FROM "evidence" WHERE "removed_at" IS NULL)`,
        pieces: sql<number>`(SELECT count(*) FROM "evidence" WHERE "unit_id" = ${unit} AND "removed_at" IS NULL)`,
        quota: sql<number | null>`(SELECT CASE WHEN json_type("settings", '$.evidenceBytes') = 'integer'
          THEN json_extract("settings", '$.evidenceBytes') END FROM "tenant")`,
      })
      .from(sql`(SELECT 1)`),
  ]);
  return { unit: foundUnit, purpose, same, previous, sums };
}

function purposeOf({ assessment, item }: Upload): Purpose | undefined {
  if (assessment === undefined && item === undefined) return undefined;
  if (assessment === undefined) refuse([{ path: "assessment", message: "写了 item，就要写是哪份考核" }]);
  if (item === undefined) refuse([{ path: "item", message: "写了 assessment，就要写是哪一项" }]);
  return { assessment, item };
}

/** Before the object is stored; the triggers hold for those who come at the same moment. */
function refuseBeyond({ sums }: Awaited<ReturnType<typeof look>>, bytes: number): void {
  if (sums === undefined) return;
  if (sums.bytes + bytes > (sums.quota ?? evidenceLimits.quotaBytes)) throw new Problem("quota-reached");
  if (sums.pieces >= evidenceLimits.perUnit) {
    throw new Problem("quota-reached", { detail: `一个党组织最多存 ${evidenceLimits.perUnit} 份佐证材料。` });
  }
}

interface Made {
  readonly upload: Upload;
  readonly inspected: Inspected;
  readonly sha256: string;
  readonly purpose: Purpose | undefined;
}

function rowsOf(scope: Scope, id: string, { upload, inspected, sha256, purpose }: Made) {
  const { actor, now } = scope;
  const { unit, name, note = null, validUntil = null, replaces = null } = upload;
  const { type, width, height, bytes } = inspected;
  const own = { id, sha256, type, bytes: bytes.length, width, height, name, note, validUntil, replaces, at: now };
  const job = scope.newId();
  const statements: Statement[] = [
    scope.db.insert(evidence).values({ ...own, unitId: unit, uploadedBy: actor.id }),
    ...(replaces === null ? [] : movedUses(scope, replaces, id)),
    ...(purpose === undefined ? [] : [addUse(scope, scope.newId(), id, purpose)]),
    askForJob(scope, job, { name: compareJob, period: id }),
  ];
  const body = {
    unit,
    name,
    type,
    bytes: bytes.length,
    sha256,
    ...(replaces === null ? {} : { replaces }),
    ...purpose,
  };
  const piece: Evidence = {
    ...{ ...own, unit, unitName: "", uploadedBy: actor.name, replacedBy: null, isCompared: false },
    ...{ uses: [], likenesses: [], revision: 1 },
  };
  return { piece, job, statements, change: { subject: { kind: "evidence", id, revision: 1 }, action: "upload", body } };
}

/** A new version takes the place of the old one wherever that can still be changed; what was handed in keeps the old. */
function movedUses(scope: Scope, from: string, to: string): readonly Statement[] {
  const open = sql`"evidence_id" = ${from} AND "assessment_id" IN (SELECT "id" FROM "assessments" WHERE "state" = 'self')`;
  return [
    rawStatement(sql`INSERT INTO "evidence_uses" ("id", "assessment_id", "item", "evidence_id", "used_by", "at")
      SELECT lower(hex(randomblob(16))), "assessment_id", "item", ${to}, ${scope.actor.id}, ${scope.now}
      FROM "evidence_uses" WHERE ${open}`),
    scope.db.delete(evidenceUses).where(open),
  ];
}

type Found = Awaited<ReturnType<typeof selectEvidence>>[number];

/** The unit has that very file: it stands for the item too, and nothing is stored again. */
async function useAgain(
  scope: Scope,
  row: Found,
  purpose: Purpose | undefined,
  of: PurposeRow | undefined,
): Promise<Uploaded> {
  const piece = evidenceOf(row);
  const isUsed = piece.uses.some((use) => use.assessment === purpose?.assessment && use.item === purpose.item);
  if (purpose === undefined || isUsed) return { piece, job: undefined };
  const use = scope.newId();
  const subject = { kind: "evidence-use", id: use, revision: 1 };
  const body = { evidence: piece.id, ...purpose };
  await commit(scope, { subject, action: "add", body }, [addUse(scope, use, piece.id, purpose)]);
  return { piece: { ...piece, uses: [...piece.uses, useOf(purpose, of)] }, job: undefined };
}

function useOf(purpose: Purpose, of: PurposeRow | undefined) {
  return { ...purpose, cycleTitle: of?.cycleTitle ?? "", state: of?.state ?? ("self" as const) };
}

async function sha256Of(bytes: Uint8Array): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
