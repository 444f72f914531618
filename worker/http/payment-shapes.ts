import * as v from "valibot";
import { payees, paymentStates, remittanceStates } from "../domain/vocabulary.ts";
import * as f from "./fields.ts";
import { numbered, position, unitReference } from "./money-shapes.ts";

export const payment = v.strictObject({
  id: f.id,
  position,
  unit: unitReference,
  payeeKind: f.oneOf(payees),
  holder: f.said(50),
  grant: f.said(64),
  instalment: f.said(64),
  correction: f.whole(0, 1000),
  fen: f.fen,
  isDue: v.boolean(),
  state: f.oneOf(paymentStates),
  lastDigits: v.nullable(f.said(4)),
  isAccountChanged: v.boolean(),
  remittance: v.nullable(f.id),
  paidOn: v.nullable(f.date),
  revision: f.revision,
});

/** Payments that wait for an approver, since their accounts changed after the approval. */
export const changedAccounts = v.strictObject({
  count: position,
  items: f.listOf(
    v.strictObject({
      ...{ payment: f.id, position, unit: unitReference, payeeKind: f.oneOf(payees), grant: f.said(64) },
      ...{ instalment: f.said(64), fen: f.fen, state: f.oneOf(paymentStates) },
      ...{ formerDigits: v.nullable(f.said(4)), lastDigits: v.nullable(f.said(4)) },
      ...{ account: v.nullable(f.id), accountRevision: v.nullable(f.revision) },
      ...{ changedBy: v.nullable(f.said(100)), changedAt: v.nullable(f.instant) },
    }),
    1000,
  ),
});

export const remittance = v.strictObject({
  id: f.id,
  number: f.said(32),
  batch: numbered,
  payments: position,
  totalFen: f.totalFen,
  sha256: f.sha256,
  state: f.oneOf(remittanceStates),
  createdBy: f.said(100),
  createdAt: f.instant,
  revision: f.revision,
});
