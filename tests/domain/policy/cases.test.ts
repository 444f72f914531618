import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import {
  answerOf,
  calculate,
  checkRecipients,
  type Recipient,
  readPolicy,
} from "../../../worker/domain/policy/index.ts";
import { calculationDifferences, type ExpectedCalculation } from "../../support/compare-calculation.ts";

interface CaseFile {
  readonly policy: unknown;
  readonly calculations: readonly {
    readonly name: string;
    readonly policy?: unknown;
    readonly recipients: readonly Recipient[];
    readonly expect: ExpectedCalculation;
  }[];
  readonly refuse?: readonly {
    readonly name: string;
    readonly kind: string;
    readonly path: string;
    readonly orPaths?: readonly string[];
    readonly document: unknown;
  }[];
}

const folder = new URL("../../cases/", import.meta.url);
const files = readdirSync(folder)
  .filter((name) => name.endsWith(".json"))
  .map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), "utf8")) as CaseFile] as const);

function answerTo(document: unknown, recipients: readonly Recipient[]): ReturnType<typeof answerOf> {
  const read = readPolicy(document);
  if ("faults" in read) throw new Error(JSON.stringify(read.faults));
  expect(checkRecipients(recipients, "recipients")).toEqual([]);
  return answerOf(calculate(read.policy, recipients), { detail: true });
}

describe.each(files.filter(([, file]) => file.calculations.length > 0))("%s", (_, file) => {
  it.each(file.calculations)("calculates $name", (calculation) => {
    const document = calculation.policy ?? file.policy;
    const answer = answerTo(document, calculation.recipients);
    expect(calculationDifferences(calculation.expect, answer)).toEqual([]);
    const reversed = answerTo(document, calculation.recipients.toReversed());
    expect(JSON.stringify(reversed)).toBe(JSON.stringify(answer));
  });
});

describe.each(files.filter(([, file]) => (file.refuse ?? []).length > 0))("%s", (_, file) => {
  it.each((file.refuse ?? []).filter(({ kind }) => kind === "policy"))("refuses $name", (refusal) => {
    const read = readPolicy(refusal.document);
    const paths = "faults" in read ? read.faults.map(({ path }) => path) : [];
    expect([refusal.path, ...(refusal.orPaths ?? [])]).toContain(
      paths.find((path) => path === refusal.path || refusal.orPaths?.includes(path)),
    );
  });
});
