import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CalculationAnswer } from "../../worker/domain/policy/index.ts";
import { type AnsweredSubject, caseFiles, compareSubject, pathsOf, scoringRuns } from "../support/cases.ts";
import { calculationDifferences, type ExpectedCalculation } from "../support/compare-calculation.ts";
import { type HttpClient, signedInAt } from "../support/http-client.ts";
import { type LocalStart, startLocal } from "../support/local.ts";

// Every conformance case once over HTTP, through the built worker in workerd; their meaning is tested with the domain.

let local: LocalStart;
let client: HttpClient;

beforeAll(async () => {
  const limits = JSON.stringify({ perSession: { limit: 100_000, seconds: 1 } });
  local = await startLocal({ env: { RATE_LIMITS: limits } });
  client = await signedInAt(local.url, "jinhua-edz", "preparer");
});
afterAll(() => local?.stop());

const evaluate = (body: unknown) => client.send("POST", "/standards/evaluate", body);
const calculate = (body: unknown) => client.send("POST", "/subsidies/calculate", body);

async function faultPaths(response: Response): Promise<readonly string[]> {
  expect([response.status, response.headers.get("content-type")]).toEqual([400, "application/problem+json"]);
  const problem = (await response.json()) as { code: string; errors: { path: string; message: string }[] };
  expect(problem.code).toBe("invalid");
  expect(problem.errors.filter(({ message }) => !/\p{Script=Han}/u.test(message))).toEqual([]);
  return problem.errors.map(({ path }) => path);
}

describe("scoring over HTTP", () => {
  it.each(scoringRuns())("$file: $run.name", async ({ run, standard }) => {
    const response = await evaluate({ standard, subjects: run.subjects });
    const { results } = (await response.json()) as { results: AnsweredSubject[] };
    expect(response.status).toBe(200);
    expect(results.map(({ id }) => id)).toEqual(run.subjects.map(({ id }) => id));
    const differences = run.expect.flatMap((expected) =>
      compareSubject(
        expected,
        results.find(({ id }) => id === expected.id),
      ),
    );
    expect(differences).toEqual([]);
  });
});

const calculations = caseFiles().flatMap(({ file, policy, calculations: all }) =>
  all.map((calculation) => ({ file, calculation, policy: calculation.policy ?? policy })),
);

describe("calculating over HTTP", () => {
  it.each(calculations)("$file: $calculation.name", async ({ calculation, policy }) => {
    const response = await calculate({ policy, recipients: calculation.recipients });
    const answer = (await response.json()) as CalculationAnswer & { digest: string };
    expect(response.status).toBe(200);
    expect(calculationDifferences(calculation.expect as unknown as ExpectedCalculation, answer)).toEqual([]);
    const reversed = await calculate({ policy, recipients: calculation.recipients.toReversed() });
    expect(await reversed.json()).toEqual(answer);
  });
});

describe("documents with faults over HTTP", () => {
  const refusals = caseFiles().flatMap(({ refuse }) => refuse);

  it.each(refusals)("$kind: $name", async (refusal) => {
    const isStandard = refusal.kind === "standard";
    const response = isStandard
      ? await evaluate({ standard: refusal.document, subjects: [] })
      : await calculate({ policy: refusal.document, recipients: [] });
    const allowed = pathsOf(refusal).map((path) => (path === "" ? refusal.kind : `${refusal.kind}.${path}`));
    expect((await faultPaths(response)).filter((path) => allowed.includes(path))).not.toEqual([]);
  });

  const badRequests = caseFiles().flatMap(({ standard, badRequests: all }) =>
    all.map((badRequest) => ({ standard, ...badRequest })),
  );

  it.each(badRequests)("subjects: $name", async ({ standard, subjects, path }) => {
    expect(await faultPaths(await evaluate({ standard, subjects }))).toContain(path);
  });
});
