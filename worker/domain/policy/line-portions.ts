import { onlyPayer, type Portion, portionsOf } from "../portions.ts";
import { splitOver } from "./calculate.ts";
import type { Policy } from "./policy.ts";

/**
 * What each payer bears of each instalment of a line under a grant (subsidies.md "Payers by instalments"): by the
 * grant's own payers, else the policy's; one payer without a name where there are none.
 */
export function portionsOfLine(
  policy: Policy,
  grant: string,
  instalments: readonly { readonly fen: number }[],
): readonly (readonly Portion[])[] {
  const place = policy.grants.find(({ document }) => document.code === grant)?.payers;
  const plan = place === undefined ? undefined : policy.payerPlans[place];
  return portionsOf(
    instalments.map(({ fen }) => fen),
    plan?.payers.map(({ code }) => code) ?? [onlyPayer],
    (fen) => (plan === undefined ? [fen] : splitOver(plan, fen)),
  );
}
