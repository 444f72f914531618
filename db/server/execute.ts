import type { StatementSync } from "node:sqlite";
import { type Connection, onConnection } from "./connection.ts";
import type { Condition, SqlValue, Step, Stmt } from "./hrana.ts";
import { type SqlError, sqlErrorOf, sqlRefusal } from "./sql-error.ts";
import { firstWord, isEmpty, isReadonly, parametersOf } from "./sql-text.ts";

/** A stream's answers are bounded; sqld's own limit is 10 MB, and a page of ours stays far below both. */
const maxResultBytes = 64 * 2 ** 20;

export interface StmtResult {
  readonly cols: readonly { readonly name: string; readonly decltype: string | null }[];
  readonly rows: readonly (readonly unknown[])[];
  readonly affected_row_count: number;
  readonly last_insert_rowid: string;
}

export interface BatchResult {
  readonly step_results: readonly (StmtResult | null)[];
  readonly step_errors: readonly (SqlError | null)[];
}

type Bound = null | bigint | number | string | Uint8Array;

export function executeStmt(connection: Connection, sql: string, stmt: Stmt): StmtResult {
  return onConnection(connection, sql, () => {
    const statement = prepareOne(connection, sql);
    const cols = statement.columns().map(({ name, type }) => ({ name, decltype: type }));
    const rows = run(statement, cols.length > 0, bindings(sql, stmt), stmt.wantRows);
    const [total, changes, rowid] = connection.counts.get() as unknown as [bigint, bigint, bigint];
    const isChange = total !== connection.total;
    connection.total = total;
    return { cols, rows, affected_row_count: isChange ? Number(changes) : 0, last_insert_rowid: String(rowid) };
  });
}

/** Node prepares the first statement of a text and ignores the rest; a rest is refused, as sqld does. */
function prepareOne(connection: Connection, sql: string): StatementSync {
  if (isEmpty(sql)) throw sqlRefusal("SQL_NO_STATEMENT", "SQL string does not contain any statement");
  const statement = connection.db.prepare(sql);
  if (!isEmpty(sql.slice(statement.sourceSQL.length))) {
    throw sqlRefusal("SQL_MANY_STATEMENTS", "SQL string contains more than one statement");
  }
  statement.setReadBigInts(true);
  statement.setReturnArrays(true);
  return statement;
}

type Bindings = readonly [] | readonly Bound[] | readonly [Record<string, Bound>];

/** Hrana binds by index whatever a parameter is called; Node binds named parameters by name alone. */
function bindings(sql: string, stmt: Stmt): Bindings {
  if (stmt.namedArgs.length > 0) {
    if (stmt.args.length > 0) {
      throw sqlRefusal("ARGS_BOTH_POSITIONAL_AND_NAMED", "both positional and named arguments were given");
    }
    return [Object.fromEntries(stmt.namedArgs)];
  }
  if (stmt.args.length === 0 || !/[:@$]/.test(sql)) return stmt.args;
  const names = parametersOf(sql);
  if (!names.some((name) => name !== null && !name.startsWith("?"))) return stmt.args;
  if (names.includes(null)) throw sqlRefusal("ARGS_INVALID", "named and bare parameters can't be bound together");
  return [Object.fromEntries(stmt.args.slice(0, names.length).map((value, index) => [String(names[index]), value]))];
}

function run(statement: StatementSync, hasRows: boolean, bound: Bindings, wantRows: boolean): unknown[][] {
  const args = bound as readonly Bound[];
  if (!hasRows) {
    statement.run(...args);
    return [];
  }
  const rows: unknown[][] = [];
  let bytes = 0;
  for (const row of statement.iterate(...args) as unknown as Iterable<readonly SqlValue[]>) {
    if (!wantRows) continue;
    for (const value of row)
      bytes += 32 + (typeof value === "string" || value instanceof Uint8Array ? value.length : 0);
    if (bytes > maxResultBytes)
      throw sqlRefusal("RESPONSE_TOO_LARGE", `the result is larger than ${maxResultBytes} bytes`);
    rows.push(row.map(encode));
  }
  return rows;
}

function encode(value: SqlValue): unknown {
  if (value === null) return { type: "null" };
  if (typeof value === "bigint") return { type: "integer", value: String(value) };
  if (typeof value === "string") return { type: "text", value };
  if (typeof value === "number") return { type: "float", value };
  return { type: "blob", base64: Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString("base64") };
}

/** Each step whose condition holds is run; a step that fails stops nothing but what its condition stops. */
export function executeBatch(
  connection: Connection,
  steps: readonly Step[],
  sqlOf: (stmt: Stmt) => string,
): BatchResult {
  const results: (StmtResult | null)[] = [];
  const errors: (SqlError | null)[] = [];
  for (const { condition, stmt } of steps) {
    let result: StmtResult | null = null;
    let error: SqlError | null = null;
    if (condition === undefined || holds(condition, connection, results, errors)) {
      try {
        result = executeStmt(connection, sqlOf(stmt), stmt);
      } catch (thrown) {
        error = sqlErrorOf(thrown);
      }
    }
    results.push(result);
    errors.push(error);
  }
  return { step_results: results, step_errors: errors };
}

function holds(
  condition: Condition,
  connection: Connection,
  results: readonly (StmtResult | null)[],
  errors: readonly (SqlError | null)[],
): boolean {
  switch (condition.type) {
    case "ok":
      return (results[condition.step] ?? null) !== null;
    case "error":
      return (errors[condition.step] ?? null) !== null;
    case "not":
      return !holds(condition.condition, connection, results, errors);
    case "and":
      return condition.conditions.every((each) => holds(each, connection, results, errors));
    case "or":
      return condition.conditions.some((each) => holds(each, connection, results, errors));
    case "is_autocommit":
      return !connection.db.isTransaction;
    default:
      return condition satisfies never;
  }
}

/** Several statements, no parameters, no rows; the first that fails ends it, what ran before it stays. */
export function executeSequence(connection: Connection, sql: string): void {
  onConnection(connection, sql, () => connection.db.exec(sql));
  const [total] = connection.counts.get() as unknown as [bigint];
  connection.total = total;
}

export function describeStmt(connection: Connection, sql: string): unknown {
  const statement = prepareOne(connection, sql);
  return {
    params: parametersOf(sql).map((name) => ({ name })),
    cols: statement.columns().map(({ name, type }) => ({ name, decltype: type })),
    is_explain: firstWord(sql) === "EXPLAIN",
    is_readonly: isReadonly(sql),
  };
}
