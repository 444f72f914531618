import {
  answerOf,
  type Calculation,
  type CalculationAnswer,
  calculate,
  type LineAnswer,
  type Policy,
  type Recipient,
  readPolicy,
} from "../../worker/domain/policy/index.ts";

/** A policy's document with what a test doesn't care about filled in: no rounding beyond the fen, no ceilings. */
export function policyDocument(more: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  return {
    format: "hongdai/policy@1",
    title: "示例办法",
    sources: [{ document: "关于开展示例的通知", clause: "三、3" }],
    year: 2015,
    rounding: { toFen: 1, mode: "half-up" },
    ...more,
  };
}

/** The policy of a document that has no fault. */
export function policyOf(document: unknown): Policy {
  const read = readPolicy(document);
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  return read.policy;
}

/** A policy of one grant `g` 「补助」 with this amount and whatever else the grant has. */
export function grantOf(
  amount: unknown,
  more: Readonly<Record<string, unknown>> = {},
): Readonly<Record<string, unknown>> {
  return policyDocument({ grants: [{ code: "g", title: "补助", amount, ...more }] });
}

/** The calculation of a document over recipients. */
export function calculationOf(document: unknown, recipients: readonly Recipient[]): Calculation {
  return calculate(policyOf(document), recipients);
}

/** Its answer, with detail. */
export function answerTo(document: unknown, recipients: readonly Recipient[]): CalculationAnswer {
  return answerOf(calculationOf(document, recipients), { detail: true });
}

/** The only line that a document makes of one recipient. */
export function lineOf(document: unknown, recipient: Omit<Recipient, "id">): LineAnswer {
  const [line, ...others] = answerTo(document, [{ id: "u1", ...recipient }]).lines;
  if (line === undefined || others.length > 0) throw new Error("not one line");
  return line;
}
