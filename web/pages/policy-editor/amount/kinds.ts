import { type AmountKind, amountKinds } from "../../../../worker/domain/vocabulary.ts";
import type { Amount } from "../../../document-shapes.ts";
import { keysOf } from "../../../editing/document.ts";

/** Which kind fits, in a sentence for whoever chooses one. */
export const kindHints: Readonly<Record<AmountKind, string>> = {
  fixed: "人人一样，一个数。",
  table: "按等次、类别查表，每个值一个数；两样合着看的，把它们连成一个值。",
  rate: "数量乘单价，例如每名党员多少元。",
  percent: "一笔钱的百分之几，例如实际支出的一半。",
  brackets: "一个数落在哪一档，就按哪一档；或者各档分段累计。",
  share: "一个总盘子，按各自占全部的比例分。",
  decided: "由人在范围里定，要写理由。",
  formula: "用公式算，算出来的是分。",
  capped: "先算出来，再压到上下限里，然后才折算。",
  sum: "几部分加起来。",
};

/** How each kind begins. */
const begun: Readonly<Record<AmountKind, Amount>> = {
  fixed: { kind: "fixed", fen: 0 },
  table: { kind: "table", of: "result.level", rows: {} },
  rate: { kind: "rate", of: "", fenEach: 0 },
  percent: { kind: "percent", ofFen: "", percent: 50 },
  brackets: { kind: "brackets", of: "", mode: "whole", brackets: [{ from: 0, fen: 0 }] },
  share: { kind: "share", poolFen: 0, by: [{ of: "", percent: 100 }] },
  decided: { kind: "decided", atLeastFen: 0, atMostFen: 0 },
  formula: { kind: "formula", fen: "" },
  capped: { kind: "capped", amount: { kind: "fixed", fen: 0 } },
  sum: { kind: "sum", parts: [{ kind: "fixed", fen: 0 }] },
};

export const begunAs = (kind: AmountKind): Amount => begun[kind];

/** `share` and `decided` stand only at the top (subsidies.md "Amount kinds"); amounts nest three deep. */
const topOnly: readonly string[] = ["share", "decided"];
const nesting: readonly string[] = ["capped", "sum"];
const mostNested = 3;

/** How many amounts the one at a path lies in: 0 at the top of a grant. */
export function depthOf(path: string): number {
  return keysOf(path).filter((key) => key === "amount" || key === "parts").length - 1;
}

/** The kinds that an amount at a path may be of. */
export function kindsAt(path: string): readonly AmountKind[] {
  const depth = depthOf(path);
  const all = Object.keys(amountKinds) as AmountKind[];
  return all.filter((kind) =>
    topOnly.includes(kind) ? depth === 0 : nesting.includes(kind) ? depth < mostNested : true,
  );
}

/**
 * An amount of another kind, with what the one before had under the same name. `capped` and `sum` are put around it;
 * out of them comes what they were around.
 */
export function amountAs(kind: AmountKind, before: Amount): Amount {
  const inner = before.kind === "capped" ? before.amount : before.kind === "sum" ? before.parts?.[0] : undefined;
  if (inner?.kind === kind) return inner;
  const isInside = !topOnly.includes(before.kind);
  if (kind === "capped" && isInside) return { kind, amount: before };
  if (kind === "sum" && isInside) return { kind, parts: [before] };
  const blank: Record<string, unknown> = { ...begun[kind] };
  for (const [key, value] of Object.entries(before)) {
    if (key !== "kind" && key in blank && typeof value === typeof blank[key] && !Array.isArray(value))
      blank[key] = value;
  }
  return blank as unknown as Amount;
}

/** Whether an expression is nothing but a sum in fen, so that what is compared with it is typed in yuan. */
export function isMoney(expression: string | undefined): boolean {
  return /^\s*(?:(?:facts|unit)\.\w+_fen|paidFen\.\w+)\s*$/.test(expression ?? "");
}
