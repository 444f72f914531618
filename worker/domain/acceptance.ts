import type { GateOutcome } from "./gates.ts";
import { gapText, type Level, levelShort, levelTitle, reaches, standingText } from "./level-scale.ts";

/** A point as acceptance left it. `outcomes` null: it has no result yet, which is unknown and not a failure. */
export interface Point {
  readonly unit: string;
  readonly name: string;
  readonly demonstration: boolean;
  readonly scoreHundredths: number | null;
  readonly level: string | null;
  readonly outcomes: readonly GateOutcome[] | null;
}

/** What the hard gates ask of every point and of demonstrations; null where no hard gate asks anything. */
export interface Wanted {
  readonly point: string | null;
  readonly demonstration: string | null;
}

/** A belt, or the demonstrations of one trade outside the belts, as acceptance finds it. */
export interface Standing {
  readonly passes: boolean;
  /** Points that reached what is asked of every point. */
  readonly reached: number;
  readonly demonstrationsReached: number;
  readonly demonstrations: number;
  /** Points with a hard gate unmet. */
  readonly short: readonly Point[];
  readonly shortText: string;
}

/**
 * Which level the hard gates ask of every point and which of demonstrations: a gate that applied to a point that is no
 * demonstration asks it of every point. Source: 关于开展党建示范带创建的通知（2015-08-25）二.
 */
export function wantedLevels(points: readonly Point[]): Wanted {
  let point: string | null = null;
  let demonstration: string | null = null;
  const general = new Set(
    points
      .filter((each) => !each.demonstration)
      .flatMap(hardGates)
      .map((gate) => gate.code),
  );
  for (const gate of points.flatMap(hardGates)) {
    if (general.has(gate.code)) point = gate.atLeastLevel;
    else demonstration = gate.atLeastLevel;
  }
  return { point, demonstration };
}

/**
 * Whether a belt passes: every point has a result, none has a hard gate unmet, and no fewer demonstrations reached
 * their level than were planned. `planned` is null outside belts, where the demonstrations themselves are the plan.
 * Source: 关于开展党建示范带创建的通知（2015-08-25）二.
 */
export function standingOf(
  points: readonly Point[],
  levels: readonly Level[],
  wanted: Wanted,
  planned: { readonly units: number | null; readonly demonstrations: number | null } | null,
): Standing {
  const demonstrations = points.filter((point) => point.demonstration);
  const holds = (point: Point, level: string | null): boolean =>
    point.outcomes !== null && (level === null || reaches(levels, point.level, level));
  const reached = points.filter((point) => holds(point, wanted.point)).length;
  const demonstrationsReached = demonstrations.filter((point) => holds(point, wanted.demonstration)).length;
  const short = points.filter((point) => unmet(point).length > 0);
  const missingUnits = Math.max(0, (planned?.units ?? 0) - points.length);
  const missingDemonstrations = Math.max(0, (planned?.demonstrations ?? 0) - demonstrations.length);
  const waiting = points.filter((point) => point.outcomes === null).length;

  const lacks = [
    ...(short.length > 0 ? [`差 ${short.length} 个点`] : []),
    ...(missingUnits > 0 ? [`少 ${missingUnits} 个点`] : []),
    ...(missingDemonstrations > 0 ? [`少 ${missingDemonstrations} 个示范点`] : []),
    ...(waiting > 0 ? [`${waiting} 个点还没有结果`] : []),
  ];
  const passes = lacks.length === 0 && points.length > 0;
  const done = planned === null ? "齐了" : "合格";
  return {
    passes,
    reached,
    demonstrationsReached,
    demonstrations: demonstrations.length,
    short,
    shortText: passes ? done : lacks.join("，") || "还没有点",
  };
}

/** One point that is stuck: where it stands, by how much, and what hangs on it. */
export interface Stuck {
  readonly unit: string;
  readonly name: string;
  readonly scoreText: string;
  readonly gapText: string;
  readonly consequence: string;
}

/** The stuck points of a standing, in its order; a point that misses several gates is held to the hardest. */
export function stuckPoints(standing: Standing, levels: readonly Level[], wanted: Wanted, onBelt: boolean): Stuck[] {
  return standing.short.map((point) => {
    const missed = unmet(point).reduce((hardest, gate) =>
      reaches(levels, gate.atLeastLevel, hardest.atLeastLevel) ? gate : hardest,
    );
    const asDemonstration = point.demonstration && missed.atLeastLevel === wanted.demonstration;
    const parts = [
      ...(asDemonstration ? [`示范点 ${standing.demonstrationsReached}/${standing.demonstrations}`] : []),
      ...(onBelt ? ["整条带不能验收"] : []),
    ];
    return {
      unit: point.unit,
      name: point.name,
      scoreText: standingText(levels, point.scoreHundredths, point.level),
      gapText: gapText(levels, point.scoreHundredths, missed.atLeastLevel),
      consequence: parts.join("，"),
    };
  });
}

/**
 * The result said first: `84 个点，83 个到三星；40 个示范点，38 个到四星。` and `8 条带，6 条合格。`
 * Without hard gates: how many units got which level. Without results: nothing.
 */
export function resultSentences(
  points: readonly Point[],
  belts: readonly Standing[],
  levels: readonly Level[],
): readonly string[] {
  const judged = points.filter((point) => point.outcomes !== null);
  if (judged.length === 0) return [];
  const gates = gateSentence(judged, levels);
  const passing = belts.filter((belt) => belt.passes).length;
  const sentences = [gates ?? levelSentence(judged, levels)];
  return belts.length === 0 ? sentences : [...sentences, `${belts.length} 条带，${passing} 条合格。`];
}

function gateSentence(points: readonly Point[], levels: readonly Level[]): string | null {
  const gates = new Map<string, { wanted: string; met: number; demonstrations: number; points: number }>();
  for (const point of points) {
    for (const gate of hardGates(point)) {
      const count = gates.get(gate.code) ?? { wanted: gate.atLeastLevel, met: 0, demonstrations: 0, points: 0 };
      count.points += 1;
      if (gate.isMet) count.met += 1;
      if (point.demonstration) count.demonstrations += 1;
      gates.set(gate.code, count);
    }
  }
  if (gates.size === 0) return null;
  const parts = [...gates.values()].map((gate) => {
    const noun = gate.demonstrations === gate.points ? "示范点" : "点";
    return `${gate.points} 个${noun}，${gate.met} 个到${levelShort(levels, gate.wanted)}`;
  });
  return `${parts.join("；")}。`;
}

function levelSentence(points: readonly Point[], levels: readonly Level[]): string {
  const held = [...levels.map((level) => level.code), null];
  const parts = held.flatMap((code) => {
    const count = points.filter((point) => point.level === code).length;
    return count === 0 ? [] : [`${count} 个${levelTitle(levels, code)}`];
  });
  return `${points.length} 个党组织有认定结果，${parts.join("、")}。`;
}

const hardGates = (point: Point): readonly GateOutcome[] => (point.outcomes ?? []).filter((gate) => gate.isHard);

const unmet = (point: Point): readonly GateOutcome[] => hardGates(point).filter((gate) => !gate.isMet);
