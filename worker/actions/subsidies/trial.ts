import { and, desc, eq } from "drizzle-orm";
import { policies } from "../../../db/tenant/schema/index.ts";
import {
  type AmountPlace,
  amountPlaces,
  answerOf,
  calculate,
  type Policy,
  type PolicyDocument,
  type Recipient,
  type Solution,
  solveAmount,
  withAmount,
} from "../../domain/policy/index.ts";
import { Problem } from "../../domain/problem.ts";
import { refuse } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { type CycleChoice, chooseCycle, selectCycles } from "./cycle.ts";
import { beside, changesOf, type Money, type Moved, type Unit, unitOf } from "./effect.ts";
import { givenPolicy } from "./given-policy.ts";
import { type OwnUnit, readOwnUnits } from "./own-units.ts";

export interface AskedTrial extends CycleChoice {
  /** Whose money: the published version in force is what the tried one stands beside. */
  readonly code: string;
  readonly document: unknown;
}

/** A tried policy beside the one that holds, on a cycle's results. All in fen. */
export interface Trial {
  readonly cycle: { readonly id: string; readonly code: string; readonly title: string };
  readonly beforeVersion: number;
  readonly totalBeforeFen: number;
  readonly totalAfterFen: number;
  readonly gains: Moved;
  readonly losses: Moved;
  readonly townships: readonly (Money & { readonly township: string | null })[];
  readonly kinds: readonly (Money & { readonly kind: string; readonly field: string | null })[];
  readonly changes: readonly (Unit & Money)[];
  /** One more unit at the highest level paid: who is nearest to it, and what the total comes to then. */
  readonly oneMore:
    | (Unit & { readonly level: string; readonly totalFen: number; readonly differenceFen: number })
    | null;
  readonly places: readonly AmountPlace[];
}

/** Tries a policy on a cycle's results beside the version that holds; stores nothing. Refusals: not-found, invalid. */
export async function tryPolicy(scope: Scope, asked: AskedTrial): Promise<Trial> {
  const { tried, former, version, own, cycle } = await read(scope, asked);
  const recipients = own.map(({ recipient }) => recipient);
  const before = answerOf(calculate(former, recipients));
  const after = answerOf(calculate(tried, recipients));
  const byId = new Map(own.map((each) => [each.recipient.id, each]));
  const units = new Map(own.map((each) => [each.recipient.id, unitOf(each)]));
  const kindOf = (id: string): string => {
    const { kind, field } = byId.get(id)?.recipient.unit ?? {};
    return JSON.stringify([String(kind ?? ""), typeof field === "string" ? field : null]);
  };
  return {
    ...{ cycle, beforeVersion: version, totalBeforeFen: before.totalFen, totalAfterFen: after.totalFen },
    ...changesOf(before, after, units),
    townships: beside(before, after, ({ recipient }) => byId.get(recipient)?.township ?? null).map(
      ([township, money]) => ({ township, ...money }),
    ),
    kinds: beside(before, after, ({ recipient }) => kindOf(recipient)).map(([key, money]) => {
      const [kind, field] = JSON.parse(key) as [string, string | null];
      return { kind, field, ...money };
    }),
    oneMore: oneMore(tried, own, after.totalFen),
    places: amountPlaces(tried.document),
  };
}

export interface AskedSolution extends AskedTrial {
  readonly path: string;
  readonly poolFen: number;
  readonly stepFen?: number | undefined;
}

/**
 * Which amount in a place of the policy just fits a pool, exact to the step (the policy's rounding unit where it isn't
 * said), and the policy with it. Refusals: not-found, invalid.
 */
export async function solvePolicy(
  scope: Scope,
  asked: AskedSolution,
): Promise<Solution & { readonly stepFen: number; readonly document: PolicyDocument }> {
  const { tried, own } = await read(scope, asked);
  const { document } = tried;
  if (!amountPlaces(document).some(({ path }) => path === asked.path)) {
    refuse([{ path: "path", message: "办法里没有这处金额" }]);
  }
  const stepFen = asked.stepFen ?? document.rounding.toFen;
  const recipients = own.map(({ recipient }) => recipient);
  const solution = solveAmount(document, recipients, { path: asked.path, poolFen: asked.poolFen, stepFen });
  if (solution === undefined) refuse([{ path: "poolFen", message: "其余的补助已经超过这笔钱，这处为 0 也放不下" }]);
  return { ...solution, stepFen, document: withAmount(document, asked.path, solution.fen) };
}

async function read(scope: Scope, asked: AskedTrial) {
  const [[published], cycles] = await scope.read([
    scope.db
      .select({ version: policies.version, document: policies.document })
      .from(policies)
      .where(and(eq(policies.code, asked.code), eq(policies.state, "published")))
      .orderBy(desc(policies.version))
      .limit(1),
    selectCycles(scope),
  ]);
  if (published === undefined) throw new Problem("not-found");
  const tried = givenPolicy(asked.document);
  const former = givenPolicy(published.document);
  const chosen = chooseCycle(cycles, asked);
  const own = await readOwnUnits(scope, chosen, asked.code);
  const cycle = { id: chosen.cycle, code: chosen.code, title: chosen.title };
  return { tried, former, version: published.version, own, cycle };
}

/** The unit that is nearest to the highest level that anybody holds, raised to it. */
function oneMore(policy: Policy, own: readonly OwnUnit[], totalFen: number): Trial["oneMore"] {
  const levelOf = ({ recipient }: OwnUnit) => recipient.result?.["level"];
  const top = own
    .map(levelOf)
    .filter((level) => typeof level === "string")
    .sort()
    .at(-1);
  const scoreOf = ({ recipient }: OwnUnit) => Number(recipient.result?.["score"] ?? Number.NaN);
  const nearest = own
    .filter(
      (each) => each.recipient.result?.["accepted"] === true && levelOf(each) !== top && !Number.isNaN(scoreOf(each)),
    )
    .sort((a, b) => scoreOf(b) - scoreOf(a))[0];
  if (top === undefined || nearest === undefined) return null;
  const recipients = own.map(
    ({ recipient }): Recipient =>
      recipient === nearest.recipient ? { ...recipient, result: { ...recipient.result, level: top } } : recipient,
  );
  const raised = Number(calculate(policy, recipients).totalFen);
  return { ...unitOf(nearest), level: top, totalFen: raised, differenceFen: raised - totalFen };
}
