import { type Difference, type Part, partOf, partsOf } from "../difference.ts";
import type { Fault } from "../fault.ts";
import type { Lowering } from "../vocabulary.ts";
import { addedEffect, documentRules, movedEffect, partRules } from "./adopt-parts.ts";
import { type DifferencePlace, itemOf, placeOf } from "./adopt-place.ts";
import type { OverlayEffect, RuleContext, Rules } from "./adopt-rules.ts";
import { addedOptionEffect, optionEffect, scoreRules } from "./adopt-scores.ts";
import { compareStandards } from "./compare.ts";
import type { StandardDocument } from "./document.ts";

/**
 * What a parent lets its children lower, decided as it publishes: nothing, everything, or the parts it names by list
 * and code: `items.secretary`, `sections.team` with all its items, `levels` for all of a list, `appliesTo`.
 */
export interface Allowance {
  readonly lowering: Lowering;
  readonly parts: readonly string[];
}

/** Where the parent said nothing, nothing may be lowered. */
export const noAllowance: Allowance = { lowering: "none", parts: [] };

/** The parts that an allowance names and the standard doesn't have. */
export function allowanceFaults(allows: Allowance | undefined, document: Part): readonly Fault[] {
  const names = namesIn(document);
  return (allows?.parts ?? []).flatMap((part, index) =>
    names.has(part)
      ? []
      : [{ path: `allows.parts[${index}]`, message: `标准里没有 ${part}，请从它的大项、指标、等级里选` }],
  );
}

function namesIn(document: Part): ReadonlySet<string> {
  const sections = partsOf(document["sections"]);
  const lists = {
    sections,
    items: sections.flatMap((section) => partsOf(section["items"])),
    vetoes: partsOf(document["vetoes"]),
    badges: partsOf(document["badges"]),
    levels: partsOf(document["levels"]),
  };
  const named = Object.entries(lists).flatMap(([list, parts]) => [list, ...parts.map(({ code }) => `${list}.${code}`)]);
  const own = ["appliesTo", "start", "atMost", "notApplicable", "directLevels", "promotion", "tieBreak"];
  return new Set([...named, ...own]);
}

/** One thing that a child's standard has otherwise than its parent's. */
export interface OverlayChange extends Difference {
  readonly effect: OverlayEffect;
  /** The parent's part that it concerns: `items.secretary`. */
  readonly part: string;
  /** It lowers what the parent asks, and the parent doesn't let it. */
  readonly isRefused: boolean;
}

/**
 * What a child laid over its parent's standard (standards.md "Versions"), in words, and what each change does to what
 * the parent asks. A change that isn't known to add or to raise lowers. Both documents are sound.
 */
export function overlayOf(
  parent: StandardDocument,
  child: StandardDocument,
  allowance: Allowance = noAllowance,
): readonly OverlayChange[] {
  return compareStandards(parent, child).map((difference) => {
    const place = placeOf(difference, parent, child);
    const effect = effectOf(difference, place, parent, child);
    const isRefused = effect === "lowers" && !isAllowed(place, parent, allowance);
    return { ...difference, effect, part: place.part, isRefused };
  });
}

function isAllowed({ part }: DifferencePlace, parent: Part, { lowering, parts }: Allowance): boolean {
  if (lowering !== "parts") return lowering === "all";
  const [list = "", ...code] = part.split(".");
  const home = partsOf(parent["sections"]).find(
    (section) => list === "items" && partsOf(section["items"]).some((item) => item["code"] === code.join(".")),
  );
  return [part, list, ...(home === undefined ? [] : [`sections.${home["code"]}`])].some((each) => parts.includes(each));
}

/** What a difference does; one that no rule knows lowers. */
function effectOf(
  { kind }: Difference,
  place: DifferencePlace,
  parent: StandardDocument,
  child: StandardDocument,
): OverlayEffect {
  const context = contextOf(place, parent, child);
  const { list, before, after, keys } = place;
  if (kind === "removed") return "lowers";
  if (kind === "moved") return movedEffect(place, context);
  if (list === null) return ruled(documentRules, keys, context);
  if (list === "options") {
    const ofScore = { ...context, pair: scoresOf(place, parent) };
    if (kind === "added") return addedOptionEffect(after ?? {}, ofScore);
    return before === undefined || after === undefined ? "lowers" : optionEffect({ before, after }, keys[0], ofScore);
  }
  if (kind === "added") return addedEffect(place, context);
  if (before === undefined || after === undefined) return "lowers";
  if (keys[0] !== "score") return ruled(partRules[list], keys, context);
  const pair = { before: partOf(before["score"]), after: partOf(after["score"]) };
  if (pair.before["kind"] !== pair.after["kind"]) return "lowers";
  return ruled(scoreRules(pair.before), keys.slice(1), { ...context, pair });
}

/**
 * What the rule of a key says. Where a key was left out the path is the part's own; of several left out in one part the
 * strictest counts for each.
 */
function ruled(rules: Rules, [key, ...inner]: readonly string[], context: RuleContext): OverlayEffect {
  const { before, after } = context.pair;
  const keys = key === undefined ? Object.keys(before).filter((each) => !(each in after)) : [key];
  const effects = keys.map((each): OverlayEffect => {
    const rule = Object.hasOwn(rules, each) && inner.length === 0 ? rules[each] : undefined;
    return rule?.(before[each], after[each], context) ?? "lowers";
  });
  return effects.find((effect) => effect === "lowers") ?? effects[0] ?? "lowers";
}

/** The scores that an option is one of. */
function scoresOf({ item = {} }: DifferencePlace, parent: Part): RuleContext["pair"] {
  const before = itemOf(parent, String(item["code"])) ?? {};
  return { before: partOf(before["score"]), after: partOf(item["score"]) };
}

function contextOf({ section, before, after }: DifferencePlace, parent: Part, child: Part): RuleContext {
  const written = section?.["kind"];
  const kind = written === "bonus" || written === "deduction" ? written : "base";
  const isCounted = [parent, child].some((document) =>
    partsOf(document["badges"]).some((badge) => badge["section"] === section?.["code"]),
  );
  return {
    parent,
    child,
    kind,
    isFullFixed: kind === "base" || isCounted,
    pair: { before: before ?? {}, after: after ?? {} },
  };
}
