import { and, asc, eq, gt } from "drizzle-orm";
import { batchLines, calculationLines, units } from "../../../../db/tenant/schema/index.ts";
import type { LineAnswer } from "../../../domain/policy/index.ts";
import { Problem } from "../../../domain/problem.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../../page.ts";
import type { Scope } from "../../scope.ts";
import { type UnitReference, unitReference } from "../../unit-reference.ts";
import { type ExplainedLine, explained } from "../calculations/calculation.ts";
import { selectBatch } from "./batch.ts";
import { grantsOf, type Hold, holdsOf, selectBatchLines, selectBatchPolicy, selectHolds } from "./held.ts";

/** A line of a batch, in words; `fen` is what the batch pays, `lineFen` what the calculation came to. */
export interface BatchLine extends ExplainedLine {
  readonly lineFen: number;
}

/** A line that can't be paid yet, and each reason. */
export interface HeldLine {
  readonly position: number;
  readonly unit: UnitReference;
  readonly grant: string;
  readonly fen: number;
  readonly holds: readonly Hold[];
}

/** A page of a batch's lines with their steps, in the calculation's order. Refusals: not-found. */
export async function listBatchLines(
  scope: Scope,
  id: string,
  { limit, cursor }: PageRequest,
): Promise<Page<BatchLine>> {
  const after = readCursor(cursor, ["number"]);
  const { position, recipient, grant, fen, beforeCeilingsFen, steps, failure, payers, instalments } = calculationLines;
  const [[batch], [policy], rows] = await scope.read([
    selectBatch(scope, id),
    selectBatchPolicy(scope, id),
    scope.db
      .select({
        ...{ position, unit: unitReference, paysFen: batchLines.fen, recipient, grant, fen, beforeCeilingsFen },
        ...{ steps, failure, payers, instalments },
      })
      .from(batchLines)
      .innerJoin(
        calculationLines,
        and(eq(calculationLines.calculationId, batchLines.calculationId), eq(position, batchLines.position)),
      )
      .innerJoin(units, eq(units.id, batchLines.unitId))
      .where(
        and(
          eq(batchLines.batchId, id),
          eq(batchLines.isLive, true),
          after && gt(batchLines.position, Number(after[0])),
        ),
      )
      .orderBy(asc(batchLines.position))
      .limit(limit + 1),
  ]);
  if (batch === undefined || policy === undefined) throw new Problem("not-found");
  const told = explained(policy.document, rows);
  return pageOf(
    rows.map((row, place) => ({ row, place })),
    limit,
    ({ row }) => [row.position],
    ({ row, place }): BatchLine => {
      const { recipient: _, ...line } = told[place] as LineAnswer;
      return { position: row.position, unit: row.unit, ...line, fen: row.paysFen, lineFen: row.fen };
    },
  );
}

const mostHeld = 1000;

/** The lines of a batch that can't be paid yet, each reason named; at most a thousand. Refusals: not-found. */
export async function listHeldLines(
  scope: Scope,
  id: string,
): Promise<{ readonly count: number; readonly items: readonly HeldLine[] }> {
  const [[batch], [policy], lines, findings, vetoes, objections, payees] = await scope.read([
    selectBatch(scope, id),
    selectBatchPolicy(scope, id),
    selectBatchLines(scope, id),
    ...selectHolds(scope, id),
  ]);
  if (batch === undefined || policy === undefined) throw new Problem("not-found");
  const held = holdsOf(lines, grantsOf(policy.document), { findings, vetoes, objections, payees });
  const items = lines.flatMap(({ position, unit, grant, fen }): HeldLine[] => {
    const holds = held.get(position);
    return holds === undefined ? [] : [{ position, unit, grant, fen, holds }];
  });
  return { count: items.length, items: items.slice(0, mostHeld) };
}
