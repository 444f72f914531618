import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, it } from "vitest";
import { creditCode } from "../support/credit-codes.ts";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";

// The admin registers an entity, says who covers it and who looks after it, and closes what is no more.

const desk = { width: 1440, height: 900 };
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

/** The page as it is, on a desk and a phone, light and dark. */
async function pictured(page: Page, name: string): Promise<void> {
  for (const [size, width, height] of [["desk", 1440, 900] as const, ["phone", 390, 844] as const])
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${screenshots}/${name}-${size}-${colorScheme}.png` });
    }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 1440, height: 900 });
}

describe("an entity on the screen", () => {
  it("is registered with its faults at their fields, covered, looked after and closed", async () => {
    const page = await signedIn(browser, local.url, desk, "admin", { path: "/entities/new" });
    await page.getByRole("button", { name: "登记", exact: true }).click();
    await page.getByText("统一社会信用代码是 18 位数字和大写字母。").waitFor();
    await page.getByLabel("名称").fill("示例企业");
    await page.getByLabel("统一社会信用代码").fill(creditCode(7));
    await pictured(page, "entity-form");
    await page.getByRole("button", { name: "登记", exact: true }).click();
    await page.getByRole("heading", { name: "示例企业" }).waitFor();

    await page.getByRole("button", { name: "登记覆盖" }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("button", { name: "登记覆盖" }).click();
    await sheet.getByText("要选一个党组织。").waitFor();
    await sheet.getByLabel("党组织").fill("汤溪");
    await sheet.getByRole("radio").first().check();
    await sheet.getByLabel("覆盖方式").selectOption({ label: "划片联建" });
    await pictured(page, "entity-cover");
    await sheet.getByRole("button", { name: "登记覆盖" }).click();
    await page.getByText("划片联建，").waitFor();

    await page.getByRole("button", { name: "定包点干部" }).click();
    await sheet.getByLabel("职务或代称").fill("干部 01");
    await sheet.getByRole("button", { name: "定下" }).click();
    await page.getByText("干部 01").waitFor();
    await pictured(page, "entity");

    await page.getByRole("button", { name: "注销" }).click();
    await sheet.getByRole("button", { name: "注销", exact: true }).click();
    await sheet.getByText("理由要写，例如 已办注销登记。").waitFor();
    await sheet.getByLabel("理由").fill("已办注销登记");
    await sheet.getByRole("button", { name: "注销", exact: true }).click();
    await page.waitForURL((at) => at.pathname === "/entities");
    await page.close();
  });
});

describe("a unit on the screen", () => {
  it("is closed only with a reason, in a dialog that names it", async () => {
    const page = await signedIn(browser, local.url, desk, "admin", { path: "/units?list=all" });
    const name = await page.getByRole("main").getByRole("listitem").getByRole("link").nth(5).innerText();
    await page.getByRole("link", { name, exact: true }).first().click();
    await page.getByRole("button", { name: "撤销、并入" }).click();
    const sheet = page.getByRole("dialog");
    await sheet.getByRole("heading", { name: `撤销「${name}」？` }).waitFor();
    await sheet.getByRole("button", { name: "撤销", exact: true }).click();
    await sheet.getByText("理由要写，例如 依某次会议决定。").waitFor();
    await pictured(page, "unit-close");
    await page.close();
  });
});
