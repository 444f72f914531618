import { isSameValue, type Sheet, sheetOf, valuesOf } from "../../domain/assessment.ts";
import { gateText } from "../../domain/gates.ts";
import { levelsOf, levelTitle } from "../../domain/level-scale.ts";
import { gatesAt, itemPoints, needsCohort, type Provisional, scoreAlone } from "../../domain/provisional.ts";
import { pointsOf } from "../../domain/score.ts";
import { type StandardDocument, vetoEffect } from "../../domain/standard/index.ts";
import { vetoStateOf } from "../../domain/unit-veto.ts";
import type { Case } from "./case.ts";

const stages = ["claimed", "verified", "accepted"] as const;
type Stage = (typeof stages)[number];
type Scored = Readonly<Record<Stage, Provisional | undefined>>;
type SectionOf = StandardDocument["sections"][number];

/** Sections with their items, the values of the three stages beside each other, and what they come to. */
export function partsOf(found: Case, deviating: ReadonlySet<string>) {
  const { standard, scored, draft, assessment } = found;
  const scores = Object.fromEntries(
    stages.map((stage) => [stage, found[stage] && scoreAlone(standard, scored, counted(found, found[stage], stage))]),
  ) as Scored;
  const latest = assessment.state === "self" ? undefined : stages.findLast((stage) => found[stage] !== undefined);
  const shown =
    (latest === undefined ? undefined : scores[latest]) ??
    scoreAlone(standard, scored, counted(found, sheetOf(draft?.answers ?? {}), "draft"));
  return {
    sections: standard.document.sections.map((section) => sectionOf(found, section, scores, shown, deviating)),
    stages: Object.fromEntries(
      stages.map((stage) => [
        stage,
        found[stage] === undefined ? null : { at: found[stage].at, by: found[stage].by?.name ?? null },
      ]),
    ) as Readonly<Record<Stage, { readonly at: string; readonly by: string | null } | null>>,
    decision: found.accepted?.decision ?? null,
    vetoes: vetoesOf(found, shown),
    score: scoreOf(found, shown, latest ?? "draft"),
  };
}

/** A sheet as acceptance would take it: the vetoes in force count, whether somebody raised them or not. */
function counted({ vetoesInForce }: Case, sheet: Sheet, stage: Stage | "draft"): Sheet {
  if (stage === "accepted") return sheet;
  return { ...sheet, vetoes: [...new Set([...sheet.vetoes, ...vetoesInForce.map(({ code }) => code)])] };
}

function sectionOf(
  found: Case,
  section: SectionOf,
  scores: Scored,
  shown: Provisional,
  deviating: ReadonlySet<string>,
) {
  const review = found.reviews.find((each) => each.section === section.code);
  return {
    ...{ code: section.code, title: section.title, kind: section.kind ?? ("base" as const) },
    department: section.department ?? null,
    review: review === undefined ? null : { at: review.at, comment: review.comment },
    items: section.items.map((item) => itemOf(foundOf(found, section), item, scores, shown, deviating)),
  };
}

/** The case as a section shows it: until the check on site, departments have verified their own sections alone. */
function foundOf(found: Case, section: SectionOf): Case {
  const { checks, reviews, siteChecksWanted } = found;
  const isOfDepartments = reviews.length > 0 && checks.length < Math.max(1, siteChecksWanted);
  const isReviewed = reviews.some((review) => review.section === section.code);
  return isOfDepartments && !isReviewed ? { ...found, verified: undefined } : found;
}

function itemOf(
  found: Case,
  item: SectionOf["items"][number],
  scores: Scored,
  { result }: Provisional,
  deviating: ReadonlySet<string>,
) {
  const { code } = item;
  const { standard, draft, claimed, verified } = found;
  const compiled = standard.itemByCode.get(code);
  const own = "sections" in result ? result.sections.flatMap(({ items }) => items) : [];
  const scored = own.find((each) => each.code === code);
  return {
    ...{ code, title: item.title, criterion: item.criterion ?? null, score: item.score },
    proof: item.proof ?? ("statement" as const),
    isOptional: item.optional ?? false,
    isReasonRequired: item.reasonRequired ?? false,
    isAsked: compiled?.isAsked ?? false,
    full: pointsOf(compiled?.fullHundredths ?? 0),
    points: scored?.points ?? null,
    because: scored?.because ?? null,
    draft: draft?.answers[code] ?? null,
    prefilled: draft?.prefilled[code] ?? null,
    claimed: valueAt(found, scores, "claimed", code),
    verified: valueAt(found, scores, "verified", code),
    accepted: valueAt(found, scores, "accepted", code),
    isDifferent:
      claimed !== undefined &&
      verified !== undefined &&
      !isSameValue(valuesOf(claimed)[code], valuesOf(verified)[code]),
    isDeviating: deviating.has(code),
    isToDecide: verified?.differing?.includes(code) ?? false,
  };
}

function valueAt(found: Case, scores: Scored, stage: Stage, code: string) {
  const sheet = found[stage];
  if (sheet === undefined) return null;
  const record = scores[stage]?.record;
  const points = record === undefined ? undefined : itemPoints(found.standard, record, code);
  return {
    value: valuesOf(sheet)[code] ?? null,
    reason: sheet.reasons?.[code] ?? null,
    points: points === undefined ? null : pointsOf(points),
  };
}

function vetoesOf(found: Case, { result }: Provisional) {
  const { standard, verified, accepted, vetoesInForce } = found;
  const raised = (accepted ?? verified)?.vetoes ?? [];
  const holding = "vetoes" in result ? result.vetoes : [];
  return standard.vetoes.map(({ code, title, when, effect }) => ({
    ...{ code, title, isAutomatic: when !== undefined },
    isRaised: raised.includes(code) || holding.includes(code),
    effect: vetoEffect(standard, effect),
    inForce: vetoesInForce
      .filter((veto) => veto.code === code)
      .map(({ id, happenedOn, fromOn: from, untilOn: until, text, proof, ...veto }) => ({
        ...{ id, happenedOn, from, until, text, proof, state: vetoStateOf(veto) },
      })),
  }));
}

/** The score before the cycle closes: provisional (暂算), of the stage that was reached. */
function scoreOf({ standard, scored, gateRules }: Case, { result, record }: Provisional, of: "draft" | Stage) {
  const levels = levelsOf(standard.document);
  const isScored = "score" in result;
  const level = isScored ? result.level : null;
  return {
    ...{ of, isProvisional: true as const, needsCohort: needsCohort(standard) },
    score: isScored ? result.score : null,
    level,
    levelTitle: isScored ? levelTitle(levels, level) : null,
    badges: isScored ? result.badges : [],
    missing: isScored ? result.missing : [],
    because: isScored ? result.because : [],
    error: "error" in result ? result.error : null,
    gates: gatesAt(gateRules, standard, scored, level).map((gate) => ({
      ...{ code: gate.code, title: gate.title, isHard: gate.isHard, isMet: gate.isMet },
      text: gateText(gate, levels, record.state === "scored" ? record.score : null, level),
    })),
  };
}
