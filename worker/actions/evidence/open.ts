import { and, eq, inArray } from "drizzle-orm";
import { evidence } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { EvidenceType } from "../../domain/vocabulary.ts";
import { askStore, type EvidenceStore } from "../evidence-store.ts";
import { noteReadings } from "../reading.ts";
import type { Scope } from "../scope.ts";
import { isWithinReach } from "./piece.ts";

/**
 * Notes that the actor opens these pieces, of which all must lie within reach; only then may links be given out. Each is
 * an event of its own. Refusals: not-found.
 */
export async function noteOpening(scope: Scope, ids: readonly string[]): Promise<void> {
  const wanted = [...new Set(ids)];
  const [rows] = await scope.read([
    scope.db
      .select({ id: evidence.id, name: evidence.name })
      .from(evidence)
      .where(and(inArray(evidence.id, wanted), isWithinReach(scope))),
  ]);
  if (rows.length < wanted.length) throw new Problem("not-found");
  const readings = rows.map(({ id, name }) => ({ subject: { kind: "evidence", id }, what: `佐证材料「${name}」` }));
  await noteReadings(scope, readings);
}

/** A file as it is handed out. */
export interface OpenedFile {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly type: EvidenceType;
  readonly name: string;
}

/** The file of a piece within the actor's reach. Refusals: not-found, storage-unavailable. */
export async function openEvidence(scope: Scope, store: EvidenceStore, id: string): Promise<OpenedFile> {
  const [[row]] = await scope.read([
    scope.db
      .select({ type: evidence.type, name: evidence.name })
      .from(evidence)
      .where(and(eq(evidence.id, id), isWithinReach(scope))),
  ]);
  if (row === undefined) throw new Problem("not-found");
  const bytes = await askStore(() => store.get(id));
  if (bytes === undefined) throw new Problem("storage-unavailable", { detail: "文件找不到了，请告诉管理员。" });
  return { ...row, bytes };
}
