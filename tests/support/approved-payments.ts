import type { Database } from "../../db/open.ts";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";

const at = "2026-01-01T00:00:00.000Z";
const grant = { code: "g", title: "补助", amount: { kind: "fixed", fen: 1 } };
const policy = {
  ...{ format: "hongdai/policy@1", title: "办法", year: 2026, grants: [grant] },
  rounding: { toFen: 1, mode: "down" },
};

/** An approved batch that pays these units 0.01 元 each, under a cycle and a standard: units by their payments' ids. */
export async function approvedPayments(
  database: Database,
  cycleId: string,
  standardCode: string,
  units: Readonly<Record<string, string>>,
): Promise<void> {
  const { db } = database;
  const entries = Object.entries(units);
  const count = entries.length;
  const line = { calculationId: "calc-1", grant: "g", fen: 1 };
  const kept = { beforeCeilingsFen: 1, paidFen: 0, isFailed: false, steps: [], payers: [], instalments: [] };
  const key = { policyCode: "award", grant: "g", year: 2026, instalment: "all" };
  await note(database, [
    db.insert(own.policies).values({
      ...{ code: "award", version: 1, state: "published", title: "办法", year: 2026, document: policy },
      ...{ sha256: "0".repeat(64), holdsFrom: "2026-01-01", publishedAt: at },
    }),
    db.insert(own.calculations).values({
      ...{ id: "calc-1", policyCode: "award", policyVersion: 1, cycleId, standardCode, year: 2026 },
      ...{ digest: "0".repeat(64), recipients: count, lines: count, errors: 0, totalFen: count, ceilings: [] },
      ...{ createdBy: "user-preparer", createdAt: at },
    }),
    db
      .insert(own.calculationLines)
      .values(entries.map(([, unit], position) => ({ ...line, ...kept, position, unitId: unit, recipient: unit }))),
    db.insert(own.batches).values({
      ...{ id: "b-1", number: "2026-001", title: "批次", kind: "original", calculationId: "calc-1" },
      ...{ totalFen: count, lines: count, createdBy: "user-preparer", createdAt: at },
    }),
    db
      .insert(own.batchLines)
      .values(entries.map(([, unit], position) => ({ batchId: "b-1", ...line, position, unitId: unit }))),
    db.update(own.batches).set({
      ...{ state: "prepared", round: 1, levels: 1, preparedBy: "user-preparer", preparedAt: at, revision: 2 },
    }),
    db.insert(own.payments).values(
      entries.map(([id, unit], position) => ({
        ...{ id, batchId: "b-1", position, unitId: unit, payeeKind: "unit" as const, ...key, fen: 1, isDue: true },
      })),
    ),
    db.insert(own.caseSteps).values({
      ...{ id: "s-1", caseKind: "batch", caseId: "b-1", step: "approve-1", userId: "user-approver", at },
    }),
    db.insert(own.approvals).values({
      ...{ id: "ap-1", batchId: "b-1", round: 1, level: 1, decision: "approve", userId: "user-approver", at },
    }),
    db.update(own.batches).set({ state: "approved", approvedAt: at, revision: 3 }),
  ]);
}
