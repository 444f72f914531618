import type { AnswersSeed, BeltSeed, Demonstration, UnitSeed } from "../demonstration.ts";
import { entities, plan } from "./jinhua-edz-organisation.ts";
import { profiles } from "./jinhua-edz-profiles.ts";

interface PlaceSeed {
  readonly code: string;
  readonly shortName: string;
  readonly name: string;
  /** How many of its points, the first ones, are to become demonstrations. */
  readonly demonstrations: number;
  /** One letter a point, in belt order: the answers in jinhua-edz-profiles.ts. */
  readonly points: string;
}

/** 八个乡镇（街道）, in the notice's order. */
const townships: readonly PlaceSeed[] = [
  { code: "sumeng", shortName: "苏孟乡", name: "苏孟乡党委", demonstrations: 3, points: "ABECBFHCBF" },
  { code: "qiubin", shortName: "秋滨街道", name: "秋滨街道党工委", demonstrations: 3, points: "FABHCBFHCB" },
  { code: "sanjiang", shortName: "三江街道", name: "三江街道党工委", demonstrations: 3, points: "EFAFHCBFDC" },
  { code: "xiguan", shortName: "西关街道", name: "西关街道党工委", demonstrations: 3, points: "BEFBFHC" },
  { code: "jiangnan", shortName: "江南街道", name: "江南街道党工委", demonstrations: 3, points: "ABEBFHC" },
  { code: "tangxi", shortName: "汤溪镇", name: "汤溪镇党委", demonstrations: 5, points: "FABEGBFHCBFHCBF" },
  { code: "luobu", shortName: "罗埠镇", name: "罗埠镇党委", demonstrations: 5, points: "ABEFAHCBFHCBFHC" },
  { code: "yangbu", shortName: "洋埠镇", name: "洋埠镇党委", demonstrations: 3, points: "BEFBFHCBFH" },
];

/** 两个行业党委; their demonstrations lie outside the belts. */
const trades: readonly PlaceSeed[] = [
  { code: "network", shortName: "网络经济产业", name: "网络经济产业党委", demonstrations: 8, points: "ABEFABEG" },
  { code: "chamber", shortName: "商会", name: "商会党委", demonstrations: 4, points: "ABEF" },
];

const root: UnitSeed = {
  code: "edz",
  name: "中共金华经济技术开发区工作委员会",
  shortName: "开发区工委",
  kind: "committee",
  parent: null,
};

const pointCode = (place: PlaceSeed, index: number): string => `${place.code}-${String(index + 1).padStart(2, "0")}`;

const pointName = (place: PlaceSeed, index: number): string =>
  `${place.shortName} ${String(index + 1).padStart(2, "0")} 号点`;

const head = (place: PlaceSeed, kind: "township" | "industry"): UnitSeed => ({
  code: place.code,
  name: place.name,
  shortName: place.shortName,
  kind,
  parent: root.code,
});

/** Points of a township lie on its belt; villages and enterprises take turns, which is an example. */
function beltPoints(place: PlaceSeed): UnitSeed[] {
  return [...place.points].map((_, index) => ({
    code: pointCode(place, index),
    name: pointName(place, index),
    kind: "branch",
    field: index % 2 === 0 ? "village" : "enterprise",
    parent: place.code,
    township: place.code,
    belt: place.code,
    beltPosition: index + 1,
    demonstration: index < place.demonstrations,
  }));
}

function tradePoints(place: PlaceSeed): UnitSeed[] {
  return [...place.points].map((_, index) => ({
    code: pointCode(place, index),
    name: pointName(place, index),
    kind: "branch",
    field: place.code === "network" ? "e-commerce" : "enterprise",
    parent: place.code,
    trade: place.code,
    demonstration: index < place.demonstrations,
  }));
}

const belts: readonly BeltSeed[] = townships.map((place) => ({
  code: place.code,
  name: `${place.shortName}示范带`,
  township: place.code,
  plannedUnits: place.points.length,
  plannedDemonstrations: place.demonstrations,
}));

/** What was accepted of every point; a village answers 五议两公开 and 村规民约, an enterprise 和合共同体. */
function answers(place: PlaceSeed, points: readonly UnitSeed[]): AnswersSeed[] {
  return points.map((unit, index) => {
    const profile = profiles[place.points[index] ?? ""];
    if (profile === undefined) throw new Error(`${unit.code} has no profile`);
    const own = unit.field === "village" ? { decisions: true, village_rules: true } : { community: true };
    return { unit: unit.code, answers: { ...profile, ...own }, notApplicable: [], vetoes: [] };
  });
}

const onBelts = townships.map((place) => ({ place, points: beltPoints(place) }));
const outside = trades.map((place) => ({ place, points: tradePoints(place) }));

/** 金华经济技术开发区: 84 points on 8 belts, 12 demonstrations outside them, the acceptance of October 2015. */
export const jinhuaEdz: Demonstration = {
  tenant: "jinhua-edz",
  name: "金华经济技术开发区",
  parent: "jinhua",
  units: [
    root,
    ...townships.map((place) => head(place, "township")),
    ...trades.map((place) => head(place, "industry")),
    ...[...onBelts, ...outside].flatMap(({ points }) => points),
  ],
  belts,
  entities,
  plan,
  cycles: [
    {
      code: "2015-q3",
      title: "2015 年三季度督查",
      kind: "quarterly",
      year: 2015,
      opensOn: "2015-08-25",
      selfUntil: null,
      reviewUntil: null,
      acceptanceUntil: null,
      closedOn: null,
      standards: ["belt-point"],
      accepted: null,
    },
    {
      code: "2015-acceptance",
      title: "2015 年 10 月考核验收",
      kind: "acceptance",
      year: 2015,
      opensOn: "2015-08-25",
      selfUntil: "2015-10-10",
      reviewUntil: "2015-10-15",
      acceptanceUntil: "2015-10-20",
      closedOn: "2015-10-20",
      standards: ["belt-point"],
      accepted: {
        standard: "belt-point",
        answers: [...onBelts, ...outside].flatMap(({ place, points }) => answers(place, points)),
      },
    },
  ],
  figures: [],
  reach: { township: ["sumeng", "sanjiang"], secretary: ["sumeng-01", "sanjiang-09"], department: ["organisation"] },
};
