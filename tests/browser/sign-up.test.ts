import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";

// A district's first hour: it asks to join, the operator approves, its first admin signs in to an empty home.

const screenshots = "tests/browser/screenshots";
let local: LocalStart;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  [local, browser] = await Promise.all([startLocal({ env: { SIGNUPS: "reviewed" } }), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await local?.stop();
});

async function open(size: { width: number; height: number }): Promise<Page> {
  const context = await browser.newContext({ viewport: size, locale: "zh-CN" });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") faults.push(message.text());
  });
  page.once("close", () => expect(faults).toEqual([]));
  return page;
}

const textOf = async (page: Page, selector: string): Promise<string> =>
  ((await page.locator(selector).first().textContent()) ?? "").replace(/\s+/g, " ");

describe("a district's first hour", () => {
  let clerk: Page;
  let operator: Page;
  let own = "";

  beforeAll(async () => {
    [clerk, operator] = await Promise.all([open({ width: 390, height: 844 }), open({ width: 1440, height: 900 })]);
  });

  afterAll(async () => {
    await clerk.close();
    await operator.close();
  });

  it("begins at the sign-in page, where the way to a new place stands", async () => {
    await clerk.goto(`${local.url}/sign-in`);
    await clerk.getByRole("link", { name: "新地区申请开通" }).click();
    await clerk.getByLabel("地区名称").waitFor();
    await clerk.locator("aside").first().filter({ hasText: "平台运营审核" }).waitFor();
  });

  it("names every fault at once, and each is a way to its field", async () => {
    await clerk.getByRole("button", { name: "提交申请" }).click();
    await clerk.getByText("有 7 处要改好再交").waitFor();
    await clerk.getByRole("button", { name: "统一社会信用代码要填。" }).click();
    await clerk.keyboard.type("11330700002592599E");
    await clerk.locator(".summary").first().filter({ hasText: "校验码对不上，请核对有没有抄错。" }).waitFor();
  });

  it("sends its request, and is told where to look for the answer", async () => {
    await clerk.getByLabel("地区名称").fill("四川省通江县");
    await clerk.getByText("县（市、区）", { exact: true }).click();
    await clerk.getByLabel("代码", { exact: true }).fill("tongjiang");
    await clerk.getByText("开发区党建示范带创建").click();
    await clerk.getByLabel("申请单位的统一社会信用代码").fill("11330700002592599f");
    await clerk.getByLabel("联系人", { exact: true }).fill("王某");
    await clerk.getByLabel("电话").fill("0827-7222222");
    await clerk.screenshot({ path: `${screenshots}/sign-up-phone.png`, fullPage: true });
    await clerk.getByRole("button", { name: "提交申请" }).click();
    await clerk.getByRole("heading", { level: 1, name: "申请收到了，等平台运营审核" }).waitFor();
    expect(await clerk.evaluate("document.documentElement.scrollWidth")).toBe(390);
    own = await clerk.getByLabel("这个页面的地址").inputValue();
    expect(own).toBe(clerk.url());
  });

  it("is approved by the operator, who reads what it said of itself", async () => {
    await operator.goto(`${local.url}/sign-in`);
    await operator.getByLabel("在哪里工作").selectOption("平台运营");
    await operator.getByLabel("用户名").fill("operator");
    await operator.getByLabel("密码", { exact: true }).fill("Hongdai-2015");
    await operator.getByRole("button", { name: "登录" }).click();
    await operator.getByRole("heading", { level: 1, name: "1 份申请等着审" }).waitFor();
    const main = await textOf(operator, "main");
    for (const said of ["四川省通江县", "tongjiang", "11330700002592599F", "王某", "0827-7222222"]) {
      expect(main).toContain(said);
    }
    await operator.screenshot({ path: `${screenshots}/operator-desk.png` });
    await operator.getByRole("button", { name: "同意开通" }).click();
    await operator.getByRole("heading", { level: 1, name: "没有等着审的申请" }).waitFor();
    await operator.getByText("等设首位管理员").waitFor();
  });

  it("has a database of its own by the time that it looks again, and names its first admin once", async () => {
    await clerk.goto("about:blank");
    await clerk.goto(own);
    await clerk.getByRole("heading", { level: 1, name: "开通了，设首位管理员" }).waitFor();
    await clerk.getByLabel("用户名").fill("wang");
    await clerk.getByLabel("姓名").fill("管理员 01");
    await clerk.getByLabel("密码", { exact: true }).fill("wang-2026-x");
    await clerk.getByRole("button", { name: "设好并登录" }).click();
    await clerk.getByText("密码里不能有用户名。").waitFor();
    await clerk.getByLabel("密码", { exact: true }).fill("Tong-jiang 2026");
    await clerk.screenshot({ path: `${screenshots}/first-admin-phone.png`, fullPage: true });
    await clerk.getByRole("button", { name: "设好并登录" }).click();
  });

  it("is signed in to a home that says what to do first", async () => {
    await clerk.getByRole("heading", { level: 1, name: "开通了，先做四件事。" }).waitFor();
    await clerk.getByText("2 项草稿").waitFor();
    await clerk.locator("main").first().filter({ hasText: "先建工委和各乡镇，再建它们下面的党支部。" }).waitFor();
    await clerk.screenshot({ path: `${screenshots}/first-home-phone.png`, fullPage: true });
    await clerk.goto(own);
    await clerk.getByText("首位管理员已设好，用那个用户名登录。").waitFor();
  });

  it("stands among the operator's tenants, at work", async () => {
    await operator.getByRole("link", { name: "租户", exact: true }).click();
    await operator.getByRole("heading", { level: 1, name: "5 个租户" }).waitFor();
    expect(await operator.getByRole("listitem").filter({ hasText: "tongjiang" }).textContent()).toContain("使用中");
  });
});
