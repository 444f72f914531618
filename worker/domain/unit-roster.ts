import type { DeclaredFact } from "./facts.ts";
import { checkFacts } from "./facts.ts";
import {
  factsAfter,
  isSame,
  laidOver,
  type RosterCounts,
  type RosterFault,
  type RosterRow,
  repeatedFaults,
} from "./roster.ts";
import { fittingParents, type ParentPlace, placeUnder } from "./unit-place.ts";
import { type Field, type ImportMode, type UnitKind, unitKinds } from "./vocabulary.ts";

/** A unit as a roster speaks of it: others by their codes. `isClosed`: its code is never used again. */
export interface RosterUnit {
  readonly id: string;
  readonly code: string;
  readonly name: string;
  readonly shortName: string | null;
  readonly kind: UnitKind;
  readonly field: Field | null;
  readonly parent: string | null;
  /** The trade committee that it belongs to besides its place in the tree. */
  readonly industry: string | null;
  readonly belt: string | null;
  readonly beltPosition: number | null;
  readonly demonstration: boolean;
  readonly category: string | null;
  readonly establishedOn: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly revision: number;
  readonly isClosed: boolean;
  readonly townshipId: string | null;
  readonly tradeId: string | null;
}

/** A unit as it will be; `before` null: a new one. Parents come before what lies below them. */
export interface UnitAfter extends RosterUnit {
  readonly before: RosterUnit | null;
  readonly parentId?: string | null;
}

export interface UnitGround {
  readonly units: readonly RosterUnit[];
  readonly belts: ReadonlySet<string>;
  readonly categories: ReadonlySet<string>;
  readonly declared: readonly DeclaredFact[];
  readonly today: string;
  readonly newId: () => string;
}

export interface UnitPlan {
  readonly faults: readonly RosterFault[];
  readonly changes: readonly UnitAfter[];
  readonly counts: RosterCounts;
}

const codePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$/;

/**
 * What a roster of units would do to those that are there, and everything that is wrong with it, row by row. Units
 * below one that moves belong where it belongs. Nothing is decided by the order of rows.
 */
export function planUnits(rows: readonly RosterRow[], mode: ImportMode, ground: UnitGround): UnitPlan {
  const there = new Map(ground.units.map((unit) => [unit.code, unit]));
  const faults = [...repeatedFaults(rows, "code", (code) => there.get(code)?.isClosed === false, mode)];
  const isSkipped = (row: RosterRow): boolean =>
    mode === "skip" && there.get(String(row.values["code"]))?.isClosed === false;
  const taken = rows.filter((row) => !isSkipped(row) && typeof row.values["code"] === "string");
  const skipped = rows.filter(isSkipped).length;
  const after = new Map<string, UnitAfter>(
    ground.units.flatMap((unit) => (unit.isClosed ? [] : [[unit.code, { ...unit, before: unit }]])),
  );
  const wanted = taken.map((row) => {
    const before = there.get(String(row.values["code"])) ?? null;
    return { row, unit: merged(before, row.values, ground.newId) };
  });
  for (const { unit } of wanted) if (unit.before?.isClosed !== true) after.set(unit.code, unit);
  for (const { row, unit } of wanted) faults.push(...rowFaults(row, unit, after, ground));
  faults.push(...sharedFaults(taken, after));
  if (faults.length > 0) return { faults, changes: [], counts: countsOf(rows, [], skipped, taken) };
  const changes = placed(after)
    .filter(({ before, ...unit }) => before === null || isChanged(before, unit))
    .map(raised);
  return { faults, changes, counts: countsOf(rows, changes, skipped, taken) };
}

function countsOf(
  rows: readonly RosterRow[],
  changes: readonly UnitAfter[],
  skipped: number,
  taken: readonly RosterRow[],
): RosterCounts {
  const codes = new Set(taken.map(({ values }) => values["code"]));
  const added = changes.filter(({ before }) => before === null).length;
  const updated = changes.filter(({ before, code }) => before !== null && codes.has(code)).length;
  return { rows: rows.length, added, updated, unchanged: taken.length - added - updated, skipped };
}

function merged(before: RosterUnit | null, values: RosterRow["values"], newId: () => string): UnitAfter {
  const blank = {
    name: "",
    shortName: null,
    field: null,
    parent: null,
    industry: null,
    belt: null,
    beltPosition: null,
  };
  const unit = before ?? {
    ...{ ...blank, id: newId(), code: String(values["code"]), kind: "branch" as const, demonstration: false },
    ...{
      category: null,
      establishedOn: null,
      facts: {},
      revision: 0,
      isClosed: false,
      townshipId: null,
      tradeId: null,
    },
  };
  const belt = laidOver(unit.belt, values["belt"]);
  return {
    ...unit,
    before,
    name: laidOver(unit.name, values["name"]) ?? "",
    shortName: laidOver(unit.shortName, values["shortName"]),
    kind: laidOver(unit.kind, values["kind"]) ?? unit.kind,
    field: laidOver(unit.field, values["field"]),
    parent: laidOver(unit.parent, values["parent"]),
    industry: laidOver(unit.industry, values["industry"]),
    belt,
    beltPosition: belt === null ? null : laidOver(unit.beltPosition, values["beltPosition"]),
    demonstration: laidOver(unit.demonstration, values["demonstration"]) ?? false,
    category: laidOver(unit.category, values["category"]),
    establishedOn: laidOver(unit.establishedOn, values["establishedOn"]),
    facts: factsAfter(unit.facts, values),
    revision: unit.revision + 1,
  };
}

function rowFaults(
  { number, values }: RosterRow,
  unit: UnitAfter,
  after: ReadonlyMap<string, UnitAfter>,
  ground: UnitGround,
): readonly RosterFault[] {
  const { before, code } = unit;
  const fault = (key: string, message: string): RosterFault => ({ row: number, key, message });
  if (before?.isClosed === true) return [fault("code", "这个编码的党组织已撤销，编码不再用")];
  const parent = unit.parent === null ? undefined : after.get(unit.parent);
  const isLong = (text: string | null, most: number): boolean => [...(text ?? "")].length > most;
  const needsShort = unit.kind === "township" || unit.kind === "industry";
  const position = unit.beltPosition;
  const found: (RosterFault | false)[] = [
    !codePattern.test(code) && fault("code", "只用字母、数字、点、横线、下划线，以字母或数字开头，最长 64 个"),
    unit.name === "" && fault("name", "要填，现在空着"),
    isLong(unit.name, 100) && fault("name", "最长 100 字"),
    isLong(unit.shortName, 30) && fault("shortName", "最长 30 字"),
    before === null && values["kind"] === undefined && fault("kind", "要填，现在空着"),
    before !== null && unit.kind !== before.kind && fault("kind", `原来是${unitKinds[before.kind]}，类别不能改`),
    needsShort && (unit.shortName ?? "") === "" && fault("shortName", `${unitKinds[unit.kind]}须有简称，办法按它计算`),
    unit.parent !== null && parent === undefined && fault("parent", `没有编码为 ${unit.parent} 的党组织，表里也没有`),
    parent !== undefined &&
      !fittingParents[unit.kind].includes(parent.kind) &&
      fault("parent", misplaced(unit, parent)),
    parent !== undefined && isInCircle(unit, after) && fault("parent", "上级绕回了它自己"),
    unit.industry !== null && after.get(unit.industry)?.kind !== "industry" && fault("industry", "没有这个行业党委"),
    unit.belt !== null && !ground.belts.has(unit.belt) && fault("belt", `没有编码为 ${unit.belt} 的示范带`),
    position !== null &&
      !(Number.isInteger(position) && position >= 1 && position <= 1e6) &&
      fault("beltPosition", "要填从 1 起的整数"),
    values["beltPosition"] !== undefined && unit.belt === null && fault("beltPosition", "不在示范带上的没有位置"),
    unit.category !== null && !ground.categories.has(unit.category) && fault("category", "没有这个示范点类别"),
    (unit.establishedOn ?? "") > ground.today && fault("establishedOn", `还没到这一天，最晚写今天 ${ground.today}`),
  ];
  const facts = checkFacts(ground.declared, unit.facts, "facts").map(({ path, message }) => fault(path, message));
  return [...found.filter((each) => each !== false), ...facts];
}

function misplaced(unit: RosterUnit, parent: RosterUnit): string {
  return `${unitKinds[unit.kind]}不能放在${unitKinds[parent.kind]}之下`;
}

function isInCircle(unit: UnitAfter, after: ReadonlyMap<string, UnitAfter>): boolean {
  let above = unit.parent;
  for (let steps = 0; above !== null && steps <= after.size; steps += 1) {
    if (above === unit.code) return true;
    above = after.get(above)?.parent ?? null;
  }
  return above !== null;
}

/** One that moves with what is above it changes too. */
function raised(unit: UnitAfter): UnitAfter {
  return { ...unit, revision: (unit.before?.revision ?? 0) + 1 };
}

/** Two units in one place of a belt, or two townships or trades of one short name. */
function sharedFaults(taken: readonly RosterRow[], after: ReadonlyMap<string, UnitAfter>): readonly RosterFault[] {
  const rowOf = new Map(taken.map(({ number, values }) => [String(values["code"]), number]));
  const seen = new Map<string, string>();
  const faults: RosterFault[] = [];
  for (const unit of after.values()) {
    const isNamed = unit.kind === "township" || unit.kind === "industry";
    const keys = [
      ...(unit.belt === null || unit.beltPosition === null
        ? []
        : [["beltPosition", `${unit.belt} ${unit.beltPosition}`]]),
      ...(isNamed && unit.shortName !== null ? [["shortName", ` ${unit.shortName}`]] : []),
    ];
    for (const [key = "", value = ""] of keys) {
      const other = seen.get(value);
      seen.set(value, unit.code);
      const row = rowOf.get(unit.code) ?? (other === undefined ? undefined : rowOf.get(other));
      if (other !== undefined && row !== undefined) {
        faults.push({ row, key, message: `与 ${rowOf.has(unit.code) ? other : unit.code} 相同，请换一个` });
      }
    }
  }
  return faults;
}

/** Everyone with the township and trade that follow from the tree, parents first. */
function placed(after: ReadonlyMap<string, UnitAfter>): readonly UnitAfter[] {
  const done = new Map<string, UnitAfter>();
  const visit = (unit: UnitAfter): UnitAfter => {
    const known = done.get(unit.code);
    if (known !== undefined) return known;
    const parent = unit.parent === null ? undefined : after.get(unit.parent);
    const above: ParentPlace | null = parent === undefined ? null : visit(parent);
    const industry = unit.industry === null ? null : (after.get(unit.industry)?.id ?? null);
    const whole = { ...unit, parentId: above?.id ?? null, ...placeUnder(above, industry) };
    done.set(unit.code, whole);
    return whole;
  };
  for (const unit of after.values()) visit(unit);
  return [...done.values()];
}

function isChanged(before: RosterUnit, after: Omit<UnitAfter, "before">): boolean {
  const { revision: _, ...was } = before;
  const { revision: __, parentId: ___, ...is } = after;
  return !isSame(was, is);
}
