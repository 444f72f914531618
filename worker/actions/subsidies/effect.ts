import { and, desc, eq, ne } from "drizzle-orm";
import { policies } from "../../../db/tenant/schema/index.ts";
import { answerOf, type CalculationAnswer, calculate } from "../../domain/policy/index.ts";
import { Problem } from "../../domain/problem.ts";
import { selectVersion } from "../documents.ts";
import type { Scope } from "../scope.ts";
import { chooseCycle, selectCycles } from "./cycle.ts";
import { givenPolicy } from "./given-policy.ts";
import { type OwnUnit, readOwnUnits } from "./own-units.ts";

/** Two sums beside each other, in fen. */
export interface Money {
  readonly beforeFen: number;
  readonly afterFen: number;
  /** `afterFen` − `beforeFen`. */
  readonly differenceFen: number;
}

/** Those whose money grows, or shrinks, and by how much in all. */
export interface Moved {
  readonly units: number;
  readonly fen: number;
}

/** A unit where money is told of it. */
export interface Unit {
  readonly unit: string;
  readonly code: string;
  readonly name: string;
  readonly township: string | null;
}

/** What a version pays for a cycle's results beside the latest other published one (`beforeVersion`; null: none is). */
export interface PolicyEffect {
  readonly cycle: { readonly id: string; readonly code: string; readonly title: string };
  readonly version: number;
  readonly beforeVersion: number | null;
  readonly totalBeforeFen: number;
  readonly totalAfterFen: number;
  readonly totalDifferenceFen: number;
  readonly gains: Moved;
  readonly losses: Moved;
  readonly townships: readonly (Money & { readonly township: string | null })[];
  readonly grants: readonly (Money & { readonly grant: string; readonly title: string })[];
  readonly changes: readonly (Unit & Money)[];
  readonly failed: readonly (Unit & { readonly grant: string; readonly reason: string })[];
}

/**
 * Calculates the tenant's own units by this version and by the one before, and stores nothing. Where a cycle has several
 * standards `standard` says whose results count. Refusals: not-found, invalid.
 */
export async function effectOfPolicy(
  scope: Scope,
  code: string,
  version: number,
  asked: { readonly cycle?: string | undefined; readonly standard?: string | undefined },
): Promise<PolicyEffect> {
  const [[row], [published], cycles] = await scope.read([
    selectVersion(scope, "policies", code, version),
    selectPublished(scope, code, version),
    selectCycles(scope),
  ]);
  if (row === undefined) throw new Problem("not-found");
  const chosen = chooseCycle(cycles, given(asked));
  const policy = givenPolicy(row.document);
  const former = published === undefined ? undefined : givenPolicy(published.document);
  const own = await readOwnUnits(scope, chosen, code);
  const recipients = own.map(({ recipient }) => recipient);
  const after = answerOf(calculate(policy, recipients));
  const before = former === undefined ? nothing : answerOf(calculate(former, recipients));
  const units = new Map(own.map((each) => [each.recipient.id, unitOf(each)]));
  const grants = [...(former?.document.grants ?? []), ...policy.document.grants];
  const titles = new Map(grants.map(({ code: grant, title }) => [grant, title]));
  const { changes, gains, losses } = changesOf(before, after, units);
  return {
    cycle: { id: chosen.cycle, code: chosen.code, title: chosen.title },
    version,
    beforeVersion: published?.version ?? null,
    totalBeforeFen: before.totalFen,
    totalAfterFen: after.totalFen,
    totalDifferenceFen: after.totalFen - before.totalFen,
    gains,
    losses,
    townships: beside(before, after, ({ recipient }) => units.get(recipient)?.township ?? null).map(
      ([township, money]) => ({ township, ...money }),
    ),
    grants: beside(before, after, ({ grant }) => grant).map(([grant, money]) => {
      return { grant, title: titles.get(grant) ?? grant, ...money };
    }),
    changes,
    failed: after.errors.flatMap(({ recipient, grant, reason }) => {
      const unit = units.get(recipient);
      return unit === undefined ? [] : [{ ...unit, grant, reason }];
    }),
  };
}

function given({ cycle, standard }: { readonly cycle?: string | undefined; readonly standard?: string | undefined }) {
  return { ...(cycle === undefined ? {} : { cycle }), ...(standard === undefined ? {} : { standard }) };
}

export function unitOf({ unitId, name, township, recipient }: OwnUnit): Unit {
  return { unit: unitId, code: recipient.id, name, township };
}

const nothing: CalculationAnswer = { totalFen: 0, lines: [], ceilings: [], errors: [] };

type Line = CalculationAnswer["lines"][number];

/** Two calculations added up by what `keyOf` names, each key in the order in which it first has a line. */
export function beside<Key>(
  before: CalculationAnswer,
  after: CalculationAnswer,
  keyOf: (line: Line) => Key,
): readonly (readonly [Key, Money])[] {
  const sums = new Map<Key, { beforeFen: number; afterFen: number }>();
  for (const [lines, column] of [
    [before.lines, "beforeFen"],
    [after.lines, "afterFen"],
  ] as const) {
    for (const line of lines) {
      const key = keyOf(line);
      const sum = sums.get(key) ?? { beforeFen: 0, afterFen: 0 };
      sum[column] += line.fen;
      sums.set(key, sum);
    }
  }
  return [...sums].map(([key, sum]) => [key, { ...sum, differenceFen: sum.afterFen - sum.beforeFen }]);
}

/** Whose money changes, and all who gain and all who lose; `units` by the recipients' ids. */
export function changesOf(before: CalculationAnswer, after: CalculationAnswer, units: ReadonlyMap<string, Unit>) {
  const changes = beside(before, after, ({ recipient }) => recipient).flatMap(([recipient, money]) => {
    const unit = units.get(recipient);
    return unit === undefined || money.differenceFen === 0 ? [] : [{ ...unit, ...money }];
  });
  return {
    changes,
    gains: moved(changes.filter(({ differenceFen }) => differenceFen > 0)),
    losses: moved(changes.filter(({ differenceFen }) => differenceFen < 0)),
  };
}

function moved(changes: readonly Money[]): Moved {
  return { units: changes.length, fen: changes.reduce((sum, { differenceFen }) => sum + differenceFen, 0) };
}

function selectPublished(scope: Scope, code: string, version: number) {
  return scope.db
    .select({ version: policies.version, document: policies.document })
    .from(policies)
    .where(and(eq(policies.code, code), eq(policies.state, "published"), ne(policies.version, version)))
    .orderBy(desc(policies.version))
    .limit(1);
}
