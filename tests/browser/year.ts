import type { Page } from "playwright-core";
import { expect, vi } from "vitest";

// A cycle that is opened over the API in a demonstration tenant, and the people who then walk it on the screens.

export const password = "Hongdai-2015";
export const phone = { width: 390, height: 844 };
export const desk = { width: 1440, height: 900 };

/** A day in China, so many days from now. */
export const dayIn = (days: number): string =>
  new Date(Date.now() + 8 * 3_600_000 + days * 86_400_000).toISOString().slice(0, 10);

type Json = Readonly<Record<string, unknown>>;

/** Requests of one user over HTTP. */
export async function caller(url: string, tenant: string, username: string) {
  const answer = await fetch(`${url}/api/session`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ tenant, username, password, mode: "token" }),
  });
  const { accessToken } = (await answer.json()) as { accessToken: string };
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Json> => {
    const response = await fetch(`${url}/api/tenants/${tenant}${path}`, {
      method,
      headers: { authorization: `Bearer ${accessToken}`, "content-type": "application/json", ...headers },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const said = (await response.json()) as Json;
    expect(`${method} ${path} ${response.status} ${JSON.stringify(said).slice(0, 400)}`).toMatch(/ 20[0-2] /);
    return said;
  };
}

/** Opens a cycle, for one township or for who else takes part, and waits until its assessments are there. */
export async function openCycle(
  url: string,
  tenant: string,
  fields: {
    readonly code: string;
    readonly title: string;
    readonly standards: readonly string[];
    readonly township?: string;
    readonly participants?: Json;
    readonly siteChecks?: number;
  },
): Promise<string> {
  const admin = await caller(url, tenant, "admin");
  const { code, title, standards, township = "", participants, siteChecks = 1 } = fields;
  const cycle = await admin("POST", "/cycles", {
    ...{ code, title, kind: "acceptance", year: Number(dayIn(0).slice(0, 4)), opensOn: dayIn(0) },
    ...{ selfUntil: dayIn(5), reviewUntil: dayIn(10), acceptanceUntil: dayIn(20) },
    ...{ standards, siteChecks },
    participants: participants ?? { townships: [await unitId(admin, township)] },
  });
  const { job } = (await admin("POST", `/cycles/${cycle["id"]}/opening`)) as { job: string };
  await vi.waitFor(async () => expect((await admin("GET", `/jobs/${job}`))["state"]).toBe("done"), {
    timeout: 30_000,
    interval: 200,
  });
  return String(cycle["id"]);
}

/** The id of a unit by its code. */
export async function unitId(send: Awaited<ReturnType<typeof caller>>, code: string): Promise<string> {
  const units = (await send("GET", `/units?q=${encodeURIComponent(code)}&limit=200`)) as {
    items: { id: string; code: string }[];
  };
  return units.items.find((each) => each.code === code)?.id ?? "";
}

/** Another user of a role: 考核员 02. */
export async function addUser(
  url: string,
  tenant: string,
  user: { username: string; name: string; roles: readonly Json[] },
): Promise<void> {
  const admin = await caller(url, tenant, "admin");
  const { id } = await admin("POST", "/users", user);
  const { secret } = await admin("POST", `/users/${id}/invitation`);
  const response = await fetch(`${url}/api/tenants/${tenant}/invitation`, {
    method: "POST",
    headers: { authorization: `Bearer ${secret}`, "content-type": "application/json" },
    body: JSON.stringify({ password }),
  });
  expect(response.ok).toBe(true);
}

const screenshots = "tests/browser/screenshots";

/** Pictures of what stands, light and dark, at both sizes; then at the size that it had. */
export async function pictures(page: Page, name: string, fullPage = false): Promise<void> {
  const before = page.viewportSize() ?? phone;
  for (const [size, viewport] of [
    ["phone", phone],
    ["desk", desk],
  ] as const) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      const path = `${screenshots}/${name}-${size}-${colorScheme}.png`;
      await page.screenshot({ path, fullPage, animations: "disabled" });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(before);
}
