import { sql } from "drizzle-orm";
import { formatFen } from "../../../domain/money.ts";
import type { GrantDocument } from "../../../domain/policy/document.ts";
import { type Policy, portionsOfLine } from "../../../domain/policy/index.ts";
import { type Borne, drawOn, type Portion } from "../../../domain/portions.ts";
import type { Statement } from "../../commit.ts";
import { rawStatement } from "../../raw-statement.ts";
import { refuseAny } from "../../refuse.ts";
import { chunksOf } from "../../row-chunks.ts";
import type { Scope } from "../../scope.ts";
import type { MoneyAsked } from "../ledger.ts";
import { accountsBy, type BatchLineRow, type HoldRows } from "./held.ts";

/** A payment that a preparation makes, with what each payer bears of it. */
export interface NewPayment {
  readonly id: string;
  readonly position: number;
  readonly unit: string;
  readonly payeeKind: string;
  readonly holder: string;
  readonly grant: string;
  readonly instalment: string;
  readonly correction: number;
  readonly fen: number;
  readonly isDue: boolean;
  readonly payee: string | null;
  readonly portions: readonly Portion[];
}

/** Whether anything of a payment moves. */
export function movesMoney({ fen, portions }: NewPayment): boolean {
  return fen !== 0 || portions.some((portion) => portion.fen !== 0);
}

/** One payment for each instalment of each line; the parts of the payers by instalments (subsidies.md). */
export function paymentsOf(
  scope: Scope,
  policy: Policy,
  grants: ReadonlyMap<string, GrantDocument>,
  lines: readonly BatchLineRow[],
  payees: HoldRows["payees"],
): readonly NewPayment[] {
  const accountOf = accountsBy(payees);
  return lines.flatMap((line) => {
    const kind = grants.get(line.grant)?.payee ?? "unit";
    const payee = accountOf(kind, line);
    const portions = portionsOfLine(policy, line.grant, line.instalments);
    return line.instalments.map(
      (instalment, at): NewPayment => ({
        ...{ id: scope.newId(), position: line.position, unit: line.unit.id, payeeKind: kind },
        ...{
          holder: kind === "secretary" ? (payee?.holder ?? "") : "",
          grant: line.grant,
          instalment: instalment.code,
        },
        ...{ correction: 0, fen: instalment.fen, isDue: instalment.due, payee: payee?.id ?? null },
        portions: portions[at] ?? [],
      }),
    );
  });
}

interface SourceRow {
  readonly payer: string;
  readonly pool: string;
  readonly upToFen: number | null;
}

/** What a payment takes out of a pool for a payer. */
export interface Part {
  readonly payment: string;
  readonly payer: string;
  readonly pool: string;
  readonly fen: number;
}

/**
 * What each payment takes from which pool, and what each pool gives in all, counting what comes back to it as nothing.
 * Refusals: invalid, naming the payers whose pools don't cover their part.
 */
export function drawParts(
  payments: readonly NewPayment[],
  sources: readonly SourceRow[],
): { readonly parts: readonly Part[]; readonly pools: readonly (readonly [string, number])[] } {
  const borne = payments.flatMap(({ portions }, payment) =>
    portions.map((portion): Borne => ({ ...portion, payment })).filter(({ fen }) => fen !== 0),
  );
  const named = sources.map(({ payer, pool: poolId, upToFen }) => ({ payer, poolId, upToFen }));
  const { drawn, shortFen } = drawOn(named, borne);
  refuseAny(
    [...shortFen].map(([payer, fen]) => ({
      path: `sources.${payer}`,
      message: `还差 ${formatFen(fen)} 元没有资金来源，选定资金池`,
    })),
  );
  const pools = new Map<string, number>();
  for (const { poolId, fen } of drawn) pools.set(poolId, (pools.get(poolId) ?? 0) + Math.max(0, fen));
  const parts = drawn.map(({ payment, payer, poolId, fen }): Part => {
    return { payment: payments[payment]?.id ?? "", payer, pool: poolId, fen };
  });
  return { parts, pools: [...pools].filter(([, fen]) => fen > 0) };
}

export function paymentStatements(
  batch: string,
  { policy, year }: MoneyAsked,
  payments: readonly NewPayment[],
): readonly Statement[] {
  return chunksOf(payments.map(({ portions: _, ...row }) => row)).map((chunk) =>
    rawStatement(sql`INSERT INTO "payments" ("id", "batch_id", "position", "unit_id", "payee_kind", "holder", "policy_code", "grant", "year", "instalment", "correction", "fen", "is_due", "payee_id")
      SELECT "value" ->> 'id', ${batch}, "value" ->> 'position', "value" ->> 'unit', "value" ->> 'payeeKind', "value" ->> 'holder', ${policy}, "value" ->> 'grant', CAST(${year} AS INTEGER),
        "value" ->> 'instalment', "value" ->> 'correction', "value" ->> 'fen', "value" ->> 'isDue', "value" ->> 'payee'
      FROM json_each(${JSON.stringify(chunk)})`),
  );
}

export function partStatements(parts: readonly Part[]): readonly Statement[] {
  return chunksOf(parts).map((chunk) =>
    rawStatement(sql`INSERT INTO "payment_parts" ("payment_id", "payer", "pool_id", "fen")
      SELECT "value" ->> 'payment', "value" ->> 'payer', "value" ->> 'pool', "value" ->> 'fen' FROM json_each(${JSON.stringify(chunk)})`),
  );
}

/** The assessments that a batch's results came of: what was done on one of them counts on the batch (separation). */
export function caseParts(batch: string): readonly Statement[] {
  return [
    rawStatement(sql`INSERT OR IGNORE INTO "case_parts" ("batch_id", "assessment_id")
      SELECT DISTINCT ${batch}, "assessments"."id" FROM "batch_lines"
      JOIN "calculation_lines" ON "calculation_lines"."calculation_id" = "batch_lines"."calculation_id" AND "calculation_lines"."position" = "batch_lines"."position"
      JOIN "results" ON "results"."id" = "calculation_lines"."result_id"
      JOIN "assessments" ON "assessments"."cycle_id" = "results"."cycle_id" AND "assessments"."unit_id" = "results"."unit_id" AND "assessments"."standard_code" = "results"."standard_code"
      WHERE "batch_lines"."batch_id" = ${batch} AND "batch_lines"."is_live" = 1`),
  ];
}

/** Voids what a batch was going to pay, in the statement before the batch itself goes back or void. */
export function voidPayments(batch: string): Statement {
  return rawStatement(
    sql`UPDATE "payments" SET "state" = 'void', "revision" = "revision" + 1 WHERE "batch_id" = ${batch} AND "state" = 'waiting'`,
  );
}

/** The parts that come back, with the payment that claims them. */
export function partsBack(
  differences: readonly { readonly payment: NewPayment; readonly back: readonly Omit<Part, "payment">[] }[],
): readonly Part[] {
  return differences.flatMap(({ payment, back }) => back.map((part): Part => ({ ...part, payment: payment.id })));
}
