import {
  type Allowed,
  allowedOf,
  type Conjunct,
  conjunctsOf,
  contradicts,
  isEmpty,
  type Test,
  testsIn,
} from "../constraints.ts";
import { at } from "../fault.ts";
import { formatHundredths, pointsOf } from "../score.ts";
import { jsonOf, type Proposal, type Warning, without } from "../warning.ts";
import type { Standard } from "./plan.ts";
import { mostOfSection, mostPossible } from "./warnings-possible.ts";

/** Conditions that can never hold, as far as that can be read off: nothing that stands under them is ever reached. */
export function conditionWarnings(standard: Standard): readonly Warning[] {
  return conditionsOf(standard).flatMap((condition) => {
    const broken = brokenPart(condition);
    return broken === undefined ? [] : [warningOf(condition, broken)];
  });
}

interface Condition {
  /** Of what holds the condition: a level, a badge, a veto, an item. */
  readonly path: string;
  readonly key: "when" | "applies";
  readonly source: string;
  readonly owner: object;
  /** `四星级评不到`. */
  readonly consequence: string;
  /** What holds beside the condition itself: the line of a level, what a section can give. */
  readonly known: readonly Test[];
  /** What `badges` can hold. */
  readonly badges: readonly string[];
}

function conditionsOf(standard: Standard): readonly Condition[] {
  const { document } = standard;
  const possible = possibleTests(standard);
  const late = { key: "when" as const, known: possible };
  const badges = standard.badges.map(({ code }) => code);
  const conditions: Condition[] = [];
  const add = (source: string | undefined, rest: Omit<Condition, "source" | "badges">): void => {
    if (source !== undefined) conditions.push({ ...rest, source, badges });
  };
  document.sections.forEach((section, place) => {
    section.items.forEach((item, index) => {
      const path = at(at(at("sections", place), "items"), index);
      const consequence = `「${item.title}」对谁都不适用`;
      add(item.applies, { path, key: "applies", owner: item, consequence, known: testsIn(document.appliesTo) });
    });
  });
  document.vetoes?.forEach((veto, place) => {
    add(veto.when, { ...late, path: at("vetoes", place), owner: veto, consequence: `「${veto.title}」永远不会触发` });
  });
  document.badges?.forEach((badge, place) => {
    add(badge.when, { ...late, path: at("badges", place), owner: badge, consequence: `「${badge.title}」得不到` });
  });
  document.levels?.forEach((level, place) => {
    if (standard.directLevels.some((direct) => direct.level === place)) return;
    const least = standard.levels[place]?.leastHundredths ?? 0;
    const line: Test = { kind: "lower", subject: "score", bound: { value: pointsOf(least), isStrict: false } };
    // A line beyond what is possible is said of the line.
    const known = least > mostPossible(standard) ? [] : [...possible, line];
    const path = at("levels", place);
    add(level.when, { key: "when", path, owner: level, consequence: `${level.title}评不到`, known });
  });
  return conditions;
}

/** What scores, sections and the number of badges can come to at the most. */
function possibleTests(standard: Standard): readonly Test[] {
  const atMost = (subject: string, value: number): Test => ({
    kind: "upper",
    subject,
    bound: { value, isStrict: false },
  });
  const atLeast = (subject: string): Test => ({ kind: "lower", subject, bound: { value: 0, isStrict: false } });
  const tests: Test[] = [atLeast("score"), atMost("size(badges)", standard.badges.length)];
  const most = mostPossible(standard);
  if (most !== Number.POSITIVE_INFINITY) tests.push(atMost("score", pointsOf(most)));
  for (const section of standard.sections) {
    const sectionMost = mostOfSection(standard, section);
    if (sectionMost !== Number.POSITIVE_INFINITY) tests.push(atMost(`sections.${section.code}`, pointsOf(sectionMost)));
  }
  return tests;
}

/** The first part that, with what stands before it and what is known, leaves nothing. */
function brokenPart({ source, known, badges }: Condition): Conjunct | undefined {
  const tests = [...known];
  return conjunctsOf(source).find((part) => {
    tests.push(...part.tests);
    if (part.tests.some((test) => test.kind === "has" && test.subject === "badges" && !badges.includes(test.text))) {
      return true;
    }
    return contradicts(tests);
  });
}

function warningOf(condition: Condition, broken: Conjunct): Warning {
  const { path, key, consequence, known } = condition;
  const held = limitOf(broken, known);
  const why = held === undefined ? "前后矛盾，或者没有这样的值" : `最多只能到 ${held}`;
  return {
    code: "condition-contradicts",
    path: at(path, key),
    message: `条件“${broken.source}”不可能成立（${why}）：${consequence}。`,
    figures: { condition: broken.source, ...(held === undefined ? {} : { most: held }) },
    proposal: proposalOf(condition, broken, held),
    source: null,
  };
}

/** What the subject of a lower bound can come to at the most, where that is what breaks it. */
function limitOf(broken: Conjunct, known: readonly Test[]): string | undefined {
  const [test] = broken.tests;
  if (test?.kind !== "lower" || broken.tests.length > 1) return undefined;
  const { upper }: Allowed = allowedOf(known, test.subject);
  if (upper === undefined || !isEmpty(test.bound, upper)) return undefined;
  return test.subject.startsWith("size(") ? String(upper.value) : formatHundredths(Math.round(upper.value * 100));
}

/** The part lowered to what is possible; else the condition without it. */
function proposalOf(condition: Condition, broken: Conjunct, held: string | undefined): Proposal {
  const { path, key, owner, source } = condition;
  const parts = conjunctsOf(source).map((part) => part.source);
  const [test] = broken.tests;
  if (held !== undefined && test?.kind === "lower") {
    const lowered = `${test.subject} >= ${Number(held)}`;
    const value = parts.map((part) => (part === broken.source ? lowered : part)).join(" && ");
    return { text: `把“${broken.source}”改成“${lowered}”或更低。`, path: at(path, key), value };
  }
  const kept = parts.filter((part) => part !== broken.source);
  const text = `删去“${broken.source}”，或改成可能成立的条件。`;
  if (kept.length > 0) return { text, path: at(path, key), value: kept.join(" && ") };
  if (key === "when" && isBare(owner)) return { text, path: at(path, key), value: "true" };
  return { text, path, value: jsonOf(without(owner, [key])) };
}

/** A badge by its condition alone needs one. */
function isBare(owner: object): boolean {
  return !("section" in owner) && !("atLeast" in owner) && !("above" in owner) && !("effect" in owner);
}
