import { body, here, own } from "./api.ts";
import type { Calculation, CalculationRequest } from "./api-shapes.ts";

/** What a policy comes to, with every step. */
export const calculate = async (json: CalculationRequest): Promise<Calculation> =>
  withDetail(await body(own.subsidies.calculate.$post({ param: { tenant: here() }, json: asGiven(json) })));

/** A document that is tried, and what is made up for it, may be of any form: the server says what is wrong with it. */
function asGiven(json: CalculationRequest): never {
  return json as never;
}

/** What `detail: true` adds is optional in the server's types, since it isn't always asked for; here it always is. */
function withDetail(answer: object): Calculation {
  return answer as Calculation;
}
