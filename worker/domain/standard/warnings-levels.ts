import { at } from "../fault.ts";
import { formatHundredths, pointsOf } from "../score.ts";
import { jsonOf, type Proposal, type Warning, without } from "../warning.ts";
import type { LevelDocument } from "./document.ts";
import type { Level, Standard } from "./plan.ts";
import { mostPossible } from "./warnings-possible.ts";

/** Levels that run backwards, or that nobody can reach (standards.md "Document"). */
export function levelWarnings(standard: Standard): readonly Warning[] {
  const warnings = standard.levels.flatMap((_, place) => [
    ...backwards(standard, place),
    ...taken(standard, place),
    ...tooHigh(standard, place),
    ...noPlaces(standard, place),
  ]);
  return [...warnings, ...noSteps(standard)];
}

/** Where a level's line is written. */
export function linePath(standard: Standard, place: number): string {
  return at(at("levels", place), standard.levels[place]?.isAbove === true ? "above" : "atLeast");
}

/** `90 分以上`, `超过 90 分`. */
export function lineText(level: Level): string {
  return level.isAbove ? `超过 ${lineFigure(level)} 分` : `${lineFigure(level)} 分以上`;
}

function lineFigure(level: Level): string {
  return formatHundredths(lineOf(level));
}

function lineOf(level: Level): number {
  return level.leastHundredths - (level.isAbove ? 1 : 0);
}

/** A level with another line, in hundredths, that holds its number. */
export function withLine(level: LevelDocument, hundredths: number): LevelDocument {
  return { ...(without(level, ["above"]) as unknown as LevelDocument), atLeast: pointsOf(hundredths) };
}

/** 「倒挂」: a better level asks for less than a worse one. Conditions may make two scales of one list; those are left. */
function backwards(standard: Standard, place: number): readonly Warning[] {
  const level = standard.levels[place];
  const better = standard.levels.slice(0, place).find((each) => isPlainlyBelow(each, level));
  if (level === undefined || better === undefined) return [];
  const order = standard.levels
    .map((each, index) => ({ each, index }))
    .sort((a, b) => b.each.leastHundredths - a.each.leastHundredths || a.index - b.index);
  return [
    {
      code: "level-backwards",
      path: linePath(standard, place),
      message: `${better.title}排在${level.title}前面，却只要 ${lineText(better)}，${level.title}要 ${lineText(level)}：等级倒挂，${level.title}评不到。`,
      figures: {
        better: better.title,
        betterLine: pointsOf(lineOf(better)),
        level: level.title,
        line: pointsOf(lineOf(level)),
      },
      proposal: {
        text: `按线从高到低排：${order.map(({ each }) => `${each.title} ${lineFigure(each)}`).join("、")}。`,
        path: "levels",
        value: jsonOf(order.map(({ index }) => standard.document.levels?.[index])),
      },
      source: null,
    },
  ];
}

function isPlainlyBelow(better: Level, level: Level | undefined): boolean {
  if (level === undefined || better.when !== undefined || level.when !== undefined) return false;
  return better.leastHundredths < level.leastHundredths;
}

/** A level that an earlier one always takes: it asks for no more, without condition or quota of its own. */
function taken(standard: Standard, place: number): readonly Warning[] {
  const level = standard.levels[place];
  if (level === undefined || isReachedOtherwise(standard, place)) return [];
  const better = standard.levels.slice(0, place).find((each) => takes(each, level));
  if (better === undefined || isPlainlyBelow(better, level)) return [];
  return [
    {
      code: "level-taken",
      path: linePath(standard, place),
      message: `${level.title}（${lineText(level)}）评不到：够得上的都先评了${better.title}（${lineText(better)}）。`,
      figures: {
        better: better.title,
        betterLine: pointsOf(lineOf(better)),
        level: level.title,
        line: pointsOf(lineOf(level)),
      },
      proposal: untaken(standard, place, better),
      source: null,
    },
  ];
}

function takes(better: Level, level: Level): boolean {
  if (better.quota !== undefined || better.leastHundredths > level.leastHundredths) return false;
  return better.when === undefined || better.when.source === level.when?.source;
}

/** Whether it may be had by another way than by score: vetoes and promotion forbid the better ones, a condition names it. */
function isReachedOtherwise(standard: Standard, place: number): boolean {
  const bars = ["at-most-level", "not-above-held", "lower"];
  return (
    standard.promotion !== undefined ||
    standard.directLevels.some(({ level }) => level === place) ||
    standard.vetoes.some(({ effect }) => bars.includes(effect.kind))
  );
}

/** A condition of its own goes before what takes all; else a line halfway to the next one, or the level goes. */
function untaken(standard: Standard, place: number, better: Level): Proposal | null {
  const documents = standard.document.levels ?? [];
  const [level, document] = [standard.levels[place], documents[place]];
  if (level === undefined || document === undefined) return null;
  const before = standard.levels.indexOf(better);
  if (level.when !== undefined && better.when === undefined) {
    const others = documents.filter((each) => each !== document);
    const value = jsonOf([...others.slice(0, before), document, ...others.slice(before)]);
    return { text: `把${level.title}排到${better.title}前面，先看它的条件。`, path: "levels", value };
  }
  const next = standard.levels[place + 1]?.leastHundredths ?? Math.max(0, better.leastHundredths - 2000);
  const halfway = Math.floor((next + better.leastHundredths) / 200) * 100;
  if (halfway < better.leastHundredths && halfway >= next) {
    const value = jsonOf(withLine(document, halfway));
    return { text: `把${level.title}的线改成 ${formatHundredths(halfway)} 分。`, path: at("levels", place), value };
  }
  if (isNamed(standard, level.code)) return null;
  const value = jsonOf(documents.filter((each) => each !== document));
  return { text: `删去${level.title}，或改低它的线。`, path: "levels", value };
}

function isNamed(standard: Standard, code: string): boolean {
  const place = standard.levelByCode.get(code);
  return (
    standard.directLevels.some(({ level }) => level === place) ||
    standard.vetoes.some(({ effect }) => effect.kind === "at-most-level" && effect.level === place)
  );
}

/** A line above what the total can come to. */
function tooHigh(standard: Standard, place: number): readonly Warning[] {
  const level = standard.levels[place];
  const most = mostPossible(standard);
  if (level === undefined || level.leastHundredths <= most) return [];
  if (standard.directLevels.some((direct) => direct.level === place)) return [];
  const document = standard.document.levels?.[place];
  return [
    {
      code: "level-above-possible",
      path: linePath(standard, place),
      message: `${level.title}要 ${lineText(level)}，总分最多 ${formatHundredths(most)} 分，评不到。`,
      figures: { level: level.title, line: pointsOf(lineOf(level)), most: pointsOf(most) },
      proposal: {
        text: `把线改成 ${formatHundredths(most)} 分或更低，或者补上分值。`,
        path: at("levels", place),
        value: jsonOf(document && withLine(document, most)),
      },
      source: null,
    },
  ];
}

/** A quota of nothing. Where a direct level names it, that is how it is meant. */
function noPlaces(standard: Standard, place: number): readonly Warning[] {
  const level = standard.levels[place];
  const key = level?.quota?.count === 0 ? "count" : level?.quota?.percent === 0 ? "percent" : undefined;
  if (level === undefined || key === undefined) return [];
  if (standard.directLevels.some((direct) => direct.level === place)) return [];
  const unit = key === "count" ? " 个" : "%";
  return [
    {
      code: "quota-zero",
      path: at(at(at("levels", place), "quota"), key),
      message: `${level.title}的名额是 0${unit}，评不到。`,
      figures: { level: level.title, [key]: 0 },
      proposal: { text: `把名额改成至少 1${unit}，或删去名额限制。`, path: `levels[${place}].quota.${key}`, value: 1 },
      source: null,
    },
  ];
}

/** 「逐级晋升」 by no step: nobody ever gets more than is held, and who holds nothing gets nothing. */
function noSteps(standard: Standard): readonly Warning[] {
  const { promotion } = standard;
  if (promotion === undefined || promotion.atMostSteps > 0 || promotion.unless !== undefined) return [];
  return [
    {
      code: "promotion-zero",
      path: "promotion.atMostSteps",
      message: "逐级晋升每次最多 0 级：没有等级的永远评不上，有等级的永远升不了。",
      figures: { atMostSteps: 0 },
      proposal: { text: "改成每次最多升 1 级。", path: "promotion.atMostSteps", value: 1 },
      source: null,
    },
  ];
}
