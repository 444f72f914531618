import type { Part } from "../difference.ts";
import { splitAtAnd } from "../expression/conjuncts.ts";

/**
 * What a change does to what the parent asks. `adds` lays something on top, `raises` asks for more, `keeps` touches
 * nothing that is asked; everything else, and everything that isn't known, `lowers`.
 */
export type OverlayEffect = "adds" | "raises" | "keeps" | "lowers";

/** What a rule sees of the two documents. `kind` is that of the section in which it stands. */
export interface RuleContext {
  readonly parent: Part;
  readonly child: Part;
  readonly kind: "base" | "bonus" | "deduction";
  /** Full marks may not move: a base section's make the shares of the total, and a badge counts a section's. */
  readonly isFullFixed: boolean;
  /** The part, or the item's score, that holds the key. */
  readonly pair: PartPair;
}

/** A part as the parent has it and as the child has it. */
export interface PartPair {
  readonly before: Part;
  readonly after: Part;
}

/** What becomes of a key that changed from `was` to `is`; left out is undefined. */
export type Rule = (was: unknown, is: unknown, context: RuleContext) => OverlayEffect;

/** A rule for each key of a part; a key without one lowers. */
export type Rules = Readonly<Record<string, Rule>>;

/** Raises where it holds, lowers where it doesn't. */
export const raisedIf = (isRaised: boolean): OverlayEffect => (isRaised ? "raises" : "lowers");

/** The key says what something is called or where it stands in writing: nothing that is asked. */
export const keeps: Rule = () => "keeps";

/** A number, or what it means that it is left out. */
export function numberOr(value: unknown, absent: number): number {
  return typeof value === "number" ? value : absent;
}

/** Whether a condition holds for fewer, as far as its text says: nothing before, or everything before and more. */
export function isNarrower(was: unknown, is: unknown): boolean {
  if (typeof is !== "string") return false;
  if (was === undefined) return true;
  if (typeof was !== "string") return false;
  const parts = splitAtAnd(is);
  return splitAtAnd(was).every((each) => parts.includes(each) || parts.includes(`(${each})`));
}

/** Whether a condition holds for more, as far as its text says: `(was) || …`. */
export function isWider(was: unknown, is: unknown): boolean {
  if (typeof was !== "string" || typeof is !== "string") return false;
  const isPlain = splitAtAnd(was).length > 1 || !/[?|]/.test(was);
  const beginning = [`(${was}) || `, ...(isPlain ? [`${was} || `] : [])].find((each) => is.startsWith(each));
  return beginning !== undefined && !/[?]|\/\//.test(is.slice(beginning.length)) && !was.includes("//");
}

/** What earns a point: in a deduction section points are taken off, so that more of them ask for more. */
export function earnsNoMore(was: number, is: number, { kind }: RuleContext): boolean {
  return kind === "deduction" ? is >= was : is <= was;
}

/** A line that must be reached before points are earned. */
export function isLineRaised(was: number, is: number, { kind }: RuleContext): boolean {
  return kind === "deduction" ? is <= was : is >= was;
}

/** Full marks: of a base section they stay; a bonus may give less, a deduction take more. */
export function keepsFull(was: number, is: number, context: RuleContext): boolean {
  return context.isFullFixed ? is === was : earnsNoMore(was, is, context);
}
