import { readdirSync, readFileSync } from "node:fs";
import type { Json } from "../../worker/domain/expression.ts";
import type { Subject } from "../../worker/domain/standard/index.ts";

/** One file of tests/cases, as its README describes it. */
export interface CaseFile {
  readonly file: string;
  readonly name: string;
  readonly standard: Json;
  readonly runs: readonly Run[];
  readonly policy: Json;
  readonly calculations: readonly CalculationCase[];
  readonly refuse: readonly Refusal[];
  readonly badRequests: readonly BadRequest[];
}

/** Subjects scored together and what is expected of them. */
export interface Run {
  readonly name: string;
  readonly standard?: Json;
  readonly subjects: readonly Subject[];
  readonly expect: readonly ExpectedSubject[];
}

/** Only the keys that are there are compared. */
export interface ExpectedSubject {
  readonly id: string;
  readonly applies?: boolean;
  readonly score?: number;
  readonly level?: string | null;
  readonly badges?: readonly string[];
  readonly vetoes?: readonly string[];
  readonly missing?: readonly string[];
  readonly sections?: Readonly<Record<string, number>>;
  readonly error?: { readonly item: string };
}

/** What a scoring answer has that is compared; the API's answer and the domain's both fit. */
export interface AnsweredSubject {
  readonly id: string;
  readonly applies: boolean;
  readonly score?: number;
  readonly level?: string | null;
  readonly badges?: readonly string[];
  readonly vetoes?: readonly string[];
  readonly missing?: readonly string[];
  readonly sections?: readonly { readonly code: string; readonly points: number }[];
  readonly error?: { readonly item: string; readonly reason: string };
}

export interface CalculationCase {
  readonly name: string;
  readonly policy?: Json;
  readonly recipients: readonly { readonly [key: string]: Json }[];
  readonly expect: { readonly [key: string]: Json };
}

/** A document that must be refused, with a fault at `path` or one of `orPaths`. */
export interface Refusal {
  readonly name: string;
  readonly kind: "standard" | "policy";
  readonly path: string;
  readonly orPaths?: readonly string[];
  readonly document: Json;
}

/** Subjects that must be refused under the file's standard. */
export interface BadRequest {
  readonly name: string;
  readonly path: string;
  readonly subjects: readonly Subject[];
}

const FOLDER = new URL("../cases/", import.meta.url);

/** Every file of tests/cases, in the order of their names; what a file leaves out is empty. */
export function caseFiles(): readonly CaseFile[] {
  return readdirSync(FOLDER)
    .filter((name) => name.endsWith(".json"))
    .sort()
    .map((file) => ({
      runs: [],
      calculations: [],
      refuse: [],
      badRequests: [],
      ...JSON.parse(readFileSync(new URL(file, FOLDER), "utf8")),
      file,
    }));
}

/** Every run with the standard that it uses. */
export function scoringRuns(): readonly { readonly file: string; readonly run: Run; readonly standard: Json }[] {
  return caseFiles().flatMap(({ file, runs, standard }) =>
    runs.map((run) => ({ file, run, standard: run.standard ?? standard })),
  );
}

/** The paths at which a refusal may be reported. */
export function pathsOf(refusal: Refusal): readonly string[] {
  return [refusal.path, ...(refusal.orPaths ?? [])];
}

/** What differs between an answer and what was expected, a line each; empty where nothing does. */
export function compareSubject(expected: ExpectedSubject, answer: AnsweredSubject | undefined): readonly string[] {
  if (answer === undefined) return [`${expected.id}: no answer`];
  const differences: string[] = [];
  const note = (what: string, wanted: unknown, got: unknown): void => {
    differences.push(`${expected.id} ${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`);
  };
  if (expected.error !== undefined) {
    if (answer.error?.item !== expected.error.item) note("error", expected.error.item, answer);
    if (answer.score !== undefined) note("score", undefined, answer.score);
    return differences;
  }
  if (answer.error !== undefined) note("error", undefined, answer.error);
  if (answer.applies !== (expected.applies ?? true)) note("applies", expected.applies ?? true, answer.applies);
  if (expected.applies === false && answer.score !== undefined) note("score", undefined, answer.score);
  if (expected.score !== undefined && !isSameScore(expected.score, answer.score)) {
    note("score", expected.score, answer.score);
  }
  if (expected.level !== undefined && answer.level !== expected.level) note("level", expected.level, answer.level);
  for (const key of ["badges", "vetoes", "missing"] as const) {
    const wanted = expected[key];
    if (wanted !== undefined && !isSameSet(wanted, answer[key])) note(key, wanted, answer[key]);
  }
  for (const [code, points] of Object.entries(expected.sections ?? {})) {
    const section = answer.sections?.find((each) => each.code === code);
    if (!isSameScore(points, section?.points)) note(`section ${code}`, points, section?.points);
  }
  return differences;
}

/** To 0.01: what is nearer than half of it is the same. */
function isSameScore(wanted: number, got: number | undefined): boolean {
  return got !== undefined && Math.abs(wanted - got) < 0.005;
}

function isSameSet(wanted: readonly string[], got: readonly string[] | undefined): boolean {
  return got !== undefined && wanted.toSorted().join() === got.toSorted().join();
}

/** Every sound document of a format in tests/cases, once each, with where it stands. */
export function documentsIn(format: string): readonly { readonly where: string; readonly document: Json }[] {
  const found = new Map<string, { readonly where: string; readonly document: Json }>();
  for (const { file, standard, policy, runs, calculations } of caseFiles()) {
    const documents: readonly (readonly [string, Json])[] = [
      ["standard", standard],
      ["policy", policy],
      ...runs.map((run, place) => [`runs[${place}].standard`, run.standard ?? null] as const),
      ...calculations.map((each, place) => [`calculations[${place}].policy`, each.policy ?? null] as const),
    ];
    for (const [path, document] of documents) {
      if (document === null || (document as { readonly format?: Json }).format !== format) continue;
      const text = JSON.stringify(document);
      if (!found.has(text)) found.set(text, { where: `${file} ${path}`, document });
    }
  }
  return [...found.values()];
}
