import { Problem } from "../../../domain/problem.ts";
import type { Scope } from "../../scope.ts";
import type { MoneyAsked } from "../ledger.ts";
import type { BatchRow } from "./batch.ts";
import { differencesOf } from "./differences.ts";
import type { BatchLineRow } from "./held.ts";
import { movesMoney, type NewPayment, type Part, partsBack } from "./payments.ts";
import { selectStanding, selectStandingParts, standingBy } from "./standing.ts";

/**
 * The payments that a preparation makes: all that the lines want, or in a batch of differences what they differ from
 * what stands, which must be what its lines say. `back`: what pools get back. Refusals: conflict.
 */
export async function dueNow(
  scope: Scope,
  batch: BatchRow,
  lines: readonly BatchLineRow[],
  wanted: readonly NewPayment[],
  money: MoneyAsked,
): Promise<{ readonly payments: readonly NewPayment[]; readonly back: readonly Part[] }> {
  if (batch.kind === "original") return { payments: wanted.filter(movesMoney), back: [] };
  const [rows, partRows] = await scope.read([selectStanding(scope, money), selectStandingParts(scope, money)]);
  const standing = standingBy(rows);
  const parts = Map.groupBy(partRows, ({ payment }) => payment);
  const wantedBy = Map.groupBy(wanted, ({ position }) => position);
  const changed = lines.filter((line) => line.fen !== line.lineFen - (standing.get(keyOf(line))?.fen ?? 0));
  if (changed.length > 0) {
    const [first] = changed;
    const detail = `成批次以后，${first?.unit.name}等 ${changed.length} 行已发的数变了，请作废后重新成批次。`;
    throw new Problem("conflict", { detail });
  }
  const differences = lines.flatMap((line) => {
    const own = { wanted: wantedBy.get(line.position) ?? [], standing: standing.get(keyOf(line))?.payments ?? [] };
    return differencesOf(scope, own, parts);
  });
  return { payments: differences.map(({ payment }) => payment), back: partsBack(differences) };
}

const keyOf = ({ unit, grant }: BatchLineRow): string => `${unit.id}/${grant}`;
