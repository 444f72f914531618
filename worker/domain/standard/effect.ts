import type { Fault } from "../fault.ts";
import { checkSubjects } from "./check-subjects.ts";
import type { Standard } from "./plan.ts";
import { recordOf } from "./record.ts";
import { scoreSubjects } from "./score-subjects.ts";
import type { JsonMap, Subject } from "./subject.ts";

/** What a subject has under one version; both are null where it doesn't apply or fails. */
export interface Standing {
  readonly scoreHundredths: number | null;
  readonly level: string | null;
  /** Why it has no score; null where the standard doesn't apply, or where there is one. */
  readonly failure: string | null;
}

/**
 * What each subject has under a standard that may not be the one they were asked by (standards.md "Versions"): answers
 * to items, marks and vetoes that it doesn't know don't count, and who can't be scored by it fails alone. By id.
 */
export function standingsUnder(standard: Standard, subjects: readonly Subject[]): ReadonlyMap<string, Standing> {
  const fitted = subjects.map((subject) => fittedTo(standard, subject));
  const faults = fitted.map((subject) => checkSubjects(standard, [subject], "")[0]);
  const sound = fitted.filter((_, index) => faults[index] === undefined);
  const scores = scoreSubjects(standard, sound);
  const standings = new Map<string, Standing>(
    fitted.flatMap(({ id }, index) => {
      const fault = faults[index];
      return fault === undefined ? [] : [[id, { ...nothing, failure: sayFault(fault) }] as const];
    }),
  );
  sound.forEach(({ id }, index) => {
    standings.set(id, standingOf(standard, recordOf(scores, index)));
  });
  return standings;
}

const nothing = { scoreHundredths: null, level: null };

function standingOf(standard: Standard, record: ReturnType<typeof recordOf>): Standing {
  switch (record.state) {
    case "excluded":
      return { ...nothing, failure: null };
    case "failed":
      return { ...nothing, failure: `${record.item}：${record.reason}` };
    case "scored":
      return { scoreHundredths: record.score, level: standard.levels[record.level.held]?.code ?? null, failure: null };
    default:
      return record satisfies never;
  }
}

/** The path begins with the subject's own place in a list of one, which nobody asked for. */
function sayFault({ path, message }: Fault): string {
  return `${path.replace(/^\[0\]\.?/, "")}：${message}`;
}

function fittedTo(standard: Standard, subject: Subject): Subject {
  const { answers = {}, notApplicable = [], vetoes = [] } = subject;
  const isAsked = (code: string): boolean => standard.itemByCode.get(code)?.isAsked === true;
  const raised = new Set(standard.vetoes.filter(({ when }) => when === undefined).map(({ code }) => code));
  const kept: JsonMap = Object.fromEntries(
    Object.entries(answers).filter(([code, value]) => isAsked(code) && value !== null),
  );
  return {
    ...subject,
    answers: kept,
    notApplicable: notApplicable.filter((code) => standard.itemByCode.get(code)?.isOptional === true),
    vetoes: vetoes.filter((code) => raised.has(code)),
  };
}

/** How many hold each level, the best first, those without one last. */
export function countLevels(
  standard: Standard,
  standings: ReadonlyMap<string, Standing>,
): readonly { readonly level: string | null; readonly title: string; readonly count: number }[] {
  const held = [...standings.values()].filter(({ scoreHundredths }) => scoreHundredths !== null);
  const count = (code: string | null): number => held.filter(({ level }) => level === code).length;
  return [
    ...standard.levels.map(({ code, title }) => ({ level: code, title, count: count(code) })),
    { level: null, title: "没有等级", count: count(null) },
  ];
}
