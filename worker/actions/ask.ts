import { Problem } from "../domain/problem.ts";

const patienceMs = 10_000;

/**
 * Sends one batch to a database. What the database refuses by its own rules (a constraint, a statement of ours that is
 * wrong) is thrown on as it is; everything else, from a connection that broke to a 5xx, means that it can't be reached
 * now: 503, the outcome unknown, nothing sent again.
 */
export async function ask<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Problem("database-unavailable", { retryAfterSeconds: 5 })), patienceMs);
  });
  try {
    return await Promise.race([send(), tooLong]);
  } catch (error) {
    if (error instanceof Problem || isRefusalOfTheDatabase(error)) throw error;
    console.error("database", messageOf(error));
    throw Object.assign(new Problem("database-unavailable", { retryAfterSeconds: 2 }), { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

/** Whether the database was there and said no: by a constraint, or since the statement is faulty. */
function isRefusalOfTheDatabase(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code === "string" && /^SQLITE_(CONSTRAINT|ERROR|MISMATCH|RANGE|MISUSE|TOOBIG)/.test(code)) return true;
    if (isBusy(cause)) return true;
  }
  return false;
}

/** Another writer held the database: nothing was changed, and the same batch may be sent again. */
export function isBusy(error: unknown): boolean {
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as { code?: unknown };
    if (typeof code === "string" && code.startsWith("SQLITE_BUSY")) return true;
  }
  return false;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
