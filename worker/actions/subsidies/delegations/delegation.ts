import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { delegations, userRoles, users } from "../../../../db/tenant/schema/index.ts";
import { Problem } from "../../../domain/problem.ts";
import { created } from "../../answer.ts";
import { commit, exactlyOne } from "../../commit.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../../page.ts";
import { refuseAny } from "../../refuse.ts";
import type { EarlierAnswer } from "../../repeat.ts";
import type { Scope } from "../../scope.ts";

/** 委托审批: who approves in whose place, from one day to another, both inclusive, in China. */
export interface Delegation {
  readonly id: string;
  readonly from: { readonly id: string; readonly name: string };
  readonly to: { readonly id: string; readonly name: string };
  readonly fromOn: string;
  readonly untilOn: string;
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly endedAt: string | null;
  readonly revision: number;
}

const absent = alias(users, "absent");
const deciders = alias(users, "deciders");

function selectDelegations(scope: Scope) {
  const { id, fromOn, untilOn, reason, decidedAt, endedAt } = delegations;
  return scope.db
    .select({
      ...{ id, from: { id: absent.id, name: absent.name }, to: { id: users.id, name: users.name } },
      ...{ fromOn, untilOn, reason, decidedBy: deciders.name, decidedAt, endedAt },
      revision: sql<number>`CASE WHEN ${endedAt} IS NULL THEN 1 ELSE 2 END`,
    })
    .from(delegations)
    .innerJoin(absent, eq(absent.id, delegations.fromUserId))
    .innerJoin(users, eq(users.id, delegations.toUserId))
    .innerJoin(deciders, eq(deciders.id, delegations.decidedBy))
    .$dynamic();
}

/** Every delegation there is or was, the latest decision first. */
export async function listDelegations(scope: Scope, { limit, cursor }: PageRequest): Promise<Page<Delegation>> {
  const after = readCursor(cursor, ["string", "string"]);
  const { decidedAt, id } = delegations;
  const [rows] = await scope.read([
    selectDelegations(scope)
      .where(after && sql`(${decidedAt}, ${id}) < (${after[0]}, ${after[1]})`)
      .orderBy(desc(decidedAt), desc(id))
      .limit(limit + 1),
  ]);
  return pageOf(
    rows,
    limit,
    (row) => [row.decidedAt, row.id],
    (row): Delegation => row,
  );
}

export interface AskedDelegation {
  readonly from: string;
  readonly to: string;
  readonly fromOn: string;
  readonly untilOn: string;
  readonly reason: string;
}

/** Lets somebody approve in an approver's place. An approver delegates for themselves, the admin for any. Refusals: invalid, forbidden. */
export async function createDelegation(scope: Scope, asked: AskedDelegation): Promise<EarlierAnswer> {
  const isOwn = asked.from === scope.actor.id;
  if (!isOwn && !scope.reach.some(({ role }) => role === "admin")) {
    throw new Problem("forbidden", { detail: "财务审批只能委托自己的审批，别人的由管理员登记。" });
  }
  const named = (id: string) =>
    scope.db
      .select({ id: users.id, name: users.name })
      .from(users)
      .where(and(eq(users.id, id), isNull(users.disabledAt)));
  const [[from], [to], approves, may] = await scope.read([
    named(asked.from),
    named(asked.to),
    scope.db
      .select({ role: userRoles.role })
      .from(userRoles)
      .where(and(eq(userRoles.userId, asked.from), eq(userRoles.role, "approver"))),
    scope.db
      .select({ role: userRoles.role })
      .from(userRoles)
      .where(and(eq(userRoles.userId, asked.to), sql`${userRoles.role} IN ('approver', 'admin', 'viewer')`)),
  ]);
  refuseAny([
    ...(from === undefined || approves.length === 0 ? [{ path: "from", message: "应为一位在用的财务审批" }] : []),
    ...(to === undefined || may.length === 0 || asked.to === asked.from
      ? [{ path: "to", message: "应为另一位在用的领导、管理员或财务审批" }]
      : []),
    ...(asked.untilOn < asked.fromOn ? [{ path: "untilOn", message: "不能早于开始的一天" }] : []),
  ]);
  if (from === undefined || to === undefined) throw new Problem("invalid");
  const id = scope.newId();
  const { fromOn, untilOn, reason } = asked;
  const delegation: Delegation = {
    ...{ id, from, to, fromOn, untilOn, reason, decidedBy: scope.actor.name, decidedAt: scope.now },
    ...{ endedAt: null, revision: 1 },
  };
  const answer = created(`/api/tenants/${scope.actor.tenant}/delegations/${id}`, delegation);
  const subject = { kind: "delegation", id, revision: 1 };
  const row = { id, fromUserId: from.id, toUserId: to.id, fromOn, untilOn, reason };
  await commit(scope, { subject, action: "create", body: row, answer }, [
    scope.db.insert(delegations).values({ ...row, decidedBy: scope.actor.id, decidedAt: scope.now }),
  ]);
  return answer;
}

/** Ends a delegation at once. Refusals: not-found, conflict, stale. */
export async function endDelegation(scope: Scope, id: string, reason: string): Promise<Delegation> {
  const [[row]] = await scope.read([selectDelegations(scope).where(eq(delegations.id, id))]);
  const isOwn = row?.from.id === scope.actor.id || scope.reach.some(({ role }) => role === "admin");
  if (row === undefined || !isOwn) throw new Problem("not-found");
  if (row.endedAt !== null) throw new Problem("conflict", { detail: "这一委托已经终止。" });
  const update = scope.db
    .update(delegations)
    .set({ endedBy: scope.actor.id, endedAt: scope.now })
    .where(and(eq(delegations.id, id), isNull(delegations.endedAt)));
  const subject = { kind: "delegation", id, revision: 2 };
  await commit(scope, { subject, action: "end", body: { reason } }, exactlyOne(scope, update));
  return { ...row, endedAt: scope.now, revision: 2 };
}
