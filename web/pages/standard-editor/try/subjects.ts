import { type UnitStanding, variablesOf } from "../../../../worker/domain/unit.ts";
import { itemKinds } from "../../../../worker/domain/vocabulary.ts";
import { api } from "../../../api.ts";
import type { Fact, Unit } from "../../../api-shapes.ts";
import type { Item, StandardDocument } from "../../../document-shapes.ts";
import { type Subject, standardApi } from "../../../standard-api.ts";
import { claims, variables } from "../../documents/condition.ts";
import { isAnswered } from "../score/kinds.ts";

/** One who is tried: a real unit or a made-up one, with what was filled in for it here. */
export interface Tried extends Subject {
  readonly title: string;
  /** The unit's own page; null for a made-up one. */
  readonly unitId: string | null;
  /** Whether it began with the answers of the last cycle. */
  readonly isAccepted?: boolean;
}

/** Nobody in particular: every fact and answer is filled in by hand. */
export function sampleSubject(number: number): Tried {
  const unit = { on_belt: true, demonstration: false };
  return {
    id: `sample-${number}`,
    title: `示例 ${number}`,
    unitId: null,
    unit,
    answers: {},
    notApplicable: [],
    vetoes: [],
  };
}

/** A unit as expressions know it, with nothing filled in yet. */
export function subjectOf(unit: Unit): Tried {
  const standing: UnitStanding = {
    code: unit.code,
    name: unit.name,
    kind: unit.kind,
    field: unit.field,
    township: unit.township,
    trade: unit.trade,
    onBelt: unit.belt !== null,
    demonstration: unit.demonstration,
    category: unit.category,
    facts: unit.facts,
  };
  return {
    id: unit.code,
    title: unit.name,
    unitId: unit.id,
    unit: variablesOf(standing),
    answers: {},
    notApplicable: [],
    vetoes: [],
    held: { level: null },
  };
}

/** The same with what acceptance took as true of it in the last cycle, where it has a result by this standard. */
export async function withAccepted(subject: Tried, code: string): Promise<Tried> {
  const { items } = await api.results({ standard: code, q: subject.id, limit: 20 });
  const result = items.find(({ unit }) => unit === subject.unitId);
  if (result === undefined) return subject;
  const { answers, notApplicable, vetoes } = await standardApi.answers(result.id);
  return { ...subject, answers, notApplicable, vetoes, isAccepted: true };
}

/** An item that somebody fills in. */
export const isAsked = ({ from, score }: Item): boolean =>
  from === undefined && isAnswered(score.kind) && score.kind in itemKinds;

/** Only what the standard as it stands can take: answers of items that are gone, or of another kind, would be refused. */
export function fitting(subject: Tried, document: StandardDocument): Subject {
  const items = document.sections.flatMap((section) => section.items);
  const answers = Object.fromEntries(
    items
      .filter((item) => isAsked(item) && fits(item, subject.answers[item.code]))
      .map(({ code }) => [code, subject.answers[code]]),
  );
  const optional = new Set(items.filter((item) => item.optional === true).map(({ code }) => code));
  const raised = new Set((document.vetoes ?? []).filter(({ when }) => when === undefined).map(({ code }) => code));
  const { id, unit, held } = subject;
  return {
    id,
    unit,
    answers,
    notApplicable: subject.notApplicable.filter((code) => optional.has(code)),
    vetoes: subject.vetoes.filter((code) => raised.has(code)),
    ...(held === undefined ? {} : { held }),
  };
}

function fits({ score }: Item, answer: unknown): boolean {
  switch (score.kind) {
    case "yes-no":
      return typeof answer === "boolean";
    case "choice":
      return (score.options ?? []).some(({ code }) => code === answer);
    case "tally":
      return (
        answer !== null &&
        typeof answer === "object" &&
        Object.keys(answer).every((key) => (score.options ?? []).some(({ code }) => code === key))
      );
    case "count":
    case "deduct":
      return typeof answer === "number" && Number.isInteger(answer) && answer >= 0;
    case "rating":
      return typeof answer === "number" && answer >= 0 && answer <= (score.points ?? 0) && isStep(answer, score.step);
    default:
      return typeof answer === "number" && (score.kind !== "brackets" || answer >= 0);
  }
}

function isStep(answer: number, step: number | undefined): boolean {
  return step === undefined || Math.round(answer * 100) % Math.round(step * 100) === 0;
}

/** What the standard's conditions read of a subject, in the order that they do. */
export function factsRead(document: StandardDocument, facts: readonly Fact[]): readonly FactRead[] {
  const found = [...JSON.stringify(document).matchAll(/\bunit\.([a-z_][a-z0-9_]*)/g)].map((match) => match[1] ?? "");
  const subject = document.subject ?? "unit";
  return [...new Set(found)].map((key) => {
    const fact = facts.find((each) => each.key === key && each.of === subject && each.per === "standing");
    const own = claims[`unit.${key}`]?.[0] ?? variables[`unit.${key}`];
    return { key, label: fact?.label ?? own ?? key, fact: fact ?? null, isClaim: `unit.${key}` in claims };
  });
}

export interface FactRead {
  readonly key: string;
  readonly label: string;
  readonly fact: Fact | null;
  /** One of the names that every unit carries, and a yes or no. */
  readonly isClaim: boolean;
}
