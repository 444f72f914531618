import { addBurdens, type Burden, burdenOf, factBurden, minutesOf, noBurden, spreadOf } from "../../domain/burden.ts";
import { askedItems, type Standard, type Subject } from "../../domain/standard/index.ts";
import { publishedStandard } from "../published-standard.ts";
import { type selectRenamedFacts, type selectUnitStandings, unitVariables } from "../unit-variables.ts";
import type { Asking } from "./asking.ts";
import { participantsOf } from "./planned.ts";

/** What one cycle asks under one standard of the unit that is asked most. */
export interface CycleBurden {
  readonly cycle: string;
  readonly title: string;
  readonly standard: string;
  readonly standardTitle: string;
  readonly dueOn: string;
  /** It isn't opened yet: what it would ask, as its units are known today. */
  readonly isPlanned: boolean;
  readonly units: number;
  readonly fields: number;
  readonly uploads: number;
  readonly minutes: number;
}

export interface CycleBurdens {
  readonly cycles: readonly CycleBurden[];
  readonly byUnit: ReadonlyMap<string, Burden>;
}

type UnitRows = Awaited<ReturnType<typeof selectUnitStandings>>;
type Renamed = Awaited<ReturnType<typeof selectRenamedFacts>>;

/** What each cycle asks under each of its standards, and what all of them together ask of each unit. */
export function cycleBurdens(units: UnitRows, renamed: Renamed, asking: Asking): CycleBurdens {
  const [, opened, cases, declared, known, drafts, planned, places] = asking;
  const byUnit = new Map<string, Burden>();
  const asksOf = new Set<string>();
  const add = (cycle: string, unit: string, burden: Burden): void => {
    asksOf.add(pairOf(cycle, unit));
    byUnit.set(unit, addBurdens([byUnit.get(unit) ?? noBurden, burden]));
  };
  const prefilled = new Map(drafts.map((row) => [caseOf(row), new Set(row.items)]));
  const byCase = new Set(cases.map(caseOf));
  const placeOf = new Map(places.map((place) => [place.id, place]));
  const reckon = (row: Asked, isPlanned: boolean, assessedUnder: (standard: Standard) => UnitRows): CycleBurden => {
    const standard = publishedStandard(row.document);
    const assessed = assessedUnder(standard);
    const burdens = burdensUnder(standard, assessed, renamed, ({ id }) => prefilled.get(caseOf({ ...row, unit: id })));
    assessed.forEach(({ id }, index) => {
      add(row.cycle, id, burdens[index] ?? noBurden);
    });
    const { cycle, title, standard: code, standardTitle, dueOn } = row;
    const { fields, uploads, ...most } = spreadOf(burdens).most;
    return {
      ...{ cycle, title, standard: code, standardTitle, dueOn, isPlanned, units: assessed.length, fields, uploads },
      minutes: minutesOf({ fields, uploads, ...most }),
    };
  };
  const found = [
    ...opened.map((row) =>
      reckon(row, false, () => units.filter(({ id }) => byCase.has(caseOf({ ...row, unit: id })))),
    ),
    ...planned.map((row) =>
      reckon(row, true, (standard) => [...participantsOf(row, standard, units, placeOf, renamed)]),
    ),
  ];
  const facts = new Map(known.map(({ cycle, unit, facts }) => [pairOf(cycle, unit), facts]));
  for (const pair of [...asksOf]) {
    const unknown = declared.filter(({ key }) => facts.get(pair)?.[key] === undefined);
    const [cycle = "", unit = ""] = pair.split(" ");
    add(cycle, unit, addBurdens(unknown.map(() => factBurden)));
  }
  return { cycles: found, byUnit };
}

type Asked = Asking[1][number];

const pairOf = (cycle: string, unit: string): string => `${cycle} ${unit}`;

function caseOf(row: { readonly cycle: string; readonly standard: string; readonly unit: string }): string {
  return `${row.cycle} ${row.standard} ${row.unit}`;
}

/** Less what was prefilled from elsewhere: that isn't asked again. */
function burdensUnder(
  standard: Standard,
  units: UnitRows,
  renamed: Renamed,
  prefilledOf: (unit: UnitRows[number]) => ReadonlySet<string> | undefined,
): readonly Burden[] {
  const subjects = units.map((unit): Subject => ({ id: unit.code, unit: unitVariables(unit, renamed) }));
  const burdens = new Map<readonly unknown[], Burden>();
  return askedItems(standard, subjects).map((items, index) => {
    const unit = units[index];
    const prefilled = unit === undefined ? undefined : prefilledOf(unit);
    if (prefilled !== undefined) return burdenOf(items.filter(({ code }) => !prefilled.has(code)));
    const burden = burdens.get(items) ?? burdenOf(items);
    burdens.set(items, burden);
    return burden;
  });
}
