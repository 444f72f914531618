import { recipientColumns } from "./asked.ts";
import { calculateColumns } from "./calculate.ts";
import { readPolicy } from "./compile.ts";
import type { PolicyDocument } from "./document.ts";
import type { Recipient } from "./recipient.ts";

/** An amount in a policy that can be set: where it stands, what it is, and what it is now, in fen. */
export interface AmountPlace {
  readonly path: string;
  readonly title: string;
  readonly fen: number;
}

type Json = Readonly<Record<string, unknown>>;

/** Every amount of a policy's grants that a number stands for: 定额, a table's rows, a rate, brackets; in the document's order. */
export function amountPlaces(document: PolicyDocument): readonly AmountPlace[] {
  return document.grants.flatMap((grant, place) =>
    placesIn(grant.amount as Json, `grants[${place}].amount`, grant.title),
  );
}

function placesIn(amount: Json, path: string, title: string): readonly AmountPlace[] {
  const at = (key: string, words: string): readonly AmountPlace[] => {
    const fen = amount[key];
    return typeof fen === "number" ? [{ path: `${path}.${key}`, title: `${title}：${words}`, fen }] : [];
  };
  switch (amount["kind"]) {
    case "fixed":
      return at("fen", "定额");
    case "rate":
      return at("fenEach", "每一数量");
    case "table":
      return Object.entries(amount["rows"] as Readonly<Record<string, number>>).map(([key, fen]) => ({
        ...{ path: `${path}.rows.${key}`, title: `${title}：「${key}」`, fen },
      }));
    case "brackets":
      return (amount["brackets"] as readonly Json[]).flatMap((bracket, place) =>
        (["fen", "fenEach"] as const).flatMap((key) => {
          const fen = bracket[key];
          const words = `第 ${place + 1} 档${key === "fen" ? "" : "每一数量"}`;
          return typeof fen === "number"
            ? [{ path: `${path}.brackets[${place}].${key}`, title: `${title}：${words}`, fen }]
            : [];
        }),
      );
    case "capped":
      return placesIn(amount["amount"] as Json, `${path}.amount`, title);
    case "sum":
      return (amount["parts"] as readonly Json[]).flatMap((part, place) =>
        placesIn(part, `${path}.parts[${place}]`, `${title}第 ${place + 1} 项`),
      );
    default:
      return [];
  }
}

/** The document with another amount in a place of it. */
export function withAmount(document: PolicyDocument, path: string, fen: number): PolicyDocument {
  const copy = structuredClone(document) as unknown as Record<string, unknown>;
  // A table's key may hold dots and brackets: it is all that stands behind ".rows.".
  const [head = "", row] = path.split(/\.rows\.(.*)/su);
  const keys = [...head.matchAll(/[^.[\]]+/g)].map(([key]) => key);
  const all = row === undefined ? keys : [...keys, "rows", row];
  let place = copy;
  for (const key of all.slice(0, -1)) place = place[key] as Record<string, unknown>;
  place[all.at(-1) ?? ""] = fen;
  return copy as unknown as PolicyDocument;
}

/** The largest amount that a pool just bears, in whole steps: one step more and the total passes the pool. */
export interface Solution {
  readonly fen: number;
  readonly totalFen: number;
  /** What one step more would come to; null where the amount could be any: it changes nothing. */
  readonly nextTotalFen: number | null;
}

/**
 * Which amount in `path` just fits the pool: exact to the step. The total never falls when an amount rises, so halving
 * finds it. undefined where not even 0 fits. `poolFen` and `stepFen` are whole fen.
 */
export function solveAmount(
  document: PolicyDocument,
  recipients: readonly Recipient[],
  { path, poolFen, stepFen }: { readonly path: string; readonly poolFen: number; readonly stepFen: number },
): Solution | undefined {
  const columns = recipientColumns(recipients);
  const totalOf = (steps: number): number => {
    const outcome = readPolicy(withAmount(document, path, steps * stepFen));
    if (!("policy" in outcome)) throw new Error("a policy whose amount can't be set");
    return Number(calculateColumns(outcome.policy, columns).totalFen);
  };
  if (totalOf(0) > poolFen) return undefined;
  let low = 0;
  let high = Math.floor(poolFen / stepFen) + 1;
  if (totalOf(high) <= poolFen) return { fen: high * stepFen, totalFen: totalOf(high), nextTotalFen: null };
  while (high - low > 1) {
    const middle = Math.floor((low + high) / 2);
    if (totalOf(middle) <= poolFen) low = middle;
    else high = middle;
  }
  return { fen: low * stepFen, totalFen: totalOf(low), nextTotalFen: totalOf(high) };
}
