import { sql } from "drizzle-orm";
import { batches } from "../../../../db/tenant/schema/index.ts";
import { Problem } from "../../../domain/problem.ts";
import { batchStates } from "../../../domain/vocabulary.ts";
import { created } from "../../answer.ts";
import { commit } from "../../commit.ts";
import { refuseStale } from "../../etag.ts";
import { rawStatement } from "../../raw-statement.ts";
import { refuseAny } from "../../refuse.ts";
import type { EarlierAnswer } from "../../repeat.ts";
import type { Scope } from "../../scope.ts";
import { moveAllOf } from "../pools/entries.ts";
import { type Batch, batchOf, selectBatch } from "./batch.ts";
import { numberOf, putLines, selectNumbered, updateBatch } from "./create.ts";
import { type BatchLineRow, selectBatchLines } from "./held.ts";
import { voidPayments } from "./payments.ts";

/**
 * Takes lines out of a batch into a draft of their own, so that the others go ahead. A prepared batch goes back and is
 * prepared again: its sum has changed. Refusals: not-found, stale, wrong-stage, invalid.
 */
export async function splitBatch(
  scope: Scope,
  id: string,
  ifMatch: string,
  { lines: positions, title }: { readonly lines: readonly number[]; readonly title: string },
): Promise<EarlierAnswer> {
  const [[batch], lines, [numbered]] = await scope.read([
    selectBatch(scope, id),
    selectBatchLines(scope, id),
    selectNumbered(scope, sql`(SELECT "calculation_id" FROM "batches" WHERE "id" = ${id})`),
  ]);
  if (batch === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, batch.revision);
  if (!["draft", "returned", "prepared"].includes(batch.state)) {
    throw new Problem("wrong-stage", { detail: `这一批次${batchStates[batch.state]}，不能再拆。` });
  }
  const taken = takenOf(lines, positions);
  const totalFen = taken.reduce((sum, { fen }) => sum + fen, 0);
  const own = { id: scope.newId(), number: numberOf(batch.year, numbered?.count ?? 0), title, kind: batch.kind };
  const row = { ...own, totalFen, lines: taken.length, splitFrom: id };
  const freed = taken.map((line) => ({ ...line, unit: line.unit.id }));
  const isPrepared = batch.state === "prepared";
  const left = { totalFen: batch.totalFen - totalFen, lines: batch.lines - taken.length };
  const fresh: Batch = {
    ...{ ...batchOf(batch), ...row, state: "draft", round: 0, levels: null, revision: 1 },
    ...{ createdBy: scope.actor.name, createdAt: scope.now, preparedBy: null, preparedAt: null },
  };
  const answer = created(`/api/tenants/${scope.actor.tenant}/batches/${own.id}`, fresh);
  const subject = { kind: "batch", id, revision: batch.revision + 1 };
  const made = { kind: "batch", id: own.id, revision: 1 };
  const alongside = [{ subject: made, action: "create", body: { splitFrom: id } }];
  const body = { into: own.id, lines: taken.length, totalFen };
  await commit(scope, { subject, action: "split", body, alongside, answer }, [
    ...(isPrepared ? [voidPayments(id)] : []),
    ...updateBatch(scope, batch, { ...left, ...(isPrepared ? { state: "returned" as const } : {}) }),
    ...(isPrepared ? [moveAllOf(scope, id, "release-reserved", `批次 ${batch.number} 拆分`)] : []),
    rawStatement(sql`UPDATE "batch_lines" SET "is_live" = 0 WHERE "batch_id" = ${id} AND "is_live" = 1
      AND "position" IN (SELECT "value" FROM json_each(${JSON.stringify(taken.map(({ position }) => position))}))`),
    scope.db.insert(batches).values({
      ...{ ...row, calculationId: batch.calculation, unitId: batch.unitId, reason: batch.reason },
      ...{ createdBy: scope.actor.id, createdAt: scope.now },
    }),
    ...putLines(own.id, batch.calculation, freed),
    rawStatement(sql`INSERT INTO "batch_sources" ("batch_id", "payer", "position", "pool_id", "up_to_fen")
      SELECT ${own.id}, "payer", "position", "pool_id", "up_to_fen" FROM "batch_sources" WHERE "batch_id" = ${id}`),
  ]);
  return answer;
}

/** The lines to be taken out. Refusals: invalid. */
function takenOf(lines: readonly BatchLineRow[], positions: readonly number[]): readonly BatchLineRow[] {
  const chosen = new Set(positions);
  const taken = lines.filter(({ position }) => chosen.has(position));
  const known = new Set(lines.map(({ position }) => position));
  refuseAny([
    ...positions.flatMap((position, place) => {
      return known.has(position) ? [] : [{ path: `lines[${place}]`, message: "这一行不在这一批次里" }];
    }),
    ...(taken.length === lines.length ? [{ path: "lines", message: "至少留一行；全部拆出就不用拆了" }] : []),
  ]);
  return taken;
}
