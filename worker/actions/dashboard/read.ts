import type { GateOutcome } from "../../domain/gates.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";
import { assembleDashboard } from "./assemble.ts";
import { dashboardQueries, unitId } from "./queries.ts";
import type { BadgeRow } from "./rows.ts";

export type Dashboard = ReturnType<typeof assembleDashboard>;

/** A tenant's state at a glance, of what the actor reaches; one round trip. */
export async function readDashboard(scope: Scope): Promise<Dashboard> {
  const [
    [row],
    cycles,
    units,
    belts,
    targets,
    horizons,
    categories,
    departments,
    figures,
    standards,
    policies,
    badges,
  ] = await scope.read(dashboardQueries(scope));
  if (row === undefined) throw new Error("the tenant has no row");
  const { code, name, kind, parent, settings } = row;
  const parentName = settings["parentName"];
  return assembleDashboard({
    tenant: { code, name, kind, parent, parentName: typeof parentName === "string" ? parentName : null },
    isWhole: unitsWithin(scope, unitId) === undefined,
    cycle: cycles[0] ?? null,
    units: units.map((unit) => ({ ...unit, gates: outcomesFrom(unit.gates) })),
    belts,
    targets,
    horizons: horizons.map(({ code, title, dueOn, wording }) => ({ code, title, dueOn, wording })),
    categories,
    departments,
    figures,
    standards,
    policies,
    badges: badges.map(badgeRowFrom),
  });
}

/** Only gateOutcomes writes this column. */
function outcomesFrom(gates: readonly Readonly<Record<string, unknown>>[] | null): readonly GateOutcome[] | null {
  return gates as unknown as readonly GateOutcome[] | null;
}

/** Published documents have passed readStandard, so their badges and sections are what rows.ts says. */
function badgeRowFrom(row: { readonly badges: unknown; readonly departments: unknown }): BadgeRow {
  return row as BadgeRow;
}
