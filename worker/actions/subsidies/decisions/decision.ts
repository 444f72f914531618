import { and, desc, eq, sql } from "drizzle-orm";
import { grantDecisions, policies, units, users } from "../../../../db/tenant/schema/index.ts";
import type { GrantDocument } from "../../../domain/policy/document.ts";
import { Problem } from "../../../domain/problem.ts";
import { created } from "../../answer.ts";
import { commit } from "../../commit.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../../page.ts";
import { refuseAny } from "../../refuse.ts";
import type { EarlierAnswer } from "../../repeat.ts";
import type { Scope } from "../../scope.ts";
import { type UnitReference, unitReference } from "../../unit-reference.ts";
import { unitsWithin } from "../../within.ts";
import { grantsOf } from "../batches/held.ts";

/** 酌定: what a person decided for a unit under a grant and a year, in fen, with the reason; the latest one counts. */
export interface GrantDecision {
  readonly id: string;
  readonly policy: string;
  readonly grant: string;
  readonly year: number;
  readonly unit: UnitReference;
  readonly fen: number;
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly revision: 1;
}

export interface AskedDecision {
  readonly policy: string;
  readonly grant: string;
  readonly year: number;
  readonly unit: string;
  readonly fen: number;
  readonly reason: string;
}

/** The decisions within reach, the latest first. */
export async function listDecisions(
  scope: Scope,
  {
    limit,
    cursor,
    policy,
    year,
  }: PageRequest & { readonly policy?: string | undefined; readonly year?: number | undefined },
): Promise<Page<GrantDecision>> {
  const after = readCursor(cursor, ["string", "string"]);
  const { id, grant, fen, reason, decidedAt } = grantDecisions;
  const [rows] = await scope.read([
    scope.db
      .select({
        ...{
          id,
          policy: grantDecisions.policyCode,
          grant,
          year: grantDecisions.year,
          unit: unitReference,
          fen,
          reason,
        },
        ...{ decidedBy: users.name, decidedAt },
      })
      .from(grantDecisions)
      .innerJoin(units, eq(units.id, grantDecisions.unitId))
      .innerJoin(users, eq(users.id, grantDecisions.decidedBy))
      .where(
        and(
          unitsWithin(scope, sql`${grantDecisions.unitId}`),
          policy === undefined ? undefined : eq(grantDecisions.policyCode, policy),
          year === undefined ? undefined : eq(grantDecisions.year, year),
          after && sql`(${decidedAt}, ${id}) < (${after[0]}, ${after[1]})`,
        ),
      )
      .orderBy(desc(decidedAt), desc(id))
      .limit(limit + 1),
  ]);
  return pageOf(
    rows,
    limit,
    (row) => [row.decidedAt, row.id],
    (row) => ({ ...row, revision: 1 as const }),
  );
}

/** Enters a decision on a grant whose amount is `decided`; its range is checked when it is calculated. Refusals: invalid. */
export async function createDecision(scope: Scope, asked: AskedDecision): Promise<EarlierAnswer> {
  const [[unit], versions] = await scope.read([
    scope.db
      .select(unitReference)
      .from(units)
      .where(and(eq(units.id, asked.unit), unitsWithin(scope, sql`${units.id}`))),
    scope.db
      .select({ document: policies.document })
      .from(policies)
      .where(and(eq(policies.code, asked.policy), eq(policies.state, "published")))
      .orderBy(desc(policies.version))
      .limit(1),
  ]);
  const [version] = versions;
  const grants: ReadonlyMap<string, GrantDocument> = version === undefined ? new Map() : grantsOf(version.document);
  const isDecided = grants.get(asked.grant)?.amount.kind === "decided";
  refuseAny([
    ...(unit === undefined ? [{ path: "unit", message: "没有这个党组织" }] : []),
    ...(version === undefined ? [{ path: "policy", message: "没有这个已发布的办法" }] : []),
    ...(version === undefined || isDecided ? [] : [{ path: "grant", message: "办法里没有这项酌定的补助" }]),
  ]);
  if (unit === undefined) throw new Problem("invalid");
  const id = scope.newId();
  const { policy, grant, year, fen, reason } = asked;
  const told: GrantDecision = {
    ...{ id, policy, grant, year, unit, fen, reason, decidedBy: scope.actor.name, decidedAt: scope.now, revision: 1 },
  };
  const answer = created(`/api/tenants/${scope.actor.tenant}/subsidies/decisions/${id}`, told);
  const subject = { kind: "grant-decision", id, revision: 1 };
  await commit(scope, { subject, action: "decide", body: { ...asked }, answer }, [
    scope.db.insert(grantDecisions).values({
      ...{ id, policyCode: policy, grant, year, unitId: unit.id, fen, reason },
      ...{ decidedBy: scope.actor.id, decidedAt: scope.now },
    }),
  ]);
  return answer;
}
