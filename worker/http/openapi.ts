import { type JsonSchema, toJsonSchema } from "@valibot/to-json-schema";
import type { Hono } from "hono";
import type * as v from "valibot";
import { policySchema } from "../domain/policy/document.ts";
import type { ProblemCode } from "../domain/problem.ts";
import { standardSchema } from "../domain/standard/document.ts";
import { withConditions } from "./document-conditions.ts";
import type { AppEnv } from "./environment.ts";
import { problemDetails } from "./fields.ts";
import { jsonComponents } from "./json-components.ts";
import { type AnyOperation, operationOf, pathParameters } from "./operation.ts";
import { problems } from "./problem-details.ts";

type Json = Readonly<Record<string, unknown>>;

/**
 * OpenAPI 3.1 out of the app's own routes and the very schemas that validate. Made here and not by hono-openapi: it
 * needs the roles, the refusals by status and the recursive document schemas as components.
 */
export function openapi(app: Hono<AppEnv>): Json {
  const components = { ...jsonComponents };
  const document = (schema: v.GenericSchema, name: string) => {
    components[name] = convert(schema, "input", name, components);
  };
  document(standardSchema, "Standard");
  document(policySchema, "Policy");
  document(problemDetails, "Problem");
  const paths: Record<string, Record<string, unknown>> = {};
  for (const { path, method, spec } of operationsOf(app)) {
    const at = path.replaceAll(/:(\w+)/g, "{$1}");
    paths[at] = { ...paths[at], [method.toLowerCase()]: operationObject(spec, path, method, components) };
  }
  return {
    openapi: "3.1.0",
    info: {
      title: "红带 Hongdai",
      version: "1.0.0",
      description:
        "两新党建的标准、考核与以奖代补。金额为整数分（…Fen），时间为 UTC，日期为中国标准时间。同一 Idempotency-Key 七天内得到同一答复。",
      license: { name: "Apache-2.0", identifier: "Apache-2.0" },
    },
    servers: [{ url: "/" }],
    paths,
    components: {
      schemas: components,
      securitySchemes: {
        bearer: { type: "http", scheme: "bearer", bearerFormat: "JWT" },
        cookie: { type: "apiKey", in: "cookie", name: "hongdai" },
      },
    },
  };
}

export interface DeclaredOperation {
  readonly path: string;
  readonly method: string;
  readonly spec: AnyOperation;
}

/** Every operation that the app's routes declare. */
export function operationsOf(app: Hono<AppEnv>): readonly DeclaredOperation[] {
  return app.routes.flatMap(({ path, method, handler }) => {
    const spec = operationOf(handler);
    return spec === undefined ? [] : [{ path, method, spec }];
  });
}

/** A valibot schema as JSON Schema 2020-12, what it defines moved into `components`, every text with a maxLength. */
export function convert(
  schema: v.GenericSchema,
  typeMode: "input" | "output",
  name: string,
  components: Record<string, unknown>,
): unknown {
  const made = toJsonSchema(schema, {
    target: "draft-2020-12",
    typeMode,
    errorMode: "ignore",
    overrideAction: ({ valibotAction }) => {
      const component = (valibotAction as { metadata?: { component?: string } }).metadata?.component;
      return component === undefined ? undefined : ({ $ref: `#/components/schemas/${component}` } as JsonSchema);
    },
  });
  const { $schema: _, $defs, ...own } = made as Record<string, unknown>;
  const moved = (text: string) => text.replaceAll(/#\/\$defs\/([\w.-]+)/g, `#/components/schemas/${name}.$1`);
  const settle = (part: unknown): unknown => bound(JSON.parse(moved(JSON.stringify(part))));
  for (const [key, part] of Object.entries(($defs ?? {}) as Json)) components[`${name}.${key}`] = settle(part);
  return settle(own);
}

/** An enumeration or a constant says its longest word, so that no text is without a limit. */
function bound(part: unknown): unknown {
  if (Array.isArray(part)) return part.map(bound);
  if (typeof part !== "object" || part === null) return part;
  const made: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(part)) made[key] = key === "enum" ? value : bound(value);
  const words = (made["enum"] ?? (typeof made["const"] === "string" ? [made["const"]] : [])) as unknown[];
  if (words.length > 0 && words.every((word) => typeof word === "string")) {
    made["type"] = "string";
    made["maxLength"] = Math.max(...words.map((word) => (word as string).length));
  }
  return made;
}

function operationObject(spec: AnyOperation, path: string, method: string, components: Record<string, unknown>): Json {
  const body = spec.body === undefined ? undefined : convert(spec.body, "input", spec.id, components);
  return {
    operationId: spec.id,
    summary: spec.summary,
    ...(spec.description === undefined ? {} : { description: spec.description }),
    tags: [path.split("/").findLast((part) => /^[a-z]/.test(part)) ?? "api"],
    "x-roles": spec.roles === "public" ? [] : spec.roles,
    security: securityOf(spec),
    parameters: parametersOf(spec, path),
    ...(body === undefined && spec.file === undefined
      ? {}
      : {
          requestBody: {
            required: true,
            content: { ...(body === undefined ? {} : { "application/json": { schema: body } }), ...fileOf(spec) },
          },
        }),
    responses: merged(answersOf(spec, components), refusalsOf(spec, path, method)),
  };
}

function securityOf({ roles, isForBearer }: AnyOperation): readonly Json[] {
  if (roles !== "public") return [{ bearer: [] }, { cookie: [] }];
  return isForBearer === true ? [{ bearer: [] }] : [];
}

/** A file that may come in place of JSON, or alone. */
function fileOf({ file }: AnyOperation): Json {
  return file === undefined ? {} : { [file.type]: { schema: bytes(file.mostBytes) } };
}

function bytes(most: number): Json {
  return { type: "string", format: "binary", maxLength: most };
}

function parametersOf(spec: AnyOperation, path: string): readonly Json[] {
  const inPath = [...path.matchAll(/:(\w+)/g)].map(([, name = ""]) => ({
    name,
    in: "path",
    required: true,
    schema: convert(pathParameters[name] as v.GenericSchema, "input", name, {}),
  }));
  const entries = (spec.query as { entries?: Readonly<Record<string, v.GenericSchema>> } | undefined)?.entries ?? {};
  const inQuery = Object.entries(entries).map(([name, schema]) => ({
    name,
    in: "query",
    required: schema.type !== "optional",
    schema: convert(schema, "output", name, {}),
  }));
  const header = (name: string, required: boolean, maxLength: number) => ({
    name,
    in: "header",
    required,
    schema: { type: "string", minLength: 1, maxLength },
  });
  return [
    ...inPath,
    ...inQuery,
    ...(spec.isConditional === true ? [header("If-Match", true, 200)] : []),
    ...(spec.isRepeatable === true ? [header("Idempotency-Key", false, 255)] : []),
  ];
}

function answersOf(spec: AnyOperation, components: Record<string, unknown>): Json {
  const answers = Object.entries(spec.answers).map(([status, { description, schema, type, files, headers }]) => {
    const shown = schema === undefined ? undefined : convert(schema, "output", `${spec.id}.${status}`, components);
    const content = {
      ...(shown === undefined ? {} : { [type ?? "application/json"]: { schema: shown } }),
      ...Object.fromEntries((files ?? []).map((each) => [each, { schema: bytes(64 * 1_048_576) }])),
    };
    const named = (headers ?? []).map((name) => [name, { schema: { type: "string", maxLength: 4096 } }]);
    return [
      status,
      {
        description,
        ...(named.length === 0 ? {} : { headers: Object.fromEntries(named) }),
        ...(Object.keys(content).length === 0 ? {} : { content }),
      },
    ];
  });
  return Object.fromEntries(answers);
}

/** An answer and refusals of one status differ by their media type. */
function merged(answers: Json, refusals: Json): Json {
  const both = Object.entries(refusals).map(([status, refusal]) => {
    const [answer, other] = [answers[status], refusal] as (Readonly<Record<string, object>> | undefined)[];
    if (answer === undefined) return [status, refusal];
    const description = `${answer["description"]}；${other?.["description"]}`;
    return [status, { ...answer, description, content: { ...answer["content"], ...other?.["content"] } }];
  });
  return { ...answers, ...Object.fromEntries(both) };
}

/** Every refusal that an operation can give, by status: those that follow from its declaration and its own. */
export function refusalCodes(spec: AnyOperation, path: string, method: string): readonly ProblemCode[] {
  const codes: ProblemCode[] = ["invalid", "too-many-requests", "internal", "database-unavailable", "busy"];
  if (method !== "GET") codes.push("cross-site");
  if (spec.roles !== "public") codes.push("not-signed-in", "forbidden");
  if (path.includes(":") || spec.isForBearer === true) codes.push("not-found");
  if (spec.body !== undefined) codes.push("malformed-json", "unsupported-media-type", "too-large");
  if (spec.file !== undefined) codes.push("unsupported-media-type", "too-large");
  if (spec.isConditional === true) codes.push("if-match-required", "stale");
  if (spec.isRepeatable === true) codes.push("idempotency-mismatch", "conflict");
  return [...new Set([...codes, ...(spec.refusals ?? [])])];
}

function refusalsOf(spec: AnyOperation, path: string, method: string): Json {
  const byStatus: Record<string, ProblemCode[]> = {};
  for (const code of refusalCodes(spec, path, method)) {
    const { status } = problems[code];
    byStatus[status] = [...(byStatus[status] ?? []), code];
  }
  const content = { "application/problem+json": { schema: { $ref: "#/components/schemas/Problem" } } };
  const retry = { headers: { "Retry-After": { schema: { type: "integer", minimum: 1, maximum: 86_400 } } } };
  return Object.fromEntries(
    Object.entries(byStatus).map(([status, codes]) => [
      status,
      {
        description: codes.map((code) => `${code}：${problems[code].title}`).join("；"),
        ...(status === "429" || status === "503" ? retry : {}),
        content,
      },
    ]),
  );
}

/** A document's format as a JSON Schema that stands alone. */
export function documentJsonSchema(schema: v.GenericSchema, name: string): unknown {
  const made = toJsonSchema(schema, { target: "draft-2020-12", typeMode: "input", errorMode: "ignore" });
  return { ...(withConditions(bound(made)) as object), $id: `/api/schemas/${name}.json` };
}
