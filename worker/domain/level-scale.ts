import { formatHundredths } from "./score.ts";

/** A level as a standard's document lists it, best first; `atLeast` or `above` is its line in points. */
export interface Level {
  readonly code: string;
  readonly title: string;
  readonly atLeast?: number;
  readonly above?: number;
}

/** The levels of a published standard's document; what isn't a list of levels counts as none. */
export function levelsOf(document: Readonly<Record<string, unknown>>): readonly Level[] {
  const levels: unknown = document["levels"];
  return Array.isArray(levels) ? levels.filter(isLevel) : [];
}

/** Whether the level held is the wanted one or a better one. Nothing held, or a level the scale lacks, reaches nothing. */
export function reaches(levels: readonly Level[], held: string | null, wanted: string): boolean {
  const heldAt = levels.findIndex((level) => level.code === held);
  const wantedAt = levels.findIndex((level) => level.code === wanted);
  return heldAt >= 0 && wantedAt >= 0 && heldAt <= wantedAt;
}

/** 三星级; 不评星 where no level was found (未定级 where the scale has no stars). */
export function levelTitle(levels: readonly Level[], code: string | null): string {
  const level = levels.find((each) => each.code === code);
  if (level !== undefined) return level.title;
  if (code !== null) return code;
  return levels.some((each) => each.title.includes("星")) ? "不评星" : "未定级";
}

/** 三星 for 三星级, as running text says it: 83 个到三星. */
export function levelShort(levels: readonly Level[], code: string): string {
  return levelTitle(levels, code).replace(/级$/, "");
}

/** `79.50 分，三星级`; 没有得分 where the subject failed. */
export function standingText(levels: readonly Level[], scoreHundredths: number | null, level: string | null): string {
  if (scoreHundredths === null) return "没有得分";
  return `${formatHundredths(scoreHundredths)} 分，${levelTitle(levels, level)}`;
}

/**
 * What is missing to a wanted level: `差 0.50 分到四星级`. Where the points suffice, something else forbids it, and the
 * text says so. A level with `above` needs one hundredth more than its line.
 */
export function gapText(levels: readonly Level[], scoreHundredths: number | null, wanted: string): string {
  const level = levels.find((each) => each.code === wanted);
  if (level === undefined) return `标准里没有“${wanted}”这一级`;
  if (scoreHundredths === null) return `没有得分，到不了${level.title}`;
  const line = level.atLeast ?? level.above ?? 0;
  const needed = Math.round(line * 100) + (level.atLeast === undefined && level.above !== undefined ? 1 : 0);
  if (scoreHundredths >= needed) return `分数够${level.title}，被否决或附加条件拦住`;
  return `差 ${formatHundredths(needed - scoreHundredths)} 分到${level.title}`;
}

function isLevel(value: unknown): value is Level {
  return typeof value === "object" && value !== null && "code" in value && "title" in value;
}
