import { mkdirSync, readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";

// The next draft of the acceptance standard, which has results: its levels on the scale, its effect, its try-out, its files.

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
const choose = (place: string): Promise<void> => page.locator(`[data-place="${place}"]`).click();
const fill = (path: string, text: string): Promise<void> => page.locator(`[data-path="${path}"]`).fill(text);
const press = (name: string): Promise<void> => page.getByRole("button", { name, exact: true }).first().click();

describe("a published standard with results", () => {
  it("shows who gains and who loses by its next draft", async () => {
    await goTo("/standards/belt-point");
    await press("起草下一版");
    await page.getByRole("heading", { name: "标准体检" }).waitFor();
    await choose("levels");
    await fill("levels[1].wording", "80—89 分");
    await fill("levels[2].wording", "70—79 分");
    await page.getByRole("alert").first().waitFor();
    const ruler = (await page.locator(".ruler").getAttribute("aria-label")) ?? "";
    expect(ruler).toContain("79 到 80 空缺，89 到 90 空缺");
    await page.screenshot({ path: `${screenshots}/standard-editor-gaps.png` });
    await page.getByRole("alert").first().getByRole("button", { name: "改过来" }).click();
    await fill("levels[1].atLeast", "79.5");
    await page.getByText(/^\s*\d\d:\d\d 已存\s*$/).waitFor();
    await press("与第 1 版比较");
    await page.getByRole("region", { name: "改了以后谁会变" }).getByText("2 个升，0 个降").waitFor();
    await page.screenshot({ path: `${screenshots}/standard-editor-effect.png`, fullPage: true });
  });
});

describe("a real unit", () => {
  it("is tried with the answers that the last cycle accepted", async () => {
    await goTo("/standards/belt-point/draft?view=try");
    await page.getByLabel("找一个党组织来试").fill("汤溪镇 05");
    await press("查找");
    await press("汤溪镇 05 号点");
    const result = page.getByLabel("试算的结果");
    await result.getByText("79.50").first().waitFor();
    await result.getByRole("img", { name: "四星级", exact: true }).waitFor();
    await page.screenshot({ path: `${screenshots}/standard-editor-unit.png` });
  });
});

describe("a draft as a spreadsheet", () => {
  it("goes out, and comes in again without a fault", async () => {
    await press("接着改");
    await press("导出、导入");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      page.getByRole("link", { name: "导出表格" }).click(),
    ]);
    expect(download.suggestedFilename()).toContain("（第2版）.xlsx");
    const file = await download.path();
    await page
      .locator("input[type=file]")
      .setInputFiles({ name: "改过的.xlsx", mimeType: "", buffer: readFileSync(file) });
    await page.getByText("读到 5 节 13 项，没有错误。").waitFor();
    await press("用它换掉现在的草稿");
    await page.getByText(/^\s*\d\d:\d\d 已存\s*$/).waitFor();
  });
});

describe("without a network", () => {
  it("what is written stays in the browser, and is saved once there is one", async () => {
    await choose("general");
    await page.context().setOffline(true);
    await fill("title", "没有网络时改的名称");
    await page.getByText("存在本机，连上后自动存").waitFor();
    await page.context().setOffline(false);
    await page.getByText(/^\s*\d\d:\d\d 已存\s*$/).waitFor();
    await page.reload();
    await page.getByRole("heading", { level: 1, name: "没有网络时改的名称" }).waitFor();
  });
});

describe("on a phone", () => {
  it("a draft is read and tried, and nothing is cut off", async () => {
    const phone = await signedIn(browser, local.url, { width: 390, height: 844 });
    await phone.goto(`${local.url}/standards/belt-point/draft`);
    await phone.getByText("改标准要用电脑").waitFor();
    await phone.getByRole("button", { name: "试着填一份" }).click();
    await phone.getByLabel("手机上的填报页").waitFor();
    expect(await phone.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await phone.screenshot({ path: `${screenshots}/standard-editor-phone.png` });
    await phone.close();
  });
});
