import { and, eq, isNull, sql } from "drizzle-orm";
import { assignments, coverages, entities, facts, units } from "../../../db/tenant/schema/index.ts";
import { isCreditCode } from "../../domain/credit-code.ts";
import { dayFaults } from "../../domain/effective-day.ts";
import { checkFacts, type DeclaredFact } from "../../domain/facts.ts";
import type { Fault } from "../../domain/fault.ts";
import { Problem } from "../../domain/problem.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import type { EntityKind, UnitKind } from "../../domain/vocabulary.ts";
import { created } from "../answer.ts";
import { commit, exactlyOne } from "../commit.ts";
import { keepEntityStandings, mustMembers, selectLatestEntityDay } from "../entity-standing.ts";
import { refuseStale } from "../etag.ts";
import { refuseAny } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { masked, traced } from "../sensitive-facts.ts";
import type { Entity, ShownEntity } from "./entity.ts";
import { selectOneEntity } from "./list.ts";

export interface EntityFields {
  readonly name?: string | undefined;
  readonly township?: string | null | undefined;
  readonly trade?: string | null | undefined;
  readonly isOperating?: boolean | null | undefined;
  readonly fullMembers?: number | null | undefined;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
}

export interface NewEntity extends EntityFields {
  readonly creditCode: string;
  readonly name: string;
  readonly kind: EntityKind;
  readonly establishedOn?: string | null | undefined;
}

/** Adds an entity. What isn't said of it is unknown. Refusals: invalid, code-taken. */
export async function createEntity(scope: Scope, asked: NewEntity): Promise<EarlierAnswer> {
  const { db } = scope;
  const [taken, declared, [township], [trade], [must]] = await scope.read([
    db.select({ id: entities.id }).from(entities).where(eq(entities.creditCode, asked.creditCode)),
    ...selectAround(scope, asked),
    db
      .select({ least: sql<number>`coalesce(CAST("settings" ->> '$.mustOrganiseMembers' AS INTEGER), 3)` })
      .from(sql`"tenant"`),
  ]);
  const today = dayInChina(scope.now);
  const isToCome = (asked.establishedOn ?? "") > today;
  refuseAny([
    ...(isCreditCode(asked.creditCode) ? [] : [{ path: "creditCode", message: "统一社会信用代码不对，请核对 18 位" }]),
    ...(isToCome ? [{ path: "establishedOn", message: `还没到这一天，最晚写今天 ${today}` }] : []),
    ...faultsOf(asked, declared, township, trade),
  ]);
  if (taken.length > 0) throw new Problem("code-taken", { detail: `${asked.creditCode} 已经登记，请改那一家。` });
  const row = {
    id: scope.newId(),
    ...{ creditCode: asked.creditCode, name: asked.name, kind: asked.kind },
    ...{ isOperating: asked.isOperating ?? null, fullMembers: asked.fullMembers ?? null, facts: asked.facts ?? {} },
    establishedOn: asked.establishedOn === undefined ? today : asked.establishedOn,
    revision: 1,
  };
  const places = { townshipId: township?.id ?? null, tradeId: trade?.id ?? null };
  const entity: Entity = {
    ...row,
    ...{ township: places.townshipId, townshipName: township?.name ?? null },
    ...{ trade: places.tradeId, tradeName: trade?.name ?? null },
    mustOrganise: mustOrganise(row, must?.least ?? 3),
    isCovered: false,
  };
  const answer = created(`/api/tenants/${scope.actor.tenant}/entities/${row.id}`, masked(entity, declared));
  const subject = { kind: "entity", id: row.id, revision: 1 };
  await commit(scope, { subject, action: "create", body: { ...masked(entity, declared) }, answer }, [
    db.insert(entities).values({ ...row, ...places, createdAt: scope.now }),
  ]);
  return answer;
}

function mustOrganise(of: Pick<Entity, "isOperating" | "fullMembers">, least: number): boolean | null {
  if (of.isOperating === false || (of.fullMembers !== null && of.fullMembers < least)) return false;
  return of.isOperating === null || of.fullMembers === null ? null : true;
}

export interface EntityChange extends EntityFields {
  readonly ifMatch: string;
  readonly unknown?: readonly string[] | undefined;
  readonly on?: string | undefined;
  /** It is no more, from the day on. */
  readonly isClosed?: true | undefined;
  /** Kept with the event. */
  readonly reason?: string | undefined;
}

/**
 * Changes what is given, from `on`, and keeps what it was; closed, it is covered no more. Answers how it stands now.
 * Refusals: not-found, stale, invalid.
 */
export async function changeEntity(scope: Scope, id: string, change: EntityChange): Promise<ShownEntity> {
  const [[row], [latest], declared, [township], [trade], [must]] = await scope.read([
    selectOneEntity(scope, id),
    selectLatestEntityDay(scope, id),
    ...selectAround(scope, change),
  ]);
  if (row === undefined) throw new Problem("not-found");
  refuseStale(change.ifMatch, row.revision);
  const today = dayInChina(scope.now);
  const on = change.on ?? today;
  refuseAny([...faultsOf(change, declared, township, trade), ...dayFaults(on, today, latest?.latest || null)]);
  const after = mergedOf(row, change, township?.name ?? null, trade?.name ?? null);
  const set = {
    ...{ name: after.name, townshipId: after.township, tradeId: after.trade, isOperating: after.isOperating },
    ...{ fullMembers: after.fullMembers, facts: after.facts, revision: after.revision },
    ...(change.isClosed === undefined ? {} : { closedOn: on }),
  };
  const update = scope.db
    .update(entities)
    .set(set)
    .where(and(eq(entities.id, id), eq(entities.revision, row.revision), isNull(entities.closedOn)));
  const { ifMatch: _, ...body } = change;
  const subject = { kind: "entity", id, revision: set.revision };
  await commit(
    scope,
    { subject, action: change.isClosed === true ? "close" : "change", body: traced({ ...body, on }, declared) },
    [
      keepEntityStandings(on, sql`"id" = ${id}`),
      ...exactlyOne(scope, update),
      ...(change.isClosed === true ? ended(scope, id, on) : []),
    ],
  );
  return masked({ ...after, mustOrganise: mustOrganise(after, must?.least ?? 3) }, declared);
}

/** What is given, laid over what is known; a fact in `unknown` goes. */
function mergedOf(row: Entity, change: EntityChange, townshipName: string | null, tradeName: string | null): Entity {
  const { township, trade, name, isOperating, fullMembers } = change;
  const facts = Object.entries({ ...row.facts, ...change.facts });
  return {
    ...row,
    ...(township === undefined ? {} : { township, townshipName }),
    ...(trade === undefined ? {} : { trade, tradeName }),
    ...(name === undefined ? {} : { name }),
    ...(isOperating === undefined ? {} : { isOperating }),
    ...(fullMembers === undefined ? {} : { fullMembers }),
    facts: Object.fromEntries(facts.filter(([key]) => change.unknown?.includes(key) !== true)),
    revision: row.revision + 1,
  };
}

function ended(scope: Scope, id: string, on: string) {
  return [
    scope.db
      .update(coverages)
      .set({ untilOn: sql`max(${coverages.fromOn}, ${on})`, revision: sql`${coverages.revision} + 1` })
      .where(and(eq(coverages.entityId, id), isNull(coverages.untilOn))),
    scope.db
      .update(assignments)
      .set({ untilOn: sql`max(${assignments.fromOn}, ${on})`, revision: sql`${assignments.revision} + 1` })
      .where(and(eq(assignments.entityId, id), isNull(assignments.untilOn))),
  ];
}

function selectAround({ db }: Scope, { township, trade }: EntityFields) {
  const place = (id: string | null | undefined) =>
    db
      .select({ id: units.id, kind: units.kind, name: units.shortName })
      .from(units)
      .where(and(eq(units.id, id ?? ""), isNull(units.closedOn)));
  return [
    db
      .select({
        ...{ key: facts.key, label: facts.label, type: facts.type, choices: facts.choices },
        isSensitive: facts.isSensitive,
      })
      .from(facts)
      .where(and(eq(facts.of, "entity"), eq(facts.per, "standing"))),
    place(township),
    place(trade),
    db.select({ least: sql<number>`${mustMembers}` }).from(sql`(SELECT 1)`),
  ] as const;
}

type Around = { readonly kind: UnitKind } | undefined;

function faultsOf(
  asked: EntityFields,
  declared: readonly DeclaredFact[],
  township: Around,
  trade: Around,
): readonly Fault[] {
  const isNamed = (id: string | null | undefined): boolean => id !== null && id !== undefined;
  const faults: (Fault | false)[] = [
    isNamed(asked.township) && township?.kind !== "township" && { path: "township", message: "没有这个乡镇（街道）" },
    isNamed(asked.trade) && trade?.kind !== "industry" && { path: "trade", message: "没有这个行业党委" },
  ];
  return [...faults.filter((fault) => fault !== false), ...checkFacts(declared, asked.facts ?? {}, "facts")];
}
