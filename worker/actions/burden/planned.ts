import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { cycles, standards, units } from "../../../db/tenant/schema/index.ts";
import { mayTakePart } from "../../domain/cycle.ts";
import { appliesTo, type Standard } from "../../domain/standard/index.ts";
import type { Scope } from "../scope.ts";
import { type RenamedFact, type StandingRow, unitVariables } from "../unit-variables.ts";

/** Cycles that are planned and not opened yet, with the standards that would be bound, and where each unit lies. */
export function selectPlanned({ db }: Scope, dueOn: SQL<string>, isDue: SQL) {
  const inForce = sql`(SELECT max("w"."version") FROM "standards" AS "w" WHERE "w"."code" = ${standards.code} AND "w"."state" = 'published' AND "w"."holds_from" <= ${cycles.opensOn})`;
  return [
    db
      .select({
        cycle: cycles.id,
        title: cycles.title,
        standard: standards.code,
        standardTitle: standards.title,
        document: standards.document,
        dueOn,
        terms: cycles.terms,
      })
      .from(cycles)
      .innerJoin(
        standards,
        and(
          sql`${standards.code} IN (SELECT "value" FROM json_each(${cycles.terms}, '$.standards'))`,
          eq(standards.version, inForce),
        ),
      )
      .where(and(eq(cycles.state, "planned"), isDue))
      .orderBy(asc(dueOn), asc(cycles.code), asc(standards.code)),
    db
      .select({ id: units.id, township: units.townshipId, trade: units.tradeId })
      .from(units)
      .where(isNull(units.closedOn)),
  ] as const;
}

type Planned = Awaited<ReturnType<typeof selectPlanned>[0]>[number];
export type Places = Awaited<ReturnType<typeof selectPlanned>[1]>;

/** Of these units, those that the planned cycle would ask for this standard: as its opening would find them today. */
export function participantsOf(
  { terms }: Planned,
  standard: Standard,
  rows: readonly StandingRow[],
  places: ReadonlyMap<string, Places[number]>,
  renamed: readonly RenamedFact[],
): readonly StandingRow[] {
  const { subject = "unit", appliesTo: condition } = standard.document;
  const taking = rows.filter((unit) => {
    const place = places.get(unit.id);
    const above = [unit.id, place?.township ?? null, place?.trade ?? null];
    return mayTakePart({ ...unit, above }, terms.participants ?? {}, {
      subject,
      hasCondition: condition !== undefined,
    });
  });
  const subjects = taking.map((unit) => ({ id: unit.code, unit: unitVariables(unit, renamed) }));
  const applies = appliesTo(standard, subjects);
  return taking.filter((_, index) => applies[index] === true);
}
