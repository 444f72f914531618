import { daysAfter, daysBetween, dayWords } from "./china-day.ts";

/** How many days before a deadline somebody is reminded of it. */
export const reminderDays = [30, 7, 1] as const;

/** What is due: how many of it, by which day (inclusive), and where it is done. */
export interface DueThing {
  readonly kind: keyof typeof dueWords;
  /** Which cycle, plan or standard; Chinese, names no person. */
  readonly of: string;
  readonly dueOn: string;
  readonly count: number;
}

/** What the reader has to do about it, and where. */
export const dueWords = {
  self: { text: "自评没交", measure: "件", link: "/assessments" },
  review: { text: "待初审", measure: "件", link: "/review" },
  department: { text: "待部门评审", measure: "件", link: "/department" },
  acceptance: { text: "待验收", measure: "件", link: "/acceptance" },
  milestone: { text: "节点没完成", measure: "个", link: "/plans" },
  rectification: { text: "整改没完成", measure: "件", link: "/findings" },
  objection: { text: "异议待答复", measure: "件", link: "/publicity" },
  award: { text: "等级到期", measure: "个", link: "/units" },
} as const;

/** The digest that one person gets on one day. */
export interface Digest {
  readonly title: string;
  readonly lines: readonly { readonly text: string; readonly link: string }[];
}

const mostLines = 20;

/**
 * The deadlines that are reminded of on `day`: those that lie 30, 7 or 1 days after it, and those whose reminder fell on
 * a day after `since` that was missed, as long as they aren't over. So one digest makes up for any number of days.
 */
export function remindedDays(since: string, day: string): readonly string[] {
  const missed = Math.min(Math.max(daysBetween(since, day), 1), 30);
  const found = new Set<string>();
  for (const before of reminderDays) {
    for (let back = 0; back < missed && back <= before; back += 1) found.add(daysAfter(day, before - back));
  }
  return [...found].toSorted();
}

/** What one person is told, the most urgent first; undefined where nothing is due. */
export function digestOf(things: readonly DueThing[], day: string): Digest | undefined {
  if (things.length === 0) return undefined;
  const sorted = things.toSorted((a, b) => (a.dueOn === b.dueOn ? 0 : a.dueOn < b.dueOn ? -1 : 1));
  const lines = sorted.slice(0, mostLines).map((thing) => ({
    text: lineOf(thing, day),
    link: dueWords[thing.kind].link,
  }));
  return { title: `有 ${things.length} 项快到期`, lines };
}

/** One line: what, how many, until when. */
export function lineOf({ kind, of, dueOn, count }: DueThing, day: string): string {
  const { text, measure } = dueWords[kind];
  const left = daysBetween(day, dueOn);
  const until = `${dayWords(dueOn, day)}截止${left === 0 ? "，今天" : left <= 7 ? `，还剩 ${left} 天` : ""}`;
  return `${of}：${count} ${measure}${text}，${until}`;
}

/** The daily job that removes old messages; its period is the day. */
export const sweepInboxJob = "sweep-inbox";
