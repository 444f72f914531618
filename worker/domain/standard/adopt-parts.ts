import { isEqual, type Part, partOf, partsOf } from "../difference.ts";
import { levelAddedEffect, levelLine, quotaRule, vetoEffectRule } from "./adopt-levels.ts";
import type { CodedName, DifferencePlace } from "./adopt-place.ts";
import {
  isNarrower,
  isWider,
  keeps,
  numberOr,
  type OverlayEffect,
  type Rule,
  type RuleContext,
  type Rules,
  raisedIf,
} from "./adopt-rules.ts";

/** What is laid on top: a bonus gives points for what the parent doesn't count, and so isn't mere addition. */
export function addedEffect({ list, after = {} }: DifferencePlace, context: RuleContext): OverlayEffect {
  const added = JSON.stringify(after);
  if (list === "vetoes" || list === "badges") return "adds";
  if (list === "levels") return levelAddedEffect(after, context);
  if (context.kind === "bonus") return "lowers";
  return context.kind === "deduction" && /"points":-/.test(added) ? "lowers" : "adds";
}

/** Another place in its own list asks for the same, but of levels, and where an item reads earlier answers. */
export function movedEffect({ list, section, item }: DifferencePlace, { parent, child }: RuleContext): OverlayEffect {
  if (list === "levels") return "lowers";
  if ((list === "items" || list === "sections") && (readsAnswers(parent) || readsAnswers(child))) return "lowers";
  if (list !== "items") return "keeps";
  const home = partsOf(parent["sections"]).find((each) =>
    partsOf(each["items"]).some(({ code }) => code === item?.["code"]),
  );
  return home?.["code"] === section?.["code"] ? "keeps" : "lowers";
}

/** Items are computed one after another, so that their order can matter where one reads `answers`. */
function readsAnswers(document: Part): boolean {
  return partsOf(document["sections"])
    .flatMap((section) => partsOf(section["items"]))
    .some(({ from, applies }) => `${from ?? ""} ${applies ?? ""}`.includes("answers"));
}

const narrower: Rule = (was, is) => raisedIf(isNarrower(was, is));
const bothEmpty: Rule = (was, is) => (partsOf(was).length + partsOf(is).length === 0 ? "keeps" : "lowers");
const lessAt =
  (absent: number): Rule =>
  (was, is) =>
    raisedIf(numberOr(is, absent) <= numberOr(was, absent));
const moreAt =
  (absent: number): Rule =>
  (was, is) =>
    raisedIf(numberOr(is, absent) >= numberOr(was, absent));

/** Marks that don't apply count for nothing anywhere: no other mode gives less, where no option takes points off. */
const zeroEverywhere: Rule = (_was, _is, { child }) => {
  const modes = partsOf(child["sections"]).map((section) => section["notApplicable"] ?? child["notApplicable"]);
  return raisedIf(modes.every((mode) => mode === "zero") && !/"points":-/.test(JSON.stringify(child)));
};

const promotion: Rule = (was, is) => {
  if (was === undefined) return "raises";
  if (is === undefined) return "lowers";
  const [before, after] = [partOf(was), partOf(is)];
  const isFewer = numberOr(after["atMostSteps"], 0) <= numberOr(before["atMostSteps"], 0);
  const [old, now] = [before["unless"], after["unless"]];
  return raisedIf(isFewer && (now === undefined || (old !== undefined && isNarrower(old, now))));
};

/** Ties that were open are decided; nobody gets in who was sure of no place. */
const longer: Rule = (was, is) => {
  const [before, after] = [was, is].map((codes) => (Array.isArray(codes) ? codes : []));
  return isEqual(before, after?.slice(0, before?.length)) ? "keeps" : "lowers";
};

/** What each key of the document itself does. */
export const documentRules: Rules = {
  title: keeps,
  sources: keeps,
  start: lessAt(0),
  notApplicable: zeroEverywhere,
  atMost: lessAt(Number.POSITIVE_INFINITY),
  vetoes: bothEmpty,
  badges: bothEmpty,
  levels: bothEmpty,
  promotion,
  tieBreak: longer,
};

/** A new base section needs room: the parent's keep their proportions among themselves, to the hundredth. */
const weight: Rule = (was, is, { parent, child }) => {
  const codes = new Set(partsOf(parent["sections"]).map(({ code }) => code));
  const left = partsOf(child["sections"])
    .filter(({ code }) => codes.has(code))
    .reduce((sum, section) => sum + numberOr(section["weight"], 0), 0);
  const share = (numberOr(was, 0) * left) / 100;
  return left < 100 && Math.abs(numberOr(is, 0) - share) <= 0.011 ? "keeps" : "lowers";
};

const cap: Rule = (was, is, { kind, isFullFixed }) => {
  if (isFullFixed) return "lowers";
  const [before, after] = [numberOr(was, Number.POSITIVE_INFINITY), numberOr(is, Number.POSITIVE_INFINITY)];
  return raisedIf(kind === "deduction" ? after >= before : after <= before);
};

/** What is asked in words: a program can't weigh them, but what stands first and whole still stands. */
const continued: Rule = (was, is) =>
  typeof is === "string" && is.startsWith(typeof was === "string" ? was : "") ? "adds" : "lowers";

const PROOFS = ["statement", "record", "document"];
/** A declaration is the least of all; a record is less than a document; the rest can't be put in order. */
const proof: Rule = (was = "statement", is = "statement") => {
  const [before, after] = [PROOFS.indexOf(String(was)), PROOFS.indexOf(String(is))];
  return raisedIf(before === 0 || (before > 0 && after > before));
};

const becomes =
  (asked: boolean): Rule =>
  (_was, is) =>
    raisedIf((is ?? false) === asked);

const LEVEL: Rules = {
  title: keeps,
  wording: keeps,
  sources: keeps,
  atLeast: levelLine,
  above: levelLine,
  when: narrower,
  quota: quotaRule,
};

/** What each key of a part does. */
export const partRules: Readonly<Record<Exclude<CodedName, "options">, Rules>> = {
  sections: {
    title: keeps,
    sources: keeps,
    department: keeps,
    weight,
    atMost: cap,
    notApplicable: zeroEverywhere,
  },
  items: {
    criterion: continued,
    sources: keeps,
    applies: (was, is) => raisedIf(is === undefined || isWider(was, is)),
    optional: becomes(false),
    reasonRequired: becomes(true),
    proof,
  },
  vetoes: { sources: keeps, when: (was, is) => raisedIf(isWider(was, is)), effect: vetoEffectRule },
  badges: { title: keeps, sources: keeps, section: addedRule(), atLeast: moreAt(0), when: narrower },
  levels: LEVEL,
};

function addedRule(): Rule {
  return (was) => raisedIf(was === undefined);
}
