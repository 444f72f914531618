import { dayInChina } from "./version-in-force.ts";

/** The day so many days later, earlier where it is negative; days are `YYYY-MM-DD`. */
export function daysAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** How many days `later` lies after `day`; 0 for the same day. */
export function daysBetween(day: string, later: string): number {
  return Math.round((Date.parse(`${later}T00:00:00Z`) - Date.parse(`${day}T00:00:00Z`)) / 86_400_000);
}

/** The last day of so many months that begin on `day`: 12 months from 2026-03-01 end on 2027-02-28. */
export function lastDayOfMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  const after = new Date(Date.UTC(year, month - 1 + months, 1));
  const longest = new Date(Date.UTC(after.getUTCFullYear(), after.getUTCMonth() + 1, 0)).getUTCDate();
  after.setUTCDate(Math.min(date, longest));
  return daysAfter(after.toISOString().slice(0, 10), date > longest ? 0 : -1);
}

/** `10 月 10 日`, with the year where it isn't that of `today`. */
export function dayWords(day: string, today: string): string {
  const [year, month, date] = day.split("-").map(Number);
  return `${day.slice(0, 4) === today.slice(0, 4) ? "" : `${year} 年 `}${month} 月 ${date} 日`;
}

/** The newest day whose morning has come: from eight o'clock in China on it is today, before that yesterday. */
export function newestMorning(now: string): string {
  return dayInChina(new Date(Date.parse(now) - 8 * 3_600_000).toISOString());
}
