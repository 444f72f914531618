import type { Subject } from "../../worker/domain/standard/index.ts";
import { type BenchItem, FIELDS, ITEMS, TOWNSHIPS } from "./documents.ts";

/** What was given, in the narrowest arrays that hold it; what is missing stands as the value that earns nothing. */
export interface HandwrittenInput {
  readonly count: number;
  readonly answers: readonly (Uint8Array | Int32Array)[];
  /** Items marked not applicable, and raised vetoes. */
  readonly marks: Readonly<Record<string, Uint8Array>>;
  readonly accident: Uint8Array;
  readonly trained: Uint8Array;
  readonly vacant: Uint8Array;
  readonly field: Uint8Array;
  readonly township: Uint8Array;
  readonly households: Int32Array;
  readonly members: Int32Array;
  readonly fundHundredths: Int32Array;
}

export function handwrittenInput(subjects: readonly Subject[]): HandwrittenInput {
  const bytes = (of: (subject: Subject) => unknown) => Uint8Array.from(subjects, (subject) => Number(of(subject)));
  const whole = (of: (subject: Subject) => unknown) =>
    Int32Array.from(subjects, (subject) => Math.round(Number(of(subject))));
  const marked = (code: string) => bytes(({ notApplicable }) => notApplicable?.includes(code));
  return {
    count: subjects.length,
    answers: ITEMS.map((item) => answersOf(item, subjects)),
    marks: { rating3: marked("rating3"), tally1: marked("tally1") },
    accident: bytes(({ vetoes }) => vetoes?.includes("accident")),
    trained: bytes(({ unit }) => unit?.["trained"]),
    vacant: bytes(({ unit }) => unit?.["vacant"]),
    field: bytes(({ unit }) => FIELDS.indexOf(unit?.["field"] as "village")),
    township: bytes(({ unit }) => TOWNSHIPS.indexOf(String(unit?.["township"]))),
    households: whole(({ unit }) => unit?.["households"]),
    members: whole(({ unit }) => unit?.["members"]),
    fundHundredths: whole(({ unit }) => Number(unit?.["fund"]) * 100),
  };
}

const MISSING_DEDUCT = 200;

function answersOf(item: BenchItem, subjects: readonly Subject[]): Uint8Array | Int32Array {
  const answer = (subject: Subject): unknown => subject.answers?.[item.code];
  switch (item.kind) {
    case "choice":
      return Uint8Array.from(subjects, (subject) => Number(String(answer(subject) ?? "o4").slice(1)));
    case "deduct":
      return Uint8Array.from(subjects, (subject) => Number(answer(subject) ?? MISSING_DEDUCT));
    case "bands":
    case "brackets":
    case "proportion":
      return Int32Array.from(subjects, (subject) => Math.round(Number(answer(subject) ?? -1) * 10));
    case "rating":
      return Int32Array.from(subjects, (subject) => Math.round(Number(answer(subject) ?? 0) * 100));
    case "tally": {
      const counts = (subject: Subject) => (answer(subject) ?? {}) as Readonly<Record<string, number>>;
      return Uint8Array.from(subjects.flatMap((each) => ["o0", "o1", "o2"].map((code) => counts(each)[code] ?? 0)));
    }
    default:
      return Uint8Array.from(subjects, (subject) => Number(answer(subject) ?? 0));
  }
}
