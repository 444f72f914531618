import { calculate, calculateColumns, type Policy, readPolicy } from "../../worker/domain/policy/index.ts";
import { scoredRecipients } from "../../worker/domain/scored-recipients.ts";
import {
  packedColumns,
  packSubjects,
  readStandard,
  type Scores,
  type Standard,
  type Subject,
  scoreColumns,
  scoreSubjects,
} from "../../worker/domain/standard/index.ts";
import { policyDocument, standardDocument } from "./documents.ts";

/** What everything has to agree on: hundredths, levels by place (3 is none), fen. */
export interface Outcome {
  readonly scores: ArrayLike<number>;
  readonly levels: ArrayLike<number>;
  readonly fen: ArrayLike<number>;
}

export function benchStandard(): Standard {
  const read = readStandard(standardDocument);
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.standard;
}

export function benchPolicy(units: number): Policy {
  const read = readPolicy(policyDocument(units));
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.policy;
}

/** Our engines on packed columns; what they leave behind are the reasons, as data. */
export function packedRun(standard: Standard, policy: Policy, subjects: readonly Subject[]): () => Outcome {
  const columns = packedColumns(standard, packSubjects(standard, subjects));
  const isAccepted = new Uint8Array(subjects.length).fill(1);
  return () => {
    const scores = scoreColumns(standard, columns);
    return outcomeOf(scores, calculateColumns(policy, scoredRecipients(scores, isAccepted)).lines);
  };
}

/** Our engines on JSON that was parsed, an object for each unit and its result, as the API gets them. */
export function jsonRun(standard: Standard, policy: Policy, cohort: readonly Subject[]): () => Outcome {
  const subjects: readonly Subject[] = JSON.parse(JSON.stringify(cohort));
  return () => {
    const scores = scoreSubjects(standard, subjects);
    const recipients = subjects.map(({ id, unit = {} }, index) => {
      const score = (scores.verdicts.scores[index] ?? 0) / 100;
      const level = standard.levels[scores.levels.held[index] ?? -1]?.code ?? null;
      return { id, unit, result: { accepted: true, score, level, badges: [] } };
    });
    return outcomeOf(scores, calculate(policy, recipients).lines);
  };
}

function outcomeOf(scores: Scores, lines: readonly { readonly recipient: number; readonly fen: number }[]): Outcome {
  const fen = new Float64Array(scores.cohort.count);
  for (const line of lines) fen[line.recipient] = line.fen;
  return { scores: scores.verdicts.scores, levels: scores.levels.held.map((held) => (held < 0 ? 3 : held)), fen };
}

/** The first unit on which two outcomes differ, told; undefined where they agree to the hundredth and the fen. */
export function difference(one: Outcome, other: Outcome): string | undefined {
  for (let index = 0; index < one.scores.length; index++) {
    for (const part of ["scores", "levels", "fen"] as const) {
      if (one[part][index] !== other[part][index]) {
        return `unit ${index}: ${part} ${one[part][index]} and ${other[part][index]}`;
      }
    }
  }
  return undefined;
}
