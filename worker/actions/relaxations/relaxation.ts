import { and, desc, eq, isNull, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { relaxations, users } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { mayBothBeDone, pairOf, type Relaxed } from "../../domain/separation.ts";
import { type CaseStep, caseSteps } from "../../domain/vocabulary.ts";
import { created } from "../answer.ts";
import { commit, exactlyOne } from "../commit.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import { refuse } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";

/** 放宽: a pair of steps that one person may do on a case here, who decided it when and why, and until when. */
export interface Relaxation {
  readonly id: string;
  readonly firstStep: CaseStep;
  readonly secondStep: CaseStep;
  readonly reason: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly endedBy: string | null;
  readonly endedAt: string | null;
  readonly revision: number;
}

const enders = alias(users, "enders");

function selectRelaxations(scope: Scope) {
  const { id, firstStep, secondStep, reason, decidedAt, endedAt } = relaxations;
  return scope.db
    .select({
      ...{ id, firstStep, secondStep, reason, decidedBy: users.name, decidedAt, endedBy: enders.name, endedAt },
      revision: sql<number>`CASE WHEN ${endedAt} IS NULL THEN 1 ELSE 2 END`,
    })
    .from(relaxations)
    .innerJoin(users, eq(users.id, relaxations.decidedBy))
    .leftJoin(enders, eq(enders.id, relaxations.endedBy))
    .$dynamic();
}

/** Every relaxation there is or was, the latest decision first: what is printed with a batch. */
export async function listRelaxations(scope: Scope, { limit, cursor }: PageRequest): Promise<Page<Relaxation>> {
  const after = readCursor(cursor, ["string", "string"]);
  const isAfter = after && sql`(${relaxations.decidedAt}, ${relaxations.id}) < (${after[0]}, ${after[1]})`;
  const [rows] = await scope.read([
    selectRelaxations(scope)
      .where(isAfter)
      .orderBy(desc(relaxations.decidedAt), desc(relaxations.id))
      .limit(limit + 1),
  ]);
  return pageOf(
    rows,
    limit,
    (row) => [row.decidedAt, row.id],
    (row): Relaxation => row,
  );
}

/** Lets one person do both steps, from now until it is ended. Refusals: invalid, conflict where it is in force. */
export async function decideRelaxation(
  scope: Scope,
  { firstStep: one, secondStep: other, reason }: Relaxed & { readonly reason: string },
): Promise<EarlierAnswer> {
  if (mayBothBeDone(one, other)) {
    refuse([
      { path: "secondStep", message: one === other ? "应为两个不同的步骤" : "这两步本来就可以由一人办，不用放宽" },
    ]);
  }
  const pair = pairOf(one, other);
  const isInForce = and(
    eq(relaxations.firstStep, pair.firstStep),
    eq(relaxations.secondStep, pair.secondStep),
    isNull(relaxations.endedAt),
  );
  const [inForce] = await scope.read([scope.db.select({ id: relaxations.id }).from(relaxations).where(isInForce)]);
  if (inForce.length > 0) throw inForceAlready(pair.firstStep, pair.secondStep);
  const { actor, now } = scope;
  const id = scope.newId();
  const open = { endedBy: null, endedAt: null };
  const relaxation: Relaxation = { id, ...pair, reason, decidedBy: actor.name, decidedAt: now, ...open, revision: 1 };
  const answer = created(`/api/tenants/${actor.tenant}/relaxations/${id}`, relaxation);
  const change = {
    subject: { kind: "relaxation", id, revision: 1 },
    action: "decide",
    body: { ...pair, reason },
    answer,
  };
  await commit(scope, change, [
    scope.db.insert(relaxations).values({ id, ...pair, reason, decidedBy: actor.id, decidedAt: now }),
  ]);
  return answer;
}

/** Ends a relaxation: from now on the pair holds again. Refusals: not-found, conflict, stale. */
export async function endRelaxation(scope: Scope, id: string, reason: string): Promise<Relaxation> {
  const [[row]] = await scope.read([selectRelaxations(scope).where(eq(relaxations.id, id))]);
  if (row === undefined) throw new Problem("not-found");
  if (row.endedAt !== null) throw new Problem("conflict", { detail: "这一放宽已经终止。" });
  const ended = { endedBy: scope.actor.id, endedAt: scope.now };
  const update = scope.db
    .update(relaxations)
    .set(ended)
    .where(and(eq(relaxations.id, id), isNull(relaxations.endedAt)));
  const subject = { kind: "relaxation", id, revision: 2 };
  await commit(scope, { subject, action: "end", body: { reason } }, exactlyOne(scope, update));
  return { ...row, endedBy: scope.actor.name, endedAt: scope.now, revision: 2 };
}

function inForceAlready(one: CaseStep, other: CaseStep): Problem {
  return new Problem("conflict", { detail: `「${caseSteps[one]}」和「${caseSteps[other]}」已经放宽，不用再定。` });
}
