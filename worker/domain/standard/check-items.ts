import { at, type Fault } from "../fault.ts";
import { itemsOf } from "./expressions.ts";
import { limits } from "./limits.ts";
import { type Loose, listAt, looseAt, numberAt, textAt } from "./outline.ts";

/** What items mean wrongly though their form may be right: their number, codes, thresholds, caps. */
export function checkItems(document: Loose): readonly Fault[] {
  const faults: Fault[] = [];
  const items = itemsOf(document);
  if (items.length > limits.items) {
    faults.push({
      path: "sections",
      message: `全部指标最多 ${limits.items} 项，现在有 ${items.length} 项，请合并或分成几份标准。`,
    });
  }
  for (const { item, section, path } of items) {
    const score = looseAt(item["score"]);
    const kind = textAt(score["kind"]) ?? "";
    if (item["from"] !== undefined && COMPUTED.includes(kind)) {
      faults.push({ path: at(path, "from"), message: "这种评分本来就是算出来的，没有答案可取，请删去 from。" });
    }
    checkScore(faults, kind, score, section, at(path, "score"));
  }
  return faults;
}

/** Kinds without an answer: their points come from an expression and, for two of them, from the cohort. */
export const COMPUTED: readonly string[] = ["rank", "relative", "formula"];

function checkScore(faults: Fault[], kind: string, score: Loose, section: Loose, path: string): void {
  if (kind === "choice" || kind === "tally") checkCodes(faults, score["options"], at(path, "options"), "选项");
  if (kind === "bands") checkBands(faults, score, at(path, "bands"));
  if (kind === "rank") checkRankBands(faults, score, at(path, "bands"));
  if (kind === "brackets") checkBrackets(faults, score, at(path, "brackets"));
  const isBase = section["kind"] === undefined || section["kind"] === "base";
  if (kind === "count" && isBase && score["atMost"] === undefined) {
    faults.push({ path: at(path, "atMost"), message: "基础分里的计次要写封顶 atMost，只有加分、扣分的大项可以不写。" });
  }
}

/** Notes codes that one list has twice. */
export function checkCodes(faults: Fault[], list: unknown, path: string, noun: string): void {
  const seen = new Set<string>();
  listAt(list).forEach((each, index) => {
    const code = textAt(looseAt(each)["code"]);
    if (code === undefined) return;
    if (seen.has(code)) {
      faults.push({ path: at(at(path, index), "code"), message: `${noun}的编码 ${code} 前面用过了，请换一个。` });
    }
    seen.add(code);
  });
}

/** Notes an object that hasn't exactly one of two keys. */
export function checkOneOf(faults: Fault[], value: Loose, keys: readonly [string, string], path: string): boolean {
  const [first, second] = keys;
  const isOne = (value[first] === undefined) !== (value[second] === undefined);
  if (!isOne) faults.push({ path, message: `${first} 和 ${second} 要写一个，也只写一个。` });
  return isOne;
}

/** 「分档」: each band has one threshold of its direction, and they fall (with `better: "lower"` rise). */
function checkBands(faults: Fault[], score: Loose, path: string): void {
  const isLower = score["better"] === "lower";
  const [inclusive, strict] = isLower ? (["atMost", "below"] as const) : (["atLeast", "above"] as const);
  const strays = isLower ? ["atLeast", "above"] : ["atMost", "below"];
  let last: readonly [number, number] | undefined;
  let isOrdered = true;
  listAt(score["bands"]).forEach((each, index) => {
    const band = looseAt(each);
    for (const stray of strays) {
      if (band[stray] === undefined) continue;
      const message = isLower
        ? `越低越好时写 atMost 或 below，不写 ${stray}。`
        : `越高越好时写 atLeast 或 above，不写 ${stray}。`;
      faults.push({ path: at(at(path, index), stray), message });
    }
    if (!checkOneOf(faults, band, [inclusive, strict], at(path, index))) return;
    const line = numberAt(band[inclusive] ?? band[strict]);
    if (line === undefined) return;
    // A strict line is the harder one: above 90 stands before at least 90, below 5 before at most 5.
    const now = [isLower ? line : -line, band[strict] === undefined ? 1 : 0] as const;
    if (last !== undefined && (now[0] < last[0] || (now[0] === last[0] && now[1] <= last[1]))) isOrdered = false;
    last = now;
  });
  if (isOrdered) return;
  faults.push({ path, message: isLower ? "各档的线要从低到高排，不能相同。" : "各档的线要从高到低排，不能相同。" });
}

function checkRankBands(faults: Fault[], score: Loose, path: string): void {
  listAt(score["bands"]).forEach((each, index) => {
    checkOneOf(faults, looseAt(each), ["topPercent", "topN"], at(path, index));
  });
}

function checkBrackets(faults: Fault[], score: Loose, path: string): void {
  const lines = listAt(score["brackets"]).map((each) => numberAt(looseAt(each)["from"]));
  const isRising = lines.every((line, index) => {
    const before = index === 0 ? undefined : lines[index - 1];
    return line === undefined || before === undefined || line > before;
  });
  if (!isRising) faults.push({ path, message: "各段的起点 from 要从低到高排，不能相同。" });
}
