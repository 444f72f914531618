/** One tenant's database. No table names the tenant: the database is the tenant's. */

export { adoptionNotices, adoptions } from "./adoptions.ts";
export { assessmentDrafts, deviations, resultVersions, sectionReviews, siteChecks } from "./assessments.ts";
export { approvals, batches, batchLines, batchSources, delegations, grantDecisions } from "./batches.ts";
export {
  type CeilingRow,
  calculationInputs,
  calculationLines,
  calculations,
  type InstalmentRow,
} from "./calculations.ts";
export {
  type AssessmentDocument,
  assessmentDocuments,
  assessments,
  type CycleTerms,
  cycleFacts,
  cycleStandards,
  cycles,
  type Held,
  results,
} from "./cycles.ts";
export { type DocumentDecision, policies, standards } from "./documents.ts";
export { eventSeals, events, guards, outbox } from "./events.ts";
export { evidence, evidenceLikenesses, evidenceSweeps, evidenceUses } from "./evidence.ts";
export { findings, rectifications, unitVetoes } from "./findings.ts";
export { importParts, imports } from "./imports.ts";
export { draws, inspections, type Sent, visits } from "./inspection.ts";
export { invitations } from "./invitations.ts";
export { jobs } from "./jobs.ts";
export { type DeliveryTry, type InboxLine, inbox, webhookDeliveries, webhooks } from "./notices.ts";
export {
  assignments,
  closings,
  coverages,
  entities,
  entityStandings,
  signage,
  unitStandings,
} from "./organisation.ts";
export { payees, paymentParts, paymentSteps, payments, reconciliations, remittances } from "./payments.ts";
export { figures, gates, horizons, targets } from "./plan.ts";
export { planDecisions, planPieces, plans } from "./plans.ts";
export { batchPools, poolEntries, pools } from "./pools.ts";
export { awards, objections, publicities } from "./publicity.ts";
export { caseParts, caseSteps, relaxations } from "./separation.ts";
export { tenant } from "./tenant.ts";
export { belts, categories, departments, facts, units } from "./units.ts";
export { idempotencyKeys, sessions, userRoles, users } from "./users.ts";
