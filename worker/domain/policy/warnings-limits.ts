import { add, toNumber, toText } from "../decimal.ts";
import { at } from "../fault.ts";
import { roundToUnit } from "../money.ts";
import { jsonOf, type Warning } from "../warning.ts";
import type { Grant, Policy } from "./policy.ts";
import { extentOf, mostFactor } from "./warnings-awards.ts";
import { amountsIn, type KnownLevels, type PlacedAmount } from "./warnings-places.ts";
import { yuan } from "./words.ts";

/** Awards above their limit, limits that cross, factors and rates that come to nothing. */
export function limitWarnings(policy: Policy, known: KnownLevels): readonly Warning[] {
  return [
    ...amountsIn(policy, known).flatMap((placed) => [...aboveLimit(placed), ...crossing(placed), ...emptyRate(placed)]),
    ...policy.grants.flatMap((grant) => [...crossingGrant(grant), ...zeroFactors(grant)]),
    ...swallowed(policy, known),
  ];
}

/** A fixed amount or rows that the limit right over them never lets through. */
function aboveLimit({ grant, document, path, cap }: PlacedAmount): readonly Warning[] {
  if (cap === undefined) return [];
  const { title } = grant.document;
  const warn = (name: string, fen: number, where: string, proposed: string, value: unknown): readonly Warning[] => [
    {
      code: "amount-above-limit",
      path: where,
      message: `「${title}」${name} ${yuan(fen)}，封顶 ${yuan(cap.fen)}，永远拿不全。`,
      figures: { grant: title, fen, atMostFen: cap.fen },
      proposal: { text: `改成 ${yuan(cap.fen)}，或者提高封顶。`, path: proposed, value: jsonOf(value) },
      source: null,
    },
  ];
  if (document.kind === "fixed" && document.fen > cap.fen) {
    return warn("定额", document.fen, at(path, "fen"), at(path, "fen"), cap.fen);
  }
  if (document.kind === "table") {
    const above = greatestRow(document.rows, (fen) => fen > cap.fen);
    if (above === undefined) return [];
    const lowered = Object.entries(document.rows).map(([key, fen]) => [key, Math.min(fen, cap.fen)]);
    const rows = at(path, "rows");
    return warn(above.name, above.fen, above.pathIn(rows), rows, Object.fromEntries(lowered));
  }
  if (document.kind === "decided" && typeof document.atMostFen === "number" && document.atMostFen > cap.fen) {
    const { atLeastFen } = document;
    const isBelow = typeof atLeastFen === "number" && atLeastFen > cap.fen;
    const value = { ...document, atMostFen: cap.fen, ...(isBelow ? { atLeastFen: cap.fen } : {}) };
    return warn("酌定的上限", document.atMostFen, at(path, "atMostFen"), path, value);
  }
  return [];
}

/** The rows that something is wrong with: at the row where it is one, else at the table; the figure is the greatest. */
interface WrongRows {
  readonly name: string;
  readonly fen: number;
  readonly pathIn: (rows: string) => string;
}

function greatestRow(
  rows: Readonly<Record<string, number>>,
  isWrong: (fen: number, key: string) => boolean,
): WrongRows | undefined {
  const wrong = Object.entries(rows).filter(([key, fen]) => isWrong(fen, key));
  const [first] = wrong.toSorted(([, a], [, b]) => b - a);
  if (first === undefined) return undefined;
  const [key, fen] = first;
  if (wrong.length === 1) return { name: `「${key}」一行`, fen, pathIn: (path) => at(path, key) };
  return { name: `有 ${wrong.length} 行，最多的「${key}」`, fen, pathIn: (path) => path };
}

function crossing({ grant, document, path }: PlacedAmount): readonly Warning[] {
  return document.kind === "capped" ? crossed(grant, document.atLeastFen, document.atMostFen, path) : [];
}

function crossingGrant(grant: Grant): readonly Warning[] {
  return crossed(grant, grant.document.atLeastFen, grant.document.atMostFen, at("grants", grant.place));
}

/** 「保底高于封顶」: the lesser holds, so the floor never does. */
function crossed(grant: Grant, atLeastFen: unknown, atMostFen: unknown, path: string): readonly Warning[] {
  if (typeof atLeastFen !== "number" || typeof atMostFen !== "number" || atLeastFen <= atMostFen) return [];
  const { title } = grant.document;
  return [
    {
      code: "limits-cross",
      path: at(path, "atLeastFen"),
      message: `「${title}」保底 ${yuan(atLeastFen)}高于封顶 ${yuan(atMostFen)}，保底用不上。`,
      figures: { grant: title, atLeastFen, atMostFen },
      proposal: { text: `保底改成 ${yuan(atMostFen)}或更低。`, path: at(path, "atLeastFen"), value: atMostFen },
      source: null,
    },
  ];
}

/** A rate whose upper end leaves nothing to count. */
function emptyRate({ grant, amount, path }: PlacedAmount): readonly Warning[] {
  if (amount.kind !== "rate" || amount.fenEach === 0 || amount.upTo === undefined) return [];
  if (extentOf(amount).most !== 0) return [];
  const { title } = grant.document;
  const wanted = add(amount.from, amount.per);
  return [
    {
      code: "rate-never",
      path: at(path, "upTo"),
      message: `「${title}」从 ${toText(amount.from)} 起算，最多算到 ${toText(amount.upTo)}，不够计一份，永远是 0 元。`,
      figures: { grant: title, from: toNumber(amount.from), upTo: toNumber(amount.upTo), per: toNumber(amount.per) },
      proposal: { text: `上限改成 ${toText(wanted)} 或更高。`, path: at(path, "upTo"), value: toNumber(wanted) },
      source: null,
    },
  ];
}

/** A factor that is 0 % whatever is reached. */
function zeroFactors(grant: Grant): readonly Warning[] {
  return grant.times.flatMap((times, place) => {
    if (mostFactor(times) > 0) return [];
    const path = at(at(at("grants", grant.place), "times"), place);
    const { title } = grant.document;
    const isBanded = times.bands !== undefined;
    return [
      {
        code: "times-zero",
        path,
        message: `「${title}」的系数怎么都是 0%，这项补助永远是 0 元。`,
        figures: { grant: title, percent: 0 },
        proposal: isBanded
          ? { text: "第一档改成 100%。", path: at(at(at(path, "bands"), 0), "percent"), value: 100 }
          : { text: "写明其他情形按 100%，或者补上各行。", path: at(path, "otherwise"), value: 100 },
        source: null,
      },
    ];
  });
}

/** A fixed amount or a row that rounding takes away whole. */
function swallowed(policy: Policy, known: KnownLevels): readonly Warning[] {
  const { toFen, mode } = policy.document.rounding;
  const amounts = amountsIn(policy, known).flatMap(({ grant, amount, document }) => {
    if (amount !== grant.amount || grant.times.length > 0 || grant.document.atLeastFen !== undefined) return [];
    if (document.kind === "fixed") return [{ title: grant.document.title, fen: document.fen }];
    if (document.kind !== "table") return [];
    return Object.values(document.rows).map((fen) => ({ title: grant.document.title, fen }));
  });
  const lost = amounts.filter(({ fen }) => fen > 0 && roundToUnit(fen, toFen, mode) === 0);
  const [least] = lost.toSorted((a, b) => a.fen - b.fen);
  if (least === undefined) return [];
  const wanted = 10 ** Math.floor(Math.log10(least.fen));
  return [
    {
      code: "rounding-swallows",
      path: "rounding.toFen",
      message: `各笔取整到 ${yuan(toFen)}，「${least.title}」的 ${yuan(least.fen)}取整后是 0 元。`,
      figures: { grant: least.title, fen: least.fen, toFen },
      proposal: { text: `取整改成到 ${yuan(wanted)}。`, path: "rounding.toFen", value: wanted },
      source: null,
    },
  ];
}
