import type { CalculationAnswer } from "../../worker/domain/policy/index.ts";

/** What a conformance case expects of a calculation (tests/cases/README.md "Comparing"). */
export interface ExpectedCalculation {
  readonly totalFen: number;
  readonly lines: readonly {
    readonly recipient: string;
    readonly grant: string;
    readonly fen: number;
    readonly payers?: Readonly<Record<string, number>>;
    readonly instalments?: readonly { readonly code: string; readonly fen: number; readonly due?: boolean }[];
  }[];
  readonly ceilings?: readonly (Readonly<Record<string, unknown>> & { readonly code: string; readonly key?: string })[];
  readonly errors?: number;
}

/** In what an answer differs from what was expected; empty where it doesn't. */
export function calculationDifferences(expected: ExpectedCalculation, answer: CalculationAnswer): readonly string[] {
  const differences: string[] = [];
  const compare = (name: string, want: unknown, got: unknown): void => {
    if (JSON.stringify(want) !== JSON.stringify(got)) {
      differences.push(`${name}: expected ${JSON.stringify(want)}, got ${JSON.stringify(got)}`);
    }
  };
  compare("totalFen", expected.totalFen, answer.totalFen);
  compare("errors", expected.errors ?? 0, answer.errors.length);
  const listed = new Set(expected.lines.map(({ recipient, grant }) => JSON.stringify([recipient, grant])));
  for (const line of expected.lines) {
    const name = `${line.recipient}/${line.grant}`;
    const got = answer.lines.find(({ recipient, grant }) => recipient === line.recipient && grant === line.grant);
    compare(`${name} fen`, line.fen, got?.fen);
    if (line.payers) compare(`${name} payers`, sorted(line.payers), sorted(got?.payers ?? {}));
    line.instalments?.forEach((instalment, place) => {
      compare(`${name} instalment ${place}`, instalment, pick(got?.instalments?.[place], Object.keys(instalment)));
    });
    if (line.instalments) compare(`${name} instalments`, line.instalments.length, got?.instalments?.length);
  }
  for (const { recipient, grant, fen } of answer.lines) {
    if (fen !== 0 && !listed.has(JSON.stringify([recipient, grant]))) compare(`${recipient}/${grant}`, undefined, fen);
  }
  for (const ceiling of expected.ceilings ?? []) {
    const got = answer.ceilings.find(
      ({ code, key }) => code === ceiling.code && (ceiling.key === undefined || key === ceiling.key),
    );
    compare(`ceiling ${ceiling.code} ${ceiling.key ?? ""}`, ceiling, pick(got, Object.keys(ceiling)));
  }
  return differences;
}

function sorted(map: Readonly<Record<string, number>>): readonly (readonly [string, number])[] {
  return Object.entries(map).sort(([a], [b]) => (a < b ? -1 : 1));
}

function pick(value: object | undefined, keys: readonly string[]): unknown {
  return Object.fromEntries(keys.map((key) => [key, (value as Readonly<Record<string, unknown>> | undefined)?.[key]]));
}
