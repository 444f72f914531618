import { compareCodePoints } from "./code-points.ts";
import { type Column, shrunk } from "./expression.ts";
import type { Recipient, RecipientColumns } from "./policy/index.ts";
import { answerOf, type Scores } from "./standard/index.ts";

/**
 * Those who were just scored, as a policy pays them: their facts and their results of this cycle by column, without an
 * object for a recipient (subsidies.md "Variables in expressions"). `isAccepted` is by subject; who failed or isn't under
 * the standard has no result.
 */
export function scoredRecipients(scores: Scores, isAccepted: Uint8Array): RecipientColumns {
  const { cohort } = scores;
  const { subjects } = cohort;
  const order = orderOf(subjects.ids);
  const columns = new Map<string, Column | undefined>();
  return {
    ids: order === undefined ? subjects.ids : Array.from(order, (index) => subjects.ids[index] ?? ""),
    columnOf: (variable, field) => {
      const name = `${variable}.${field}`;
      if (!columns.has(name)) columns.set(name, ordered(fieldOf(scores, isAccepted, variable, field), order));
      return columns.get(name);
    },
    recipientAt: (index) => recipientOf(scores, isAccepted, order?.[index] ?? index),
  };
}

/** The subjects in the order of their ids; undefined where they come in it. */
function orderOf(ids: readonly string[]): Int32Array | undefined {
  if (ids.every((id, at) => at === 0 || compareCodePoints(ids[at - 1] ?? "", id) < 0)) return undefined;
  return Int32Array.from(ids.keys()).sort((a, b) => compareCodePoints(ids[a] ?? "", ids[b] ?? ""));
}

function ordered(column: Column | undefined, order: Int32Array | undefined): Column | undefined {
  if (column === undefined || order === undefined) return column;
  if (column.kind === "codes") return { ...column, codes: order.map((index) => column.codes[index] ?? -1) };
  return { ...column, values: Float64Array.from(order, (index) => column.values[index] ?? Number.NaN) };
}

function fieldOf(
  { cohort, verdicts, levels }: Scores,
  isAccepted: Uint8Array,
  variable: string,
  field: string | undefined,
): Column | undefined {
  if (field === undefined) return undefined;
  if (variable === "unit") return cohort.subjects.factOf(field);
  if (variable !== "result") return undefined;
  const isScored = (index: number): boolean => cohort.states[index] === 0;
  switch (field) {
    case "level": {
      const dictionary = [...cohort.standard.levels.map(({ code }) => code), null];
      const none = dictionary.length - 1;
      const codes = Int32Array.from(levels.held);
      for (let index = 0; index < codes.length; index++) {
        if (!isScored(index)) codes[index] = -1;
        else if (codes[index] === -1) codes[index] = none;
      }
      return { kind: "codes", codes, dictionary };
    }
    case "score": {
      const values = verdicts.scores.slice();
      for (let index = 0; index < values.length; index++) if (!isScored(index)) values[index] = Number.NaN;
      return shrunk(values, 2);
    }
    case "accepted": {
      const values = Float64Array.from(isAccepted);
      for (let index = 0; index < values.length; index++) if (!isScored(index)) values[index] = Number.NaN;
      return { kind: "bool", values };
    }
    default:
      return undefined;
  }
}

function recipientOf(scores: Scores, isAccepted: Uint8Array, index: number): Recipient {
  const { id, unit } = scores.cohort.subjects.subjectAt(index);
  const facts = unit === undefined ? {} : { unit };
  const answer = answerOf(scores, index);
  if (!("score" in answer)) return { id, ...facts };
  const { score, level, badges } = answer;
  return { id, ...facts, result: { accepted: isAccepted[index] === 1, score, level, badges } };
}
