import { mkdirSync, readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";
import { declareFacts } from "./sound-policy.ts";
import { writingOn } from "./writing.ts";

// The draft that follows a published policy: moved about, warned of, compared, gone out as a file and come in again.

const screenshots = "tests/browser/screenshots";
const { policy } = JSON.parse(readFileSync("tests/cases/a3-errors.json", "utf8"));
const tenant = "/api/tenants/jinhua-edz";
const versions = `${tenant}/policies/sound/versions`;
let local: LocalStart;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  [local, browser] = await Promise.all([startLocal(), openBrowser()]);
  page = await signedIn(browser, local.url, { width: 1440, height: 900 });
  await declareFacts(page, `${local.url}${tenant}/facts`);
  await publish();
});

afterAll(async () => {
  await page?.close();
  await browser?.close();
  await local?.stop();
});

async function publish(): Promise<void> {
  const created = await page.request.post(`${local.url}${tenant}/policies`, {
    data: { code: "sound", document: policy },
  });
  expect(created.status()).toBe(201);
  const published = await page.request.post(`${local.url}${versions}/1/publication`, {
    data: { holdsFrom: "2026-01-01", reason: "示例：照案例原文发布。" },
    headers: { "if-match": created.headers()["etag"] ?? "" },
  });
  expect(published.status()).toBe(200);
}

const { choose, field, fill, press, ...writing } = writingOn(() => page);
const stored = (version: number): Promise<Record<string, unknown>> =>
  writing.stored(`${local.url}${versions}/${version}`);

describe("the next draft of a policy", () => {
  it("moves a grant by keyboard and by dragging, and gets a deleted one back", async () => {
    await page.goto(`${local.url}/policies/sound`);
    await press("起草下一版");
    await page.getByRole("button", { name: "发布第 2 版" }).waitFor();
    await choose("grants[3]");
    await page.locator('[data-place="grants[3]"]').press("Alt+ArrowUp");
    await page.getByText("「决定」移到第 3 项，共 4 项").waitFor({ state: "attached" });
    await page.locator('[data-place="grants[2]"]').dragTo(page.locator('[data-place="grants[3]"]'));
    expect(await page.locator('[data-place="grants[3]"]').textContent()).toContain("决定");
    await page.locator('[data-place="grants[3]"]').press("Delete");
    expect(await page.locator('[data-place="grants[3]"]').count()).toBe(0);
    await page.getByRole("status").getByRole("button", { name: "撤销" }).click();
    expect(await page.locator('[data-place="grants[3]"]').textContent()).toContain("决定");
  });

  it("says at its place what is no sum of money", async () => {
    await choose("grants[3]");
    await fill("grants[3].amount.atMostFen", "5.005");
    await page.getByText("要填钱数，单位元，最多两位小数").waitFor();
    await fill("grants[3].amount.atMostFen", "0.06 万");
    await page.locator("h2[data-title]").click();
    await field("grants[3].amount.atMostFen").blur();
    expect(await field("grants[3].amount.atMostFen").inputValue()).toBe("600.00");
  });

  it("is warned of a ceiling under a single award, and takes the proposal by one press", async () => {
    await choose("ceilings");
    await fill("ceilings[0].totalFen", "2");
    await page.getByText("超过限额").first().waitFor();
    await page.screenshot({ path: `${screenshots}/policy-editor-warned.png` });
    await page.getByRole("button", { name: /封顶：超过限额，改过来/ }).click();
    await page.getByRole("button", { name: /封顶：超过限额，改过来/ }).waitFor({ state: "detached" });
  });

  it("is compared with the published version, in words", async () => {
    await stored(2);
    await press("与第 1 版比较");
    const compared = page.getByRole("region", { name: "与第 1 版不同的地方" });
    await compared.getByRole("listitem").first().waitFor();
    expect((await compared.textContent()) ?? "").toContain("决定");
    await page.screenshot({ path: `${screenshots}/policy-editor-compare.png` });
  });

  it("goes out as a spreadsheet, and comes in again without a fault", async () => {
    await press("接着改");
    await press("导出、导入");
    const sheet = page.getByRole("dialog");
    const [download] = await Promise.all([
      page.waitForEvent("download"),
      sheet.getByRole("link", { name: "导出表格" }).click(),
    ]);
    await sheet.getByLabel("选一个要导入的文件").setInputFiles(await download.path());
    await sheet.getByText("读到 4 项补助、1 道封顶，没有错误。").waitFor();
    await sheet.getByRole("button", { name: "用它换掉现在的草稿" }).click();
    expect((await stored(2))["faults"]).toEqual([]);
  });

  it("tells a second window that somebody else was faster, and lets one choose", async () => {
    const other = await signedIn(browser, local.url, { width: 1440, height: 900 });
    await other.goto(`${local.url}/policies/sound/draft?at=general`);
    await other.locator('[data-path="title"]').fill("对方的名称");
    await other.getByText(/^\s*\d\d:\d\d 已存\s*$/).waitFor();
    await other.close();
    await choose("general");
    await fill("title", "我的名称");
    await page.getByRole("alert").getByText("有别人改过").waitFor();
    await press("用我的，盖过对方的");
    expect((await stored(2))["title"]).toBe("我的名称");
  });

  it("keeps what is written without a network in the browser, and saves it once there is one", async () => {
    await page.context().setOffline(true);
    await fill("title", "完好的方案（修订）");
    await page.getByText(/没有网络，\d\d:\d\d 存在本机/).waitFor();
    await page.context().setOffline(false);
    expect((await stored(2))["title"]).toBe("完好的方案（修订）");
  });

  it("is read on a phone, by day and by night, with nothing cut off", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await page.getByText("改办法要用电脑；这里可以看正文、试算。").waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await page.screenshot({ path: `${screenshots}/policy-editor-phone.png`, fullPage: true });
    await page.emulateMedia({ colorScheme: "dark" });
    await page.screenshot({ path: `${screenshots}/policy-editor-phone-dark.png`, fullPage: true });
    await page.setViewportSize({ width: 1440, height: 900 });
    await choose("grants[0]");
    await page.screenshot({ path: `${screenshots}/policy-editor-dark.png`, fullPage: true });
    await choose("general");
    await page.screenshot({ path: `${screenshots}/policy-editor-general-dark.png` });
  });
});
