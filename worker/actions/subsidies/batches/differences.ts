import type { Portion } from "../../../domain/portions.ts";
import type { Scope } from "../../scope.ts";
import type { NewPayment, Part } from "./payments.ts";
import type { Standing, StandingPart } from "./standing.ts";

/** What a line would pay if nothing stood, and what stands of it. */
export interface Compared {
  readonly wanted: readonly NewPayment[];
  readonly standing: readonly Standing[];
}

/** A difference that is paid or claimed, and where what is claimed goes back to. */
export interface Difference {
  readonly payment: NewPayment;
  /** Below 0, by payer and pool: what each pool gets back of what it gave. */
  readonly back: readonly Omit<Part, "payment">[];
}

/**
 * What makes the payments of a line equal to the latest calculation (subsidies.md "Once"): for each instalment, wanted −
 * standing, as the k-th correction of its key. What a payer gives less goes back to the pools that gave it, the latest
 * first. An instalment of which nothing differs makes nothing.
 */
export function differencesOf(
  scope: Scope,
  { wanted, standing }: Compared,
  parts: ReadonlyMap<string, readonly StandingPart[]>,
): readonly Difference[] {
  const instalments = [...new Set([...wanted, ...standing].map(({ instalment }) => instalment))];
  return instalments.flatMap((instalment): readonly Difference[] => {
    const asked = wanted.find((each) => each.instalment === instalment);
    const earlier = standing.filter((each) => each.instalment === instalment);
    const given = earlier.toReversed().flatMap(({ id }) => parts.get(id) ?? []);
    const fen = (asked?.fen ?? 0) - earlier.reduce((sum, each) => sum + each.fen, 0);
    const portions = portionsLess(asked?.portions ?? [], given);
    if (fen === 0 && portions.every((portion) => portion.fen === 0)) return [];
    const base = asked ?? emptyFor(scope, wanted[0], earlier[0], instalment);
    if (base === undefined) return [];
    const correction = earlier.length === 0 ? 0 : 1 + Math.max(...earlier.map((each) => each.correction));
    const isDue = fen <= 0 || base.isDue || earlier.some((each) => each.isDue);
    const ahead = portions.filter((portion) => portion.fen > 0);
    const back = portions.filter((portion) => portion.fen < 0).flatMap((portion) => backTo(portion, given));
    return [{ payment: { ...base, correction, fen, isDue, portions: ahead }, back }];
  });
}

function portionsLess(asked: readonly Portion[], given: readonly StandingPart[]): readonly Portion[] {
  const payers = [...new Set([...asked, ...given].map(({ payer }) => payer))];
  return payers.map((payer) => {
    const sum = (of: readonly { readonly payer: string; readonly fen: number }[]): number =>
      of.reduce((fen, each) => fen + (each.payer === payer ? each.fen : 0), 0);
    return { payer, fen: sum(asked) - sum(given) };
  });
}

/** Of what a payer gave, pool by pool, so much comes back. */
function backTo({ payer, fen }: Portion, given: readonly StandingPart[]): readonly Omit<Part, "payment">[] {
  const net = new Map<string, number>();
  for (const each of given) if (each.payer === payer) net.set(each.pool, (net.get(each.pool) ?? 0) + each.fen);
  let left = -fen;
  return [...net].flatMap(([pool, gave]) => {
    const taken = Math.min(left, Math.max(0, gave));
    left -= taken;
    return taken === 0 ? [] : [{ payer, pool, fen: -taken }];
  });
}

/** The payment of an instalment that the policy no longer has. */
function emptyFor(
  scope: Scope,
  like: NewPayment | undefined,
  earlier: Standing | undefined,
  instalment: string,
): NewPayment | undefined {
  if (like === undefined || earlier === undefined) return undefined;
  return { ...like, id: scope.newId(), instalment, fen: 0, isDue: true, holder: earlier.holder, portions: [] };
}
