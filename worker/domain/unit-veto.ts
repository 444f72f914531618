import type { VetoState } from "./vocabulary.ts";

/** A veto that came upon a unit, as far as it decides whether it counts. Both days are included. */
export interface StandingVeto {
  readonly fromOn: string;
  readonly untilOn: string;
  readonly appealedAt: string | null;
  readonly isLifted: boolean | null;
}

/** Where it stands: an appeal leaves it in force until the answer, which keeps it or lifts it for good. */
export function vetoStateOf({ appealedAt, isLifted }: Pick<StandingVeto, "appealedAt" | "isLifted">): VetoState {
  if (isLifted !== null) return isLifted ? "lifted" : "kept";
  return appealedAt === null ? "standing" : "appealed";
}

/** Whether it counts on a day: within its window, and not lifted. */
export function isVetoInForce(veto: StandingVeto, day: string): boolean {
  return veto.fromOn <= day && day <= veto.untilOn && veto.isLifted !== true;
}

/**
 * The day for which a cycle asks after vetoes: the last day of its acceptance, so that every unit is asked for the same
 * day whenever it is accepted; the day of the decision where the cycle has no such day.
 */
export function vetoDayOf(acceptanceUntil: string | null, today: string): string {
  return acceptanceUntil ?? today;
}
