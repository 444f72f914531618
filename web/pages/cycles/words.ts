import { type AssessmentState, assessmentStates, type CycleState } from "../../../worker/domain/vocabulary.ts";
import type { Cycle, Job, StageCounts } from "../../cycle-api.ts";
import { longDate } from "../../format.ts";

/** The stages of an assessment in their order. */
export const stages = Object.keys(assessmentStates) as AssessmentState[];

/** Whom an assessment waits for at each stage. */
export const waitsFor: Readonly<Record<AssessmentState, string>> = {
  self: "书记填报",
  township: "乡镇初审",
  department: "部门评审",
  acceptance: "考核员验收",
  decided: "周期结束",
};

/** The tone of a cycle's tag: done is green, what runs is neutral, what the machine does now reminds. */
export function toneOf(state: CycleState): { tone?: "done" | "warn" } {
  if (state === "closed") return { tone: "done" };
  return state === "opening" || state === "closing" ? { tone: "warn" } : {};
}

/** `2026 年 10 月 10 日开启，自评到 10 月 20 日，初审到 10 月 25 日，验收到 10 月 31 日`; a day that isn't set isn't named. */
export function calendarOf(cycle: Pick<Cycle, "opensOn" | "selfUntil" | "reviewUntil" | "acceptanceUntil">): string {
  const days = [
    ["自评到", cycle.selfUntil],
    ["初审到", cycle.reviewUntil],
    ["验收到", cycle.acceptanceUntil],
  ].flatMap(([word, day]) => (day === null || day === undefined ? [] : [`${word} ${shortly(day, cycle.opensOn)}`]));
  return [`${longDate(cycle.opensOn)}开启`, ...days].join("，");
}

/** The year is left out where it is the year of the day before. */
function shortly(day: string, after: string): string {
  const whole = longDate(day);
  return day.slice(0, 4) === after.slice(0, 4) ? whole.slice(whole.indexOf("年") + 2) : whole;
}

/** What answers the reader first: how many are decided, and who the rest wait for. */
export function standingOf(states: StageCounts, total: number): string {
  if (total === 0) return "没有要考核的";
  if (states.decided === total) return `${total} 份都已认定，可以结束`;
  return `${total} 份里认定了 ${states.decided} 份`;
}

/** `已建立 500，共 10,000`. */
export function progressOf({ name, done, total }: Job): string {
  const verb = name === "open-cycle" ? "已查看党组织" : "已算定";
  const count = (value: number): string => value.toLocaleString("zh-CN");
  return total === null ? `${verb} ${count(done)}` : `${verb} ${count(done)}，共 ${count(total)}`;
}

/** Of those who take part, in words; nothing narrows: everyone to whom a standard applies. */
export function participantsOf(
  { participants }: Cycle["terms"],
  names: { readonly belts: ReadonlyMap<string, string>; readonly townships: ReadonlyMap<string, string> },
): string {
  const named = (ids: readonly string[] | undefined, of: ReadonlyMap<string, string>): string[] =>
    ids === undefined ? [] : [ids.map((id) => of.get(id) ?? "已撤的").join("、")];
  const parts = [
    ...named(participants.belts, names.belts),
    ...named(participants.townships, names.townships),
    ...(participants.demonstrationsOnly === true ? ["只要示范点"] : []),
    ...(participants.declaredOnly === true ? ["只要申报了争创的"] : []),
  ];
  return parts.length === 0 ? "标准适用的都参加" : parts.join("；");
}
