import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";

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
    await page
      .locator("main")
      .first()
      .filter({ hasText: /unit\.\w+/ })
      .waitFor();
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
    await page.locator("main").first().filter({ hasText: "还没有标准、办法用到它。" }).waitFor();
  });
});

describe("a fact that documents read", () => {
  it("says before it is renamed which texts keep the name, and keeps it as its former one", async () => {
    await goTo("/facts");
    await page.getByRole("link", { name: "未达三星级的点" }).click();
    await page.getByRole("heading", { name: "用在哪里" }).waitFor();
    await page.getByLabel("写法").fill("points_short");
    await page.getByText("不动、仍按 points_below_three 取数的：").waitFor();
    await picture("facts-rename");
    await press("存下修改");
    await page.waitForURL((at) => at.pathname === "/facts/belt/points_short");
    await page.getByText("已发布的还按旧名 unit.points_below_three 取数").waitFor();
    await page.getByText("改好了，原名 points_below_three。").waitFor();
  });

  it("is kept, and the dialog says where it is used", async () => {
    await press("删去");
    const sheet = page.getByRole("dialog");
    await sheet.getByText("删去「未达三星级的点」？").waitFor();
    await sheet.getByRole("button", { name: "删去", exact: true }).click();
    await sheet.getByRole("alert").getByText("用到它的有：").waitFor();
    expect(await sheet.getByRole("listitem").textContent()).toContain("党建示范带整体验收标准（分值为示例）》第 1 版");
    await picture("facts-kept");
    await sheet.getByRole("button", { name: "留着" }).click();
    expect(await page.getByRole("dialog").count()).toBe(0);
  });

  it("goes where nothing relies on it", async () => {
    await goTo("/facts/unit/size");
    await press("删去");
    await page.getByRole("dialog").getByRole("button", { name: "删去", exact: true }).click();
    await page.waitForURL((at) => at.pathname === "/facts");
    await page.getByRole("heading", { name: "党组织 · 常设" }).waitFor();
    expect(await main()).not.toContain("企业规模");
  });

  it("is read by others, and changed by none of them; on a phone nothing is cut off", async () => {
    const reader = await signedIn(browser, local.url, { width: 390, height: 844 }, "viewer");
    await reader.emulateMedia({ colorScheme: "dark" });
    await reader.goto(`${local.url}/facts`);
    await reader.getByRole("heading", { name: "示范带 · 常设" }).waitFor();
    expect(await reader.getByRole("link", { name: "登记事实" }).count()).toBe(0);
    expect(await reader.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await reader.screenshot({ path: `${screenshots}/facts-phone-dark.png`, fullPage: true });
    await reader.getByRole("link", { name: "应建成的示范点" }).click();
    await reader.getByRole("heading", { name: "用在哪里" }).waitFor();
    expect(await reader.getByRole("button", { name: "存下修改" }).count()).toBe(0);
    await reader.goto(`${local.url}/facts/new`);
    await reader.getByText("登记事实归租户管理员").waitFor();
    await reader.close();
  });
});

describe("a draft and a published version", () => {
  it("end on the document's page: the draft is discarded", async () => {
    await goTo("/standards/belt-point");
    await press("起草下一版");
    await page.getByRole("heading", { name: "标准体检" }).waitFor();
    await goTo("/standards/belt-point?version=2");
    await press("删去这一版草稿");
    await page.getByRole("dialog").getByText("发布过的各版不动").waitFor();
    await picture("draft-discard");
    await page.getByRole("dialog").getByRole("button", { name: "删去草稿" }).click();
    await page.getByText("标准 · 第 1 版 · 已发布").waitFor();
    await page.getByRole("button", { name: "起草下一版" }).waitFor();
  });

  it("a first draft is discarded in its editor, and the document is no more", async () => {
    await goTo("/standards?new=1");
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("名称").fill("试一试的标准");
    await sheet.getByLabel("编码").fill("trial");
    await sheet.getByRole("button", { name: "新建标准" }).click();
    await page.locator('[data-path="title"]').fill("不要的标准");
    await press("删去草稿");
    await sheet.getByText("它还没有发布过，删去以后这个标准就没有了。").waitFor();
    await sheet.getByRole("button", { name: "删去草稿" }).click();
    await page.waitForURL((at) => at.pathname === "/standards");
    await page.getByText("党建示范带整体验收标准").waitFor();
    expect(await main()).not.toContain("不要的标准");
  });

  it("the version is retired with a reason, which stays in it; whoever is later is told so", async () => {
    const later = await signedIn(browser, local.url, { width: 390, height: 844 });
    await later.goto(`${local.url}/policies/belt-awards`);
    await later.getByRole("button", { name: "停用这一版" }).click();
    await goTo("/policies/belt-awards");
    await press("停用这一版");
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("button", { name: "停用第 1 版" }).click();
    await sheet.getByText("理由要写明，留存在这一版里。").waitFor();
    await picture("version-retire");
    await sheet.getByLabel("停用的理由").fill("示例：另发新办法。");
    await sheet.getByRole("button", { name: "停用第 1 版" }).click();
    await page.getByText("以奖代补办法 · 第 1 版 · 已停用").waitFor();
    await page.getByText("理由：示例：另发新办法。").waitFor();
    await later.getByLabel("停用的理由").fill("晚到一步。");
    await later.getByRole("button", { name: "停用第 1 版" }).click();
    await later.getByRole("alert").getByText("第 1 版早已停用。").waitFor();
    await later.screenshot({ path: `${screenshots}/version-retired-phone.png` });
    await later.getByRole("button", { name: "看现在的" }).click();
    await later.getByText("以奖代补办法 · 第 1 版 · 已停用").waitFor();
    await later.close();
  });
});
