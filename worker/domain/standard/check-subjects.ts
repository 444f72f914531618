import { at, type Fault } from "../fault.ts";
import { refuseAnswer } from "./answers.ts";
import { COMPUTED } from "./check-items.ts";
import { looseAt, textAt } from "./outline.ts";
import type { Item, Standard } from "./plan.ts";
import type { Subject } from "./subject.ts";

/**
 * Every fault of the subjects of one call, below `path` (standards.md "Refused"): ids given twice, answers and vetoes of
 * codes that don't exist, answers of the wrong type or range, "not applicable" on an item that isn't optional. Takes
 * whatever JSON holds, not only what the type says.
 *
 * An answer to an item with `from` is checked and then not counted, as the conformance case 「有无取自事实，给的答案不算」
 * wants it; to rank, relative and formula, which have no answer, it is refused.
 */
export function checkSubjects(standard: Standard, subjects: readonly Subject[], path: string): readonly Fault[] {
  const faults: Fault[] = [];
  const ids = new Set<string>();
  subjects.forEach((subject, index) => {
    const below = at(path, index);
    if (!isMap(subject)) {
      faults.push({ path: below, message: '要写成对象，即 { "id": … }。' });
      return;
    }
    checkId(faults, ids, subject.id, at(below, "id"));
    if (subject.unit !== undefined && !isMap(subject.unit)) {
      faults.push({ path: at(below, "unit"), message: "要写成对象，即 { … }。" });
    }
    checkAnswers(faults, standard, subject.answers, at(below, "answers"));
    checkMarks(faults, standard, subject.notApplicable, at(below, "notApplicable"));
    checkVetoes(faults, standard, subject.vetoes, at(below, "vetoes"));
    checkHeld(faults, subject.held, at(below, "held"));
  });
  return faults;
}

const ID_CHARACTERS = 200;

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object" && !Array.isArray(value);
}

function checkId(faults: Fault[], ids: Set<string>, id: unknown, path: string): void {
  const text = textAt(id);
  if (text === undefined || text === "" || text.length > ID_CHARACTERS) {
    faults.push({ path, message: `要写成 1 到 ${ID_CHARACTERS} 个字的文字。` });
  } else if (ids.has(text)) {
    faults.push({ path, message: `${text} 前面给过了，每个对象的 id 只能给一次。` });
  } else {
    ids.add(text);
  }
}

function checkAnswers(faults: Fault[], standard: Standard, answers: unknown, path: string): void {
  if (answers === undefined) return;
  if (!isMap(answers)) {
    faults.push({ path, message: '要写成对象，即 { "指标的编码": 答案 }。' });
    return;
  }
  for (const [code, value] of Object.entries(answers)) {
    const item = standard.itemByCode.get(code);
    const fault =
      item === undefined ? { message: `标准里没有编码是 ${code} 的指标，请删去。` } : refusalOf(item, value);
    if (fault === undefined) continue;
    const below = at(path, code);
    faults.push({ path: fault.below === undefined ? below : at(below, fault.below), message: fault.message });
  }
}

function refusalOf(item: Item, value: unknown): { readonly below?: string; readonly message: string } | undefined {
  if (value === null && !COMPUTED.includes(item.points.kind)) {
    return { message: `${item.title}没有填就不要写，不能写 null。` };
  }
  return refuseAnswer(item, value);
}

function checkCodes(faults: Fault[], codes: unknown, path: string, refuse: (code: string) => string | undefined): void {
  if (codes === undefined) return;
  if (!Array.isArray(codes)) {
    faults.push({ path, message: '要写成列表，即 [ "编码" ]。' });
    return;
  }
  codes.forEach((code: unknown, index) => {
    const message = typeof code === "string" ? refuse(code) : "要写成文字，即一个编码。";
    if (message !== undefined) faults.push({ path: at(path, index), message });
  });
}

function checkMarks(faults: Fault[], standard: Standard, codes: unknown, path: string): void {
  checkCodes(faults, codes, path, (code) => {
    const item = standard.itemByCode.get(code);
    if (item === undefined) return `标准里没有编码是 ${code} 的指标，请删去。`;
    return item.isOptional ? undefined : `${item.title}不能填不适用，标准没有写它可以（optional）。`;
  });
}

function checkVetoes(faults: Fault[], standard: Standard, codes: unknown, path: string): void {
  checkCodes(faults, codes, path, (code) => {
    const veto = standard.vetoes.find((each) => each.code === code);
    if (veto === undefined) return `标准里没有编码是 ${code} 的否决，请删去。`;
    return veto.when === undefined ? undefined : `否决“${veto.title}”由条件自动判定，不由人提出，请删去。`;
  });
}

function checkHeld(faults: Fault[], held: unknown, path: string): void {
  if (held === undefined) return;
  if (!isMap(held)) {
    faults.push({ path, message: '要写成对象，即 { "level": "4" }。' });
    return;
  }
  const { level, levels } = held;
  if (level !== undefined && level !== null && typeof level !== "string") {
    faults.push({ path: at(path, "level"), message: "要写成等级的编码，没有等级写 null。" });
  }
  if (levels === undefined) return;
  if (!isMap(levels)) {
    faults.push({ path: at(path, "levels"), message: '要写成对象，即 { "标准的编码": "等级的编码" }。' });
    return;
  }
  for (const [code, value] of Object.entries(looseAt(levels))) {
    if (typeof value !== "string") {
      faults.push({ path: at(at(path, "levels"), code), message: "要写成等级的编码。" });
    }
  }
}
