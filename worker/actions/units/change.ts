import { and, eq, ne, sql } from "drizzle-orm";
import { units } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { placeUnder } from "../../domain/unit-place.ts";
import type { Field } from "../../domain/vocabulary.ts";
import { commit, exactlyOne, type Statement } from "../commit.ts";
import { refuseStale } from "../etag.ts";
import { refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { subtreeOf } from "../within.ts";
import { selectOneUnit } from "./read.ts";
import { faultsOf, selectSurroundings } from "./surroundings.ts";
import { selectNames, type Unit, unitOf } from "./unit.ts";

export interface UnitChange {
  readonly ifMatch: string;
  readonly name?: string | undefined;
  readonly shortName?: string | null | undefined;
  readonly field?: Field | null | undefined;
  readonly parent?: string | null | undefined;
  readonly belt?: string | null | undefined;
  readonly beltPosition?: number | null | undefined;
  readonly demonstration?: boolean | undefined;
  readonly category?: string | null | undefined;
  readonly facts?: Readonly<Record<string, unknown>> | undefined;
  /** Facts that are to be unknown again. */
  readonly unknown?: readonly string[] | undefined;
}

/**
 * Changes what is given and nothing else; facts merge by key, those in `unknown` go. Moved under another parent, the
 * unit and all below it belong to that parent's township or trade. Refusals: not-found, stale, invalid, conflict.
 */
export async function changeUnit(scope: Scope, id: string, { ifMatch, unknown, ...change }: UnitChange): Promise<Unit> {
  const [[row], names, ...around] = await scope.read([
    selectOneUnit(scope, id),
    selectNames(scope),
    ...selectSurroundings(scope, change, id),
  ]);
  if (row === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, row.revision);
  const before = unitOf(row);
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const isOffBelt = change.belt === null && change.beltPosition === undefined;
  const merged: Unit = {
    ...before,
    ...given,
    ...(isOffBelt ? { beltPosition: null } : {}),
    facts: without({ ...before.facts, ...change.facts }, unknown ?? []),
    revision: before.revision + 1,
  };
  const asked = { ...merged, parent: change.parent, belt: change.belt, category: change.category, facts: change.facts };
  refuseAny(faultsOf({ ...asked, beltPosition: null }, around).concat(positionFaults(merged)));
  const moved = change.parent === undefined ? undefined : placeUnder(around[1][0] ?? null);
  const nameOf = (of: string | null) => names.find((each) => each.id === of)?.shortName ?? null;
  const after =
    moved === undefined
      ? merged
      : { ...merged, township: nameOf(moved.townshipId) ?? nameOf(moved.tradeId), trade: nameOf(moved.tradeId) };
  await commit(
    scope,
    {
      subject: { kind: "unit", id, revision: after.revision },
      action: "change",
      body: { ...given, unknown: unknown ?? [] },
    },
    [...exactlyOne(scope, updateOf(scope, before, after, moved)), ...movedBelow(scope, before, moved)],
  );
  return after;
}

type Place = ReturnType<typeof placeUnder>;

function without(facts: Readonly<Record<string, unknown>>, unknown: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).filter(([key]) => !unknown.includes(key)));
}

function positionFaults({ belt, beltPosition }: Unit) {
  const isAstray = beltPosition !== null && belt === null;
  return isAstray ? [{ path: "beltPosition", message: "不在示范带上的没有位置" }] : [];
}

function updateOf(scope: Scope, before: Unit, after: Unit, moved: Place | undefined): Statement {
  return scope.db
    .update(units)
    .set({
      name: after.name,
      shortName: after.shortName,
      field: after.field,
      parentId: after.parent,
      beltId: after.belt,
      beltPosition: after.beltPosition,
      demonstration: after.demonstration,
      category: after.category,
      facts: after.facts,
      revision: after.revision,
      ...moved,
    })
    .where(and(eq(units.id, before.id), eq(units.revision, before.revision)));
}

/** Only branches stand below what can move between townships; a committee, township or trade keeps its own below it. */
function movedBelow(scope: Scope, { id, kind }: Unit, moved: Place | undefined): readonly Statement[] {
  if (moved === undefined || kind !== "general-branch") return [];
  return [
    scope.db
      .update(units)
      .set({ ...moved, revision: sql`${units.revision} + 1` })
      .where(and(sql`${units.id} IN ${subtreeOf(id)}`, ne(units.id, id))),
  ];
}
