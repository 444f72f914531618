import { and, asc, eq, isNull, sql } from "drizzle-orm";
import {
  batchLines,
  calculationLines,
  objections,
  payees,
  results,
  units,
  unitVetoes,
} from "../../../../db/tenant/schema/index.ts";
import { heldMoney } from "../../../domain/finding.ts";
import type { GrantDocument } from "../../../domain/policy/document.ts";
import { dayInChina } from "../../../domain/version-in-force.ts";
import { selectMoneyHeld } from "../../money-held.ts";
import type { Scope } from "../../scope.ts";
import { unitReference } from "../../unit-reference.ts";
import { isInForceOn } from "../../vetoes-in-force.ts";
import { selectPolicyOf } from "../calculations/calculation.ts";

/** Why a line can't be paid yet. */
export interface Hold {
  readonly kind: "veto" | "finding" | "objection" | "payee" | "result";
  readonly because: string;
}

/** The lines of a batch with what they stand on. */
export function selectBatchLines(scope: Scope, batch: string) {
  const { position, grant, fen } = batchLines;
  return scope.db
    .select({
      ...{
        position,
        unit: unitReference,
        grant,
        fen,
        townshipId: sql<string | null>`coalesce("units"."township_id", "units"."trade_id")`,
      },
      resultRevision: calculationLines.resultRevision,
      ...{
        instalments: calculationLines.instalments,
        lineFen: calculationLines.fen,
        paidFen: calculationLines.paidFen,
      },
      nowRevision: results.revision,
    })
    .from(batchLines)
    .innerJoin(units, eq(units.id, batchLines.unitId))
    .innerJoin(
      calculationLines,
      and(eq(calculationLines.calculationId, batchLines.calculationId), eq(calculationLines.position, position)),
    )
    .leftJoin(results, eq(results.id, calculationLines.resultId))
    .where(and(eq(batchLines.batchId, batch), eq(batchLines.isLive, true)))
    .orderBy(asc(position));
}

export type BatchLineRow = Awaited<ReturnType<typeof selectBatchLines>>[number];

/** What can hold a batch's lines, for its read batch, in this order: findings, vetoes, objections, accounts. */
export function selectHolds(scope: Scope, batch: string) {
  const ofBatch = sql`(SELECT "unit_id" FROM "batch_lines" WHERE "batch_id" = ${batch} AND "is_live" = 1)`;
  return [
    selectMoneyHeld(scope),
    scope.db
      .select({ unit: unitVetoes.unitId, title: unitVetoes.title, untilOn: unitVetoes.untilOn })
      .from(unitVetoes)
      .where(and(sql`${unitVetoes.unitId} IN ${ofBatch}`, isInForceOn(sql`${dayInChina(scope.now)}`))),
    scope.db
      .select({ unit: objections.unitId, dueOn: objections.dueOn })
      .from(objections)
      .where(and(sql`${objections.unitId} IN ${ofBatch}`, sql`${objections.answeredAt} IS NULL`)),
    scope.db
      .select({
        id: payees.id,
        kind: payees.kind,
        unit: payees.unitId,
        holder: payees.holder,
        revision: payees.revision,
      })
      .from(payees)
      .where(
        and(
          isNull(payees.endedAt),
          sql`(${payees.unitId} IN ${ofBatch} OR ${payees.kind} = 'township' AND ${payees.unitId} IN
            (SELECT coalesce("township_id", "trade_id") FROM "units" WHERE "id" IN ${ofBatch}))`,
        ),
      ),
  ] as const;
}

type Rows<Index extends number> = Awaited<ReturnType<typeof selectHolds>[Index]>;

export interface HoldRows {
  readonly findings: Rows<0>;
  readonly vetoes: Rows<1>;
  readonly objections: Rows<2>;
  readonly payees: Rows<3>;
}

type CurrentPayee = HoldRows["payees"][number];

/** The account of whom a line pays: of its unit, or of the township that arranges it. */
export function accountsBy(payees: readonly CurrentPayee[]) {
  const accounts = new Map(payees.map((each) => [`${each.kind}/${each.unit}`, each]));
  return (kind: string, { townshipId, unit }: Pick<BatchLineRow, "townshipId" | "unit">): CurrentPayee | undefined =>
    accounts.get(`${kind}/${kind === "township" ? townshipId : unit.id}`);
}

/** Why each line is held, by its position; a line without an entry is free. */
export function holdsOf(
  lines: readonly BatchLineRow[],
  grants: ReadonlyMap<string, GrantDocument>,
  rows: HoldRows,
): ReadonlyMap<number, readonly Hold[]> {
  const found = heldMoney(rows.findings);
  const vetoes = Map.groupBy(rows.vetoes, ({ unit }) => unit);
  const objected = Map.groupBy(rows.objections, ({ unit }) => unit);
  const accountOf = accountsBy(rows.payees);
  const held = new Map<number, readonly Hold[]>();
  for (const line of lines) {
    const kind = grants.get(line.grant)?.payee ?? "unit";
    const account = accountOf(kind, line);
    const holds: Hold[] = [
      ...(vetoes.get(line.unit.id) ?? []).map((each): Hold => {
        return { kind: "veto", because: `一票否决有效至 ${each.untilOn}：${each.title}` };
      }),
      ...(found.get(line.unit.id) ?? []).map(({ because }): Hold => ({ kind: "finding", because })),
      ...(objected.get(line.unit.id) ?? []).map((each): Hold => {
        return { kind: "objection", because: `有异议还没答复，${each.dueOn} 前答复` };
      }),
      ...(line.fen > 0 && account === undefined ? [missing(kind)] : []),
      ...(line.resultRevision === line.nowRevision ? [] : [changed]),
    ];
    if (holds.length > 0) held.set(line.position, holds);
  }
  return held;
}

const missing = (kind: string): Hold => ({
  kind: "payee",
  because: `收款账户没有登记（${kind === "secretary" ? "书记岗位" : kind === "township" ? "乡镇" : "党组织"}）`,
});
const changed: Hold = { kind: "result", because: "结果在测算以后更正过，请重新测算" };

/** The policy's grants by code, for the read batch's row. */
export function grantsOf(document: unknown): ReadonlyMap<string, GrantDocument> {
  const { grants } = document as { readonly grants: readonly GrantDocument[] };
  return new Map(grants.map((grant) => [grant.code, grant]));
}

/** The policy that a batch pays by. */
export function selectBatchPolicy(scope: Scope, batch: string) {
  return selectPolicyOf(scope, sql`(SELECT "calculation_id" FROM "batches" WHERE "id" = ${batch})`);
}
