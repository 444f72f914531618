import { daysAfter, dayWords, lastDayOfMonths } from "./china-day.ts";
import { type Level, levelTitle } from "./level-scale.ts";
import type { AwardCause, PublicityState } from "./vocabulary.ts";

/** The daily job that notes which levels have come to their end; its period is the day. */
export const expireJob = "expire-awards";

/** The job that makes publicised results final once their time is over. */
export const finalJob = "finalise";

/** Its period names the publicity and for what it is asked: a day, a press, an objection that was answered. */
export function finalPeriod(publicity: string, asked: string): string {
  return `${publicity}/${asked}`;
}

/** For how long results stand published, objections may take, and levels are held; null holds without a fixed term. */
export interface PublicityTerms {
  readonly days: number;
  readonly answerDays: number;
  readonly termMonths: number | null;
}

/** The tenant's own terms; what isn't set, or isn't sound, is five days, five days, and no fixed term. */
export function publicityTermsOf(settings: Readonly<Record<string, unknown>>): PublicityTerms {
  const whole = (key: string, most: number): number | undefined => {
    const value = settings[key];
    return typeof value === "number" && Number.isInteger(value) && value >= 1 && value <= most ? value : undefined;
  };
  return {
    days: whole("publicityDays", 60) ?? 5,
    answerDays: whole("objectionDays", 60) ?? 5,
    termMonths: whole("awardMonths", 120) ?? null,
  };
}

/** The last day of a publicity that begins on `day` and lasts so many days, the first counted. */
export function publicUntil(day: string, days: number): string {
  return daysAfter(day, days - 1);
}

/** Objections may be raised through the whole last day in China. */
export function publicityState(of: { untilOn: string; closedAt: string | null }, today: string): PublicityState {
  if (of.closedAt !== null) return "closed";
  return today <= of.untilOn ? "open" : "over";
}

/** Why a result may not be objected to on this day; undefined where it may. */
export function objectionRefusal(
  state: string,
  publicity: { readonly untilOn: string } | undefined,
  today: string,
): string | undefined {
  if (state === "accepted" || publicity === undefined) return "这个结果还没有公示。";
  if (state === "final") return "这个结果已经生效，不再受理异议。";
  if (today <= publicity.untilOn) return undefined;
  return `公示到 ${dayWords(publicity.untilOn, today)}为止，已经期满。`;
}

/** A change of what a unit holds under a standard, as a final result brings it. */
export interface AwardChange {
  readonly cause: AwardCause;
  readonly level: string | null;
  readonly levelTitle: string | null;
  readonly fromOn: string;
  readonly untilOn: string | null;
  readonly reason: string | null;
}

/**
 * What a final result changes: a level is granted, renewed, promoted or downgraded; one that found no level, or wasn't
 * accepted, takes away what was held. Undefined where nothing was held and nothing came. A level that is held but that
 * this standard lacks counts as none. Source: standards.md, Evaluating (promotion); levels best first.
 */
export function awardAfter(
  held: string | null,
  found: { readonly level: string | null; readonly isAccepted: boolean },
  levels: readonly Level[],
  today: string,
  termMonths: number | null,
): AwardChange | undefined {
  const level = found.isAccepted ? found.level : null;
  if (level === null) {
    if (held === null) return undefined;
    const reason = found.isAccepted ? "本次考核没有达到任何等次" : "本次考核没有通过验收";
    return { cause: "withdrawn", level: null, levelTitle: null, fromOn: today, untilOn: null, reason };
  }
  const untilOn = termMonths === null ? null : lastDayOfMonths(today, termMonths);
  const cause = causeOf(
    levels.findIndex(({ code }) => code === held),
    levels.findIndex(({ code }) => code === level),
  );
  return { cause, level, levelTitle: levelTitle(levels, level), fromOn: today, untilOn, reason: null };
}

/**
 * What the correction of a final result changes of what is held since: the term that was given stays, it is no renewal.
 * Undefined where the level stays, or where what is held today follows from another result.
 */
export function awardAfterCorrection(
  held: { readonly level: string; readonly untilOn: string | null; readonly result: string | null } | undefined,
  found: { readonly id: string; readonly level: string | null; readonly isAccepted: boolean },
  levels: readonly Level[],
  today: string,
  why: { readonly termMonths: number | null; readonly reason: string },
): AwardChange | undefined {
  if (held !== undefined && held.result !== found.id) return undefined;
  const change = awardAfter(held?.level ?? null, found, levels, today, why.termMonths);
  if (change === undefined || change.cause === "renewed") return undefined;
  const untilOn = change.level === null || held === undefined ? change.untilOn : held.untilOn;
  return { ...change, untilOn, reason: why.reason };
}

function causeOf(heldAt: number, foundAt: number): AwardCause {
  if (heldAt < 0) return "granted";
  if (heldAt === foundAt) return "renewed";
  return foundAt < heldAt ? "promoted" : "downgraded";
}
