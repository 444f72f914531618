import { decimal, scaled } from "../decimal.ts";
import { compileExpression, type Expression, type ResultType } from "../expression.ts";
import type { Fault } from "../fault.ts";
import type { Amount } from "./amount-document.ts";
import type {
  CeilingDocument,
  Frozen,
  GrantDocument,
  InstalmentDocument,
  PayerDocument,
  PolicyDocument,
  TimesDocument,
} from "./document.ts";
import { policyFaults } from "./faults.ts";
import type {
  Ceiling,
  CompiledAmount,
  Grant,
  InstalmentPlan,
  Limit,
  PayerPlan,
  Policy,
  Threshold,
  Times,
} from "./policy.ts";
import { VARIABLES } from "./written.ts";

/** A policy from its document, or every fault that the document has (subsidies.md "Document"). */
export function readPolicy(document: unknown): { readonly policy: Policy } | { readonly faults: readonly Fault[] } {
  const faults = policyFaults(document);
  return faults.length > 0 ? { faults } : { policy: compilePolicy(sound(document)) };
}

/** The document as what it was just found to be. Not valibot's copy: that would drop rows named `constructor`. */
function sound(document: unknown): PolicyDocument {
  return document as PolicyDocument;
}

function compilePolicy(document: PolicyDocument): Policy {
  const payerPlans: PayerPlan[] = [];
  const instalmentPlans: InstalmentPlan[] = [];
  const payers = addPlan(payerPlans, document.payers, payerPlanOf);
  const instalments = addPlan(instalmentPlans, document.instalments, instalmentPlanOf);
  const grants = document.grants.map((grant, place) => ({
    ...compileGrant(document, grant, place),
    payers: addPlan(payerPlans, grant.payers, payerPlanOf) ?? payers,
    instalments: addPlan(instalmentPlans, grant.instalments, instalmentPlanOf) ?? instalments,
  }));
  return { document, grants, ceilings: (document.ceilings ?? []).map(compileCeiling), payerPlans, instalmentPlans };
}

function compileGrant(
  policy: PolicyDocument,
  grant: GrantDocument,
  place: number,
): Omit<Grant, "payers" | "instalments"> {
  const group = policy.groups?.findIndex((each) => each.code === grant.group) ?? -1;
  return {
    document: grant,
    place,
    when: grant.when === undefined ? undefined : expression(grant.when, "bool"),
    amount: compileAmount(grant.amount),
    times: (grant.times ?? []).map(compileTimes),
    atLeastFen: limit(grant.atLeastFen),
    atMostFen: limit(grant.atMostFen),
    group: group < 0 ? undefined : group,
    ceilings: (policy.ceilings ?? []).flatMap((ceiling, at) =>
      (ceiling.grants ?? [grant.code]).includes(grant.code) ? [at] : [],
    ),
  };
}

/** Adds a plan where one is written, and says at which place. */
function addPlan<Part, Plan>(
  plans: Plan[],
  parts: readonly Part[] | undefined,
  planOf: (parts: readonly Part[]) => Plan,
): number | undefined {
  return parts === undefined ? undefined : plans.push(planOf(parts)) - 1;
}

function compileCeiling(document: CeilingDocument, place: number): Ceiling {
  return {
    document,
    place,
    by: document.by === undefined ? undefined : expression(document.by, "text"),
    rows: new Map(Object.entries(document.rows ?? {})),
    order: document.share === "rank" && document.order !== undefined ? expression(document.order, "number") : undefined,
  };
}

function payerPlanOf(payers: readonly PayerDocument[]): PayerPlan {
  const weights = payers.flatMap(({ percent, part }) => (percent === undefined ? (part ?? []) : hundredths(percent)));
  return {
    payers,
    weights: weights.length === payers.length ? weights : undefined,
    limitsFen: payers.flatMap(({ upToFen }) => upToFen ?? []),
  };
}

function instalmentPlanOf(instalments: readonly InstalmentDocument[]): InstalmentPlan {
  return {
    instalments,
    weights: instalments.map(({ percent }) => hundredths(percent)),
    whens: instalments.map(({ when }) => (when === undefined ? undefined : expression(when, "bool"))),
  };
}

function compileTimes(document: TimesDocument): Times {
  return {
    document,
    of: expression(document.of, document.bands === undefined ? "text-or-number" : "number"),
    bands: document.bands?.map((band) => ({
      ...threshold(band.atLeast, band.above),
      percent: hundredths(band.percent),
    })),
    rows: new Map(Object.entries(document.rows ?? {}).map(([key, percent]) => [key, hundredths(percent)])),
    otherwise: hundredths(document.otherwise ?? 0),
  };
}

function compileAmount(amount: Frozen<Amount>): CompiledAmount {
  switch (amount.kind) {
    case "fixed":
      return amount;
    case "table":
      return {
        kind: "table",
        of: expression(amount.of, "text-or-number"),
        rows: new Map(Object.entries(amount.rows)),
        otherwiseFen: amount.otherwiseFen === undefined ? 0 : amount.otherwiseFen,
      };
    case "rate":
      return compileRate(amount);
    case "percent":
      return {
        kind: "percent",
        ofFen: expression(amount.ofFen, "number"),
        percent: hundredths(amount.percent),
        ofAtMostFen: amount.ofAtMostFen,
      };
    case "brackets":
      return compileBrackets(amount);
    case "share": {
      const by = amount.by.map(({ of, percent }) => ({ of: expression(of, "number"), percent: hundredths(percent) }));
      return { kind: "share", poolFen: amount.poolFen, by };
    }
    case "decided":
      return { kind: "decided", atLeastFen: limitOf(amount.atLeastFen), atMostFen: limitOf(amount.atMostFen) };
    case "formula":
      return { kind: "formula", fen: expression(amount.fen, "number") };
    case "capped": {
      const inner = compileAmount(amount.amount);
      return {
        kind: "capped",
        amount: inner,
        atLeastFen: limit(amount.atLeastFen),
        atMostFen: limit(amount.atMostFen),
      };
    }
    case "sum":
      return { kind: "sum", parts: amount.parts.map(compileAmount) };
    default:
      return amount satisfies never;
  }
}

/** The document of one kind of amount. */
type AmountOf<Kind extends Amount["kind"]> = Frozen<Extract<Amount, { kind: Kind }>>;

function compileRate(amount: AmountOf<"rate">): CompiledAmount {
  return {
    kind: "rate",
    of: expression(amount.of, "number"),
    fenEach: amount.fenEach,
    from: decimal(amount.from ?? 0),
    upTo: amount.upTo === undefined ? undefined : decimal(amount.upTo),
    per: decimal(amount.per ?? 1),
    whole: amount.whole,
  };
}

function compileBrackets(amount: AmountOf<"brackets">): CompiledAmount {
  return {
    kind: "brackets",
    of: expression(amount.of ?? amount.ofFen ?? "0", "number"),
    isMoney: amount.ofFen !== undefined,
    mode: amount.mode,
    brackets: amount.brackets.map((bracket) => ({
      ...threshold(bracket.from, bracket.above),
      fen: bracket.fen ?? 0,
      fenEach: bracket.fenEach ?? 0,
      percent: hundredths(bracket.percent ?? 0),
    })),
  };
}

function threshold(inclusive: number | undefined, above: number | undefined): Threshold {
  return { value: decimal(inclusive ?? above ?? 0), isStrict: above !== undefined };
}

function limit(written: number | string | undefined): Limit | undefined {
  return written === undefined ? undefined : limitOf(written);
}

function limitOf(written: number | string): Limit {
  return typeof written === "number" ? written : expression(written, "number");
}

function hundredths(percent: number): number {
  return scaled(decimal(percent), 2);
}

/** The document was found sound, so that a fault here is a bug. */
function expression(source: string, result: ResultType): Expression {
  const compiled = compileExpression(source, { variables: VARIABLES, result });
  if ("fault" in compiled) throw new Error(`${source}: ${compiled.fault}`);
  return compiled.expression;
}
