import type { FactPeriod, FactSubject, FactType, Role } from "../worker/domain/vocabulary.ts";
import { body, here, own, wholeList } from "./api.ts";
import type { Fact } from "./api-shapes.ts";

// The facts that a tenant declares, with what uses them, as their own pages call them.

export type Use = NonNullable<Fact["usedBy"]>[number];
export type FactInUse = Fact & { readonly usedBy: readonly Use[] };

export interface Choice {
  readonly code: string;
  readonly title: string;
}

export interface GivenFact {
  readonly key: string;
  readonly of: FactSubject;
  readonly label: string;
  readonly type: FactType;
  readonly measure: string | null;
  readonly choices: readonly Choice[];
  readonly per: FactPeriod;
  readonly filledBy: Role;
  readonly isSensitive: boolean;
}

const one = own.facts[":of"][":key"];
const paramOf = ({ of, key }: Pick<Fact, "of" | "key">) => ({ tenant: here(), of, key });
const ifMatch = ({ revision }: Pick<Fact, "revision">) => ({ headers: { "if-match": `"${revision}"` } });

export const factsApi = {
  list: () =>
    wholeList<Fact>(
      ({ limit, cursor }) =>
        body(
          own.facts.$get({
            param: { tenant: here() },
            query: { uses: "true", limit: String(limit), ...(cursor === null ? {} : { cursor: String(cursor) }) },
          }),
        ),
      {},
    ),
  read: (of: string, key: string): Promise<FactInUse> => body(one.$get({ param: { tenant: here(), of, key } })),
  /** `repeat`: the same for the same form, so that a second try after a lost answer is no second fact. */
  declare: async ({ choices, ...json }: GivenFact, repeat: string) =>
    asFact(
      await body(
        own.facts.$post(
          { param: { tenant: here() }, json: { ...json, choices: [...choices] } },
          { headers: { "idempotency-key": repeat } },
        ),
      ),
    ),
  change: (fact: Fact, { choices, ...json }: Partial<Omit<GivenFact, "of">>): Promise<FactInUse> =>
    body(
      one.$patch(
        { param: paramOf(fact), json: { ...json, ...(choices === undefined ? {} : { choices: [...choices] }) } },
        ifMatch(fact),
      ),
    ),
  remove: async (fact: Fact) => {
    await one.$delete({ param: paramOf(fact) }, ifMatch(fact));
  },
};

/** What was created is answered as it was the first time, which the typed client can't know. */
function asFact(answer: unknown): FactInUse {
  return answer as FactInUse;
}
