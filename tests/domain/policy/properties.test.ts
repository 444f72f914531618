import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { answerOf, type Calculation, type CalculationAnswer, calculate } from "../../../worker/domain/policy/index.ts";
import { policyOf } from "../../support/policies.ts";
import { policyDocuments, recipientLists } from "../../support/policy-arbitraries.ts";
import { replaySteps } from "../../support/replay-steps.ts";

/** Holds for any policy and recipients. */
function always(holds: (calculation: Calculation, answer: CalculationAnswer) => void): void {
  fc.assert(
    fc.property(policyDocuments, recipientLists, (document, recipients) => {
      const calculation = calculate(policyOf(document), recipients);
      holds(calculation, answerOf(calculation, { detail: true }));
    }),
    { numRuns: 300 },
  );
}

const sum = (fens: Iterable<number>): number => [...fens].reduce((total, fen) => total + fen, 0);

describe("any calculation", () => {
  it("gives the same bytes in whatever order the recipients come", () => {
    fc.assert(
      fc.property(policyDocuments, recipientLists, fc.integer(), (document, recipients, seed) => {
        const policy = policyOf(document);
        const shuffled = recipients.toSorted((a, b) => hash(a.id, seed) - hash(b.id, seed));
        expect(JSON.stringify(answerOf(calculate(policy, shuffled), { detail: true }))).toBe(
          JSON.stringify(answerOf(calculate(policy, recipients), { detail: true })),
        );
      }),
      { numRuns: 300 },
    );
  });

  it("passes no ceiling by a single fen, whatever the later ceilings did", () => {
    always(({ lines, ceilings, policy, recipients }) => {
      for (const entry of ceilings) {
        const under = lines.filter((line) => {
          const ceiling = policy.document.ceilings?.[entry.ceiling];
          const isFor = (ceiling?.grants ?? [`g${line.grant}`]).includes(`g${line.grant}`);
          const township = recipients.recipientAt(line.recipient).unit?.["township"] ?? null;
          return isFor && line.failure === undefined && (entry.key === null || entry.key === township);
        });
        expect(sum(under.map((line) => line.fen))).toBeLessThanOrEqual(entry.ceilingFen);
      }
    });
  });

  it("splits every line over payers and instalments to the fen", () => {
    always((_, { lines }) => {
      for (const { fen, payers, instalments } of lines) {
        if (payers) expect(sum(Object.values(payers))).toBe(fen);
        if (instalments) expect(sum(instalments.map((each) => each.fen))).toBe(fen);
      }
    });
  });

  it("is replayed to the fen by the steps of its lines", () => {
    always((calculation, { lines }) => {
      calculation.lines.forEach((line, place) => {
        if (line.failure !== undefined) return;
        expect(replaySteps(calculation, line)).toBe(line.fen);
        expect(lines[place]?.steps?.at(-1)?.fen).toBe(line.fen);
      });
    });
  });

  it("pays whole units, 0 or more, of a group one grant, and no recipient more than the most", () => {
    always(({ lines, policy }) => {
      const { rounding, perRecipientAtMostFen = Number.POSITIVE_INFINITY } = policy.document;
      for (const line of lines) {
        expect(line.fen).toBeGreaterThanOrEqual(0);
        expect(line.fen % rounding.toFen).toBe(0);
      }
      for (const own of Map.groupBy(lines, (line) => line.recipient).values()) {
        expect(sum(own.map((line) => line.fen))).toBeLessThanOrEqual(perRecipientAtMostFen);
        const paid = own.filter((line) => line.fen > 0 && policy.grants[line.grant]?.group === 0);
        expect(paid.length).toBeLessThanOrEqual(1);
      }
    });
  });

  it("lists each line that failed once, with 0 fen, and sums up the rest", () => {
    always((_, answer) => {
      const failed = new Set(answer.errors.map(({ recipient, grant }) => `${recipient} ${grant}`));
      expect(failed.size).toBe(answer.errors.length);
      expect(sum(answer.lines.map(({ fen }) => fen))).toBe(answer.totalFen);
      for (const { recipient, grant, fen } of answer.lines) {
        if (failed.has(`${recipient} ${grant}`)) expect(fen).toBe(0);
      }
    });
  });
});

function hash(id: string, seed: number): number {
  return [...id].reduce((code, character) => (code * 31 + (character.codePointAt(0) ?? 0)) ^ seed, seed);
}
