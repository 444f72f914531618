import { fullMarks } from "../../answering/score-wording.ts";
import type { Level, Section, Veto } from "../../document-shapes.ts";

/** Full marks of a section: its items' together, at most its own ceiling; by hundredths, so that sums stay exact. */
export function sectionMarks(section: Section): number {
  const sum = section.items.reduce((total, item) => total + Math.round(fullMarks(item) * 100), 0) / 100;
  return section.atMost === undefined ? sum : Math.min(sum, section.atMost);
}

export const sectionKinds = { base: "", bonus: "加分", deduction: "扣分" } as const;

export const notApplicableModes = {
  rescale: "不适用的项不算分，其余项按比例折算。",
  full: "不适用的项得满分。",
  zero: "不适用的项得 0 分。",
} as const;

export function effectWording({ effect }: Veto, levels: readonly Level[]): string {
  const title = (code: string | undefined): string => levels.find((each) => each.code === code)?.title ?? code ?? "";
  switch (effect.kind) {
    case "zero-score":
      return "总分为 0";
    case "no-level":
      return "不评等次";
    case "at-most-level":
      return `最高评${title(effect.level)}`;
    case "not-above-held":
      return "不得高于已有等次";
    case "lower":
      return `降 ${effect.by ?? 1} 级`;
    default:
      return effect.kind;
  }
}

export function quotaWording({ quota }: Level): string {
  if (quota === undefined) return "";
  const amount = quota.count === undefined ? `不超过参评的 ${quota.percent}%` : `不超过 ${quota.count} 个`;
  return `${amount}${quota.ties === "include" ? "，并列的都算" : ""}`;
}
