import { and, asc, eq } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { findings, rectifications, users } from "../../../db/tenant/schema/index.ts";
import { afterStep, type FindingStep } from "../../domain/finding.ts";
import { Problem } from "../../domain/problem.ts";
import type { Role } from "../../domain/vocabulary.ts";
import type { Scope } from "../scope.ts";
import { type Finding, findingOf, reachedFinding, selectFindings } from "./finding.ts";

/** What a unit handed in and what the recheck came to; undecided: null. */
export interface HandedIn {
  readonly id: string;
  readonly number: number;
  readonly text: string;
  readonly handedInBy: string;
  readonly handedInAt: string;
  readonly isPassed: boolean | null;
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: string | null;
}

/** A finding with all that was handed in, and what the reader may do with it now. */
export interface WholeFinding extends Finding {
  readonly rectifications: readonly HandedIn[];
  readonly may: readonly FindingStep[];
}

/** Refusals: not-found. */
export async function readFinding(scope: Scope, id: string): Promise<WholeFinding> {
  const deciders = alias(users, "deciders");
  const { number, text, handedInAt, handedInBy, isPassed, reason, decidedAt } = rectifications;
  const [[row], handedIn] = await scope.read([
    selectFindings(scope).where(and(eq(findings.id, id), reachedFinding(scope))),
    scope.db
      .select({
        ...{ id: rectifications.id, number, text, handedInAt, isPassed, reason, decidedAt, by: handedInBy },
        handedInBy: users.name,
        decidedBy: deciders.name,
      })
      .from(rectifications)
      .innerJoin(users, eq(users.id, handedInBy))
      .leftJoin(deciders, eq(deciders.id, rectifications.decidedBy))
      .where(eq(rectifications.findingId, id))
      .orderBy(asc(number)),
  ]);
  if (row === undefined) throw new Problem("not-found");
  const isOwn = handedIn.at(-1)?.by === scope.actor.id;
  return {
    ...findingOf(scope, row),
    rectifications: handedIn.map(({ by: _, ...each }) => each),
    may: stepsFor(scope, row, isOwn),
  };
}

const stepRoles: Readonly<Record<FindingStep, readonly Role[]>> = {
  answer: ["secretary"],
  close: ["assessor"],
  "send-back": ["assessor"],
  withdraw: ["admin", "assessor"],
  change: ["admin", "assessor"],
};

/** What a screen offers: a step that the state allows, by a role whose own reach holds the unit. */
function stepsFor(
  scope: Scope,
  { state, unit }: { readonly state: Finding["state"]; readonly unit: { readonly id: string } },
  isOwn: boolean,
): readonly FindingStep[] {
  return (Object.keys(stepRoles) as FindingStep[]).filter((step) => {
    if (afterStep(state, step) === undefined) return false;
    if ((step === "close" || step === "send-back") && isOwn) return false;
    return scope.actor.roles.some(
      ({ role, scope: place }) =>
        stepRoles[step].some((each) => each === role) && (role !== "secretary" || place.id === unit.id),
    );
  });
}
