import { type FactRead, factOf, factReads, factVariables, type NamedFact } from "../fact-reads.ts";
import { withRenamedFact } from "../renamed-fact.ts";
import { type FactSubject, factSubjects } from "../vocabulary.ts";
import { standardExpressions } from "./expressions.ts";

type Document = Readonly<Record<string, unknown>>;

/** Under which name of one's own a parent's text reads a fact: `unit.party` → `members`. */
export type AdoptedNames = Readonly<Record<string, string>>;

/** A parent's facts held against one's own: what is read by another name here, and what isn't declared here at all. */
export interface AdoptedFacts<Fact> {
  readonly names: AdoptedNames;
  readonly missing: readonly (Fact & { readonly key: string })[];
}

const nameOf = ({ per, key }: Omit<FactRead, "path">): string => `${factVariables[per]}.${key}`;

/**
 * Which of a parent's facts a standard speaks of. One that the parent has renamed since it was taken over is the fact
 * of its former name; one that nobody here declared is to be declared as the standard calls it.
 */
export function adoptedFacts<Fact extends NamedFact>(
  document: Document,
  parents: readonly Fact[],
  own: readonly NamedFact[],
): AdoptedFacts<Fact> {
  const subject = subjectOf(document);
  const names: Record<string, string> = {};
  const missing = new Map<string, Fact>();
  for (const read of factReads(standardExpressions(document))) {
    if (factOf(own, read, subject) !== undefined) continue;
    const fact = factOf(parents, read, subject);
    if (fact === undefined) continue;
    const known = fact.formerKeys
      .map((key) => factOf(own, { ...read, key }, subject))
      .find((each) => each?.of === fact.of);
    // The same key for another period is another fact, which publishing will name.
    if (own.some(({ key, of }) => key === read.key && of === fact.of)) continue;
    if (known === undefined) missing.set(nameOf(read), { ...fact, key: read.key });
    else names[nameOf(read)] = known.key;
  }
  return { names, missing: [...missing.values()] };
}

/** A text in which every fact has the name that it has here today, so that a renaming is no difference. */
export function inOwnNames(document: Document, own: readonly NamedFact[], names: AdoptedNames = {}): Document {
  const subject = subjectOf(document);
  const expressions = standardExpressions(document);
  const done = new Set<string>();
  let renamed = document;
  for (const read of factReads(expressions)) {
    if (done.has(nameOf(read))) continue;
    done.add(nameOf(read));
    const now = factOf(own, { ...read, key: nameToday(read, names) }, subject);
    if (now === undefined || now.key === read.key) continue;
    const current = renamed === document ? expressions : standardExpressions(renamed);
    renamed = withRenamedFact(renamed, current, factVariables[read.per], read.key, now.key);
  }
  return renamed;
}

/** A fact may have been renamed more than once since; every renaming left a name. */
function nameToday(read: Omit<FactRead, "path">, names: AdoptedNames): string {
  let { key } = read;
  for (let steps = Object.keys(names).length; steps > 0; steps--) key = names[nameOf({ ...read, key })] ?? key;
  return key;
}

function subjectOf({ subject }: Document): FactSubject {
  return Object.keys(factSubjects).find((each): each is FactSubject => each === subject) ?? "unit";
}
