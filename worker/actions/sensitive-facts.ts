import { and, eq } from "drizzle-orm";
import { facts } from "../../db/tenant/schema/index.ts";
import { Problem } from "../domain/problem.ts";
import { noteReading } from "./reading.ts";
import type { Scope } from "./scope.ts";

/** Facts as they are shown unasked: `masked` names the sensitive ones that have a value, which isn't among `facts`. */
export interface MaskedFacts {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly masked: readonly string[];
}

type Declared = readonly { readonly key: string; readonly isSensitive: boolean }[];

/** The sensitive facts of units or of entities; a tenant has a few at most. */
export function selectSensitive(scope: Scope, of: "unit" | "entity") {
  return scope.db
    .select({ key: facts.key, label: facts.label, isSensitive: facts.isSensitive })
    .from(facts)
    .where(and(eq(facts.of, of), eq(facts.isSensitive, true)));
}

/** Without the values of sensitive facts. */
export function masked<Held extends { readonly facts: Readonly<Record<string, unknown>> }>(
  held: Held,
  declared: Declared,
): Held & MaskedFacts {
  const keys = sensitiveIn(held.facts, declared);
  return { ...held, facts: without(held.facts, keys), masked: keys };
}

/** What was given, as the trail keeps it: that a sensitive fact was given, and not what. */
export function traced<Given extends Readonly<Record<string, unknown>>>(given: Given, declared: Declared): Given {
  const told = given["facts"];
  if (told === null || typeof told !== "object" || Array.isArray(told)) return given;
  const keys = sensitiveIn(told as Given, declared);
  return keys.length === 0 ? given : { ...given, facts: without(told as Given, keys), masked: keys };
}

function sensitiveIn(held: Readonly<Record<string, unknown>>, declared: Declared): readonly string[] {
  return declared.flatMap(({ key, isSensitive }) => (isSensitive && key in held ? [key] : []));
}

function without(facts: Readonly<Record<string, unknown>>, keys: readonly string[]) {
  return Object.fromEntries(Object.entries(facts).filter(([key]) => !keys.includes(key)));
}

/**
 * The sensitive facts of one unit or entity that was loaded through the actor: who looked, at what and why is an event
 * before anything is shown. Refusals: not-found where there are none.
 */
export async function revealFacts(
  scope: Scope,
  subject: { readonly kind: "unit" | "entity"; readonly id: string },
  held: Readonly<Record<string, unknown>>,
  sensitive: readonly { readonly key: string; readonly label: string }[],
  reason: string,
): Promise<{ readonly facts: Readonly<Record<string, unknown>> }> {
  const shown = sensitive.filter(({ key }) => key in held);
  if (shown.length === 0) throw new Problem("not-found");
  await noteReading(scope, subject, shown.map(({ label }) => label).join("、"), reason);
  return { facts: Object.fromEntries(shown.map(({ key }) => [key, held[key]])) };
}
