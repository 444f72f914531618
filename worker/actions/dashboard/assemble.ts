import { levelsOf } from "../../domain/level-scale.ts";
import type { TenantKind } from "../../domain/vocabulary.ts";
import { linesOf } from "./belts.ts";
import { departmentsOf, figureFaultOf, figuresOf, headsOf } from "./documents.ts";
import { categoriesOf, horizonsOf, planSentences, targetTable } from "./plan.ts";
import type { BadgeRow, BeltRow, FigureRow, HorizonRow, TargetRow, TitledRow, UnitRow, VersionRow } from "./rows.ts";

/** All that a dashboard is made of, as read in one batch. */
export interface DashboardRows {
  readonly tenant: {
    readonly code: string;
    readonly name: string;
    readonly kind: TenantKind;
    readonly parent: string | null;
    readonly parentName: string | null;
  };
  /** Whether the reader reaches the whole tenant; `units` and `belts` hold what is reached. */
  readonly isWhole: boolean;
  /** The latest cycle that has accepted results, with the levels of its standard. */
  readonly cycle: { readonly id: string; readonly title: string; readonly levels: unknown } | null;
  readonly units: readonly UnitRow[];
  readonly belts: readonly BeltRow[];
  readonly targets: readonly TargetRow[];
  readonly horizons: readonly HorizonRow[];
  readonly categories: readonly TitledRow[];
  readonly departments: readonly TitledRow[];
  readonly figures: readonly FigureRow[];
  readonly standards: readonly VersionRow[];
  readonly policies: readonly VersionRow[];
  readonly badges: readonly BadgeRow[];
}

/** A tenant's state, said first and proven below; a part that the tenant has no data for is empty. */
export function assembleDashboard(rows: DashboardRows) {
  const levels = levelsOf({ levels: rows.cycle?.levels });
  const { sentences, ...lines } = linesOf(rows.belts, inPlanOrder(rows.units, rows.targets), levels);
  const standards = headsOf(rows.standards);
  return {
    tenant: rows.tenant,
    cycle: rows.cycle === null ? null : { id: rows.cycle.id, title: rows.cycle.title },
    sentences: sentences.length > 0 ? sentences : openingOf(rows, standards),
    targets: targetTable(rows.targets, rows.units, rows.isWhole),
    ...lines,
    horizons: horizonsOf(rows.horizons, rows.targets, rows.isWhole && sentences.length > 0 ? lines : null),
    categories: categoriesOf(rows.categories, rows.targets, rows.units),
    departments: departmentsOf(rows.departments, rows.badges),
    figures: figuresOf(rows.figures),
    figureFault: figureFaultOf(rows.figures),
    standards,
    policies: headsOf(rows.policies),
  };
}

/** The trades stand in the order in which the document sets their targets; other units keep theirs. */
function inPlanOrder(units: readonly UnitRow[], targets: readonly TargetRow[]): readonly UnitRow[] {
  const trades = targets.filter((target) => target.byKind === "trade").map((target) => target.key);
  const placeOf = (unit: UnitRow): number => {
    const at = unit.trade === null ? -1 : trades.indexOf(unit.trade);
    return at < 0 ? trades.length : at;
  };
  return units.toSorted((a, b) => placeOf(a) - placeOf(b));
}

/** What stands in place of the result while there is none. */
function openingOf(rows: DashboardRows, standards: ReturnType<typeof headsOf>): string[] {
  const published = standards.filter((standard) => standard.version !== null).length;
  return [...planSentences(rows.horizons, rows.targets), `${published} 项标准已发布，还没有认定结果。`];
}
