import { fittingParents } from "../../../worker/domain/unit-place.ts";
import type { Field, UnitKind } from "../../../worker/domain/vocabulary.ts";
import type { Problem } from "../../api.ts";
import type { Unit } from "../../api-shapes.ts";
import { type FactValue, factsOf, type GivenUnit, type UnitChange } from "../../units-api.ts";

/** What the form holds; an empty text is nothing. */
export interface UnitDraft {
  code: string;
  name: string;
  kind: UnitKind;
  shortName: string;
  field: Field | "";
  parent: string;
  belt: string;
  beltPosition: string;
  demonstration: boolean;
  category: string;
  facts: Record<string, FactValue | undefined>;
}

/** Its faults by the paths of the request: `name`, `facts.members`. */
export type UnitErrors = Readonly<Record<string, string>>;

export const newUnit = (parent: string): UnitDraft => ({
  ...{ code: "", name: "", kind: "branch", shortName: "", field: "", facts: {} },
  ...{ belt: "", beltPosition: "", demonstration: false, category: "" },
  parent,
});

export function draftOf(unit: Unit): UnitDraft {
  const { code, name, kind, shortName, field, parent, belt, beltPosition, demonstration, category } = unit;
  return {
    code,
    name,
    kind,
    shortName: shortName ?? "",
    field: field ?? "",
    parent: parent ?? "",
    belt: belt ?? "",
    beltPosition: String(beltPosition ?? ""),
    demonstration,
    category: category ?? "",
    facts: factsOf(unit),
  };
}

/** A township and a trade committee have a short name: policies pay by it. */
export const hasShortName = (kind: UnitKind): boolean => kind === "township" || kind === "industry";

/** Committees lead others and are no point of a belt. */
export const isAbove = (kind: UnitKind): boolean => kind === "committee" || hasShortName(kind);

const known = (facts: UnitDraft["facts"]): GivenUnit["facts"] =>
  Object.fromEntries(Object.entries(facts).flatMap(([key, value]) => (value === undefined ? [] : [[key, value]])));

const orNone = <Text extends string>(text: Text | ""): Text | null => (text === "" ? null : text);

/** Only what stands on a belt has a position; only a demonstration point has a category. */
function placeOf({ belt, beltPosition, demonstration, category }: UnitDraft) {
  const position = beltPosition.trim();
  return {
    belt: orNone(belt),
    beltPosition: belt === "" || position === "" ? null : Number(position),
    demonstration,
    category: demonstration ? orNone(category) : null,
  };
}

export function given(draft: UnitDraft): GivenUnit {
  return {
    code: draft.code.trim(),
    name: draft.name.trim(),
    kind: draft.kind,
    shortName: hasShortName(draft.kind) ? orNone(draft.shortName.trim()) : null,
    field: orNone(draft.field),
    parent: orNone(draft.parent),
    ...placeOf(draft),
    facts: known(draft.facts),
  };
}

/** What is different of a unit: nothing else is sent. */
export function changesOf(unit: Unit, draft: UnitDraft): UnitChange {
  const { code: _, kind: __, facts, ...after } = given(draft);
  const before = given(draftOf(unit));
  const changed = Object.entries(after).filter(([name, value]) => value !== before[name as keyof typeof after]);
  const told = Object.entries(facts).filter(
    ([key, value]) => JSON.stringify(value) !== JSON.stringify(unit.facts[key]),
  );
  const unknown = Object.keys(unit.facts).filter((key) => !(key in facts));
  return {
    ...Object.fromEntries(changed),
    ...(told.length === 0 ? {} : { facts: Object.fromEntries(told) }),
    ...(unknown.length === 0 ? {} : { unknown }),
  };
}

/** What is missing before the server need be asked. */
export function missing({ code, name, kind, shortName, beltPosition }: GivenUnit): UnitErrors {
  const errors: Record<string, string> = {};
  if (name === "") errors["name"] = "名称要填，写全称。";
  if (code === "") errors["code"] = "编码要填，例如 tangxi-05。";
  else if (!/^[A-Za-z0-9][A-Za-z0-9._-]*$/.test(code))
    errors["code"] = "编码用字母、数字、点、横线或下划线，以字母或数字开头。";
  if (hasShortName(kind) && shortName === null) errors["shortName"] = "简称要填，办法按它计算，例如：汤溪镇。";
  if (beltPosition !== null && !(Number.isInteger(beltPosition) && beltPosition >= 1))
    errors["beltPosition"] = "写从 1 起的整数，例如 3。";
  return errors;
}

export function errorsOf(problem: Problem): UnitErrors {
  if (problem.code === "code-taken") return { code: problem.detail };
  return Object.fromEntries(problem.errors.map(({ path, message }) => [path, `${message}。`.replace("。。", "。")]));
}

/** Those that may stand above a kind of unit, but for itself. */
export function parentsFor(kind: UnitKind, units: readonly Unit[], own: string | null): readonly Unit[] {
  return units.filter((each) => fittingParents[kind].includes(each.kind) && each.id !== own);
}
