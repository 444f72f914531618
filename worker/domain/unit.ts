import type { Field, UnitKind } from "./vocabulary.ts";

/** A unit as the tables know it, with the names of its township and trade, which policies use. */
export interface UnitStanding<Value = unknown> {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly field: Field | null;
  readonly township: string | null;
  readonly trade: string | null;
  readonly onBelt: boolean;
  readonly demonstration: boolean;
  readonly category: string | null;
  readonly facts: Readonly<Record<string, Value>>;
}

/**
 * What `unit` is in expressions: the facts and, beside them, the names of api.md "Shapes that are fixed". For a unit
 * under a trade committee `township` is the trade's name, so that a ceiling by township has a key for everyone. A fact
 * that isn't known isn't there; a place or category that the unit doesn't have is null, known to be none.
 */
export function variablesOf<Value>(
  unit: UnitStanding<Value>,
): Readonly<Record<string, Value | string | boolean | null>> {
  return {
    ...unit.facts,
    code: unit.code,
    name: unit.name,
    kind: unit.kind,
    field: unit.field,
    township: unit.township ?? unit.trade,
    trade: unit.trade,
    on_belt: unit.onBelt,
    demonstration: unit.demonstration,
    category: unit.category,
  };
}
