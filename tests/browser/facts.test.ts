import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { signedIn } from "./admin.ts";
import { openBrowser } from "./chromium.ts";

// The admin looks after what the zone knows of its units, and ends drafts and versions; others read.

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

const goTo = (path: string): Promise<unknown> => page.goto(`${local.url}${path}`);
const press = (name: string): Promise<void> => page.getByRole("button", { name, exact: true }).last().click();
const picture = (name: string): Promise<unknown> =>
  page.screenshot({ path: `${screenshots}/${name}.png`, fullPage: true });
const main = async (): Promise<string> => ((await page.locator("main").textContent()) ?? "").replace(/\s+/g, " ");

describe("the facts of a tenant", () => {
  it("stand by whose they are and how often they change, each with what uses it", async () => {
    await goTo("/facts");
    await page.getByRole("heading", { name: "党组织 · 常设" }).waitFor();
    expect(await main()).toMatch(/unit\.\w+/);
    await picture("facts-desk");
  });

  it("are declared in a form whose faults stand at their fields", async () => {
    await page.getByRole("link", { name: "登记事实" }).click();
    await press("登记");
    await page.getByText("名称要填，例如：党员人数。").waitFor();
    expect(await page.evaluate("document.activeElement.closest('.field').textContent")).toContain("名称");
    await page.getByLabel("名称", { exact: true }).fill("企业规模");
    await page.getByLabel("写法").fill("on_belt");
    await page.getByLabel("类型").selectOption("单选");
    await press("登记");
    await page.getByText("单选、多选要写出选项。").waitFor();
    await press("添一个选项");
    await page.keyboard.type("big");
    await page.keyboard.press("Tab");
    await page.keyboard.type("规模以上");
    await press("登记");
    await page.getByText("on_belt 是每个对象自带的名字，请换一个").waitFor();
    await picture("facts-new-faults");
    await page.getByLabel("写法").fill("size");
    await press("登记");
    await page.getByRole("heading", { level: 1, name: "企业规模" }).waitFor();
    expect(await main()).toContain("还没有标准、办法用到它。");
  });
});
