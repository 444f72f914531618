import type { Expression } from "./expression.ts";
import type { Fault } from "./fault.ts";
import { type FactPeriod, type FactSubject, unitVariables } from "./vocabulary.ts";

/** A fact as far as expressions name it; `formerKeys` are the names it had before it was renamed. */
export interface NamedFact {
  readonly key: string;
  readonly of: FactSubject;
  readonly per: FactPeriod;
  readonly formerKeys: readonly string[];
}

/** One place of a document that reads a fact: `unit.key` reads a standing one, `facts.key` one of the cycle. */
export interface FactRead {
  readonly path: string;
  readonly per: FactPeriod;
  readonly key: string;
}

/** The variable that holds facts of a period (api.md "Shapes that are fixed"). */
export const factVariables: Readonly<Record<FactPeriod, "unit" | "facts">> = { standing: "unit", cycle: "facts" };

const builtIn: ReadonlySet<string> = new Set(unitVariables);

/** Every fact that a document's expressions read, by path; what `unit` carries beside the facts is none. */
export function factReads(expressions: ReadonlyMap<string, Expression>): readonly FactRead[] {
  return [...expressions].flatMap(([path, { reads }]) =>
    reads.flatMap((read) => {
      const [, variable, key = ""] = /^(unit|facts)\.([A-Za-z_]\w*)$/.exec(read) ?? [];
      if (variable === undefined || (variable === "unit" && builtIn.has(key))) return [];
      return [{ path, per: variable === "unit" ? ("standing" as const) : ("cycle" as const), key }];
    }),
  );
}

/**
 * The fact that a read means, of a document about this subject; a policy's (null) may be of any, of a unit first. A
 * name that it had before is good for what was published under it.
 */
export function factOf<Fact extends NamedFact>(
  facts: readonly Fact[],
  read: Omit<FactRead, "path">,
  subject: FactSubject | null,
): Fact | undefined {
  const fitting = facts.filter((fact) => fact.per === read.per && (subject === null || fact.of === subject));
  const named = [
    ...fitting.filter(({ key }) => key === read.key),
    ...fitting.filter(({ formerKeys }) => formerKeys.includes(read.key)),
  ];
  return named.find(({ of }) => of === "unit") ?? named[0];
}

/** Every fact that a document reads and nobody declared, once at each path: publishing refuses them (api.md). */
export function undeclaredFacts(
  expressions: ReadonlyMap<string, Expression>,
  facts: readonly NamedFact[],
  subject: FactSubject | null,
): readonly Fault[] {
  return factReads(expressions).flatMap((read) => {
    const fact = factOf(facts, read, subject);
    if (fact?.key === read.key) return [];
    const name = `${factVariables[read.per]}.${read.key}`;
    if (fact !== undefined) {
      const now = `${factVariables[read.per]}.${fact.key}`;
      return [{ path: read.path, message: `${name} 已改名为 ${now}，请改用新名。` }];
    }
    const other = facts.find(({ key, per }) => key === read.key && per !== read.per);
    const hint =
      other === undefined
        ? "请先在「事实」里登记，或改用已登记的。"
        : `它要写作 ${factVariables[other.per]}.${other.key}。`;
    return [{ path: read.path, message: `${name} 没有登记，${hint}` }];
  });
}
