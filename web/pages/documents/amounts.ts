import type { Amount, FenOrExpression, Grant, PolicyDocument, Times } from "../../document-shapes.ts";
import { money } from "../../money.ts";
import { inWords, type Words } from "./condition.ts";

/** One row of what a grant pays: for what, and how much, in words where it isn't a sum of money. */
export interface AmountRow {
  readonly what: string;
  readonly amount: string;
}

/** A grant's amount as rows of a table; an amount made of others is told part by part. */
export function amountRows(amount: Amount, words: Words): readonly AmountRow[] {
  const of = expressed(amount.of ?? amount.ofFen ?? "", words);
  switch (amount.kind) {
    case "fixed":
      return [{ what: "每个", amount: yuan(amount.fen, words) }];
    case "table":
      return tableRows(amount, of, words);
    case "rate":
      return [
        {
          what: `按${of}${rateWithin(amount)}`,
          amount: `${amount.per === undefined ? "" : `每 ${amount.per} 一份，`}每份 ${money(amount.fenEach ?? 0)} 元`,
        },
      ];
    case "percent":
      return [
        {
          what: `${of}${amount.ofAtMostFen === undefined ? "" : `（最多按 ${money(amount.ofAtMostFen)} 元）`}`,
          amount: `${amount.percent}%`,
        },
      ];
    case "brackets":
      return (amount.brackets ?? []).map((each) => ({
        what: `${of} ${each.from === undefined ? `超过 ${each.above}` : `${each.from} 起`}${amount.mode === "marginal" ? "的部分" : ""}`,
        amount: bracketAmount(each),
      }));
    case "share":
      return (amount.by ?? []).map(({ of: factor, percent }) => ({
        what: `按${expressed(factor, words)}占全部的比例分`,
        amount: `${money(amount.poolFen ?? 0)} 元的 ${percent}%`,
      }));
    case "decided":
      return [{ what: "酌定，要写理由", amount: `${yuan(amount.atLeastFen, words)}—${yuan(amount.atMostFen, words)}` }];
    case "formula":
      return [{ what: "按公式", amount: yuan(amount.fen, words) }];
    case "capped":
      return [...(amount.amount === undefined ? [] : amountRows(amount.amount, words)), ...limits(amount, words)];
    case "sum":
      return (amount.parts ?? []).flatMap((each) => amountRows(each, words));
    default:
      return [];
  }
}

function tableRows(amount: Amount, of: string, words: Words): readonly AmountRow[] {
  const isLevel = amount.of?.endsWith(".level") === true;
  const rows = Object.entries(amount.rows ?? {})
    .sort(([, a], [, b]) => b - a)
    .map(([key, fen]) => ({
      what: isLevel ? (words.levels.get(key) ?? `等次 ${key}`) : `${of} ${key}`,
      amount: `${money(fen)} 元`,
    }));
  const { otherwiseFen } = amount;
  if (otherwiseFen === undefined || otherwiseFen === 0) return rows;
  return [...rows, { what: "其他", amount: otherwiseFen === null ? "算作出错" : `${money(otherwiseFen)} 元` }];
}

function rateWithin(amount: Amount): string {
  const parts = [
    amount.from === undefined ? "" : `，${amount.from} 以上的部分`,
    amount.upTo === undefined ? "" : `，算到 ${amount.upTo}`,
    amount.whole === undefined ? "" : amount.whole === "down" ? "，不满一份不算" : "，不满一份算一份",
  ];
  return parts.join("");
}

/** What one bracket gives: `3,000.00 元 + 每个 100.00 元`. */
export function bracketAmount(each: {
  readonly fen?: number;
  readonly fenEach?: number;
  readonly percent?: number;
}): string {
  const parts = [
    each.fen === undefined ? "" : `${money(each.fen)} 元`,
    each.fenEach === undefined ? "" : `每个 ${money(each.fenEach)} 元`,
    each.percent === undefined ? "" : `${each.percent}%`,
  ];
  return parts.filter((part) => part !== "").join(" + ");
}

function limits(amount: Amount | Grant, words: Words): readonly AmountRow[] {
  const { atLeastFen, atMostFen } = amount;
  return [
    ...(atLeastFen === undefined ? [] : [{ what: "至少", amount: yuan(atLeastFen, words) }]),
    ...(atMostFen === undefined ? [] : [{ what: "最多", amount: yuan(atMostFen, words) }]),
  ];
}

/** Everything that changes a grant's amount after it: multipliers, its own limits, what was paid before. */
export function grantRules(grant: Grant, words: Words): readonly string[] {
  return [
    ...(grant.times ?? []).map((each) => timesWording(each, words)),
    ...limits(grant, words).map(({ what, amount }) => `${what} ${amount}。`),
    ...(grant.lessPaid === true ? ["升级补差：减去以前已发的。"] : []),
    ...(grant.once === true ? ["不重复奖补：以前发过的不再发。"] : []),
  ];
}

function timesWording(times: Times, words: Words): string {
  const of = expressed(times.of, words);
  const bands = (times.bands ?? []).map(
    ({ atLeast, above, percent }) => `${atLeast === undefined ? `超过 ${above}` : `${atLeast} 以上`}按 ${percent}%`,
  );
  const rows = Object.entries(times.rows ?? {}).map(
    ([key, percent]) => `${times.of.endsWith(".level") ? (words.levels.get(key) ?? key) : key}按 ${percent}%`,
  );
  return `${of}：${[...bands, ...rows].join("，")}${times.otherwise === undefined ? "" : `，其他按 ${times.otherwise}%`}。`;
}

const roundingModes = { "half-up": "四舍五入", down: "向下取", up: "向上取" } as const;

/** How the policy brings lines to round sums, and what one recipient gets at most. */
export function wholeRules(policy: PolicyDocument, titles: ReadonlyMap<string, string>): readonly string[] {
  const { toFen, mode } = policy.rounding;
  const groups = (policy.groups ?? []).map(({ code }) => {
    const grants = policy.grants
      .filter(({ group }) => group === code)
      .map((each) => titles.get(each.code) ?? each.code);
    return `就高不重复：${grants.map((each) => `「${each}」`).join("")}只发最高的一项。`;
  });
  const most = policy.perRecipientAtMostFen;
  return [
    ...(toFen === 1 ? [] : [`每笔${roundingModes[mode]}到 ${money(toFen)} 元。`]),
    ...groups,
    ...(most === undefined ? [] : [`一个对象合起来最多 ${money(most)} 元。`]),
  ];
}

function yuan(fen: FenOrExpression | undefined, words: Words): string {
  if (fen === undefined) return "—";
  return typeof fen === "number" ? `${money(fen)} 元` : expressed(fen, words);
}

/** An expression in words, else as it is written. */
export function expressed(expression: string, words: Words): string {
  return inWords(expression, words) ?? expression;
}
