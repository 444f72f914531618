import { splitAtAnd } from "./expression/conjuncts.ts";

/** One end of a range; a strict end isn't in it. */
export interface Bound {
  readonly value: number;
  readonly isStrict: boolean;
}

/** What a condition asks of one thing that it reads. `subject` is as it is written: `score`, `result.level`, `size(badges)`. */
export type Test =
  | { readonly kind: "lower" | "upper"; readonly subject: string; readonly bound: Bound }
  | { readonly kind: "texts"; readonly subject: string; readonly isIn: boolean; readonly texts: readonly string[] }
  | { readonly kind: "truth"; readonly subject: string; readonly isTrue: boolean }
  /** `'harmony' in badges`. */
  | { readonly kind: "has"; readonly subject: string; readonly text: string }
  | { readonly kind: "never" };

/** One part that a condition's top-level `&&` joins, and what it asks as far as that can be read off. */
export interface Conjunct {
  readonly source: string;
  readonly tests: readonly Test[];
}

/** What is left of a thing's values: within the bounds, among `texts` (undefined: any), not among `excluded`. */
export interface Allowed {
  readonly lower: Bound | undefined;
  readonly upper: Bound | undefined;
  readonly texts: readonly string[] | undefined;
  readonly excluded: readonly string[];
}

/** The parts of a condition; a part that says more than can be read off has no tests. Left out: none. */
export function conjunctsOf(source: string | undefined): readonly Conjunct[] {
  if (source === undefined) return [];
  return splitAtAnd(source).map((part) => ({ source: part, tests: testsOf(bare(part)) }));
}

/** Every test of a condition. */
export function testsIn(source: string | undefined): readonly Test[] {
  return conjunctsOf(source).flatMap(({ tests }) => tests);
}

/** What all these tests together leave of a subject. */
export function allowedOf(tests: readonly Test[], subject: string): Allowed {
  let lower: Bound | undefined;
  let upper: Bound | undefined;
  let texts: readonly string[] | undefined;
  const excluded: string[] = [];
  for (const test of tests) {
    if (test.kind === "never" || test.subject !== subject) continue;
    if (test.kind === "lower") lower = higher(lower, test.bound);
    else if (test.kind === "upper") upper = lesser(upper, test.bound);
    else if (test.kind === "texts" && !test.isIn) excluded.push(...test.texts);
    else if (test.kind === "texts") texts = texts?.filter((text) => test.texts.includes(text)) ?? test.texts;
  }
  return { lower, upper, texts: texts?.filter((text) => !excluded.includes(text)), excluded };
}

/** Whether a text is among what is left. */
export function allowsText(allowed: Allowed, text: string): boolean {
  return !allowed.excluded.includes(text) && (allowed.texts === undefined || allowed.texts.includes(text));
}

/** Whether no values can meet all these tests. False where that can't be told. */
export function contradicts(tests: readonly Test[]): boolean {
  return tests.some((test) => {
    if (test.kind === "never") return true;
    if (test.kind === "truth") {
      return tests.some(
        (other) => other.kind === "truth" && other.subject === test.subject && other.isTrue !== test.isTrue,
      );
    }
    const { lower, upper, texts } = allowedOf(tests, test.subject);
    return texts?.length === 0 || isEmpty(lower, upper);
  });
}

/** Whether nothing lies between two ends. */
export function isEmpty(lower: Bound | undefined, upper: Bound | undefined): boolean {
  if (lower === undefined || upper === undefined) return false;
  return lower.value > upper.value || (lower.value === upper.value && (lower.isStrict || upper.isStrict));
}

function higher(a: Bound | undefined, b: Bound): Bound {
  if (a === undefined || b.value > a.value) return b;
  return b.value === a.value && b.isStrict ? b : a;
}

function lesser(a: Bound | undefined, b: Bound): Bound {
  if (a === undefined || b.value < a.value) return b;
  return b.value === a.value && b.isStrict ? b : a;
}

/** A name, a member of one, or `size(…)` of one. */
const SUBJECT = String.raw`(size\([\w.]+\)|[A-Za-z_]\w*(?:\.[A-Za-z_]\w*|\['[^'\\]*'\])*)`;
const NUMBER = String.raw`(-?\d+(?:\.\d+)?)`;
const TEXT = String.raw`('[^'\\]*'|"[^"\\]*")`;
const RIGHT = new RegExp(`^${SUBJECT}\\s*(>=|<=|==|>|<)\\s*${NUMBER}$`);
const LEFT = new RegExp(`^${NUMBER}\\s*(>=|<=|==|>|<)\\s*${SUBJECT}$`);
const EQUAL = new RegExp(`^${SUBJECT}\\s*(==|!=)\\s*${TEXT}$`);
const AMONG = new RegExp(`^(!?)\\(?${SUBJECT}\\s+in\\s+\\[\\s*(${TEXT}(?:\\s*,\\s*${TEXT})*)\\s*\\]\\)?$`);
const MEMBER = new RegExp(`^${TEXT}\\s+in\\s+${SUBJECT}$`);
const TRUTH = new RegExp(`^(!?)${SUBJECT}$`);
const FLIPPED: Readonly<Record<string, string>> = { ">=": "<=", "<=": ">=", ">": "<", "<": ">", "==": "==" };

function testsOf(part: string): readonly Test[] {
  if (part === "false") return [{ kind: "never" }];
  if (part === "true") return [];
  const right = RIGHT.exec(part);
  if (right !== null) return numberTests(right[1] ?? "", right[2] ?? "", Number(right[3]));
  const left = LEFT.exec(part);
  if (left !== null) return numberTests(left[3] ?? "", FLIPPED[left[2] ?? ""] ?? "", Number(left[1]));
  const equal = EQUAL.exec(part);
  if (equal !== null) {
    return [{ kind: "texts", subject: equal[1] ?? "", isIn: equal[2] === "==", texts: textsIn(equal[3] ?? "") }];
  }
  const among = AMONG.exec(part);
  if (among !== null) {
    return [{ kind: "texts", subject: among[2] ?? "", isIn: among[1] === "", texts: textsIn(among[3] ?? "") }];
  }
  const member = MEMBER.exec(part);
  if (member !== null) {
    return textsIn(member[1] ?? "").map((text): Test => ({ kind: "has", subject: member[2] ?? "", text }));
  }
  const truth = TRUTH.exec(part);
  return truth === null ? [] : [{ kind: "truth", subject: truth[2] ?? "", isTrue: truth[1] === "" }];
}

function numberTests(subject: string, operator: string, value: number): readonly Test[] {
  const isStrict = operator === ">" || operator === "<";
  const bound = { value, isStrict };
  const tests: Test[] = [];
  if (operator !== "<" && operator !== "<=") tests.push({ kind: "lower", subject, bound });
  if (operator !== ">" && operator !== ">=") tests.push({ kind: "upper", subject, bound });
  return tests;
}

function textsIn(list: string): readonly string[] {
  return [...list.matchAll(new RegExp(TEXT, "g"))].map(([text]) => text.slice(1, -1));
}

/** Without parentheses around the whole. */
function bare(part: string): string {
  const inner = /^\(([\s\S]*)\)$/.exec(part)?.[1];
  if (inner === undefined) return part;
  let depth = 0;
  for (const character of inner) {
    if (character === "(") depth++;
    if (character === ")" && --depth < 0) return part;
  }
  return splitAtAnd(inner).length > 1 || /\|\||\?/.test(inner) ? part : bare(inner.trim());
}
