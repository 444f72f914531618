import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";

// A county that nobody prepared, where sign-ups are open: from the form to a standard of its own that holds. All of it
// on the screen; the credit code is a true one, the county's persons are none.

const screenshots = "tests/browser/screenshots";
let local: LocalStart;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  [local, browser] = await Promise.all([startLocal({ env: { SIGNUPS: "open" } }), openBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.once("close", () => expect(faults).toEqual([]));
});

afterAll(async () => {
  await page?.close();
  await browser?.close();
  await local?.stop();
});

const goTo = (path: string): Promise<unknown> => page.goto(`${local.url}${path}`);
const press = (name: string): Promise<void> => page.getByRole("button", { name, exact: true }).first().click();
const fill = (path: string, text: string): Promise<void> => page.locator(`[data-path="${path}"]`).fill(text);
const headed = (name: string): Promise<void> => page.getByRole("heading", { level: 1, name }).waitFor();
const saved = (): Promise<void> => page.getByText(/^\s*(\d\d:\d\d )?已存\s*$/).waitFor();
const picture = (name: string): Promise<unknown> =>
  page.screenshot({ path: `${screenshots}/${name}.png`, fullPage: true });

async function kindOfItem(at: number, title: string, kind: string): Promise<void> {
  await fill(`sections[0].items[${at}].title`, title);
  await page.locator(`[data-path="sections[0].items[${at}].score.kind"]`).selectOption(kind);
}

async function unit(name: string, code: string, more: () => Promise<unknown>): Promise<void> {
  await goTo("/units/new");
  await page.getByLabel("名称", { exact: true }).fill(name);
  await page.getByLabel("编码", { exact: true }).fill(code);
  await more();
  await press("建党组织");
  await headed(name);
}

describe("a district's first hour", () => {
  it("begins with a sign-up that is at work within seconds", async () => {
    await goTo("/sign-up");
    await page.getByLabel("地区名称").fill("四川省通江县");
    await page.getByText("县（市、区）", { exact: true }).click();
    await page.getByLabel("代码", { exact: true }).fill("tongjiang");
    await page.locator('input[name="template"][value="empty"]').check();
    await page.getByLabel("申请单位的统一社会信用代码").fill("11330700002592599F");
    await page.getByLabel("联系人", { exact: true }).fill("经办 01");
    await page.getByLabel("电话").fill("0827-7222222");
    await press("申请并开通");
    await headed("开通了，设首位管理员");
  });

  it("has its first admin by the one-time link, who sees what comes first", async () => {
    await page.getByLabel("用户名").fill("guanli");
    await page.getByLabel("姓名").fill("管理员 01");
    await page.getByLabel("密码", { exact: true }).fill("Tong-jiang 2026");
    await press("设好并登录");
    await headed("开通了，先做四件事。");
    await page.getByText("还没有标准：起草一项，或从文件导入。").waitFor();
    await page.locator("main").first().filter({ hasText: "例如党员人数、有没有活动场所，先登记在这里。" }).waitFor();
  });

  it("declares what it knows of its units", async () => {
    await page.getByRole("link", { name: "事实" }).first().click();
    await page.getByText("还没有登记事实").waitFor();
    await page.getByRole("link", { name: "登记事实" }).click();
    await page.getByLabel("名称", { exact: true }).fill("党员人数");
    await page.getByLabel("写法").fill("members");
    await page.getByLabel("计量单位（选填）").fill("人");
    await press("登记");
    await headed("党员人数");
  });

  it("writes a standard from nothing, and declares from it the fact that is missing", async () => {
    await goTo("/standards");
    await press("新建标准");
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("名称").fill("通江县两新党组织评星（示例）");
    await sheet.getByLabel("编码").fill("stars");
    await sheet.getByRole("button", { name: "新建标准" }).click();
    await headed("通江县两新党组织评星（示例）");
    await press("添一条依据");
    await fill("sources[0].document", "示例通知");
    await fill("sources[0].clause", "第一条");
    await press("添一节");
    await fill("sections[0].title", "阵地和队伍");
    await press("在这一节添一项");
    await kindOfItem(0, "有活动场所", "yes-no");
    await fill("sections[0].items[0].score.points", "90");
    await fill("sections[0].items[0].from", "unit.venue");
    await page.locator('[data-place="sections[0]"]').click();
    await press("在这一节添一项");
    await kindOfItem(1, "党员人数", "count");
    await fill("sections[0].items[1].score.each", "1");
    await fill("sections[0].items[1].score.atMost", "10");
    await fill("sections[0].items[1].from", "unit.members");
    await saved();
    await page.getByRole("link", { name: "声明 unit.venue 这个事实" }).click();
    await headed("登记事实");
    expect(await page.getByLabel("写法").inputValue()).toBe("venue");
    expect(await page.getByLabel("类型").inputValue()).toBe("bool");
    await page.getByLabel("名称", { exact: true }).fill("有没有活动场所");
    await picture("first-hour-declare");
    await press("登记");
    await page.getByRole("heading", { name: "标准体检" }).waitFor();
    expect(await page.locator('[data-path="sections[0].items[0].from"]').inputValue()).toBe("unit.venue");
    expect(await page.getByRole("link", { name: /这个事实$/ }).count()).toBe(0);
  });

  it("creates a committee, a township and a branch, with what is known of it", async () => {
    await unit("通江县两新工委", "tj", () => page.getByLabel("哪一种").selectOption("committee"));
    await unit("诺江镇党委", "tj-nuojiang", async () => {
      await page.getByLabel("哪一种").selectOption("township");
      await page.getByLabel("简称").fill("诺江镇");
      await page.getByLabel("上级党组织（选填）").selectOption({ label: "通江县两新工委" });
    });
    await unit("诺江镇 01 号点", "tj-nuojiang-01", async () => {
      await page.getByLabel("上级党组织（选填）").selectOption({ label: "诺江镇党委" });
      await page.getByLabel("党员人数，人（选填）").fill("7");
      await page.getByLabel("有没有活动场所（选填）").selectOption("是");
      await picture("first-hour-unit");
    });
    await page.locator("main").first().filter({ hasText: "党员人数7 人" }).waitFor();
    await page.locator("main").first().filter({ hasText: "党支部 · 诺江镇" }).waitFor();
  });

  it("tries the standard on it", async () => {
    await goTo("/standards/stars/draft?view=try");
    await page.getByLabel("找一个党组织来试").fill("01 号点");
    await press("查找");
    await press("诺江镇 01 号点");
    await page.getByLabel("试算的结果").getByText("97.00").first().waitFor();
  });

  it("publishes it, and sees it in force", async () => {
    await press("接着改");
    await press("发布第 1 版");
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("从哪天起施行").fill("2026-01-01");
    await sheet.getByRole("button", { name: "发布第 1 版" }).click();
    await page.getByRole("button", { name: "起草下一版" }).waitFor();
    await goTo("/standards/stars");
    await page.getByText("标准 · 第 1 版 · 已发布").waitFor();
    await page.locator("main").first().filter({ hasText: "管理员 01发布" }).waitFor();
    await page
      .locator("main")
      .first()
      .filter({ hasText: /SHA-256 [0-9a-f]{64}/ })
      .waitFor();
    await goTo("/");
    await page.getByText("1 项已发布。").waitFor();
    await picture("first-hour-home");
  });
});
