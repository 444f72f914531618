import type { Decimal } from "../decimal.ts";
import { Failure } from "../expression.ts";
import { numberOn } from "./amounts.ts";
import { type Asked, valueFor } from "./asked.ts";
import type { Ceiling, Grant, InstalmentPlan, Policy } from "./policy.ts";
import type { Line, LineFailure } from "./steps.ts";

/**
 * What the later steps ask of a recipient, whatever its grants: under which value and where in the order it stands with
 * each ceiling, which instalments are due. Asked before any ceiling is applied, for a line that fails takes part in none.
 */
export interface Standing {
  readonly keys: readonly (string | null | Failure)[];
  readonly orders: readonly (Decimal | Failure | undefined)[];
  readonly dues: readonly Due[];
}

/** Which instalments of a plan are due; one whose condition failed isn't, and fails the line. */
interface Due {
  readonly isDue: readonly boolean[];
  readonly failure: Failure | undefined;
}

/** The standing of one recipient. */
export function standingOf(policy: Policy, asked: Asked): Standing {
  const keys = policy.ceilings.map((ceiling) => keyUnder(ceiling, asked));
  return {
    keys,
    orders: policy.ceilings.map((ceiling, place) => orderUnder(ceiling, keys[place], asked)),
    dues: policy.instalmentPlans.map((plan) => dueOf(plan, asked)),
  };
}

/** The ceiling that a value has; undefined where it has none. */
export function ceilingFenOf(ceiling: Ceiling, key: string | null): number | undefined {
  if (key === null) return ceiling.document.totalFen;
  return ceiling.rows.get(key) ?? ceiling.document.otherwiseFen;
}

/** Marks what of a standing concerns a line: its instalments that are due, and why a ceiling or an instalment fails it. */
export function applyStanding(policy: Policy, grant: Grant, standing: Standing, line: Line): void {
  const due = grant.instalments === undefined ? undefined : standing.dues[grant.instalments];
  line.isDue = due?.isDue ?? [];
  line.failure ??= ceilingFailure(policy, grant, standing);
  if (due?.failure !== undefined) line.failure ??= { part: "instalment", reason: due.failure.reason };
}

function ceilingFailure(policy: Policy, grant: Grant, standing: Standing): LineFailure | undefined {
  for (const place of grant.ceilings) {
    for (const value of [standing.keys[place], standing.orders[place]]) {
      if (!(value instanceof Failure)) continue;
      return { part: "ceiling", reason: `${policy.ceilings[place]?.document.code ?? ""}：${value.reason}` };
    }
  }
  return undefined;
}

function keyUnder(ceiling: Ceiling, asked: Asked): string | null | Failure {
  if (ceiling.by === undefined) return null;
  return valueFor(ceiling.by, asked) as string | Failure; // It is of the kind it was compiled for.
}

/** Where the recipient's value has no ceiling, its order isn't asked for. */
function orderUnder(
  ceiling: Ceiling,
  key: string | null | Failure | undefined,
  asked: Asked,
): Decimal | Failure | undefined {
  if (ceiling.order === undefined || key === undefined || key instanceof Failure) return undefined;
  return ceilingFenOf(ceiling, key) === undefined ? undefined : numberOn(ceiling.order, asked);
}

function dueOf(plan: InstalmentPlan, asked: Asked): Due {
  let failure: Failure | undefined;
  const isDue = plan.whens.map((when) => {
    const holds = when === undefined || valueFor(when, asked);
    if (holds instanceof Failure) failure ??= holds;
    return holds === true;
  });
  return { isDue, failure };
}
