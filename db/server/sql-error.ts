/** What a failed statement answers in Hrana: the message as sqld words it and SQLite's own name of the error. */
export interface SqlError {
  readonly message: string;
  readonly code: string;
}

/** A refusal of this server's own, in the place of an SQLite error. */
export function sqlRefusal(code: string, message: string): Error {
  return Object.assign(new Error(message), { name: "SqlRefusal", code });
}

/** Translates what Node's SQLite throws; anything else is a bug and is thrown on. */
export function sqlErrorOf(error: unknown): SqlError {
  const { name, code, errcode, message } = error as Error & { readonly code?: unknown; readonly errcode?: unknown };
  if (name === "SqlRefusal" && typeof code === "string") return { code, message };
  if (code === "ERR_SQLITE_ERROR" && typeof errcode === "number") {
    return { code: nameOf(errcode), message: `SQLite error: ${message}` };
  }
  if (code === "ERR_INVALID_STATE" || code === "ERR_INVALID_ARG_VALUE" || code === "ERR_INVALID_ARG_TYPE") {
    return { code: "ARGS_INVALID", message };
  }
  throw error;
}

/** After these the statement alone failed; after any other the connection isn't trusted and is discarded. */
const harmless = new Set([1, 18, 19, 20, 23, 25]);

export function isHarmless(error: unknown): boolean {
  const { errcode } = error as { readonly errcode?: unknown };
  return typeof errcode !== "number" || harmless.has(errcode & 0xff);
}

function nameOf(errcode: number): string {
  return constraints.get(errcode) ?? `SQLITE_${primary[errcode & 0xff] ?? "ERROR"}`;
}

/** https://www.sqlite.org/rescode.html, by number. */
const primary =
  "OK ERROR INTERNAL PERM ABORT BUSY LOCKED NOMEM READONLY INTERRUPT IOERR CORRUPT NOTFOUND FULL CANTOPEN PROTOCOL EMPTY SCHEMA TOOBIG CONSTRAINT MISMATCH MISUSE NOLFS AUTH FORMAT RANGE NOTADB".split(
    " ",
  );

const constraints = new Map(
  "CHECK COMMITHOOK FOREIGNKEY FUNCTION NOTNULL PRIMARYKEY TRIGGER UNIQUE VTAB ROWID PINNED DATATYPE"
    .split(" ")
    .map((name, index) => [19 + 256 * (index + 1), `SQLITE_CONSTRAINT_${name}`]),
);
