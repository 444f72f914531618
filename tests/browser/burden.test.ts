import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";

// The admin sees what October 2015 asked of every secretary, sets a ceiling, and sees who is above it.

const screenshots = "tests/browser/screenshots";
let local: LocalStart;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  [local, browser] = await Promise.all([startLocal(), openBrowser()]);
  page = await signedIn(browser, local.url, { width: 1440, height: 900 });
});

afterAll(async () => {
  await page?.close();
  await browser?.close();
  await local?.stop();
});

async function picture(name: string): Promise<void> {
  for (const [size, width, height] of [
    ["phone", 390, 844],
    ["desk", 1440, 900],
  ] as const) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${screenshots}/${name}-${size}-${colorScheme}.png` });
    }
  }
}

describe("the burden of a month", () => {
  it("says first how much is asked, then where it comes from and of whom", async () => {
    await page.goto(`${local.url}/burden?month=2015-10`);
    await page.getByText("还没有定上限").first().waitFor();
    await page.getByRole("rowheader", { name: "商会 01 号点" }).waitFor();
    await picture("burden");
    await page.setViewportSize({ width: 390, height: 844 });
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await page.setViewportSize({ width: 1440, height: 900 });
  });

  it("names each fault of a ceiling at its field, takes a sound one, and marks who is above it", async () => {
    await page.getByRole("button", { name: "定上限" }).click();
    await page.getByLabel("要填的项数").fill("1.5");
    const dialog = page.getByRole("dialog");
    await dialog.getByRole("button", { name: "定上限" }).click();
    await page.getByText("要填的项数要填 0～99,999 的整数，不设上限就空着。").waitFor();
    await page.getByLabel("要填的项数").fill("1");
    await picture("burden-ceiling");
    await page.setViewportSize({ width: 1440, height: 900 });
    await dialog.getByRole("button", { name: "定上限" }).click();
    await page.getByText("个党组织超过上限").first().waitFor();
    expect(await page.getByText("超过上限", { exact: true }).count()).toBeGreaterThan(0);
  });

  it("shows an empty month as one", async () => {
    await page.goto(`${local.url}/burden?month=2014-01`);
    await page.getByText("这个月没有到期的考核").waitFor();
    await picture("burden-empty");
  });
});
