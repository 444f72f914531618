import { holdsAtMost } from "../document-keys.ts";
import type { Expression } from "../expression.ts";
import { at, type Fault, inOrder } from "../fault.ts";
import { checkAmount, checkLimit, checkRows } from "./amount-faults.ts";
import { limits } from "./limits.ts";
import { structuralFaults } from "./structure.ts";
import {
  checkExpression,
  checkPlaces,
  checkThresholds,
  checkUnique,
  codesOf,
  type Findings,
  find,
  hundredthsOf,
  listAt,
  objectAt,
  type Written,
} from "./written.ts";

/**
 * Every fault of a policy, of structure and of meaning, each with its path (subsidies.md "Document", "Amount kinds").
 * What a part means is checked even where another part is malformed. None: the document may be calculated with.
 */
export function policyFaults(document: unknown): readonly Fault[] {
  return inOrder(document, findingsOf(document).faults);
}

/** Every expression of a policy that compiles, by its path, however malformed the rest of it is. */
export function policyExpressions(document: unknown): ReadonlyMap<string, Expression> {
  return findingsOf(document).expressions;
}

function findingsOf(document: unknown): Findings {
  const findings: Findings = { faults: [], expressions: new Map() };
  if (!holdsAtMost(document, limits.values)) {
    find(findings, "", `全文最多 ${limits.values.toLocaleString("en-US")} 个值，请删减，或分成几份办法。`);
    return findings;
  }
  if (isDeeper(document, limits.depth)) {
    find(findings, "", `最多套 ${limits.depth} 层。`);
    return findings;
  }
  for (const fault of structuralFaults(document)) findings.faults.push(fault);
  const policy = objectAt(document);
  checkText(findings, document, "");
  for (const list of ["grants", "groups", "ceilings"]) checkUnique(findings, policy[list], list);
  const groups = codesOf(policy["groups"]);
  listAt(policy["grants"]).forEach((grant, place) => {
    checkGrant(findings, objectAt(grant), at("grants", place), groups);
  });
  const grants = codesOf(policy["grants"]);
  listAt(policy["ceilings"]).forEach((ceiling, place) => {
    checkCeiling(findings, objectAt(ceiling), at("ceilings", place), grants);
  });
  checkPayers(findings, policy["payers"], "payers");
  checkInstalments(findings, policy["instalments"], "instalments");
  return findings;
}

function isDeeper(value: unknown, depth: number): boolean {
  if (value === null || typeof value !== "object") return false;
  return depth === 0 || Object.values(value).some((item) => isDeeper(item, depth - 1));
}

function checkGrant(findings: Findings, grant: Written, path: string, groups: ReadonlySet<unknown>): void {
  checkExpression(findings, grant["when"], at(path, "when"), "bool");
  checkAmount(findings, grant["amount"], at(path, "amount"));
  listAt(grant["times"]).forEach((times, place) => {
    checkTimes(findings, objectAt(times), at(at(path, "times"), place));
  });
  checkLimit(findings, grant["atLeastFen"], at(path, "atLeastFen"));
  checkLimit(findings, grant["atMostFen"], at(path, "atMostFen"));
  if (grant["once"] === true && grant["lessPaid"] === true) {
    find(findings, at(path, "once"), "不重复奖补（once）与补差（lessPaid）只能用一个，删去一个。");
  }
  if (typeof grant["group"] === "string" && !groups.has(grant["group"])) {
    find(findings, at(path, "group"), `groups 里没有 ${grant["group"]} 这一组，加上它，或改用已有的组。`);
  }
  checkPayers(findings, grant["payers"], at(path, "payers"));
  checkInstalments(findings, grant["instalments"], at(path, "instalments"));
}

function checkTimes(findings: Findings, times: Written, path: string): void {
  const { of, bands, rows, otherwise } = times;
  checkExpression(findings, of, at(path, "of"), bands === undefined ? "text-or-number" : "number");
  if ((bands === undefined) === (rows === undefined)) find(findings, path, "bands 与 rows 要写一个，只写一个。");
  if (bands !== undefined && otherwise !== undefined)
    find(findings, at(path, "otherwise"), "otherwise 只与 rows 同用，删去它。");
  checkThresholds(findings, bands, at(path, "bands"), { inclusive: "atLeast", isRising: false });
  listAt(bands).forEach((band, place) => {
    checkPlaces(findings, objectAt(band)["percent"], at(at(at(path, "bands"), place), "percent"), 2);
  });
  checkRows(findings, rows, at(path, "rows"), "percent");
  checkPlaces(findings, otherwise, at(path, "otherwise"), 2);
}

function checkCeiling(findings: Findings, ceiling: Written, path: string, grants: ReadonlySet<unknown>): void {
  const { by, rows, otherwiseFen, totalFen, share, order } = ceiling;
  checkExpression(findings, by, at(path, "by"), "text");
  checkExpression(findings, order, at(path, "order"), "number");
  checkRows(findings, rows, at(path, "rows"), "fen");
  if (by === undefined) {
    if (totalFen === undefined) find(findings, at(path, "totalFen"), "要写 totalFen；分开封顶的写 by 与 rows。");
    for (const key of ["rows", "otherwiseFen"]) {
      if (ceiling[key] !== undefined) find(findings, at(path, key), `${key} 只与 by 同用。`);
    }
  } else {
    if (totalFen !== undefined)
      find(findings, at(path, "totalFen"), "totalFen 不与 by 同用，改写 rows 或 otherwiseFen。");
    if (rows === undefined && otherwiseFen === undefined) {
      find(findings, at(path, "rows"), "分开封顶要写 rows 或 otherwiseFen。");
    }
  }
  if (share === "rank" && order === undefined)
    find(findings, at(path, "order"), "按名次（rank）要写 order，说明先后。");
  const seen = new Set<unknown>();
  listAt(ceiling["grants"]).forEach((code, place) => {
    const where = at(at(path, "grants"), place);
    if (typeof code !== "string") return;
    if (!grants.has(code)) find(findings, where, `没有 ${code} 这项补助，改成已有的编码。`);
    if (seen.has(code)) find(findings, where, `${code} 已经列出，删去一个。`);
    seen.add(code);
  });
}

function checkPayers(findings: Findings, value: unknown, path: string): void {
  const payers = listAt(value).map(objectAt);
  if (payers.length === 0) return;
  checkUnique(findings, value, path);
  payers.forEach((payer, place) => {
    checkPlaces(findings, payer["percent"], at(at(path, place), "percent"), 2);
  });
  const last = payers.length - 1;
  if (payers.every((payer) => isOnly(payer, "percent"))) {
    checkWhole(findings, payers, path, "承担");
  } else if (payers.every((payer) => isOnly(payer, "part"))) {
    if (payers.every((payer) => payer["part"] === 0)) find(findings, path, "各家的份数不能都是 0。");
  } else if (!payers.every((payer, place) => isOnly(payer, place === last ? "rest" : "upToFen"))) {
    find(findings, path, "各家都写 percent，或都写 part，或依次写 upToFen、最后一家写 rest: true。");
  }
}

function isOnly(payer: Written, key: string): boolean {
  return ["percent", "part", "upToFen", "rest"].every((each) => (payer[each] !== undefined) === (each === key));
}

function checkInstalments(findings: Findings, value: unknown, path: string): void {
  const instalments = listAt(value).map(objectAt);
  if (instalments.length === 0) return;
  checkUnique(findings, value, path);
  instalments.forEach((instalment, place) => {
    checkExpression(findings, instalment["when"], at(at(path, place), "when"), "bool");
    checkPlaces(findings, instalment["percent"], at(at(path, place), "percent"), 2);
  });
  checkWhole(findings, instalments, path, "分期");
}

function checkWhole(findings: Findings, parts: readonly Written[], path: string, name: string): void {
  const sum = hundredthsOf(parts.map((part) => part["percent"]));
  if (sum !== undefined && sum !== 10_000) find(findings, path, `${name}的百分比合计要是 100，现在是 ${sum / 100}。`);
}

/** Notes text that UTF-8 can't hold: the document's hash could not be taken. */
function checkText(findings: Findings, value: unknown, path: string): void {
  if (typeof value === "string") {
    if (!value.isWellFormed()) find(findings, path, "文字里有不成对的代理字符，重新输入。");
  } else if (Array.isArray(value)) {
    value.forEach((item, place) => {
      checkText(findings, item, at(path, place));
    });
  } else if (value !== null && typeof value === "object") {
    for (const [key, item] of Object.entries(value)) {
      if (!key.isWellFormed()) find(findings, path, "键里有不成对的代理字符，重新输入。");
      checkText(findings, item, at(path, key));
    }
  }
}
