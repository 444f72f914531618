import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { rosterFile } from "../support/roster.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";

// The admin brings in units from a spreadsheet; a secretary writes a plan on the phone, the township approves it.

const screenshots = "tests/browser/screenshots";
const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const folder = mkdtempSync(join(tmpdir(), "hongdai-rosters-"));
let local: LocalStart;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  [local, browser] = await Promise.all([startLocal(), openBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await local?.stop();
  rmSync(folder, { recursive: true, force: true });
});

const at = (role: string, viewport: typeof desk, path: string): Promise<Page> =>
  signedIn(browser, local.url, viewport, role, { path });

async function fileOf(name: string, rows: readonly (readonly string[])[]): Promise<string> {
  const path = join(folder, `${name}.xlsx`);
  writeFileSync(path, await rosterFile("党组织", [["编码", "名称", "类别", "成立日期"], ...rows]));
  return path;
}

describe("a roster", () => {
  it("is refused with its faults by row and column, and written once they are mended", async () => {
    const page = await at("admin", desk, "/units");
    await page.getByRole("link", { name: "从表格导入" }).click();
    await page.setInputFiles("input[type=file]", await fileOf("faulty", [["x 1", "", "党支部", "去年"]]));
    await page.getByRole("button", { name: "核对", exact: true }).click();
    await page.getByRole("heading", { name: "3 处要改，什么都没有写入" }).waitFor();
    expect(await page.locator("tbody tr").allInnerTexts()).toEqual([
      "2\t编码\t只用字母、数字、点、横线、下划线，以字母或数字开头，最长 64 个",
      "2\t名称\t要填，现在空着",
      "2\t成立日期\t要写成文字的日期，例如 2015-10-31",
    ]);
    await page.screenshot({ path: `${screenshots}/roster-faults-desk.png`, fullPage: true });
    await page.setInputFiles(
      "input[type=file]",
      await fileOf("sound", [["sample-1", "示例支部", "党支部", "2015-08-25"]]),
    );
    await page.getByRole("button", { name: "核对", exact: true }).click();
    await page.getByRole("button", { name: "写入 1 行" }).click();
    await page.getByText("已写入：新增 1，更新 0。").waitFor();
    await page.goto(`${local.url}/units?list=all&q=sample-1`);
    await page.getByRole("link", { name: "示例支部" }).waitFor();
    await page.close();
  });
});

describe("a plan", () => {
  it("is written on the phone, isn't taken with a gap, and is approved by the township", async () => {
    const page = await at("secretary", phone, "/plans/new");
    await page.getByLabel("创建目标").fill("年内建成四星级示范点。");
    await page.getByLabel("做什么").fill("每月 25 日开放党员活动室，党员轮值。");
    await page.getByLabel("责任人").fill("支部书记");
    await page.getByLabel("到什么程度").fill("开放六次");
    const year = await page.getByLabel("哪一年").inputValue();
    await page.getByLabel("到哪一天").fill(`${year}-11-30`);
    await page.getByRole("button", { name: "存下" }).click();
    await page.getByRole("button", { name: "报送" }).click();
    await page.getByText("完成时限要写").waitFor();
    await page.screenshot({ path: `${screenshots}/plan-gap-phone.png`, fullPage: true });
    await page.getByRole("link", { name: "接着写" }).click();
    await page.getByLabel("完成时限").fill(`${year}-11-30`);
    await page.getByRole("button", { name: "存下" }).click();
    await page.getByRole("button", { name: "报送" }).click();
    await page.getByText("待审").first().waitFor();
    const path = new URL(page.url()).pathname;
    await page.close();

    const township = await at("township", desk, path);
    await township.getByRole("button", { name: "退回补正" }).click();
    await township.getByText("退回要写明理由，书记照着改。").waitFor();
    await township.getByRole("button", { name: "审定", exact: true }).click();
    await township.getByText("已审定").first().waitFor();
    await township.screenshot({ path: `${screenshots}/plan-desk.png`, fullPage: true });
    await township.close();
  });
});
