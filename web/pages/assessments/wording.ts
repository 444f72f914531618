import type { Assessment } from "../../assessment-api.ts";

/** `10 月 10 日`, with the year where it isn't this one. */
export function dayText(date: string): string {
  const [year, month, day] = date.slice(0, 10).split("-").map(Number);
  const isNow = year === new Date().getFullYear();
  return `${isNow ? "" : `${year} 年 `}${month} 月 ${day} 日`;
}

/** The last day of the stage that an assessment is in; null where none is set. */
export function untilOf({ state, round, cycle }: Pick<Assessment, "state" | "round" | "cycle">): string | null {
  if (state === "self") return round > 1 ? cycle.reviewUntil : cycle.selfUntil;
  if (state === "township" || state === "department") return cycle.reviewUntil;
  return state === "acceptance" ? cycle.acceptanceUntil : null;
}

/** Whole days from today to a date, in China; 0 today, negative once it is past. */
export function daysUntil(date: string, now = new Date()): number {
  const today = new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10);
  return Math.round((Date.parse(date) - Date.parse(today)) / 86_400_000);
}

/** `10 月 10 日前交`, and how many days are left once they are few. */
export function dueText(assessment: Pick<Assessment, "state" | "round" | "cycle">): string {
  return until(untilOf(assessment), assessment.state === "self" ? "前交" : "前");
}

/** `10 月 10 日前`, `（还剩 3 天）` under seven, `已过 2 天` after it; 没有定截止日. */
export function until(date: string | null, before = "前"): string {
  if (date === null) return "没有定截止日";
  const left = daysUntil(date);
  if (left < 0) return `${dayText(date)}截止，已过 ${-left} 天`;
  const rest = left === 0 ? "，就是今天" : left < 7 ? `，还剩 ${left} 天` : "";
  return `${dayText(date)}${before}${rest}`;
}

/** How long a case has stood where it is: `今天到的`, `等了 3 天`. */
export function waitedText(enteredAt: string | null): string {
  if (enteredAt === null) return "";
  const days = Math.max(0, -daysUntil(new Date(Date.parse(enteredAt) + 8 * 3_600_000).toISOString().slice(0, 10)));
  return days === 0 ? "今天到的" : `等了 ${days} 天`;
}
