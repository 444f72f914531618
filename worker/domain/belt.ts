import type { Participants } from "./cycle.ts";

/** A belt as the tables know it, with the name of the township or trade committee that answers for it. */
export interface BeltStanding<Value = unknown> {
  readonly code: string;
  readonly name: string;
  readonly place: string | null;
  readonly isTrade: boolean;
  readonly facts: Readonly<Record<string, Value>>;
}

/**
 * What `unit` is in the expressions of a standard of belts: its facts, its code and name, and where it belongs, as for
 * units. What only units have (`kind`, `field`, `on_belt`, `demonstration`, `category`) isn't there.
 */
export function beltVariablesOf<Value>({
  facts,
  code,
  name,
  place,
  isTrade,
}: BeltStanding<Value>): Readonly<Record<string, Value | string | null>> {
  return { ...facts, code, name, township: place, trade: isTrade ? place : null };
}

/**
 * Whether a belt takes part in a cycle; what narrows units by what only they are (demonstrations, declared badges)
 * narrows no belts. `answers`: the id of who answers for it.
 */
export function beltTakesPart(
  belt: { readonly id: string; readonly answers: string | null },
  { belts, townships }: Participants,
): boolean {
  if (belts !== undefined && !belts.includes(belt.id)) return false;
  return townships === undefined || (belt.answers !== null && townships.includes(belt.answers));
}
