/** The standard and the policy that everything is measured on: 100 items of mixed kinds, a table by level, two ceilings. */

export const TOWNSHIPS = Array.from({ length: 20 }, (_, place) => `乡镇${String.fromCharCode(0x4e00 + place * 7)}`);
export const FIELDS = ["village", "community", "company", "school"] as const;

/** How many items of each kind stand in the standard, in this order; 100 in all. */
export const KINDS = [
  ["yes-no", 26],
  ["choice", 16],
  ["count", 12],
  ["bands", 10],
  ["brackets", 8],
  ["proportion", 8],
  ["deduct", 6],
  ["rating", 8],
  ["tally", 4],
  ["formula", 2],
] as const;

export type BenchKind = (typeof KINDS)[number][0];

/** One item: which of its kind it is, and in which section it stands. */
export interface BenchItem {
  readonly code: string;
  readonly kind: BenchKind;
  readonly nth: number;
  readonly section: number;
  readonly score: object;
  readonly from?: string;
  readonly applies?: string;
  readonly optional?: boolean;
}

export const SECTIONS = 10;
/** The last section is a bonus; the others are base sections and are rescaled where items don't apply. */
export const BONUS = SECTIONS - 1;

export const ITEMS: readonly BenchItem[] = KINDS.flatMap(([kind, count]) =>
  Array.from({ length: count }, (_, nth) => ({ kind, nth })),
).map(({ kind, nth }, place) => {
  const code = `${kind.replace("-", "_")}${nth}`;
  return { code, kind, nth, section: place % SECTIONS, score: scoreOf(kind, nth), ...moreOf(code) };
});

function scoreOf(kind: BenchKind, nth: number): object {
  const points = 1 + (nth % 3) / 2;
  switch (kind) {
    case "yes-no":
      return { kind, points };
    case "choice":
      return {
        kind,
        options: [points, points * 0.7, points * 0.4, 0].map((each, place) => ({
          code: `o${place}`,
          title: `选项${place}`,
          points: Math.round(each * 100) / 100,
        })),
      };
    case "count":
      return { kind, each: 0.15, atMost: points, ...(nth % 2 === 0 ? { atLeast: 2 } : {}) };
    case "bands":
      return { kind, bands: [90, 80, 60].map((atLeast, place) => ({ atLeast, points: points - place * 0.25 })) };
    case "brackets": {
      const brackets = [
        { from: 0, each: 0.012 },
        { from: 50, each: 0.007 },
        { from: 120, each: 0.003 },
      ];
      return { kind, brackets, atMost: points, ...(nth % 2 === 0 ? { per: 5, whole: "down" } : {}) };
    }
    case "proportion":
      return { kind, points, full: 95, floor: 50 };
    case "deduct":
      return { kind, points, each: 0.25 };
    case "rating":
      return { kind, points, ...(nth % 2 === 0 ? { step: 0.5 } : {}) };
    case "tally":
      return {
        kind,
        take: "sum",
        atMost: points,
        options: [0.5, 0.3, -0.2].map((each, place) => ({ code: `o${place}`, title: `选项${place}`, points: each })),
      };
    case "formula":
      return {
        kind,
        points,
        expression:
          nth === 0 ? "unit.fund / unit.households * 0.02" : "unit.members * 0.03 + (unit.trained ? 0.4 : 0.15)",
      };
    default:
      return kind satisfies never;
  }
}

/** Three items are taken from facts, four apply to some, two may be marked not applicable. */
function moreOf(code: string): { readonly from?: string; readonly applies?: string; readonly optional?: boolean } {
  const more: Readonly<Record<string, { from?: string; applies?: string; optional?: boolean }>> = {
    yes_no0: { from: "unit.trained" },
    count0: { from: "unit.members" },
    proportion0: { from: "unit.fund * 100 / 60000" },
    yes_no5: { applies: "unit.field == 'village'" },
    choice3: { applies: "unit.field in ['village', 'community']" },
    bands1: { applies: "unit.households > 120" },
    deduct2: { applies: "unit.members >= 10 && !unit.vacant" },
    rating3: { optional: true },
    tally1: { optional: true },
  };
  return more[code] ?? {};
}

export const LEVELS = [
  { code: "5", atLeast: 93, team: 8.5 },
  { code: "4", atLeast: 88, team: 0 },
  { code: "3", atLeast: 84, team: 0 },
] as const;

export const standardDocument = {
  format: "hongdai/standard@1",
  title: "一百项的标准",
  scoring: "points",
  sections: Array.from({ length: SECTIONS }, (_, section) => ({
    code: `s${section}`,
    title: `大项${section}`,
    kind: section === BONUS ? "bonus" : "base",
    items: ITEMS.filter((item) => item.section === section).map(({ code, score, from, applies, optional }) => ({
      code,
      title: `指标 ${code}`,
      score,
      ...(from !== undefined && { from }),
      ...(applies !== undefined && { applies }),
      ...(optional !== undefined && { optional }),
    })),
  })),
  vetoes: [
    { code: "accident", title: "发生重大安全责任事故", effect: { kind: "no-level" } },
    { code: "vacant", title: "书记空缺", when: "unit.vacant", effect: { kind: "at-most-level", level: "4" } },
  ],
  levels: LEVELS.map(({ code, atLeast, team }) => ({
    code,
    title: `${code} 星`,
    atLeast,
    ...(team > 0 && { when: `sections.s0 >= ${team}` }),
  })),
};

export const AMOUNT_FEN: Readonly<Record<string, number>> = { "5": 5_000_000, "4": 3_000_000, "3": 1_000_000 };
export const TO_FEN = 10_000;

/** Ceilings that bind: about nine tenths of what each township comes to, then nine tenths of all. */
export function policyDocument(units: number): object {
  const { rows, otherwiseFen, totalFen } = ceilingsFor(units);
  return {
    format: "hongdai/policy@1",
    title: "以奖代补办法",
    year: 2026,
    grants: [
      {
        code: "star",
        title: "星级补助",
        when: "result.level in ['5', '4', '3']",
        amount: { kind: "table", of: "result.level", rows: AMOUNT_FEN },
      },
    ],
    rounding: { toFen: TO_FEN, mode: "down" },
    ceilings: [
      { code: "township", by: "unit.township", rows, otherwiseFen, share: "prorate" },
      { code: "total", totalFen, share: "prorate" },
    ],
  };
}

export function ceilingsFor(units: number): {
  readonly rows: Readonly<Record<string, number>>;
  readonly otherwiseFen: number;
  readonly totalFen: number;
} {
  const each = Math.ceil((units / TOWNSHIPS.length) * 200) * TO_FEN;
  const rows = Object.fromEntries(TOWNSHIPS.slice(0, 15).map((township, place) => [township, each + place * 70_000]));
  return { rows, otherwiseFen: each + 330_000, totalFen: Math.ceil(units * 160) * TO_FEN };
}
