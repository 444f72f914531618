import { type UnitStanding, variablesOf } from "../../../../worker/domain/unit.ts";
import type { Fact, Recipient, Result, Unit } from "../../../api-shapes.ts";
import type { Amount, PolicyDocument } from "../../../document-shapes.ts";
import { claims, variables } from "../../documents/condition.ts";
import type { FactRead } from "../../standard-editor/try/subjects.ts";

/** One who is made up by hand, or begun from a real unit, and paid by the draft alone. */
export interface Sample extends Recipient {
  readonly title: string;
}

/** Nobody in particular, accepted and on the belt; the rest is filled in by hand. */
export function emptySample(number: number): Sample {
  return {
    id: `sample-${number}`,
    title: `示例 ${number}`,
    unit: { on_belt: true, demonstration: true },
    result: { accepted: true, level: null, badges: [] },
    previous: { accepted: false, level: null, badges: [] },
    facts: {},
    paidFen: {},
    decidedFen: {},
  };
}

/** A real unit with its result, to be changed by hand; what it is known to have per cycle is asked anew. */
export function sampleOf(unit: Unit, result: Result | null, number: number): Sample {
  const standing: UnitStanding = {
    code: unit.code,
    name: unit.name,
    kind: unit.kind,
    field: unit.field,
    township: unit.township,
    trade: unit.trade,
    onBelt: unit.belt !== null,
    demonstration: unit.demonstration,
    category: unit.category,
    facts: unit.facts,
  };
  return {
    ...emptySample(number),
    title: `${unit.name}（改着试）`,
    unit: variablesOf(standing),
    result: result === null ? { accepted: false, level: null, badges: [] } : standingOf(result),
  };
}

function standingOf({ accepted, level, badges, score, rank }: Result): Recipient["result"] {
  return { accepted, level, badges, ...(score === null ? {} : { score }), ...(rank === null ? {} : { rank }) };
}

/** What the server is sent of it. */
export function recipientOf({ title: _title, ...recipient }: Sample): Recipient {
  return recipient;
}

/** The parts of a recipient that a policy's expressions read by name. */
const roots = ["unit", "facts", "result", "previous", "paidFen"] as const;
type Root = (typeof roots)[number];

function readUnder(document: PolicyDocument): ReadonlyMap<Root, ReadonlySet<string>> {
  const text = JSON.stringify({ ...document, title: "", sources: [] });
  return new Map(
    roots.map((root) => {
      const found = [...text.matchAll(new RegExp(`\\b${root}\\.([A-Za-z_]\\w*)`, "g"))];
      return [root, new Set(found.map(([, key]) => key ?? ""))] as const;
    }),
  );
}

/** What is asked of a sample: only what the draft reads, in the order that it does. */
export interface Asked {
  readonly unit: readonly FactRead[];
  readonly facts: readonly FactRead[];
  readonly rank: boolean;
  readonly previousLevel: boolean;
  /** Grants of which it matters what was paid, or what somebody decides, by code. */
  readonly paid: readonly { readonly code: string; readonly title: string }[];
  readonly decided: readonly { readonly code: string; readonly title: string }[];
}

export function askedBy(document: PolicyDocument, known: readonly Fact[]): Asked {
  const reads = readUnder(document);
  const read = (root: Root, key: string): boolean => reads.get(root)?.has(key) === true;
  const named = document.grants.map(({ code, title }) => ({ code, title }));
  const isPaid = new Set(document.grants.filter(({ lessPaid, once }) => lessPaid === true || once === true));
  return {
    unit: factReads("unit", reads, known),
    facts: factReads("facts", reads, known),
    rank: read("result", "rank"),
    previousLevel: read("previous", "level"),
    paid: named.filter(({ code }, place) => {
      const grant = document.grants[place];
      return read("paidFen", code) || (grant !== undefined && isPaid.has(grant));
    }),
    decided: named.filter((_, place) => isDecided(document.grants[place]?.amount)),
  };
}

const isDecided = (amount: Amount | undefined): boolean => amount?.kind === "decided";

function factReads(
  root: "unit" | "facts",
  reads: ReadonlyMap<Root, ReadonlySet<string>>,
  known: readonly Fact[],
): readonly FactRead[] {
  const per = root === "unit" ? "standing" : "cycle";
  return [...(reads.get(root) ?? [])].map((key) => {
    const path = `${root}.${key}`;
    const fact = known.find((each) => each.key === key && each.of === "unit" && each.per === per);
    const label = fact?.label ?? claims[path]?.[0] ?? variables[path] ?? key;
    return { key, label, fact: fact ?? null, isClaim: path in claims };
  });
}
