import { proveSum, type SumProof } from "../../domain/targets.ts";
import type { Lines } from "./belts.ts";
import type { HorizonRow, TargetRow, TitledRow, UnitRow } from "./rows.ts";

/** What a document asks by township and trade beside what there is, and its sums added up again. */
export interface TargetTable {
  readonly document: string;
  readonly clause: string;
  readonly rows: readonly {
    readonly kind: "township" | "trade";
    readonly label: string;
    readonly plannedUnits: number | null;
    readonly units: number;
    readonly plannedDemonstrations: number | null;
    readonly demonstrations: number;
  }[];
  readonly sums: readonly SumProof[];
}

/**
 * The targets by township, trade and category of the first document that has such; null where none has. Who doesn't
 * reach the whole tenant sees the rows of what is reached, and the sums, which are the document's own.
 */
export function targetTable(
  targets: readonly TargetRow[],
  units: readonly UnitRow[],
  isWhole: boolean,
): TargetTable | null {
  const broken = targets.filter((target) => ["township", "trade", "category"].includes(target.byKind));
  const [first] = broken;
  if (first === undefined) return null;
  const same = targets.filter((target) => target.document === first.document);
  const rows = rowsOf(same, units).filter((row) => isWhole || row.units + row.demonstrations > 0);
  return { document: first.document, clause: first.clause ?? "", rows, sums: sumsOf(same) };
}

function rowsOf(targets: readonly TargetRow[], units: readonly UnitRow[]): TargetTable["rows"] {
  return (["township", "trade"] as const).flatMap((kind) => {
    const own = targets.filter((target) => target.byKind === kind);
    return [...new Set(own.map((target) => target.key))].map((key) => {
      const planned = (subject: TargetRow["subject"]): number | null =>
        own.find((target) => target.key === key && target.subject === subject)?.count ?? null;
      const under = units.filter((unit) => (kind === "township" ? unit.township : unit.trade) === key);
      return {
        kind,
        label: own.find((target) => target.key === key)?.label ?? key,
        plannedUnits: planned("unit"),
        units: under.filter((unit) => unit.beltId !== null).length,
        plannedDemonstrations: planned("demonstration"),
        demonstrations: under.filter((unit) => unit.demonstration).length,
      };
    });
  });
}

/** Points by township; demonstrations by township; those of the trades; and all demonstrations: 28 + 8 + 4 = 40. */
function sumsOf(targets: readonly TargetRow[]): SumProof[] {
  const counts = (subject: TargetRow["subject"], byKind: TargetRow["byKind"]): number[] =>
    targets.flatMap((target) =>
      target.subject === subject && target.byKind === byKind && target.count !== null ? [target.count] : [],
    );
  const stated = (subject: TargetRow["subject"]): { count: number; isAbout: boolean } | null => {
    const total = targets.find((target) => target.subject === subject && target.byKind === "tenant");
    return total === undefined || total.count === null ? null : { count: total.count, isAbout: total.isAbout };
  };
  const points = counts("unit", "township");
  const onBelts = counts("demonstration", "township");
  const byTrade = counts("demonstration", "trade");
  const byCategory = counts("demonstration", "category");
  return [
    ...(points.length > 0 ? [proveSum("示范带上的点", points, stated("unit"))] : []),
    ...(onBelts.length > 0 ? [proveSum("示范带上的示范点", onBelts, null)] : []),
    ...(byTrade.length > 0
      ? [proveSum("带外示范点", byTrade, null, `这 ${added(byTrade)} 个在 ${added(points)} 个点之外`)]
      : []),
    ...(onBelts.length > 0 ? [proveSum("示范点", [added(onBelts), ...byTrade], stated("demonstration"))] : []),
    ...(byCategory.length > 0 ? [proveSum("各类示范点", byCategory, stated("demonstration"))] : []),
  ];
}

/** Progress against each horizon; null where it isn't known: `lines` is null before there are results. */
export function horizonsOf(
  horizons: readonly HorizonRow[],
  targets: readonly TargetRow[],
  lines: Pick<Lines, "belts" | "outside"> | null,
) {
  const reached = (target: TargetRow): number | null => {
    if (lines === null || lines.belts.length === 0 || target.byKind !== "tenant") return null;
    if (target.subject === "belt") return lines.belts.filter((line) => line.passes).length;
    if (target.subject === "unit") return added(lines.belts.map((line) => line.reached));
    return added([...lines.belts, ...lines.outside].map((line) => line.demonstrationsReached));
  };
  return horizons.map((horizon) => ({
    ...horizon,
    targets: targets
      .filter((target) => target.horizon === horizon.code && (target.byKind === "tenant" || target.byKind === "county"))
      .map((target) => ({
        label: target.label,
        count: target.count,
        isAbout: target.isAbout,
        reached: reached(target),
      })),
  }));
}

/** The special plans with their numbers, where the plan gives one, and the units that are in them. */
export function categoriesOf(
  categories: readonly TitledRow[],
  targets: readonly TargetRow[],
  units: readonly UnitRow[],
) {
  return categories.map(({ code, title }) => {
    const target = targets.find((each) => each.byKind === "category" && each.key === code);
    return {
      code,
      title,
      target: target?.count ?? null,
      isAbout: target?.isAbout ?? false,
      units: units.filter((unit) => unit.category === code).length,
    };
  });
}

/** What a tenant without results can say of itself: `近期 11 条示范带，中期 20 条左右示范带。` */
export function planSentences(horizons: readonly HorizonRow[], targets: readonly TargetRow[]): string[] {
  const words = { belt: ["条", "示范带"], unit: ["个", "点"], demonstration: ["个", "示范点"] } as const;
  const parts = horizons.flatMap((horizon) =>
    targets
      .filter((target) => target.horizon === horizon.code && target.byKind === "tenant" && target.count !== null)
      .map((target) => {
        const [measure, noun] = words[target.subject];
        return `${horizon.title} ${target.count} ${measure}${target.isAbout ? "左右" : ""}${noun}`;
      }),
  );
  return parts.length === 0 ? [] : [`${parts.join("，")}。`];
}

const added = (terms: readonly number[]): number => terms.reduce((sum, term) => sum + term, 0);
