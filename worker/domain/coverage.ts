import { decimal, multiply, quotient, toNumber } from "./decimal.ts";
import type { Fault } from "./fault.ts";

/** So many entities of which the same is known. Null is unknown, and stays so. */
export interface EntityGroup {
  readonly count: number;
  readonly isOperating: boolean | null;
  /** Whether it must be covered, as far as its members are known. */
  readonly isMust: boolean | null;
  readonly isCovered: boolean;
  /** Covered by a unit of its own. */
  readonly isSingle: boolean;
  /** Nobody's unit covers it, but somebody is assigned to it. */
  readonly isGuided: boolean;
}

/** A rate with everything that it is made of. Unknown ones spread: then there is no numerator, denominator or rate. */
export interface CoverageFigure {
  readonly code: string;
  readonly title: string;
  readonly definition: string;
  readonly numerator: number | null;
  readonly denominator: number | null;
  /** Percent, two decimals, rounded half up; null where unknown, or where there is nothing to divide by. */
  readonly rate: number | null;
  /** Entities that would have to be known. */
  readonly unknown: number;
  readonly text: string;
}

const kinds: readonly {
  readonly code: string;
  readonly title: string;
  readonly definition: string;
  readonly isIn: (group: EntityGroup) => boolean | null;
  readonly isCounted: (group: EntityGroup) => boolean;
}[] = [
  {
    code: "organisation",
    title: "组织覆盖率",
    definition: "党组织覆盖的在营两新组织数 ÷ 在营两新组织数",
    isIn: ({ isOperating }) => isOperating,
    isCounted: ({ isCovered }) => isCovered,
  },
  {
    code: "single",
    title: "单独组建率",
    definition: "单独组建党组织的在营两新组织数 ÷ 在营两新组织数",
    isIn: ({ isOperating }) => isOperating,
    isCounted: ({ isSingle }) => isSingle,
  },
  {
    code: "must",
    title: "组建率",
    definition: "党组织覆盖的应建两新组织数 ÷ 应建两新组织数",
    isIn: mustOf,
    isCounted: ({ isCovered }) => isCovered,
  },
  {
    code: "work",
    title: "工作覆盖率",
    definition: "党组织覆盖或派了包点干部的在营两新组织数 ÷ 在营两新组织数",
    isIn: ({ isOperating }) => isOperating,
    isCounted: ({ isCovered, isGuided }) => isCovered || isGuided,
  },
];

/**
 * The rates that a district reports, entities counted and never party organisations (Quzhou standard, 组建率). One entity
 * that isn't known to operate, or to be one that must be covered, leaves the whole rate unknown: it is never counted as 0.
 */
export function coverageFigures(groups: readonly EntityGroup[]): readonly CoverageFigure[] {
  return kinds.map(({ code, title, definition, isIn, isCounted }) => {
    const sum = (some: readonly EntityGroup[]): number => some.reduce((so, { count }) => so + count, 0);
    const within = groups.filter((group) => isIn(group) === true);
    const unknown = sum(groups.filter((group) => isIn(group) === null));
    const [numerator, denominator] = [sum(within.filter(isCounted)), sum(within)];
    if (unknown > 0) {
      const text = `未知（${unknown} 家未报）`;
      return { code, title, definition, numerator: null, denominator: null, rate: null, unknown, text };
    }
    const rate = denominator === 0 ? null : percent(numerator, denominator);
    const text = rate === null ? "—" : `${rate.toFixed(2)}%`;
    return { code, title, definition, numerator, denominator, rate, unknown, text };
  });
}

/** What doesn't operate need not be covered, however many members it has. */
function mustOf({ isOperating, isMust }: EntityGroup): boolean | null {
  if (isOperating === false || isMust === false) return false;
  return isOperating === null || isMust === null ? null : true;
}

function percent(numerator: number, denominator: number): number {
  return toNumber(quotient(multiply(decimal(numerator), 100), decimal(denominator), 2));
}

const mustMembersEver = 1000;

/** What is wrong with the number of full members from which an entity must be covered; null is the Party's own, three. */
export function mustMembersFaults(settings: Readonly<Record<string, unknown>>): readonly Fault[] {
  const set = settings["mustOrganiseMembers"];
  if (set === undefined || set === null) return [];
  if (typeof set === "number" && Number.isInteger(set) && set >= 1 && set <= mustMembersEver) return [];
  return [{ path: "mustOrganiseMembers", message: `应为 1～${mustMembersEver} 的整数，照党章定的 3 人写 null` }];
}
