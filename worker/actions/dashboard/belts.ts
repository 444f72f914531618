import {
  type Point,
  resultSentences,
  type Standing,
  type Stuck,
  standingOf,
  stuckPoints,
  type Wanted,
  wantedLevels,
} from "../../domain/acceptance.ts";
import { type Level, levelTitle } from "../../domain/level-scale.ts";
import { pointsOf } from "../../domain/score.ts";
import type { BeltRow, UnitRow } from "./rows.ts";

/** A belt, or the demonstrations of one trade outside the belts, as a line of points. */
export interface BeltLine {
  readonly id: string;
  readonly name: string;
  readonly township: string | null;
  readonly passes: boolean;
  readonly reached: number;
  readonly units: number;
  readonly demonstrationsReached: number;
  readonly demonstrations: number;
  readonly shortText: string;
  readonly points: readonly LinePoint[];
}

export interface LinePoint {
  readonly unit: string;
  readonly code: string;
  readonly name: string;
  readonly position: number | null;
  readonly demonstration: boolean;
  readonly score: number | null;
  readonly level: string | null;
  readonly levelTitle: string | null;
  readonly short: boolean;
}

/** The belts, what lies outside them, where it is stuck, and the result in a sentence. */
export interface Lines {
  readonly belts: readonly BeltLine[];
  readonly outside: readonly BeltLine[];
  readonly stuck: readonly Stuck[];
  readonly sentences: readonly string[];
}

interface Group {
  readonly head: { readonly id: string; readonly name: string; readonly township: string | null };
  readonly isBelt: boolean;
  /** Of a belt that the reader reaches only in part nothing is planned here: what is seen isn't the belt. */
  readonly planned: { readonly units: number | null; readonly demonstrations: number | null } | null;
  readonly rows: readonly UnitRow[];
}

/** Strings the units on their belts and says how acceptance found them. `units` come in belt order. */
export function linesOf(belts: readonly BeltRow[], units: readonly UnitRow[], levels: readonly Level[]): Lines {
  const beltGroups = belts.map((belt) => beltGroup(belt, units));
  const groups = [...beltGroups, ...groupOutside(units)];
  const strung = new Set(groups.flatMap((group) => group.rows.map((unit) => unit.id)));
  const others = units.filter((unit) => !strung.has(unit.id));
  const points = [...groups.flatMap((group) => group.rows), ...others].map(pointOf);
  const wanted = wantedLevels(points);
  const stood = groups.map((group) => ({ group, standing: standingOfGroup(group, levels, wanted) }));
  const onBelts = stood.filter(({ group }) => group.isBelt);
  const outside = stood.filter(({ group }) => !group.isBelt);
  const line = ({ group, standing }: { group: Group; standing: Standing }) => lineOf(group, standing, levels);
  return {
    belts: onBelts.map(line),
    outside: outside.map(line),
    stuck: stood.flatMap(({ group, standing }) => stuckPoints(standing, levels, wanted, group.planned !== null)),
    sentences: resultSentences(
      points,
      onBelts.filter(({ group }) => group.planned !== null).map(({ standing }) => standing),
      levels,
    ),
  };
}

function beltGroup(belt: BeltRow, units: readonly UnitRow[]): Group {
  const rows = units.filter((unit) => unit.beltId === belt.id);
  const planned = { units: belt.plannedUnits, demonstrations: belt.plannedDemonstrations };
  const head = { id: belt.id, name: belt.name, township: belt.township };
  return { head, isBelt: true, planned: rows.length < belt.units ? null : planned, rows };
}

/** Demonstrations outside the belts, by their trade, or by their township where they have no trade. */
function groupOutside(units: readonly UnitRow[]): Group[] {
  const groups = new Map<string, { head: Group["head"]; rows: UnitRow[] }>();
  for (const unit of units) {
    const name = unit.trade ?? unit.township;
    if (unit.beltId !== null || !unit.demonstration || name === null) continue;
    const group = groups.get(name) ?? { head: { id: unit.tradeId ?? name, name, township: unit.township }, rows: [] };
    group.rows.push(unit);
    groups.set(name, group);
  }
  return [...groups.values()].map((group) => ({ ...group, isBelt: false, planned: null }));
}

const standingOfGroup = (group: Group, levels: readonly Level[], wanted: Wanted): Standing =>
  standingOf(group.rows.map(pointOf), levels, wanted, group.planned);

const pointOf = (unit: UnitRow): Point => ({
  unit: unit.id,
  name: unit.name,
  demonstration: unit.demonstration,
  scoreHundredths: unit.scoreHundredths,
  level: unit.level,
  outcomes: unit.gates,
});

function lineOf({ head, rows }: Group, standing: Standing, levels: readonly Level[]): BeltLine {
  const short = new Set(standing.short.map((point) => point.unit));
  const { passes, reached, demonstrationsReached, demonstrations, shortText } = standing;
  const points = rows.map(
    (unit): LinePoint => ({
      unit: unit.id,
      code: unit.code,
      name: unit.name,
      position: unit.beltPosition,
      demonstration: unit.demonstration,
      score: unit.scoreHundredths === null ? null : pointsOf(unit.scoreHundredths),
      level: unit.level,
      levelTitle: unit.gates === null ? null : levelTitle(levels, unit.level),
      short: short.has(unit.id),
    }),
  );
  return { ...head, passes, reached, units: rows.length, demonstrationsReached, demonstrations, shortText, points };
}
