import { at } from "../fault.ts";
import {
  checkExpression,
  checkPlaces,
  checkThresholds,
  type Findings,
  find,
  hundredthsOf,
  listAt,
  objectAt,
  type Written,
} from "./written.ts";

/** valibot's records skip these, so their values are looked at here. */
const SKIPPED_KEYS = ["__proto__", "constructor", "prototype"];

/** Notes what an amount, at any depth, means wrongly. What isn't a known kind is left to structure.ts. */
export function checkAmount(findings: Findings, value: unknown, path: string): void {
  const amount = objectAt(value);
  const kind = amount["kind"];
  if (typeof kind === "string" && Object.hasOwn(CHECKS, kind)) CHECKS[kind]?.(findings, amount, path);
}

/** Notes an integer or CEL → fen whose expression is unsound. */
export function checkLimit(findings: Findings, value: unknown, path: string): void {
  checkExpression(findings, value, path, "number");
}

/** Notes rows that aren't a map, or hold what isn't allowed under a key that valibot skips. */
export function checkRows(findings: Findings, rows: unknown, path: string, unit: "fen" | "percent"): void {
  if (Array.isArray(rows)) {
    find(findings, path, "要写成 { 键: 值 }。");
    return;
  }
  for (const [key, value] of Object.entries(objectAt(rows))) {
    if (unit === "percent") checkPlaces(findings, value, at(path, key), 2);
    if (!SKIPPED_KEYS.includes(key)) continue;
    const isSound = typeof value === "number" && value >= 0 && (unit === "percent" || Number.isSafeInteger(value));
    if (!isSound) find(findings, at(path, key), unit === "fen" ? "要写成整数分。" : "要写成不小于 0 的数。");
  }
}

type Check = (findings: Findings, amount: Written, path: string) => void;

const CHECKS: Readonly<Record<string, Check>> = {
  table: (findings, amount, path) => {
    checkExpression(findings, amount["of"], at(path, "of"), "text-or-number");
    checkRows(findings, amount["rows"], at(path, "rows"), "fen");
  },
  rate: (findings, amount, path) => {
    checkExpression(findings, amount["of"], at(path, "of"), "number");
    for (const key of ["from", "upTo", "per"]) checkPlaces(findings, amount[key], at(path, key), 6);
    const per = amount["per"];
    if (typeof per === "number" && per <= 0) find(findings, at(path, "per"), "要大于 0。");
  },
  percent: (findings, amount, path) => {
    checkExpression(findings, amount["ofFen"], at(path, "ofFen"), "number");
    checkPlaces(findings, amount["percent"], at(path, "percent"), 2);
  },
  brackets: checkBrackets,
  share: (findings, amount, path) => {
    const factors = listAt(amount["by"]);
    factors.forEach((factor, place) => {
      const { of, percent } = objectAt(factor);
      checkExpression(findings, of, at(at(at(path, "by"), place), "of"), "number");
      checkPlaces(findings, percent, at(at(at(path, "by"), place), "percent"), 2);
    });
    const sum = hundredthsOf(factors.map((factor) => objectAt(factor)["percent"]));
    if (factors.length > 0 && sum !== undefined && sum !== 10_000) {
      find(findings, at(path, "by"), `各因素的百分比合计要是 100，现在是 ${sum / 100}。`);
    }
  },
  decided: (findings, amount, path) => {
    const { atLeastFen, atMostFen } = amount;
    checkLimit(findings, atLeastFen, at(path, "atLeastFen"));
    checkLimit(findings, atMostFen, at(path, "atMostFen"));
    if (typeof atLeastFen === "number" && typeof atMostFen === "number" && atLeastFen > atMostFen) {
      find(findings, at(path, "atLeastFen"), "下限高于上限，没有可定的数：改低下限，或改高上限。");
    }
  },
  formula: (findings, amount, path) => checkExpression(findings, amount["fen"], at(path, "fen"), "number"),
  capped: (findings, amount, path) => {
    checkLimit(findings, amount["atLeastFen"], at(path, "atLeastFen"));
    checkLimit(findings, amount["atMostFen"], at(path, "atMostFen"));
    checkAmount(findings, amount["amount"], at(path, "amount"));
  },
  sum: (findings, amount, path) => {
    listAt(amount["parts"]).forEach((part, place) => {
      checkAmount(findings, part, at(at(path, "parts"), place));
    });
  },
};

function checkBrackets(findings: Findings, amount: Written, path: string): void {
  const { of, ofFen, brackets } = amount;
  if ((of === undefined) === (ofFen === undefined)) find(findings, path, "of 与 ofFen 要写一个，只写一个。");
  checkExpression(findings, of, at(path, "of"), "number");
  checkExpression(findings, ofFen, at(path, "ofFen"), "number");
  checkThresholds(findings, brackets, at(path, "brackets"), { inclusive: "from", isRising: true });
  listAt(brackets).forEach((bracket, place) => {
    checkPlaces(findings, objectAt(bracket)["percent"], at(at(at(path, "brackets"), place), "percent"), 2);
  });
}
