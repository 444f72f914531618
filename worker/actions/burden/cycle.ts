import { and, asc, eq, sql } from "drizzle-orm";
import {
  assessments,
  cycleFacts,
  cycleStandards,
  cycles,
  facts,
  standards,
  tenant,
} from "../../../db/tenant/schema/index.ts";
import { addBurdens, type Burden, burdenOf, factBurden, minutesOf, spreadOf } from "../../domain/burden.ts";
import { askedItems, readStandard, type Subject } from "../../domain/standard/index.ts";
import type { Scope } from "../scope.ts";
import { type selectRenamedFacts, type selectUnitStandings, unitVariables } from "../unit-variables.ts";

/** What one cycle asks under one standard of the unit that is asked most. */
export interface CycleBurden {
  readonly cycle: string;
  readonly title: string;
  readonly standard: string;
  readonly standardTitle: string;
  readonly dueOn: string;
  readonly units: number;
  readonly fields: number;
  readonly uploads: number;
  readonly minutes: number;
}

export interface CycleBurdens {
  readonly cycles: readonly CycleBurden[];
  readonly byUnit: ReadonlyMap<string, Burden>;
}

/** The day by which a cycle's answers are due. */
const dueOn = sql<string>`coalesce(${cycles.selfUntil}, ${cycles.acceptanceUntil}, ${cycles.opensOn})`;

/** All that a month asks: the tenant's settings, the cycles due in it with their standards, whom they ask, what is known. */
export function selectAsking(scope: Scope, month: string) {
  const { db } = scope;
  const isDue = sql`substr(${dueOn}, 1, 7) = ${month}`;
  return [
    db.select({ settings: tenant.settings }).from(tenant),
    db
      .select({
        cycle: cycles.id,
        title: cycles.title,
        standard: cycleStandards.standardCode,
        standardTitle: standards.title,
        document: standards.document,
        dueOn,
      })
      .from(cycles)
      .innerJoin(cycleStandards, eq(cycleStandards.cycleId, cycles.id))
      .innerJoin(
        standards,
        and(eq(standards.code, cycleStandards.standardCode), eq(standards.version, cycleStandards.standardVersion)),
      )
      .where(isDue)
      .orderBy(asc(dueOn), asc(cycles.code), asc(cycleStandards.standardCode)),
    db
      .select({ cycle: assessments.cycleId, standard: assessments.standardCode, unit: assessments.unitId })
      .from(assessments)
      .innerJoin(cycles, eq(cycles.id, assessments.cycleId))
      .where(isDue),
    db
      .select({ key: facts.key })
      .from(facts)
      .where(and(eq(facts.of, "unit"), eq(facts.per, "cycle"), eq(facts.filledBy, "secretary"))),
    db
      .select({ cycle: cycleFacts.cycleId, unit: cycleFacts.unitId, facts: cycleFacts.facts })
      .from(cycleFacts)
      .innerJoin(cycles, eq(cycles.id, cycleFacts.cycleId))
      .where(isDue),
  ] as const;
}

type Rows<Queries extends readonly unknown[]> = { readonly [Index in keyof Queries]: Awaited<Queries[Index]> };
type Asking = Rows<ReturnType<typeof selectAsking>>;
type UnitRows = Awaited<ReturnType<typeof selectUnitStandings>>;
type Renamed = Awaited<ReturnType<typeof selectRenamedFacts>>;

/** What each cycle asks under each of its standards, and what all of them together ask of each unit. */
export function cycleBurdens(units: UnitRows, renamed: Renamed, asking: Asking): CycleBurdens {
  const [, asked, cases, declared, known] = asking;
  const byUnit = new Map<string, Burden>();
  const add = (unit: string, burden: Burden): void => {
    byUnit.set(unit, addBurdens([byUnit.get(unit) ?? burdenOf([]), burden]));
  };
  const found = asked.map((row): CycleBurden => {
    const theirs = new Set(cases.flatMap((each) => (isOf(each, row) ? [each.unit] : [])));
    const assessed = units.filter(({ id }) => theirs.has(id));
    const burdens = burdensUnder(row.document, assessed, renamed);
    assessed.forEach(({ id }, index) => {
      add(id, burdens[index] ?? burdenOf([]));
    });
    const { document: _, ...named } = row;
    const { fields, uploads, ...most } = spreadOf(burdens).most;
    return { ...named, units: assessed.length, fields, uploads, minutes: minutesOf({ fields, uploads, ...most }) };
  });
  const facts = new Map(known.map(({ cycle, unit, facts }) => [`${cycle} ${unit}`, facts]));
  const once = new Set(cases.map(({ cycle, unit }) => `${cycle} ${unit}`));
  const reached = new Set(units.map(({ id }) => id));
  for (const pair of once) {
    const unit = pair.slice(pair.indexOf(" ") + 1);
    const unknown = declared.filter(({ key }) => facts.get(pair)?.[key] === undefined);
    if (reached.has(unit)) add(unit, addBurdens(unknown.map(() => factBurden)));
  }
  return { cycles: found, byUnit };
}

function isOf(
  each: { readonly cycle: string; readonly standard: string },
  row: { readonly cycle: string; readonly standard: string },
): boolean {
  return each.cycle === row.cycle && each.standard === row.standard;
}

function burdensUnder(document: unknown, units: UnitRows, renamed: Renamed): readonly Burden[] {
  const read = readStandard(document);
  if ("faults" in read) throw new Error("a published standard has faults");
  const subjects = units.map(
    (unit): Subject => ({
      ...{ id: unit.code, unit: unitVariables(unit, renamed), answers: {} },
      ...{ notApplicable: [], vetoes: [], held: { level: null } },
    }),
  );
  const burdens = new Map<readonly unknown[], Burden>();
  return askedItems(read.standard, subjects).map((items) => {
    const burden = burdens.get(items) ?? burdenOf(items);
    burdens.set(items, burden);
    return burden;
  });
}
