import type { Fault } from "./fault.ts";

/** 一点一策: goals, measures each with who is responsible and by when, and the milestones on the way. */
export interface PlanText {
  readonly goals: string;
  readonly measures: readonly PlanMeasure[];
  readonly milestones: readonly PlanMilestone[];
}

/** What is done, the post that is responsible (no personal data beyond the name of the post), and by which day. */
export interface PlanMeasure {
  readonly text: string;
  readonly responsible: string;
  readonly dueOn: string | null;
}

/** A state that will be reached by a day. */
export interface PlanMilestone {
  readonly title: string;
  readonly dueOn: string | null;
}

/**
 * What a plan still lacks before it can be handed in: goals, measures, who is responsible, by when, milestones; nothing
 * of it may be left empty (notice of 2015-08-25, 一点一策). Days lie in the plan's year.
 */
export function planFaults({ goals, measures, milestones }: PlanText, year: number): readonly Fault[] {
  const empty = (text: string): boolean => text.trim() === "";
  const faults: Fault[] = [];
  const say = (path: string, message: string): void => void faults.push({ path, message });
  if (empty(goals)) say("goals", "创建目标要写");
  if (measures.length === 0) say("measures", "工作举措至少写一条");
  measures.forEach(({ text, responsible, dueOn }, index) => {
    if (empty(text)) say(`measures[${index}].text`, "举措要写");
    if (empty(responsible)) say(`measures[${index}].responsible`, "责任人要写，写职务即可");
    dayFault(dueOn, year, (message) => say(`measures[${index}].dueOn`, message));
  });
  if (milestones.length === 0) say("milestones", "节点至少写一个");
  milestones.forEach(({ title, dueOn }, index) => {
    if (empty(title)) say(`milestones[${index}].title`, "节点要写");
    dayFault(dueOn, year, (message) => say(`milestones[${index}].dueOn`, message));
  });
  return faults;
}

function dayFault(day: string | null, year: number, say: (message: string) => void): void {
  if (day === null) say("完成时限要写");
  else if (!day.startsWith(`${year}-`)) say(`完成时限应在 ${year} 年内`);
}

const pieceLength = 4;
const mostPieces = 64;

/** The pieces that a plan's text is made of: every four characters in a row, punctuation and spaces left out. */
export function piecesOf({ goals, measures, milestones }: PlanText): ReadonlySet<number> {
  const texts = [goals, ...measures.map(({ text }) => text), ...milestones.map(({ title }) => title)];
  const pieces = new Set<number>();
  for (const text of texts) {
    const characters = [
      ...text
        .normalize("NFKC")
        .toLowerCase()
        .replaceAll(/[^\p{L}\p{N}]/gu, ""),
    ];
    for (let at = 0; at + pieceLength <= characters.length; at += 1) {
      pieces.add(hashOf(characters.slice(at, at + pieceLength).join("")));
    }
  }
  return pieces;
}

/** FNV-1a, 32 bits. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at += 1) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash >>> 0;
}

/** A few pieces that stand for all: of two plans alike most of these are the same (the smallest of each). */
export function samplePieces(pieces: ReadonlySet<number>): readonly number[] {
  return [...pieces].toSorted((a, b) => a - b).slice(0, mostPieces);
}

/** Which share of a plan's text stands in another too, in whole percent, rounded down. An empty plan shares nothing. */
export function commonPercent(own: ReadonlySet<number>, other: ReadonlySet<number>): number {
  if (own.size === 0) return 0;
  const common = [...own].filter((piece) => other.has(piece)).length;
  return Math.floor((common * 100) / own.size);
}
