import type { Context } from "hono";
import type { AppEnv } from "./environment.ts";

/**
 * Work that the answer doesn't wait for: after it is on its way where the platform allows that, else before. What fails
 * here is noted and left to the schedule, which does it again.
 */
export async function afterwards(c: Context<AppEnv>, work: () => Promise<unknown>): Promise<void> {
  const requestId = c.get("requestId");
  const done = work().catch((error: unknown) => console.error(requestId, error));
  try {
    c.executionCtx.waitUntil(done);
  } catch {
    await done;
  }
}
