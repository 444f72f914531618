import type { Fault } from "./fault.ts";

/**
 * What is wrong with the day from which a change is to hold: not after today, since what hasn't happened isn't so yet,
 * and not before the last change that was recorded, since what was printed for those days must stay. Days are China's.
 */
export function dayFaults(on: string, today: string, latest: string | null): readonly Fault[] {
  if (on > today) return [{ path: "on", message: `还没到这一天，最晚写今天 ${today}` }];
  if (latest !== null && on < latest) return [{ path: "on", message: `${latest} 已有变动，不能写更早的日期` }];
  return [];
}
