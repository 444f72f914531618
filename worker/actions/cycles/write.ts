import { and, eq, inArray, ne } from "drizzle-orm";
import { belts, cycles, standards, units } from "../../../db/tenant/schema/index.ts";
import { calendarFaults, type Participants } from "../../domain/cycle.ts";
import { at, type Fault } from "../../domain/fault.ts";
import { Problem } from "../../domain/problem.ts";
import type { CycleKind } from "../../domain/vocabulary.ts";
import { created } from "../answer.ts";
import { commit, exactlyOne } from "../commit.ts";
import { refuseStale } from "../etag.ts";
import { refuseAny } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { type Cycle, cycleOf, selectCycles, type Terms } from "./cycle.ts";

type Given<T> = { readonly [Key in keyof T]?: T[Key] | undefined };

export interface CycleFields
  extends Given<Pick<Cycle, "title" | "opensOn" | "selfUntil" | "reviewUntil" | "acceptanceUntil">>,
    Given<Pick<Terms, "standards" | "siteChecks">> {
  readonly participants?: Given<Participants> | undefined;
}

export interface NewCycle extends CycleFields {
  readonly code: string;
  readonly title: string;
  readonly kind: CycleKind;
  readonly year: number;
  readonly opensOn: string;
  readonly standards: readonly string[];
}

/** Plans a cycle; nothing is asked of anybody before its opening. Refusals: invalid, code-taken, conflict. */
export async function createCycle(scope: Scope, asked: NewCycle): Promise<EarlierAnswer> {
  const [taken, ...around] = await scope.read([
    scope.db.select({ id: cycles.id }).from(cycles).where(eq(cycles.code, asked.code)),
    ...selectAround(scope, asked),
  ]);
  const { code, title, kind, year, opensOn } = asked;
  const cycle: Cycle = {
    ...{ id: scope.newId(), code, title, kind, year, opensOn, closedOn: null, state: "planned", openedAt: null },
    selfUntil: asked.selfUntil ?? null,
    reviewUntil: asked.reviewUntil ?? null,
    acceptanceUntil: asked.acceptanceUntil ?? null,
    terms: {
      standards: asked.standards,
      participants: given(asked.participants ?? {}),
      siteChecks: asked.siteChecks ?? 1,
    },
    ...{ standards: [], results: 0, revision: 1 },
  };
  refuseAny([...calendarFaults(cycle), ...aroundFaults(asked, around)]);
  if (taken.length > 0) throw new Problem("code-taken", { detail: `编码 ${code} 已被使用，请换一个。` });
  const answer = created(`/api/tenants/${scope.actor.tenant}/cycles/${cycle.id}`, cycle);
  const { standards: _, results: __, ...row } = cycle;
  const subject = { kind: "cycle", id: cycle.id, revision: 1 };
  await commit(scope, { subject, action: "create", body: { ...row }, answer }, [scope.db.insert(cycles).values(row)]);
  return answer;
}

/**
 * Changes what is given and nothing else. Once the cycle has opened only its title and the days until which it runs
 * can change: who takes part and by which standards is settled. Refusals: not-found, stale, invalid, conflict.
 */
export async function changeCycle(scope: Scope, id: string, ifMatch: string, change: CycleFields): Promise<Cycle> {
  const [[row], ...around] = await scope.read([
    selectCycles(scope).where(eq(cycles.id, id)),
    ...selectAround(scope, change),
  ]);
  if (row === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, row.revision);
  const before = cycleOf(row);
  refuseSettled(before, change);
  const { standards, siteChecks, participants, ...fields } = given(change);
  const cycle: Cycle = {
    ...before,
    ...fields,
    terms: {
      standards: standards ?? before.terms.standards,
      siteChecks: siteChecks ?? before.terms.siteChecks,
      participants: participants === undefined ? before.terms.participants : given(participants),
    },
    revision: before.revision + 1,
  };
  refuseAny([...calendarFaults(cycle), ...aroundFaults(change, around)]);
  const { title, opensOn, selfUntil, reviewUntil, acceptanceUntil, terms, revision } = cycle;
  const update = scope.db
    .update(cycles)
    .set({ title, opensOn, selfUntil, reviewUntil, acceptanceUntil, terms, revision })
    .where(and(eq(cycles.id, id), eq(cycles.revision, before.revision)));
  const subject = { kind: "cycle", id, revision };
  await commit(scope, { subject, action: "change", body: { ...given(change) } }, exactlyOne(scope, update));
  return cycle;
}

function refuseSettled(before: Cycle, change: CycleFields): void {
  if (before.state === "closed") throw new Problem("conflict", { detail: "这个周期已经结束，不能再改。" });
  if (before.state === "planned") return;
  const { opensOn, standards, participants, siteChecks } = change;
  if ([opensOn, standards, participants, siteChecks].every((each) => each === undefined)) return;
  throw new Problem("conflict", { detail: "周期已经开启，只能改名称和各个截止日。" });
}

function given<Fields extends object>(fields: Fields): { [Key in keyof Fields]: Exclude<Fields[Key], undefined> } {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as { [Key in keyof Fields]: Exclude<Fields[Key], undefined> };
}

function selectAround(scope: Scope, { standards: codes = [], participants }: CycleFields) {
  const { db } = scope;
  return [
    db
      .select({ code: standards.code, subject: standards.subject })
      .from(standards)
      .where(and(inArray(standards.code, [...codes]), ne(standards.state, "draft"))),
    db
      .select({ id: belts.id })
      .from(belts)
      .where(inArray(belts.id, [...(participants?.belts ?? [])])),
    db
      .select({ id: units.id })
      .from(units)
      .where(
        and(inArray(units.id, [...(participants?.townships ?? [])]), inArray(units.kind, ["township", "industry"])),
      ),
  ] as const;
}

function aroundFaults(
  { standards: codes = [], participants }: CycleFields,
  [versions, routes, places]: readonly [
    readonly { readonly code: string; readonly subject: string }[],
    readonly { readonly id: string }[],
    readonly { readonly id: string }[],
  ],
): readonly Fault[] {
  const unknown = (
    path: string,
    asked: readonly string[] | undefined,
    there: readonly { readonly id: string }[],
    message: string,
  ) =>
    (asked ?? []).flatMap((id, place) =>
      there.some((each) => each.id === id) ? [] : [{ path: at(path, place), message }],
    );
  return [
    ...codes.flatMap((code, place): Fault[] => {
      const found = versions.filter((each) => each.code === code);
      const path = at("standards", place);
      if (codes.indexOf(code) !== place) return [{ path, message: `${code} 前面给过了` }];
      if (found.length === 0) return [{ path, message: `没有已发布的标准 ${code}，请先发布` }];
      const isOfEntities = found.every(({ subject }) => subject === "entity");
      return isOfEntities ? [{ path, message: `${code} 评的是两新组织，没有党组织替它自评` }] : [];
    }),
    ...unknown("participants.belts", participants?.belts, routes, "没有这条示范带"),
    ...unknown("participants.townships", participants?.townships, places, "没有这个乡镇或行业党委"),
  ];
}
