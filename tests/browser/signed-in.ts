import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";

/**
 * A page of a user, in a context of its own that holds their session already; how it is typed, main-job and people
 * test. Closing it fails if any script on it has.
 */
export async function signedIn(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
  username = "admin",
  options: { readonly tenant?: string; readonly path?: string; readonly context?: BrowserContextOptions } = {},
): Promise<Page> {
  const { tenant = "jinhua-edz", path = "/" } = options;
  const context = await browser.newContext({ viewport, locale: "zh-CN", ...options.context });
  const { origin } = new URL(url);
  const data = { tenant, username, password: "Hongdai-2015", mode: "cookie" };
  const answer = await context.request.post(`${origin}/api/session`, { data, headers: { origin } });
  expect(answer.status(), await answer.text()).toBe(200);
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.once("close", () => expect(faults).toEqual([]));
  await page.goto(`${origin}${path}`);
  return page;
}
