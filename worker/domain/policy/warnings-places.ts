import { type Test, testsIn } from "../constraints.ts";
import { at } from "../fault.ts";
import type { Amount } from "./amount-document.ts";
import type { Frozen } from "./document.ts";
import type { CompiledAmount, Grant, Policy } from "./policy.ts";

/** A standard whose results may be paid for, with the codes of its levels, best first. */
export interface KnownStandard {
  readonly title: string;
  readonly levels: readonly string[];
}

/** What is known beside the policy: the standards that it may pay for. Left out: nothing is known of levels. */
export interface KnownLevels {
  readonly standards?: readonly KnownStandard[];
}

/** The levels that a recipient may have, of whichever standard; undefined where nothing is known. */
export function levelsOf({ standards }: KnownLevels): readonly string[] | undefined {
  return standards === undefined ? undefined : [...new Set(standards.flatMap(({ levels }) => levels))];
}

/** An amount of a grant at any depth, compiled and as written, and what its lines are known to meet. */
export interface PlacedAmount {
  readonly grant: Grant;
  readonly amount: CompiledAmount;
  readonly document: Frozen<Amount>;
  readonly path: string;
  /** What the grant's `when` asks. */
  readonly tests: readonly Test[];
  /** The least fixed limit that holds it, and where; undefined where nothing does, or `times` come between. */
  readonly cap: { readonly fen: number; readonly path: string } | undefined;
}

/** Every amount of a policy, those inside `capped` and `sum` after what they stand in. */
export function amountsIn(policy: Policy, known: KnownLevels): readonly PlacedAmount[] {
  return policy.grants.flatMap((grant, place) => {
    const path = at("grants", place);
    const { atMostFen } = grant.document;
    const isCapped = typeof atMostFen === "number" && grant.times.length === 0;
    const cap = isCapped ? { fen: atMostFen, path: at(path, "atMostFen") } : undefined;
    const tests = testsOfGrant(grant, known);
    const document = grant.document.amount;
    return below({ grant, amount: grant.amount, document, path: at(path, "amount"), tests, cap });
  });
}

/** What a grant's `when` asks, and that a level is one that a standard has. */
export function testsOfGrant(grant: Grant, known: KnownLevels): readonly Test[] {
  const tests = testsIn(grant.document.when);
  const levels = levelsOf(known);
  if (levels === undefined) return tests;
  return [...tests, { kind: "texts", subject: "result.level", isIn: true, texts: levels }];
}

function below(placed: PlacedAmount): readonly PlacedAmount[] {
  const { amount, document, path } = placed;
  if (amount.kind === "capped" && document.kind === "capped") {
    const { atMostFen } = document;
    const cap = typeof atMostFen === "number" ? { fen: atMostFen, path: at(path, "atMostFen") } : undefined;
    const inner = { ...placed, amount: amount.amount, document: document.amount, path: at(path, "amount"), cap };
    return [placed, ...below(inner)];
  }
  if (amount.kind === "sum" && document.kind === "sum") {
    const parts = amount.parts.flatMap((part, index) => {
      const written = document.parts[index];
      if (written === undefined) return [];
      return below({ ...placed, amount: part, document: written, path: at(at(path, "parts"), index), cap: undefined });
    });
    return [placed, ...parts];
  }
  return [placed];
}
