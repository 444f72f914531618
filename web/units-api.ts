import type { Json } from "../worker/domain/expression.ts";
import type { Field, UnitKind } from "../worker/domain/vocabulary.ts";
import { api, body, here, own, wholeList } from "./api.ts";
import type { Unit } from "./api-shapes.ts";

// Creating and changing units, as their forms call it.

/** What a fact of a unit can be. */
export type FactValue = Json;

export interface GivenUnit {
  readonly code: string;
  readonly name: string;
  readonly kind: UnitKind;
  readonly shortName: string | null;
  readonly field: Field | null;
  readonly parent: string | null;
  readonly belt: string | null;
  /** Along the belt, from 1; what is no whole number goes as it was typed, and comes back with its fault. */
  readonly beltPosition: number | null;
  readonly demonstration: boolean;
  readonly category: string | null;
  readonly facts: Record<string, FactValue>;
}

export interface UnitChange extends Partial<Omit<GivenUnit, "code" | "kind">> {
  /** Facts that are to be unknown again. */
  readonly unknown?: string[];
  /** The day from which it holds. */
  readonly on?: string;
  readonly reason?: string;
}

export const unitsApi = {
  /** `repeat`: the same for the same form, so that a second try after a lost answer is no second unit. */
  create: async (json: GivenUnit, repeat: string) =>
    asUnit(
      await body(own.units.$post({ param: { tenant: here() }, json }, { headers: { "idempotency-key": repeat } })),
    ),
  change: ({ id, revision }: Unit, json: UnitChange): Promise<Unit> =>
    body(
      own.units[":id"].$patch({ param: { tenant: here(), id }, json }, { headers: { "if-match": `"${revision}"` } }),
    ),
  /** The values of a unit's sensitive facts, for a reason that is kept. */
  reveal: async (id: string, reason: string) =>
    (await body(own.units[":id"].facts.revelation.$post({ param: { tenant: here(), id }, json: { reason } }))).facts,
  /** Closes a unit, or merges it `into` another. */
  close: ({ id, revision }: Unit, json: { reason: string; on: string; into?: string }) =>
    body(
      own.units[":id"].closing.$post(
        { param: { tenant: here(), id }, json },
        { headers: { "if-match": `"${revision}"` } },
      ),
    ),
  /** What can stand above others: every unit of these kinds, by code. */
  above: async (kinds: readonly UnitKind[]): Promise<readonly Unit[]> => {
    const lists = await Promise.all(kinds.map((kind) => wholeList<Unit>((query) => api.units(query), { kind })));
    return lists.flatMap(({ items }) => items);
  },
};

/** Every belt that a unit can stand on, in the tenant's order. */
export async function allBelts(): Promise<readonly Pick<Unit, "id" | "name">[]> {
  return (await wholeList<Pick<Unit, "id" | "name">>((query) => api.belts(query), {})).items;
}

/** A unit's facts as the form holds them: the typed client knows them as what JSON can be. */
export function factsOf({ facts }: Unit): Record<string, FactValue> {
  return { ...facts } as Record<string, FactValue>;
}

/** What was created is answered as it was the first time, which the typed client can't know. */
function asUnit(answer: unknown): Unit {
  return answer as Unit;
}
