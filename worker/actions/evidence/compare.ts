import { and, eq, isNotNull, isNull, ne, or, type SQL, sql } from "drizzle-orm";
import { evidence, evidenceLikenesses } from "../../../db/tenant/schema/index.ts";
import { bitsApart, evidenceLimits, nearBits } from "../../domain/evidence.ts";
import type { EvidenceLikeness } from "../../domain/vocabulary.ts";
import { pictureHash } from "../../evidence/picture-hash.ts";
import { askStore } from "../evidence-store.ts";
import type { Chunk, Job, JobMeans } from "../jobs.ts";
import { readRows } from "../scope.ts";

/** Looks for what is the same as a piece, or near it, elsewhere in the tenant; its period is the piece's id. */
export const compareJob = "compare-evidence";

const mostLike = 20;

/**
 * First the picture's hash is stored, then, in a chunk of its own, all others are looked at: of two pieces that come at
 * the same time at least the later to look finds the other.
 */
export async function compareChunk(means: JobMeans, job: Job): Promise<Chunk> {
  const { db } = means.database;
  const [[piece]] = await readRows(db, [
    db
      .select({
        ...{ type: evidence.type, width: evidence.width, height: evidence.height },
        ...{ sha256: evidence.sha256, pictureHash: evidence.pictureHash },
      })
      .from(evidence)
      .where(and(eq(evidence.id, job.period), isNull(evidence.removedAt))),
  ]);
  if (piece === undefined) return { statements: [], done: 2, total: 2 };
  if (job.cursor["isHashed"] === true) return await likenesses(means, job.period, piece);
  const pixels = (piece.width ?? 0) * (piece.height ?? 0);
  const isComparable = pixels > 0 && pixels <= evidenceLimits.comparedPixels;
  const bytes = isComparable ? await askStore(() => means.evidence.get(job.period)) : undefined;
  const hash = bytes === undefined ? null : await pictureHash(piece.type, bytes);
  const update = db.update(evidence).set({ pictureHash: hash }).where(isKept(job.period));
  return { statements: [update], done: 1, total: 2, cursor: { isHashed: true } };
}

function isKept(id: string): SQL | undefined {
  return and(eq(evidence.id, id), isNull(evidence.removedAt));
}

async function likenesses(
  { database: { db }, now }: JobMeans,
  id: string,
  piece: { readonly sha256: string; readonly pictureHash: string | null },
): Promise<Chunk> {
  // A version isn't held against those that it replaces.
  const earlier = sql`(WITH RECURSIVE "chain"("id") AS (VALUES(${id}) UNION
    SELECT "evidence"."replaces" FROM "evidence" JOIN "chain" ON "evidence"."id" = "chain"."id" WHERE "evidence"."replaces" IS NOT NULL)
    SELECT "id" FROM "chain")`;
  const byPicture = piece.pictureHash === null ? undefined : isNotNull(evidence.pictureHash);
  const [others] = await readRows(db, [
    db
      .select({ id: evidence.id, sha256: evidence.sha256, pictureHash: evidence.pictureHash })
      .from(evidence)
      .where(
        and(
          ne(evidence.id, id),
          isNull(evidence.removedAt),
          or(eq(evidence.sha256, piece.sha256), byPicture),
          sql`${evidence.id} NOT IN ${earlier}`,
        ),
      ),
  ]);
  const like = others
    .map((other) => ({ otherId: other.id, ...likenessOf(piece, other) }))
    .filter((each): each is typeof each & { readonly kind: EvidenceLikeness } => each.kind !== undefined)
    .toSorted((a, b) => a.bits - b.bits || a.otherId.localeCompare(b.otherId))
    .slice(0, mostLike);
  const rows = like.flatMap(({ otherId, kind, bits }) => [
    { evidenceId: id, otherId, kind, bits },
    { evidenceId: otherId, otherId: id, kind, bits },
  ]);
  const insert = rows.length === 0 ? [] : [db.insert(evidenceLikenesses).values(rows).onConflictDoNothing()];
  const update = db.update(evidence).set({ comparedAt: now }).where(isKept(id));
  return { statements: [...insert, update], done: 2, total: 2 };
}

interface Compared {
  readonly sha256: string;
  readonly pictureHash: string | null;
}

function likenessOf(one: Compared, other: Compared): { kind: EvidenceLikeness | undefined; bits: number } {
  if (one.sha256 === other.sha256) return { kind: "same", bits: 0 };
  if (one.pictureHash === null || other.pictureHash === null) return { kind: undefined, bits: 64 };
  const bits = bitsApart(one.pictureHash, other.pictureHash);
  return { kind: bits <= nearBits ? "near" : undefined, bits };
}
