import { and, asc, eq, gt, isNull, sql } from "drizzle-orm";
import { cycleFacts, cycles, events, units } from "../../../db/tenant/schema/index.ts";
import type { Fault } from "../../domain/fault.ts";
import { type FilledFacts, factsAfter, fillingFaults } from "../../domain/filling.ts";
import { Problem } from "../../domain/problem.ts";
import { commit } from "../commit.ts";
import { rolesByUnit, selectFillable, selectReached } from "../filling.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import { refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";

/** What is declared of one unit in one cycle; a fact that isn't here is unknown. */
export interface CycleFacts {
  readonly unit: string;
  readonly code: string;
  readonly name: string;
  readonly facts: Readonly<Record<string, unknown>>;
}

/** What somebody fills in of one unit. */
export interface FilledUnit extends FilledFacts {
  readonly unit: string;
}

/** The facts of a cycle, of the units within reach that have any, by code. Refusals: not-found. */
export async function listCycleFacts(scope: Scope, id: string, page: PageRequest): Promise<Page<CycleFacts>> {
  const [after] = readCursor(page.cursor, ["string"]) ?? [];
  const [[cycle], rows] = await scope.read([
    selectState(scope, id),
    scope.db
      .select({ unit: units.id, code: units.code, name: units.name, facts: cycleFacts.facts })
      .from(cycleFacts)
      .innerJoin(units, eq(units.id, cycleFacts.unitId))
      .where(
        and(
          eq(cycleFacts.cycleId, id),
          unitsWithin(scope, sql`${units.id}`),
          after === undefined ? undefined : gt(units.code, String(after)),
        ),
      )
      .orderBy(asc(units.code))
      .limit(page.limit + 1),
  ]);
  if (cycle === undefined) throw new Problem("not-found");
  return pageOf(
    rows,
    page.limit,
    (row) => [row.code],
    (row) => row,
  );
}

/**
 * Fills in what policies read of units in a cycle: months served, a plan approved. Each fact by the role that the tenant
 * gave it to, within that role's reach; the admin all. All or nothing. Refusals: not-found, invalid, conflict, stale.
 */
export async function fillCycleFacts(
  scope: Scope,
  id: string,
  filled: readonly FilledUnit[],
): Promise<readonly CycleFacts[]> {
  const ids = filled.map(({ unit }) => unit);
  const [[cycle], declared, standing, ...reached] = await scope.read([
    selectState(scope, id),
    selectFillable(scope, "cycle"),
    selectStanding(scope, id, ids),
    ...selectReached(scope, ids),
  ]);
  if (cycle === undefined) throw new Problem("not-found");
  if (cycle.state === "planned") throw new Problem("conflict", { detail: "这个周期还没有开启，开启以后再填。" });
  const mine = rolesByUnit(reached);
  const byUnit = new Map(standing.map((row) => [row.unit, row]));
  refuseAny(
    filled.flatMap((each, index): readonly Fault[] => {
      const path = `units[${index}]`;
      if (ids.indexOf(each.unit) !== index) return [{ path: `${path}.unit`, message: "这个党组织前面给过了" }];
      if (!byUnit.has(each.unit)) return [{ path: `${path}.unit`, message: "没有这个党组织" }];
      return fillingFaults(declared, each, mine.get(each.unit) ?? new Set(), path);
    }),
  );
  const after = filled.flatMap((each) => {
    const before = byUnit.get(each.unit);
    return before === undefined ? [] : [{ ...before, facts: factsAfter(before.facts ?? {}, each) }];
  });
  await commit(scope, changeOf(id, filled, byUnit), [
    scope.db
      .insert(cycleFacts)
      .values(after.map(({ unit, facts }) => ({ cycleId: id, unitId: unit, facts })))
      .onConflictDoUpdate({
        target: [cycleFacts.cycleId, cycleFacts.unitId],
        set: { facts: sql`excluded."facts"` },
      }),
  ]);
  return after.map(({ unit, code, name, facts }) => ({ unit, code, name, facts }));
}

function selectState(scope: Scope, id: string) {
  return scope.db.select({ state: cycles.state }).from(cycles).where(eq(cycles.id, id));
}

function selectStanding(scope: Scope, cycle: string, ids: readonly string[]) {
  const subject = sql`${`${cycle}/`} || ${units.id}`;
  return scope.db
    .select({
      ...{ unit: units.id, code: units.code, name: units.name, facts: cycleFacts.facts },
      revision: sql<number>`(SELECT coalesce(max(${events.revision}), 0) FROM ${events} WHERE ${events.subjectKind} = 'cycle-facts' AND ${events.subjectId} = ${subject})`,
    })
    .from(units)
    .leftJoin(cycleFacts, and(eq(cycleFacts.unitId, units.id), eq(cycleFacts.cycleId, cycle)))
    .where(
      and(
        sql`${units.id} IN (SELECT "value" FROM json_each(${JSON.stringify(ids)}))`,
        isNull(units.closedOn),
        unitsWithin(scope, sql`${units.id}`),
      ),
    );
}

/** An event for each unit, so that of two who fill in the same one at once the later is refused. */
function changeOf(
  cycle: string,
  filled: readonly FilledUnit[],
  standing: ReadonlyMap<string, { readonly revision: number }>,
) {
  const changes = filled.map(({ unit, facts, unknown }) => ({
    subject: { kind: "cycle-facts", id: `${cycle}/${unit}`, revision: (standing.get(unit)?.revision ?? 0) + 1 },
    action: "fill",
    body: { facts, unknown },
  }));
  const [first, ...alongside] = changes;
  if (first === undefined) throw new Error("nothing is filled in");
  return { ...first, alongside };
}
