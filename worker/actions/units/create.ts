import { units } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { placeUnder } from "../../domain/unit-place.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import type { Field, UnitKind } from "../../domain/vocabulary.ts";
import { created } from "../answer.ts";
import { commit } from "../commit.ts";
import { refuseAny } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { masked } from "../sensitive-facts.ts";
import { faultsOf, selectSurroundings, selectTaken } from "./surroundings.ts";
import { selectNames, type Unit } from "./unit.ts";

export interface NewUnit {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly shortName?: string | null | undefined;
  readonly field?: Field | null | undefined;
  readonly parent?: string | null | undefined;
  readonly industry?: string | null | undefined;
  readonly belt?: string | null | undefined;
  readonly beltPosition?: number | null | undefined;
  readonly demonstration?: boolean | undefined;
  readonly category?: string | null | undefined;
  /** Null: unknown, there for as long as anybody knows. Today where it isn't said. */
  readonly establishedOn?: string | null | undefined;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
}

/** Adds a unit to the tree; its township and trade follow from its parent. Refusals: invalid, code-taken, conflict. */
export async function createUnit(scope: Scope, asked: NewUnit): Promise<EarlierAnswer> {
  const [taken, names, ...around] = await scope.read([
    selectTaken(scope, asked.code),
    selectNames(scope),
    ...selectSurroundings(scope, asked, null),
  ]);
  const today = dayInChina(scope.now);
  const isToCome = (asked.establishedOn ?? "") > today;
  const tooLate = isToCome ? [{ path: "establishedOn", message: `还没到这一天，最晚写今天 ${today}` }] : [];
  refuseAny([...faultsOf(asked, around), ...tooLate]);
  if (taken.length > 0) throw new Problem("code-taken", { detail: `编码 ${asked.code} 已被使用，用过的不再用。` });
  const place = placeUnder(around[1][0] ?? null, asked.industry ?? null);
  const nameOf = (id: string | null) => names.find((each) => each.id === id)?.shortName ?? null;
  const trade = nameOf(place.tradeId);
  const unit: Unit = {
    id: scope.newId(),
    code: asked.code,
    name: asked.name,
    shortName: asked.shortName ?? null,
    kind: asked.kind,
    field: asked.field ?? null,
    parent: asked.parent ?? null,
    township: nameOf(place.townshipId) ?? trade,
    trade,
    industry: place.tradeId,
    belt: asked.belt ?? null,
    beltPosition: asked.beltPosition ?? null,
    demonstration: asked.demonstration ?? false,
    category: asked.category ?? null,
    establishedOn: asked.establishedOn === undefined ? today : asked.establishedOn,
    facts: asked.facts ?? {},
    revision: 1,
  };
  const { parent, belt, township: _, trade: __, industry: ___, ...row } = unit;
  const shown = masked(unit, around[0]);
  const answer = created(`/api/tenants/${scope.actor.tenant}/units/${unit.id}`, shown);
  await commit(
    scope,
    { subject: { kind: "unit", id: unit.id, revision: 1 }, action: "create", body: { ...shown }, answer },
    [scope.db.insert(units).values({ ...row, ...place, parentId: parent, beltId: belt, createdAt: scope.now })],
  );
  return answer;
}
