import { and, desc, eq, isNotNull, isNull, lt } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { findings, rectifications, units, users } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { created } from "../answer.ts";
import { type Change, commit, exactlyOne } from "../commit.ts";
import { tellInbox } from "../inbox.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import { beginningOf } from "../raise-finding.ts";
import { refuse } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { type UnitReference, unitReference } from "../unit-reference.ts";
import { type Finding, loadFinding, reachedFinding } from "./finding.ts";
import type { HandedIn } from "./read.ts";
import { stateAfter } from "./write.ts";

/** What a unit handed in for a finding, with the finding itself. */
export interface Rectification extends HandedIn {
  readonly finding: { readonly id: string; readonly text: string; readonly dueOn: string };
  readonly unit: UnitReference;
  readonly revision: number;
}

export interface RectificationFilter extends PageRequest {
  /** Only those that wait for their recheck, or only those that don't. */
  readonly waiting?: boolean | undefined;
}

/** What was handed in within reach, the latest first. */
export async function listRectifications(
  scope: Scope,
  { waiting, limit, cursor }: RectificationFilter,
): Promise<Page<Rectification>> {
  const [before] = readCursor(cursor, ["string"]) ?? [];
  const { id, decidedAt } = rectifications;
  const [rows] = await scope.read([
    selectRectifications(scope)
      .where(
        and(
          reachedFinding(scope),
          waiting === undefined ? undefined : waiting ? isNull(decidedAt) : isNotNull(decidedAt),
          before === undefined ? undefined : lt(id, String(before)),
        ),
      )
      .orderBy(desc(id))
      .limit(limit + 1),
  ]);
  return pageOf(rows, limit, (row) => [row.id], rectificationOf);
}

/** Hands in what was done about a finding of one's own unit. Refusals: not-found, conflict, stale. */
export async function handIn(scope: Scope, findingId: string, text: string): Promise<EarlierAnswer> {
  const finding = await loadFinding(scope, findingId, ["secretary"]);
  const state = stateAfter(finding, "answer");
  const { actor, now } = scope;
  const [id, number] = [scope.newId(), finding.handedIn + 1];
  const row = { id, findingId, text, handedInBy: actor.id, handedInAt: now };
  const { dueOn, unit } = finding;
  const handed: Rectification = {
    ...{ id, text, handedInBy: actor.name, handedInAt: now, number },
    ...{ isPassed: null, reason: null, decidedBy: null, decidedAt: null },
    ...{ finding: { id: findingId, text: finding.text, dueOn }, unit, revision: 1 },
  };
  const answer = created(`/api/tenants/${actor.tenant}/rectifications/${id}`, handed);
  const change = { action: "hand-in", body: { finding: findingId, text }, answer };
  await commit(scope, { subject: { kind: "rectification", id, revision: 1 }, ...change, ...withFinding(finding) }, [
    scope.db.insert(rectifications).values({ ...row, number }),
    ...moveFinding(scope, finding, { state }),
    ...tellInbox(
      scope,
      { user: finding.raiserId },
      {
        kind: "finding",
        title: `${unit.name}报了整改，待复查：${beginningOf(finding.text)}`.slice(0, 200),
        link: `/findings/${findingId}`,
      },
    ),
  ]);
  return answer;
}

/**
 * Rechecks what was handed in: it closes the finding (销号), or sends it back with a reason. Whoever handed it in doesn't
 * recheck it. Refusals: not-found, separation, conflict, invalid, stale.
 */
export async function recheckRectification(
  scope: Scope,
  id: string,
  asked: { readonly isPassed: boolean; readonly reason: string | null },
): Promise<Rectification> {
  const [[row]] = await scope.read([
    selectRectifications(scope).where(and(eq(rectifications.id, id), reachedFinding(scope))),
  ]);
  if (row === undefined) throw new Problem("not-found");
  if (row.by === scope.actor.id) throw new Problem("separation", { detail: "这次整改是你报的，由别的考核员复查。" });
  if (row.decidedAt !== null) throw new Problem("conflict", { detail: "这次整改已经复查过了。" });
  if (!asked.isPassed && asked.reason === null) refuse([{ path: "reason", message: "退回再改要写明哪里没有改到" }]);
  const finding = await loadFinding(scope, row.finding.id);
  const state = stateAfter(finding, asked.isPassed ? "close" : "send-back");
  const decided = { ...asked, decidedBy: scope.actor.id, decidedAt: scope.now };
  const update = scope.db
    .update(rectifications)
    .set(decided)
    .where(and(eq(rectifications.id, id), isNull(rectifications.decidedAt)));
  const body = { finding: finding.id, ...asked };
  const subject = { kind: "rectification", id, revision: 2 };
  await commit(scope, { subject, action: asked.isPassed ? "close" : "send-back", body, ...withFinding(finding) }, [
    ...exactlyOne(scope, update),
    ...moveFinding(scope, finding, { state, ...(asked.isPassed ? { endedAt: scope.now } : {}) }),
    ...tellInbox(
      scope,
      { user: row.by },
      {
        kind: "finding",
        title: `${asked.isPassed ? "复查过了，已销号" : "整改退回再改"}：${beginningOf(finding.text)}`,
        link: `/findings/${finding.id}`,
      },
    ),
  ]);
  return { ...rectificationOf(row), ...decided, decidedBy: scope.actor.name, revision: 2 };
}

/** The finding's own event beside that of what moves it: of two who move it at once one is refused. */
function withFinding({ id, revision }: Finding): Pick<Change, "alongside"> {
  return { alongside: [{ subject: { kind: "finding", id, revision: revision + 1 }, action: "move" }] };
}

function moveFinding(scope: Scope, { id, revision }: Finding, set: Partial<typeof findings.$inferInsert>) {
  const update = scope.db
    .update(findings)
    .set({ ...set, revision: revision + 1 })
    .where(and(eq(findings.id, id), eq(findings.revision, revision)));
  return exactlyOne(scope, update);
}

function selectRectifications(scope: Scope) {
  const deciders = alias(users, "deciders");
  const { id, number, text, handedInAt, handedInBy, isPassed, reason, decidedAt } = rectifications;
  return scope.db
    .select({
      ...{ id, number, text, handedInAt, isPassed, reason, decidedAt, by: handedInBy },
      handedInBy: users.name,
      decidedBy: deciders.name,
      finding: { id: findings.id, text: findings.text, dueOn: findings.dueOn },
      unit: unitReference,
    })
    .from(rectifications)
    .innerJoin(findings, eq(findings.id, rectifications.findingId))
    .innerJoin(units, eq(units.id, findings.unitId))
    .innerJoin(users, eq(users.id, handedInBy))
    .leftJoin(deciders, eq(deciders.id, rectifications.decidedBy))
    .$dynamic();
}

type Row = Awaited<ReturnType<typeof selectRectifications>>[number];

function rectificationOf({ by: _, ...row }: Row): Rectification {
  return { ...row, revision: row.decidedAt === null ? 1 : 2 };
}
