import type { Ceiling, MonthBurden } from "../../burden-api.ts";

/** `2026 年 10 月` of `2026-10`. */
export function monthOf(month: string): string {
  const [year, number] = month.split("-").map(Number);
  return `${year} 年 ${number} 月`;
}

/** `2026-11` so many months after `2026-10`. */
export function monthAfter(month: string, months: number): string {
  const [year = 0, number = 1] = month.split("-").map(Number);
  const place = year * 12 + number - 1 + months;
  return `${Math.floor(place / 12)}-${String((place % 12) + 1).padStart(2, "0")}`;
}

/** `3 项、1 份材料，约 7 分钟`. */
export function loadText({ fields, uploads, minutes }: MonthBurden["most"]): string {
  return `${fields} 项${uploads === 0 ? "" : `、${uploads} 份材料`}，约 ${minutes} 分钟`;
}

/** `本租户的上限是 40 项、3 份材料、60 分钟`; what has no ceiling isn't named. */
export function ceilingText({ fields, uploads, minutes }: Ceiling): string {
  const parts = [
    ...(fields === null ? [] : [`${fields} 项`]),
    ...(uploads === null ? [] : [`${uploads} 份材料`]),
    ...(minutes === null ? [] : [`${minutes} 分钟`]),
  ];
  return parts.length === 0 ? "本租户没有定上限" : `本租户的上限是 ${parts.join("、")}`;
}

/** What answers the reader first: how much is asked, and whether it is too much. */
export function sentenceOf({ units, above, typical, ceiling }: MonthBurden): string {
  if (units === 0) return "这个月不向书记要什么。";
  const asked = `一般每位书记要填 ${loadText(typical)}`;
  const isOpen = Object.values(ceiling).every((each) => each === null);
  if (isOpen) return `${asked}；还没有定上限。`;
  return `${asked}；${above === 0 ? "都在上限以内" : `${above} 个党组织超过上限`}。`;
}
