import { and, desc, eq, isNull, ne, sql } from "drizzle-orm";
import { standards, units, unitVetoes } from "../../../db/tenant/schema/index.ts";
import type { Fault } from "../../domain/fault.ts";
import { Problem } from "../../domain/problem.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import { vetoStates } from "../../domain/vocabulary.ts";
import { created } from "../answer.ts";
import { commit, exactlyOne } from "../commit.ts";
import { type Recipient, tellInbox } from "../inbox.ts";
import { refuseAny } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { unitReference } from "../unit-reference.ts";
import { unitsWithin } from "../within.ts";
import { loadVeto, type UnitVeto, type VetoRow, vetoOf } from "./veto.ts";

export interface NewVeto {
  readonly unit: string;
  readonly standard: string;
  readonly veto: string;
  readonly happenedOn: string;
  readonly from: string;
  readonly until: string;
  readonly text: string;
  readonly proof: string;
}

/** Decides that a veto of a published standard came upon a unit. Refusals: invalid. */
export async function decideVeto(scope: Scope, asked: NewVeto): Promise<EarlierAnswer> {
  const [[unit], [standard]] = await scope.read([
    scope.db
      .select(unitReference)
      .from(units)
      .where(and(eq(units.id, asked.unit), isNull(units.closedOn), unitsWithin(scope, sql`${units.id}`))),
    scope.db
      .select({ document: standards.document })
      .from(standards)
      .where(and(eq(standards.code, asked.standard), ne(standards.state, "draft")))
      .orderBy(desc(standards.version))
      .limit(1),
  ]);
  const named =
    standard === undefined ? undefined : vetoesOf(standard.document).find(({ code }) => code === asked.veto);
  refuseAny([
    ...(unit === undefined ? [{ path: "unit", message: "没有这个党组织，或已撤销" }] : []),
    ...namedFaults(asked, standard !== undefined, named),
    ...dayFaults(asked, dayInChina(scope.now)),
  ]);
  if (unit === undefined || named === undefined) throw new Problem("invalid");
  return await write(scope, asked, unit, named.title);
}

async function write(scope: Scope, asked: NewVeto, unit: UnitVeto["unit"], title: string): Promise<EarlierAnswer> {
  const { actor, now } = scope;
  const id = scope.newId();
  const { happenedOn, text, proof } = asked;
  const decided = { id, title, happenedOn, text, proof, decidedAt: now };
  const window = { fromOn: asked.from, untilOn: asked.until };
  const of = { unitId: unit.id, standardCode: asked.standard, vetoCode: asked.veto, decidedBy: actor.id };
  const veto = vetoOf(scope, {
    ...{ ...decided, unit, standard: asked.standard, veto: asked.veto, from: asked.from, until: asked.until },
    ...{ deciderId: actor.id, decidedBy: actor.name, appealerId: null, appealedBy: null, answeredBy: null },
    ...{ isLifted: null, appeal: null, appealedAt: null, answer: null, answeredAt: null, revision: 1 },
  });
  const answer = created(`/api/tenants/${actor.tenant}/vetoes/${id}`, veto);
  const change = { subject: { kind: "veto", id, revision: 1 }, action: "decide", body: { ...asked, title }, answer };
  await commit(scope, change, [
    scope.db.insert(unitVetoes).values({ ...decided, ...window, ...of }),
    ...tell(scope, { role: "secretary", unit: unit.id }, `被定了一票否决：${title}，有异议可以申诉`, id),
  ]);
  return answer;
}

/** Appeals against a veto, once. Refusals: not-found, conflict, stale. */
export async function appealVeto(scope: Scope, id: string, appeal: string): Promise<UnitVeto> {
  const row = await loadVeto(scope, id, ["secretary", "township"]);
  refuseUnless(scope, row, "standing");
  const appealed = { appeal, appealedBy: scope.actor.id, appealedAt: scope.now };
  await change(scope, row, "appeal", appealed, { role: "admin" }, `${row.unit.name}对一票否决提了申诉，要另一位答复`);
  const said = { ...appealed, appealedBy: scope.actor.name, appealerId: scope.actor.id };
  return vetoOf(scope, { ...row, ...said, revision: row.revision + 1 });
}

/** Answers the appeal: lifts the veto or keeps it, by another person. Refusals: not-found, conflict, separation, stale. */
export async function answerAppeal(
  scope: Scope,
  id: string,
  { isLifted, answer }: { readonly isLifted: boolean; readonly answer: string },
): Promise<UnitVeto> {
  const row = await loadVeto(scope, id);
  refuseUnless(scope, row, "appealed");
  if (row.deciderId === scope.actor.id || row.appealerId === scope.actor.id) {
    const did = row.deciderId === scope.actor.id ? "这条否决是你定的" : "这条申诉是你提的";
    throw new Problem("separation", { detail: `${did}，由另一位同事答复。` });
  }
  const answered = { isLifted, answer, answeredBy: scope.actor.id, answeredAt: scope.now };
  const said = `申诉有了答复，否决${isLifted ? "已解除" : "维持"}：${row.title}`;
  await change(scope, row, isLifted ? "lift" : "keep", answered, { user: row.appealerId ?? "" }, said);
  return vetoOf(scope, { ...row, ...answered, answeredBy: scope.actor.name, revision: row.revision + 1 });
}

async function change(
  scope: Scope,
  row: VetoRow,
  action: string,
  set: Partial<typeof unitVetoes.$inferInsert>,
  to: Recipient,
  title: string,
): Promise<void> {
  const revision = row.revision + 1;
  const update = scope.db
    .update(unitVetoes)
    .set({ ...set, revision })
    .where(and(eq(unitVetoes.id, row.id), eq(unitVetoes.revision, row.revision)));
  const subject = { kind: "veto", id: row.id, revision };
  await commit(scope, { subject, action, body: { unit: row.unit.id, ...set } }, [
    ...exactlyOne(scope, update),
    ...tell(scope, to, title, row.id),
  ]);
}

function tell(scope: Scope, to: Recipient, title: string, id: string) {
  return tellInbox(scope, to, { kind: "veto", title: title.slice(0, 200), link: `/vetoes/${id}` });
}

function refuseUnless(scope: Scope, row: VetoRow, wanted: UnitVeto["state"]): void {
  const { state } = vetoOf(scope, row);
  if (state === wanted) return;
  throw new Problem("conflict", { detail: `这条否决现在是「${vetoStates[state]}」，只能申诉一次、答复一次。` });
}

interface NamedVeto {
  readonly code: string;
  readonly title: string;
  readonly when?: string;
}

/** A published document is sound, so that its vetoes are as the format has them. */
function vetoesOf(document: unknown): readonly NamedVeto[] {
  return (document as { readonly vetoes?: readonly NamedVeto[] }).vetoes ?? [];
}

function namedFaults(asked: NewVeto, isStandard: boolean, named: NamedVeto | undefined): readonly Fault[] {
  if (!isStandard) return [{ path: "standard", message: `没有已发布的标准 ${asked.standard}` }];
  if (named === undefined) return [{ path: "veto", message: `标准里没有编码是 ${asked.veto} 的否决` }];
  return named.when === undefined ? [] : [{ path: "veto", message: `否决“${named.title}”由条件自动判定，不由人提出` }];
}

function dayFaults({ happenedOn, from, until }: NewVeto, today: string): readonly Fault[] {
  return [
    ...(happenedOn > today ? [{ path: "happenedOn", message: `还没到这一天，最晚写今天 ${today}` }] : []),
    ...(from < happenedOn ? [{ path: "from", message: "不早于发生的那天" }] : []),
    ...(until < from ? [{ path: "until", message: "不早于起算的那天" }] : []),
  ];
}
