import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";

// The admin invites somebody, who sets a password by the link, signs in, and is out at once when disabled.

const screenshots = "tests/browser/screenshots";
let local: LocalStart;
let browser: Browser;
let admin: Page;
let invited: Page;
let link = "";

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  [local, browser] = await Promise.all([startLocal(), openBrowser()]);
  admin = await signedIn(browser, local.url, { width: 1440, height: 900 });
  const context = await browser.newContext({ viewport: { width: 390, height: 844 }, locale: "zh-CN" });
  invited = await context.newPage();
  invited.setDefaultTimeout(10_000);
});

afterAll(async () => {
  await admin?.close();
  await browser?.close();
  await local?.stop();
});

/** The page by day and by night, at its whole length. */
async function pictures(page: Page, name: string): Promise<void> {
  for (const theme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme: theme });
    await page.screenshot({ path: `${screenshots}/${name}-${theme}.png`, fullPage: true });
  }
  await page.emulateMedia({ colorScheme: "light" });
}

const width = async (page: Page): Promise<unknown> => await page.evaluate("document.documentElement.scrollWidth");

describe("a user's life", () => {
  it("begins with the admin, who says what they may do and where", async () => {
    await admin.goto(`${local.url}/users`);
    await admin.getByRole("heading", { level: 1, name: "用户与权限" }).waitFor();
    await admin.getByRole("button", { name: "添用户" }).click();
    await admin.getByRole("button", { name: "添上，给链接" }).click();
    await admin.getByText("姓名要填。").waitFor();
    await admin.getByText("从找到的党组织里选一个。").waitFor();
    await admin.getByLabel("用户名", { exact: true }).fill("zhuren-02");
    await admin.getByLabel("姓名", { exact: true }).fill("考核员 09");
    await admin.getByLabel("第 1 个岗位", { exact: true }).selectOption("考核员");
    await admin.getByRole("button", { name: "添一个岗位" }).click();
    await admin.getByLabel("第 2 个岗位", { exact: true }).selectOption("书记");
    await admin.getByLabel("第 2 个岗位的党组织，输入名称里的字来找").fill("苏孟乡 01 号点");
    await pictures(admin, "users-form-desk");
  });

  it("goes on with a link that is shown once", async () => {
    await admin.getByRole("button", { name: "添上，给链接" }).click();
    await admin.getByRole("button", { name: "给链接", exact: true }).click();
    await admin.getByText("关掉以后不再显示").waitFor();
    await pictures(admin, "users-link-desk");
    link = await admin.getByLabel("链接", { exact: true }).inputValue();
    expect(link).toMatch(/\/invitation\/jinhua-edz#[\w-]{43}$/);
    await admin.getByRole("button", { name: "交好了，关掉" }).click();
    await admin.getByText("考核员 09").first().waitFor();
    expect(await admin.content()).not.toContain(link.split("#")[1]);
    await pictures(admin, "users-desk");
  });

  it("which its holder opens on a phone, sets a password, and is signed in", async () => {
    await invited.goto(link);
    await invited.getByText("zhuren-02").first().waitFor();
    await invited.getByLabel("密码", { exact: true }).fill("short");
    await invited.getByRole("button", { name: "设好并登录" }).click();
    await invited.getByText("密码最短 10 个字符。").waitFor();
    await pictures(invited, "user-invitation-phone");
    expect(await width(invited)).toBe(390);
    await invited.getByLabel("密码", { exact: true }).fill("Belt-2026-xyz");
    await invited.getByRole("button", { name: "设好并登录" }).click();
    await invited.waitForURL((at) => at.pathname === "/");
  });

  it("changes the password where they see themselves", async () => {
    await invited.goto(`${local.url}/me`);
    await invited.getByRole("button", { name: "改密码" }).click();
    await invited.getByLabel("原来的密码", { exact: true }).fill("Belt-2026-xyy");
    await invited.getByLabel("新密码", { exact: true }).fill("Belt-2026-new");
    await invited.getByRole("button", { name: "改密码" }).click();
    await invited.getByText("原来的密码不对。").waitFor();
    await pictures(invited, "me-password-phone");
    await invited.getByLabel("原来的密码", { exact: true }).fill("Belt-2026-xyz");
    await invited.getByRole("button", { name: "改密码" }).click();
    await invited.getByText("改好了，别处的登录已经退出。").waitFor();
    expect(await width(invited)).toBe(390);
  });

  it("ends at once when the admin disables them", async () => {
    await admin.reload();
    await admin.getByRole("button", { name: /停用\s*考核员 09/ }).click();
    await admin.getByLabel("理由").fill("调离");
    await admin.getByRole("button", { name: "停用", exact: true }).click();
    await admin.locator("li", { hasText: "zhuren-02" }).getByText("已停用").waitFor();
    await invited.goto(`${local.url}/units`);
    await invited.waitForURL((at) => at.pathname === "/sign-in");
    await invited.goto(link);
    await invited.getByRole("heading", { name: "这个一次性链接已不能用" }).waitFor();
  });
});

describe("a relaxation", () => {
  it("is decided with a reason, seen with it, and ended", async () => {
    await admin.getByRole("button", { name: "放宽", exact: true }).click();
    await admin.getByLabel("理由").fill("科室只有两人");
    await admin.getByRole("dialog").getByRole("button", { name: "放宽", exact: true }).click();
    await admin.getByText("科室只有两人").waitFor();
    await admin.getByRole("button", { name: /终止\s*初审和验收/ }).click();
    await admin.getByLabel("理由").fill("添了人");
    await admin.getByRole("button", { name: "终止", exact: true }).click();
    await admin.getByText("已终止").waitFor();
  });
});

describe("the trail", () => {
  it("tells what was done, and is proven from the first to the last", async () => {
    await admin.goto(`${local.url}/audit`);
    await admin.getByText("停用 用户").first().waitFor();
    await admin.getByRole("button", { name: "从头核验" }).click();
    await admin.getByText(/一条没少，一字没改|还没有封存的留痕/).waitFor();
    await admin.locator("button.row").first().click();
    await pictures(admin, "audit-desk");
  });

  it("and both fit a phone", async () => {
    await admin.setViewportSize({ width: 390, height: 844 });
    await pictures(admin, "audit-phone");
    expect(await width(admin)).toBe(390);
    await admin.goto(`${local.url}/users`);
    await admin.getByText("已终止").waitFor();
    await pictures(admin, "users-phone");
    expect(await width(admin)).toBe(390);
  });
});
