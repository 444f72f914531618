import type { Warning } from "../../document-api.ts";
import type { PolicyDocument } from "../../document-shapes.ts";
import type { Agreement } from "../../editing/editor.ts";
import { money } from "../../money.ts";

/** The parts of a sound policy that no warning speaks of. */
export function agreementsOf(policy: PolicyDocument, warnings: readonly Warning[]): readonly Agreement[] {
  const isSilent = (pattern: RegExp): boolean => !warnings.some(({ code }) => pattern.test(code));
  const agreements: Agreement[] = [];
  const hasSteps = policy.grants.some(({ amount, times }) => times !== undefined || amount.kind === "brackets");
  if (hasSteps && isSilent(/^(bracket|band)/))
    agreements.push({ title: "分档", text: "没有倒挂、空缺，每一档都够得着" });
  if (isSilent(/^(row|level)/)) agreements.push({ title: "各行", text: "表里每一行都有对象，没有缺行" });
  if ((policy.ceilings ?? []).length > 0 && isSilent(/^(ceiling|recipient)/))
    agreements.push({ title: "封顶", text: "没有低于单笔金额的" });
  if (isSilent(/^(grant|instalment|rate|times|limits|rounding)/))
    agreements.push({ title: "条件、限额", text: "没有永远不成立、互相矛盾的" });
  agreements.push({ title: "承担", text: payersText(policy) });
  return agreements;
}

function payersText(policy: PolicyDocument): string {
  const payers = policy.payers ?? [];
  if (payers.length === 0) return "没有写由谁承担，测算时不分";
  const shares = payers.map(({ title, percent, part, upToFen }) => {
    if (percent !== undefined) return `${title} ${percent}%`;
    if (part !== undefined) return `${title} ${part} 份`;
    return upToFen === undefined ? `${title}承担余下的` : `${title}先付到 ${money(upToFen)} 元`;
  });
  return shares.join("，");
}

const titles: readonly (readonly [RegExp, string])[] = [
  [/jumps-down$/, "倒挂"],
  [/unreachable$/, "够不着"],
  [/gap$/, "空缺"],
  [/^(row-missing|level-without-row)/, "缺一行"],
  [/^level-unknown/, "没有这一等"],
  [/(never|never-due)$/, "永远不成立"],
  [/^(ceiling|recipient|amount|bracket)/, "超过限额"],
  [/^limits-cross/, "上下限颠倒"],
  [/^times-zero/, "折成 0"],
  [/^rounding/, "取整取没了"],
];

/** What a warning is about, in a word or two. */
export function warningTitle(code: string): string {
  return titles.find(([pattern]) => pattern.test(code))?.[1] ?? "提醒";
}
