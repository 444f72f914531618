import type { Decimal } from "../decimal.ts";
import { Failure } from "../expression.ts";
import { numberOn } from "./amounts.ts";
import { type Asked, valueFor } from "./asked.ts";
import type { Ceiling, Grant, InstalmentPlan, Policy } from "./policy.ts";
import type { Line, LineFailure } from "./steps.ts";

/**
 * What the later steps ask of recipients, whatever their grants: under which value and where in the order they stand with
 * each ceiling, which instalments are due. By the place of the ceiling or plan, then by recipient. Asked before any ceiling
 * is applied, for a line that fails takes part in none.
 */
export interface Standings {
  readonly keys: readonly (string | null | Failure)[][];
  readonly orders: readonly (Decimal | Failure | undefined)[][];
  readonly dues: readonly Due[][];
}

/** Which instalments of a plan are due; one whose condition failed isn't, and fails the line. */
interface Due {
  readonly isDue: readonly boolean[];
  readonly failure: Failure | undefined;
}

/** Standings of nobody yet. */
export function openStandings(policy: Policy): Standings {
  return {
    keys: policy.ceilings.map(() => []),
    orders: policy.ceilings.map(() => []),
    dues: policy.instalmentPlans.map(() => []),
  };
}

/** Asks how one recipient stands. */
export function askStanding(policy: Policy, asked: Asked, { keys, orders, dues }: Standings): void {
  const { index } = asked;
  for (const ceiling of policy.ceilings) {
    const key = keyUnder(ceiling, asked);
    const [keysUnder, ordersUnder] = [keys[ceiling.place], orders[ceiling.place]];
    if (keysUnder !== undefined) keysUnder[index] = key;
    if (ordersUnder !== undefined && ceiling.order !== undefined) ordersUnder[index] = orderUnder(ceiling, key, asked);
  }
  for (const [place, plan] of policy.instalmentPlans.entries()) {
    const duesOf = dues[place];
    if (duesOf !== undefined) duesOf[index] = dueOf(plan, asked);
  }
}

/** The ceiling that a value has; undefined where it has none. */
export function ceilingFenOf(ceiling: Ceiling, key: string | null): number | undefined {
  if (key === null) return ceiling.document.totalFen;
  return ceiling.rows.get(key) ?? ceiling.document.otherwiseFen;
}

/** Marks what of a standing concerns a line: its instalments that are due, and why a ceiling or an instalment fails it. */
export function applyStanding(policy: Policy, grant: Grant, standings: Standings, line: Line): void {
  const due = grant.instalments === undefined ? undefined : standings.dues[grant.instalments]?.[line.recipient];
  if (due !== undefined) line.isDue = due.isDue;
  line.failure ??= ceilingFailure(policy, grant, standings, line.recipient);
  if (due?.failure !== undefined) line.failure ??= { part: "instalment", reason: due.failure.reason };
}

function ceilingFailure(
  policy: Policy,
  grant: Grant,
  { keys, orders }: Standings,
  recipient: number,
): LineFailure | undefined {
  for (const place of grant.ceilings) {
    const key = keys[place]?.[recipient];
    const failed = key instanceof Failure ? key : orders[place]?.[recipient];
    if (!(failed instanceof Failure)) continue;
    return { part: "ceiling", reason: `${policy.ceilings[place]?.document.code ?? ""}：${failed.reason}` };
  }
  return undefined;
}

function keyUnder(ceiling: Ceiling, asked: Asked): string | null | Failure {
  if (ceiling.by === undefined) return null;
  return valueFor(ceiling.by, asked) as string | Failure; // It is of the kind it was compiled for.
}

/** Where the recipient's value has no ceiling, its order isn't asked for. */
function orderUnder(ceiling: Ceiling, key: string | null | Failure, asked: Asked): Decimal | Failure | undefined {
  if (ceiling.order === undefined || key instanceof Failure) return undefined;
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
