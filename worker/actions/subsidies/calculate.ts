import {
  answerOf,
  type CalculationAnswer,
  calculate,
  calculationDigest,
  checkRecipients,
  type Policy,
  type Recipient,
  readPolicy,
} from "../../domain/policy/index.ts";
import { knownVersion, selectVersion } from "../documents.ts";
import { refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { type CycleChoice, chooseCycle, selectCycles } from "./cycle.ts";
import { readOwnUnits } from "./own-units.ts";

export interface CalculationRequest extends CycleChoice {
  readonly policy:
    | { readonly kind: "document"; readonly document: unknown; readonly read: Policy }
    | { readonly kind: "version"; readonly code: string; readonly version: number };
  /** Left out: the tenant's own units with their results. */
  readonly recipients?: readonly Recipient[];
  readonly detail?: boolean;
}

/**
 * Calculates and stores nothing: one round trip, or two where the recipients are the tenant's own units. The digest is of
 * the policy as it was given or is stored, and of the recipients. Refusals: invalid.
 */
export async function calculateSubsidies(
  scope: Scope,
  asked: CalculationRequest,
): Promise<CalculationAnswer & { readonly digest: string }> {
  const { code, version } = asked.policy.kind === "version" ? asked.policy : { code: "", version: 0 };
  const [versions, cycles] = await scope.read([selectVersion(scope, "policies", code, version), selectCycles(scope)]);
  const { document, policy } = policyOf(asked, versions);
  const recipients =
    asked.recipients ?? (await readOwnUnits(scope, chooseCycle(cycles, asked), code)).map(({ recipient }) => recipient);
  refuseAny(checkRecipients(recipients, "recipients"));
  const calculation = calculate(policy, recipients);
  const answer = answerOf(calculation, { detail: asked.detail === true });
  return { ...answer, digest: await calculationDigest(document, recipients) };
}

function policyOf(asked: CalculationRequest, versions: readonly { readonly document: unknown }[]) {
  if (asked.policy.kind === "document") return { document: asked.policy.document, policy: asked.policy.read };
  const { document } = knownVersion(versions, "policy");
  const outcome = readPolicy(document);
  if ("policy" in outcome) return { document, policy: outcome.policy };
  refuseAny(outcome.faults.map(({ path, message }) => ({ path: `policy.${path}`, message })));
  throw new Error("a stored policy without faults that can't be read");
}
