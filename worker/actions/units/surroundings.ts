import { and, eq, isNull, sql } from "drizzle-orm";
import { belts, categories, facts, units } from "../../../db/tenant/schema/index.ts";
import { checkFacts, type DeclaredFact } from "../../domain/facts.ts";
import type { Fault } from "../../domain/fault.ts";
import { fittingParents, type ParentPlace, tradeOf } from "../../domain/unit-place.ts";
import { type UnitKind, unitKinds } from "../../domain/vocabulary.ts";
import type { Scope } from "../scope.ts";
import { subtreeOf } from "../within.ts";

/** What a write of a unit names: it must all be there, and fit. */
export interface Named {
  readonly parent?: string | null | undefined;
  readonly industry?: string | null | undefined;
  readonly belt?: string | null | undefined;
  readonly category?: string | null | undefined;
}

/** Everything around a unit that a write has to know, as queries of one batch. `id` is the unit's that is changed. */
export function selectSurroundings(scope: Scope, { parent, industry, belt, category }: Named, id: string | null) {
  const { db } = scope;
  const place = { id: units.id, kind: units.kind, townshipId: units.townshipId, tradeId: units.tradeId };
  return [
    db
      .select({
        ...{ key: facts.key, label: facts.label, type: facts.type, choices: facts.choices },
        isSensitive: facts.isSensitive,
      })
      .from(facts)
      .where(and(eq(facts.of, "unit"), eq(facts.per, "standing"))),
    db
      .select({ ...place, isBelow: id === null ? sql<number>`0` : sql<number>`${units.id} IN ${subtreeOf(id)}` })
      .from(units)
      .where(and(eq(units.id, parent ?? ""), isNull(units.closedOn))),
    db
      .select({ id: belts.id })
      .from(belts)
      .where(eq(belts.id, belt ?? "")),
    db
      .select({ code: categories.code })
      .from(categories)
      .where(eq(categories.code, category ?? "")),
    db
      .select({ id: units.id, kind: units.kind })
      .from(units)
      .where(and(eq(units.id, industry ?? ""), isNull(units.closedOn))),
  ] as const;
}

export type Surroundings = readonly [
  readonly DeclaredFact[],
  readonly (ParentPlace & { readonly isBelow: number })[],
  readonly { readonly id: string }[],
  readonly { readonly code: string }[],
  readonly { readonly id: string; readonly kind: UnitKind }[],
];

export interface WrittenUnit extends Named {
  readonly kind: UnitKind;
  readonly shortName?: string | null | undefined;
  readonly beltPosition?: number | null | undefined;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
}

/** What is wrong with a unit in these surroundings, every fault of it, by the paths of the request's body. */
export function faultsOf(
  unit: WrittenUnit,
  [declared, [parent], [belt], [category], [industry]]: Surroundings,
): readonly Fault[] {
  const named = (given: string | number | null | undefined): boolean => given !== null && given !== undefined;
  const faults: (Fault | false)[] = [
    named(unit.parent) && parent === undefined && { path: "parent", message: "没有这个上级党组织" },
    parent !== undefined && !fittingParents[unit.kind].includes(parent.kind) && misplaced(unit.kind, parent.kind),
    parent?.isBelow === 1 && { path: "parent", message: "上级不能是它自己或它的下级" },
    named(unit.belt) && belt === undefined && { path: "belt", message: "没有这条示范带" },
    named(unit.beltPosition) && !named(unit.belt) && { path: "beltPosition", message: "不在示范带上的没有位置" },
    named(unit.category) && category === undefined && { path: "category", message: "没有这个示范点类别" },
    named(unit.industry) && industry?.kind !== "industry" && { path: "industry", message: "没有这个行业党委" },
    named(unit.industry) &&
      parent !== undefined &&
      ![null, unit.industry].includes(tradeOf(parent)) && { path: "industry", message: "上级已属另一个行业，请留空" },
    isNameless(unit) && { path: "shortName", message: `${unitKinds[unit.kind]}须有简称，办法按它计算` },
  ];
  return [...faults.filter((fault) => fault !== false), ...checkFacts(declared, unit.facts ?? {}, "facts")];
}

function misplaced(kind: UnitKind, parent: UnitKind): Fault {
  return { path: "parent", message: `${unitKinds[kind]}不能放在${unitKinds[parent]}之下` };
}

function isNameless({ kind, shortName }: WrittenUnit): boolean {
  return (kind === "township" || kind === "industry") && (shortName === null || shortName === undefined);
}

/** The unit directly above one, as it stands. */
export function selectParentOf(scope: Scope, id: string) {
  return scope.db
    .select({ id: units.id, kind: units.kind, townshipId: units.townshipId, tradeId: units.tradeId })
    .from(units)
    .where(sql`${units.id} = (SELECT "own"."parent_id" FROM ${units} AS "own" WHERE "own"."id" = ${id})`);
}

/** Whether a code is taken, by a unit of any scope, closed ones too. */
export function selectTaken(scope: Scope, code: string) {
  return scope.db.select({ id: units.id }).from(units).where(eq(units.code, code));
}
