import { checkFacts, type DeclaredFact } from "./facts.ts";
import { at, type Fault } from "./fault.ts";
import { type Role, roles } from "./vocabulary.ts";

/** Values that somebody fills in, and the keys of those that are to be unknown again. */
export interface FilledFacts {
  readonly facts: Readonly<Record<string, unknown>>;
  readonly unknown: readonly string[];
}

/** A declared fact with the role that the tenant gave it to. */
export interface FillableFact extends DeclaredFact {
  readonly filledBy: Role;
}

/**
 * What is wrong with facts that somebody fills in by the roles that reach the unit: what isn't declared, doesn't fit, or
 * is another role's to fill in. The admin fills in all.
 */
export function fillingFaults(
  declared: readonly FillableFact[],
  { facts, unknown }: FilledFacts,
  mine: ReadonlySet<Role>,
  path: string,
): readonly Fault[] {
  const byKey = new Map(declared.map((fact) => [fact.key, fact]));
  const othersAt = (key: string, where: string): readonly Fault[] => {
    const fact = byKey.get(key);
    const isOthers = fact !== undefined && !mine.has("admin") && !mine.has(fact.filledBy);
    return isOthers ? [{ path: where, message: `${fact.label}由${roles[fact.filledBy]}填报` }] : [];
  };
  return [
    ...checkFacts(declared, facts, at(path, "facts")),
    ...Object.keys(facts).flatMap((key) => othersAt(key, at(at(path, "facts"), key))),
    ...unknown.flatMap((key, index) => {
      const where = at(at(path, "unknown"), index);
      return byKey.has(key) ? othersAt(key, where) : [{ path: where, message: "没有登记这一事实，请删去" }];
    }),
  ];
}

/** The facts that stand once some were filled in: they merge by key, those in `unknown` go. */
export function factsAfter(
  before: Readonly<Record<string, unknown>>,
  { facts, unknown }: FilledFacts,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries({ ...before, ...facts }).filter(([key]) => !unknown.includes(key)));
}
