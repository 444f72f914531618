/**
 * Hrana 2 over HTTP, the JSON that goes in: https://github.com/tursodatabase/libsql/blob/main/docs/HRANA_2_SPEC.md.
 * What doesn't fit is `malformed`, and the request is refused whole with 400.
 */
export type SqlValue = null | bigint | number | string | Uint8Array;

export interface SqlRef {
  readonly sql: string | undefined;
  readonly sqlId: number | undefined;
}

export interface Stmt extends SqlRef {
  readonly args: readonly SqlValue[];
  readonly namedArgs: readonly (readonly [string, SqlValue])[];
  readonly wantRows: boolean;
}

export type Condition =
  | { readonly type: "ok" | "error"; readonly step: number }
  | { readonly type: "not"; readonly condition: Condition }
  | { readonly type: "and" | "or"; readonly conditions: readonly Condition[] }
  | { readonly type: "is_autocommit" };

export interface Step {
  readonly condition: Condition | undefined;
  readonly stmt: Stmt;
}

export type StreamRequest =
  | { readonly type: "execute"; readonly stmt: Stmt }
  | { readonly type: "batch"; readonly steps: readonly Step[] }
  | { readonly type: "sequence" | "describe"; readonly text: SqlRef }
  | { readonly type: "store_sql"; readonly sqlId: number; readonly sql: string }
  | { readonly type: "close_sql"; readonly sqlId: number }
  | { readonly type: "get_autocommit" }
  | { readonly type: "close" };

export interface Pipeline {
  readonly baton: string | undefined;
  readonly requests: readonly StreamRequest[];
}

const limits = { requests: 1000, steps: 20_000, args: 32_766, depth: 20 };

export function readPipeline(body: unknown): Pipeline {
  const { baton, requests } = record(body, "the body");
  return {
    baton: baton === undefined || baton === null ? undefined : text(baton, "baton"),
    requests: list(requests, "requests", limits.requests).map(readRequest),
  };
}

/** The error of a body that isn't Hrana; http.ts answers it with 400. */
export function malformed(message: string): Error {
  return Object.assign(new Error(message), { name: "Malformed" });
}

export function isMalformed(error: unknown): error is Error {
  return error instanceof Error && error.name === "Malformed";
}

function readRequest(value: unknown): StreamRequest {
  const request = record(value, "a request");
  const type = text(request["type"], "type");
  switch (type) {
    case "execute":
      return { type, stmt: readStmt(request["stmt"]) };
    case "batch":
      return { type, steps: list(record(request["batch"], "batch")["steps"], "steps", limits.steps).map(readStep) };
    case "sequence":
    case "describe":
      return { type, text: readSqlRef(request) };
    case "store_sql":
      return { type, sqlId: whole(request["sql_id"], "sql_id"), sql: text(request["sql"], "sql") };
    case "close_sql":
      return { type, sqlId: whole(request["sql_id"], "sql_id") };
    case "get_autocommit":
    case "close":
      return { type };
    default:
      throw malformed(`unknown request type ${JSON.stringify(type.slice(0, 40))}`);
  }
}

function readStep(value: unknown): Step {
  const { condition, stmt } = record(value, "a step");
  return {
    condition: condition === undefined || condition === null ? undefined : readCondition(condition, 0),
    stmt: readStmt(stmt),
  };
}

function readCondition(value: unknown, depth: number): Condition {
  if (depth > limits.depth) throw malformed(`conditions are nested deeper than ${limits.depth}`);
  const condition = record(value, "a condition");
  const type = text(condition["type"], "type");
  switch (type) {
    case "ok":
    case "error":
      return { type, step: whole(condition["step"], "step") };
    case "not":
      return { type, condition: readCondition(condition["cond"], depth + 1) };
    case "and":
    case "or": {
      const conditions = list(condition["conds"], "conds", limits.requests);
      return { type, conditions: conditions.map((each) => readCondition(each, depth + 1)) };
    }
    case "is_autocommit":
      return { type };
    default:
      throw malformed(`unknown condition ${JSON.stringify(type.slice(0, 40))}`);
  }
}

function readSqlRef(holder: Readonly<Record<string, unknown>>): SqlRef {
  const sql = holder["sql"] ?? undefined;
  const sqlId = holder["sql_id"] ?? undefined;
  if ((sql === undefined) === (sqlId === undefined)) throw malformed("either sql or sql_id is needed");
  return {
    sql: sql === undefined ? undefined : text(sql, "sql"),
    sqlId: sqlId === undefined ? undefined : whole(sqlId, "sql_id"),
  };
}

function readStmt(value: unknown): Stmt {
  const stmt = record(value, "stmt");
  return {
    ...readSqlRef(stmt),
    args: list(stmt["args"] ?? [], "args", limits.args).map(readValue),
    namedArgs: list(stmt["named_args"] ?? [], "named_args", limits.args).map((each) => {
      const named = record(each, "a named argument");
      return [text(named["name"], "name"), readValue(named["value"])] as const;
    }),
    wantRows: stmt["want_rows"] !== false,
  };
}

/** Integers come as decimal text, so that none is rounded on the way; floats as JSON numbers; blobs in base64. */
function readValue(value: unknown): SqlValue {
  const typed = record(value, "a value");
  switch (typed["type"]) {
    case "null":
      return null;
    case "integer":
      return readInteger(text(typed["value"], "an integer's value"));
    case "float":
      if (typeof typed["value"] !== "number") throw malformed("a float's value must be a number");
      return typed["value"];
    case "text":
      return text(typed["value"], "a text's value");
    case "blob":
      return new Uint8Array(Buffer.from(text(typed["base64"], "base64"), "base64"));
    default:
      throw malformed("a value's type must be null, integer, float, text or blob");
  }
}

function readInteger(digits: string): bigint {
  if (!/^[+-]?\d{1,19}$/.test(digits)) throw malformed("an integer must be decimal text of 64 bits");
  const integer = BigInt(digits);
  if (BigInt.asIntN(64, integer) !== integer) throw malformed("an integer must be decimal text of 64 bits");
  return integer;
}

function record(value: unknown, what: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw malformed(`${what} must be an object`);
  return value as Readonly<Record<string, unknown>>;
}

function list(value: unknown, what: string, most: number): readonly unknown[] {
  if (!Array.isArray(value)) throw malformed(`${what} must be a list`);
  if (value.length > most) throw malformed(`${what} has more than ${most} entries`);
  return value;
}

function text(value: unknown, what: string): string {
  if (typeof value !== "string") throw malformed(`${what} must be text`);
  return value;
}

function whole(value: unknown, what: string): number {
  if (typeof value !== "number" || !Number.isSafeInteger(value)) throw malformed(`${what} must be a whole number`);
  return value;
}
