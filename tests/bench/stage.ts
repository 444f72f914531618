import { daysAfter } from "../../worker/domain/china-day.ts";
import { dayInChina } from "../../worker/domain/version-in-force.ts";
import type { Databases } from "../../worker/local/databases.ts";
import { localSessionKeys } from "../../worker/local/session-keys.ts";

// What several benchmarks begin with: the worker's configuration and people who are signed in.

/** Of a worker on these databases; no caller is slowed down. */
export function bindingsOf(
  dataDir: string,
  databases: Pick<Databases, "libsqlUrl" | "adminUrl" | "authToken">,
): Readonly<Record<string, string>> {
  return {
    LIBSQL_URL: databases.libsqlUrl,
    LIBSQL_ADMIN_URL: databases.adminUrl,
    LIBSQL_AUTH_TOKEN: databases.authToken ?? "",
    SESSION_KEYS: localSessionKeys(dataDir, undefined),
    SIGNUPS: "open",
    RATE_LIMITS: JSON.stringify({ perSession: { limit: 1_000_000, seconds: 1 } }),
  };
}

/** A demonstration user's access token. */
export async function tokenOf(url: string, tenant: string, username: string): Promise<string> {
  const response = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ tenant, username, password: "Hongdai-2015", mode: "token" }),
  });
  return ((await response.json()) as { accessToken: string }).accessToken;
}

export type Send = (method: string, path: string, body?: unknown) => Promise<Readonly<Record<string, unknown>>>;

/** Requests of one user in one tenant; whatever is refused ends the run. */
export async function sender(url: string, tenant: string, username: string): Promise<Send> {
  const authorization = `Bearer ${await tokenOf(url, tenant, username)}`;
  return async (method, path, body) => {
    const response = await fetch(`${url}/api/tenants/${tenant}${path}`, {
      method,
      headers: { authorization, "content-type": "application/json" },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${text.slice(0, 400)}`);
    return JSON.parse(text) as Readonly<Record<string, unknown>>;
  };
}

/** A cycle that opens today, for whoever its standard applies to. */
export function newCycle(standard: string): Readonly<Record<string, unknown>> {
  const today = dayInChina(new Date().toISOString());
  return {
    ...{ code: "bench", title: "测速", kind: "acceptance", year: Number(today.slice(0, 4)), opensOn: today },
    ...{ selfUntil: daysAfter(today, 5), reviewUntil: daysAfter(today, 10), acceptanceUntil: daysAfter(today, 20) },
    standards: [standard],
  };
}

/** Waits until a job says that it is done, asking every 100 ms; how often it was asked. */
export async function finished(send: Send, job: unknown): Promise<number> {
  for (let asked = 1; ; asked++) {
    const { state, error } = await send("GET", `/jobs/${String(job)}`);
    if (state === "done") return asked;
    if (state === "failed") throw new Error(`job ${String(job)}: ${String(error)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
