import type { Browser, Page } from "playwright-core";
import { expect } from "vitest";

/** A page of the development zone's admin, or of whom is named, signed in; closing it fails if any script on it has. */
export async function signedIn(
  browser: Browser,
  url: string,
  viewport: { width: number; height: number },
  username = "admin",
): Promise<Page> {
  const context = await browser.newContext({ viewport, locale: "zh-CN" });
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.once("close", () => expect(faults).toEqual([]));
  await page.goto(`${url}/sign-in?tenant=jinhua-edz`);
  await page.getByLabel("用户名").fill(username);
  await page.getByLabel("密码", { exact: true }).fill("Hongdai-2015");
  await page.getByRole("button", { name: "登录" }).click();
  await page.waitForURL((at) => at.pathname !== "/sign-in");
  return page;
}
