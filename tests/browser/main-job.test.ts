import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";

// The main job on the real notice, as finance staff do it: what stands on the screens, at a desk and on a phone.

const screenshots = "tests/browser/screenshots";
let local: LocalStart;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  [local, browser] = await Promise.all([startLocal(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await local?.stop();
});

async function open(size: { width: number; height: number }, colorScheme: "light" | "dark" = "light"): Promise<Page> {
  const context = await browser.newContext({ viewport: size, colorScheme, locale: "zh-CN" });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.once("close", () => expect(faults).toEqual([]));
  return page;
}

async function signIn(page: Page, username: string, password = "Hongdai-2015"): Promise<void> {
  await page.goto(`${local.url}/sign-in?tenant=jinhua-edz`);
  await page.getByLabel("用户名").fill(username);
  await page.getByLabel("密码", { exact: true }).fill(password);
  await page.getByRole("button", { name: "登录" }).click();
}

const textOf = async (page: Page, selector: string): Promise<string> =>
  ((await page.locator(selector).first().textContent()) ?? "").replace(/\s+/g, " ");

describe("a preparer at a desk", () => {
  let page: Page;

  beforeAll(async () => {
    page = await open({ width: 1440, height: 900 });
    await signIn(page, "preparer");
    await page.getByRole("heading", { level: 1, name: /84 个点/ }).waitFor();
  });

  afterAll(async () => {
    await page.close();
  });

  it("reads the result first, and the notice's sums proven", async () => {
    await page.locator("h1").first().filter({ hasText: "84 个点，83 个到三星；40 个示范点，38 个到四星。" }).waitFor();
    const main = await textOf(page, "main");
    expect(main).toContain("10 + 10 + 10 + 7 + 7 + 15 + 15 + 10 = 84");
    expect(main).toContain("28 + 8 + 4 = 40");
    for (const place of ["苏孟乡", "汤溪镇", "网络经济产业", "商会"]) expect(main).toContain(place);
    await page.screenshot({ path: `${screenshots}/home-desk.png`, fullPage: true });
  });

  it("reads the acceptance standard", async () => {
    await page.getByRole("link", { name: "标准", exact: true }).click();
    await page.getByRole("link", { name: /创建点验收标准/ }).click();
    await page.getByRole("heading", { name: "红色阵地" }).waitFor();
    await page.locator("main").first().filter({ hasText: "便捷服务" }).waitFor();
    await page.screenshot({ path: `${screenshots}/standard-desk.png`, fullPage: true });
  });

  it("finds a unit, and why it has its score", async () => {
    await page.getByRole("link", { name: "党组织", exact: true }).click();
    await page.getByLabel("名称").fill("汤溪镇 05");
    await page.getByRole("button", { name: "查找" }).click();
    await page.getByRole("link", { name: "汤溪镇 05 号点" }).click();
    await page.getByText("差 0.50 分到四星级").first().waitFor();
    await page.locator("main").first().filter({ hasText: "79.50" }).waitFor();
    await page.screenshot({ path: `${screenshots}/unit-desk.png`, fullPage: true });
  });

  it("runs the calculation, sees the ceiling that bites, and reads why a line is that many fen", async () => {
    await page.getByRole("link", { name: "测算", exact: true }).click();
    await page.getByRole("button", { name: "测算" }).click();
    await page.getByRole("button", { name: "汤溪镇" }).click();
    const township = (await page.getByRole("row", { name: /^汤溪镇/ }).textContent()) ?? "";
    expect(township.replace(/\s+/g, " ")).toMatch(/160,000\.00.*150,000\.00.*−10,000\.00.*150,000\.00/);
    await page
      .locator("tfoot")
      .first()
      .filter({ hasText: /1,540,000\.00.*−10,000\.00.*1,530,000\.00/ })
      .waitFor();
    await page.getByRole("button", { name: "02 号点" }).click();
    const why = page.getByLabel("这一行为什么");
    await why.getByRole("heading", { name: /46,900\.00/ }).waitFor();
    const steps = await why.getByRole("listitem").allTextContents();
    expect(steps.map((step) => /\d[\d,]*\.\d\d/.exec(step)?.[0])).toEqual([
      "50,000.00",
      "46,875.00",
      "46,800.00",
      "46,900.00",
      "46,900.00",
    ]);
    expect(steps.join("")).toContain("50,000.00 × 150,000.00 ÷ 160,000.00 = 46,875.00");
    await page.screenshot({ path: `${screenshots}/calculation-desk.png` });
  });

  it("is told of a demonstration point without a line, and why", async () => {
    expect((await page.getByRole("row", { name: /^05 号点/ }).textContent()) ?? "").toContain("—");
    await page.locator("main").first().filter({ hasText: "汤溪镇 05 号点、网络经济产业 08 号点" }).waitFor();
  });

  it("has the whole computed once more, to the same digest", async () => {
    await page.getByRole("button", { name: "重算一遍核对" }).click();
    await page.getByText("摘要相同").waitFor();
  });
});

describe("a preparer on a phone", () => {
  it("signs in, calculates and reads a line's steps in a sheet", async () => {
    const page = await open({ width: 390, height: 844 }, "dark");
    await signIn(page, "preparer");
    await page.getByRole("heading", { level: 1, name: /84 个点/ }).waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await page.screenshot({ path: `${screenshots}/home-phone-dark.png` });
    await page.getByRole("link", { name: "测算", exact: true }).click();
    await page.getByRole("button", { name: "测算" }).click();
    await page.getByRole("button", { name: "汤溪镇" }).click();
    await page.getByRole("button", { name: "02 号点" }).click();
    await page
      .getByRole("dialog")
      .getByRole("heading", { name: /46,900\.00/ })
      .waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await page.screenshot({ path: `${screenshots}/line-phone-dark.png` });
    await page.close();
  });

  it("is refused with a wrong password, in words, and stays where they were", async () => {
    const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "zh-CN" });
    const page = await context.newPage();
    await signIn(page, "preparer", "wrong");
    await page.getByRole("alert").waitFor();
    expect(new URL(page.url()).pathname).toBe("/sign-in");
    await page.screenshot({ path: `${screenshots}/sign-in-refused-phone.png` });
    await context.close();
  });
});
