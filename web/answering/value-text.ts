import type { Score } from "../document-shapes.ts";
import { isMarked } from "./items.ts";

/** A value in words: an option's title, `4 次`, 是; 未填 where there is none. */
export function valueText(score: Score, value: unknown): string {
  if (value === null || value === undefined) return "未填";
  if (isMarked(value)) return "不适用";
  if (typeof value === "boolean") return value ? "是" : "否";
  const title = (code: string): string => score.options?.find((each) => each.code === code)?.title ?? code;
  if (typeof value === "string") return title(value);
  if (typeof value === "object") {
    const counts = Object.entries(value).map(([code, count]) => `${title(code)} ${count}`);
    return counts.length === 0 ? "没有" : counts.join("、");
  }
  const unit = { count: " 次", deduct: " 次", rating: " 分" }[score.kind as "count"] ?? "";
  return `${value}${unit}`;
}
