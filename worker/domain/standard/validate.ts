import { at, type Fault } from "../fault.ts";
import { checkCodes, checkItems, checkOneOf } from "./check-items.ts";
import { itemsOf } from "./expressions.ts";
import { type Loose, listAt, looseAt, numberAt, textAt } from "./outline.ts";

/**
 * What a document means wrongly, whether or not its form is right: codes given twice, codes that don't exist, weights,
 * thresholds that run backwards, keys that exclude one another (standards.md "Document", "Item kinds").
 */
export function validate(document: Loose): readonly Fault[] {
  const faults: Fault[] = [];
  checkCodes(faults, document["sections"], "sections", "大项");
  checkItemCodes(faults, document);
  checkCodes(faults, document["vetoes"], "vetoes", "否决");
  checkCodes(faults, document["badges"], "badges", "章");
  checkCodes(faults, document["levels"], "levels", "等级");
  faults.push(...checkItems(document));
  checkWeights(faults, document);
  checkVetoes(faults, document);
  checkBadges(faults, document);
  checkLevels(faults, document);
  checkTieBreak(faults, document);
  return faults;
}

/** An item's code is one in the whole document, whatever section it stands in. */
function checkItemCodes(faults: Fault[], document: Loose): void {
  const seen = new Set<string>();
  for (const { item, path } of itemsOf(document)) {
    const code = textAt(item["code"]);
    if (code === undefined) continue;
    if (seen.has(code)) faults.push({ path: at(path, "code"), message: `指标的编码 ${code} 前面用过了，请换一个。` });
    seen.add(code);
  }
}

/** 「权重」: every base section has one where scoring is by weights, they make 100 together, and nothing else has one. */
function checkWeights(faults: Fault[], document: Loose): void {
  const { scoring } = document;
  if (scoring !== "points" && scoring !== "weights") return;
  let sum = 0;
  let isKnown = true;
  listAt(document["sections"]).forEach((each, index) => {
    const section = looseAt(each);
    const path = at(at("sections", index), "weight");
    const isWeighed = scoring === "weights" && (section["kind"] === undefined || section["kind"] === "base");
    if (!isWeighed) {
      if (section["weight"] === undefined) return;
      const message =
        scoring === "points" ? "按分累加（points）时不写权重，请删去。" : "加分、扣分的大项没有权重，请删去。";
      faults.push({ path, message });
      return;
    }
    const weight = numberAt(section["weight"]);
    if (section["weight"] === undefined) faults.push({ path, message: "按权重计分时，基础分的大项要写权重 weight。" });
    if (weight === undefined) isKnown = false;
    else sum += Math.round(weight * 100);
  });
  if (scoring === "weights" && isKnown && sum !== 10_000) {
    faults.push({ path: "sections", message: `各大项的权重合计要是 100，现在是 ${sum / 100}，请调整。` });
  }
}

function codesOf(list: unknown): ReadonlySet<unknown> {
  return new Set(listAt(list).map((each) => looseAt(each)["code"]));
}

/** Notes a code that isn't among those there are. */
function checkReference(faults: Fault[], codes: ReadonlySet<unknown>, code: unknown, path: string, noun: string): void {
  if (typeof code !== "string" || codes.has(code)) return;
  faults.push({ path, message: `没有编码是 ${code} 的${noun}，请改成已有的编码。` });
}

function checkVetoes(faults: Fault[], document: Loose): void {
  const levels = codesOf(document["levels"]);
  listAt(document["vetoes"]).forEach((each, index) => {
    const effect = looseAt(looseAt(each)["effect"]);
    if (effect["kind"] !== "at-most-level") return;
    checkReference(faults, levels, effect["level"], at(at("vetoes", index), "effect.level"), "等级");
  });
}

function checkBadges(faults: Fault[], document: Loose): void {
  const sections = codesOf(document["sections"]);
  listAt(document["badges"]).forEach((each, index) => {
    const { section, atLeast, when } = looseAt(each);
    const path = at("badges", index);
    checkReference(faults, sections, section, at(path, "section"), "大项");
    if (section === undefined && atLeast === undefined && when === undefined) {
      faults.push({ path, message: "要写得章的条件：section 和 atLeast，或者 when。" });
    } else if (section === undefined && atLeast !== undefined) {
      faults.push({ path: at(path, "section"), message: "写了百分比 atLeast，还要写是哪个大项的 section。" });
    } else if (section !== undefined && atLeast === undefined) {
      faults.push({ path: at(path, "atLeast"), message: "写了大项 section，还要写得到百分之几才有章的 atLeast。" });
    }
  });
}

function checkLevels(faults: Fault[], document: Loose): void {
  const levels = codesOf(document["levels"]);
  listAt(document["levels"]).forEach((each, index) => {
    const level = looseAt(each);
    const path = at("levels", index);
    checkOneOf(faults, level, ["atLeast", "above"], path);
    if (level["quota"] !== undefined) {
      checkOneOf(faults, looseAt(level["quota"]), ["percent", "count"], at(path, "quota"));
    }
  });
  listAt(document["directLevels"]).forEach((each, index) => {
    checkReference(faults, levels, looseAt(each)["level"], at(at("directLevels", index), "level"), "等级");
  });
}

function checkTieBreak(faults: Fault[], document: Loose): void {
  const sections = codesOf(document["sections"]);
  listAt(document["tieBreak"]).forEach((code, index) => {
    checkReference(faults, sections, code, at("tieBreak", index), "大项");
  });
}
