import * as v from "valibot";
import { createApp } from "../../worker/app.ts";
import { problemDetails } from "../../worker/http/fields.ts";
import { type DeclaredOperation, operationsOf, refusalCodes } from "../../worker/http/openapi.ts";
import { problems } from "../../worker/http/problem-details.ts";

const nowhere = (): never => {
  throw new Error("only the routes are read");
};
const operations = operationsOf(
  createApp({
    openDatabase: nowhere,
    createNamespace: nowhere,
    openEvidence: nowhere,
    enqueue: nowhere,
    signups: "closed",
    now: nowhere,
    newId: nowhere,
    sessionKeys: [],
    webhooks: { fetch: nowhere, hosts: [], keys: [], publicUrl: undefined },
    rateLimit: nowhere,
  }),
).map((operation) => ({
  ...operation,
  pattern: new RegExp(`^${operation.path.replaceAll(/:\w+/g, "[^/]+")}$`),
  literals: operation.path.split("/").filter((part) => !part.startsWith(":")).length,
}));

/** In what an answer isn't as its operation declares it: a status or a body that OpenAPI doesn't show. */
export async function undeclaredIn(method: string, url: string, response: Response): Promise<readonly string[]> {
  const { pathname } = new URL(url, "http://localhost");
  const [operation] = operations
    .filter((each) => each.method === method && each.pattern.test(pathname))
    .toSorted((a, b) => b.literals - a.literals);
  if (operation === undefined) return [];
  const name = `${operation.spec.id} ${response.status}`;
  const type = response.headers.get("content-type") ?? "";
  if (type.startsWith("application/problem+json")) return await undeclaredRefusal(operation, name, response);
  const answer = operation.spec.answers[response.status];
  if (answer === undefined) return [`${name}: no such answer is declared`];
  if (answer.schema === undefined) return [];
  const result = v.safeParse(answer.schema, await response.json());
  return (result.issues ?? []).slice(0, 10).map((issue) => `${name} ${v.getDotPath(issue)}: ${issue.message}`);
}

async function undeclaredRefusal(
  { spec, path, method }: DeclaredOperation,
  name: string,
  response: Response,
): Promise<readonly string[]> {
  const problem = v.safeParse(problemDetails, await response.json());
  if (!problem.success) return [`${name}: not the form of a problem`];
  const declared = refusalCodes(spec, path, method);
  const found = declared.find((code) => code === problem.output.code);
  if (found === undefined) return [`${name}: ${problem.output.code} isn't declared`];
  return problems[found].status === response.status ? [] : [`${name}: the status of ${found} is another`];
}
