import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";
import { writingOn } from "./writing.ts";

// Two windows of one draft: what one of them published or removed, the other can't publish, write or remove any more.
// Each says why, and leads to what stands now.

const screenshots = "tests/browser/screenshots";
const draftPage = "/standards/belt-point/draft";
const versions = "/api/tenants/jinhua-edz/standards/belt-point/versions";
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

const { fill, press, stored } = writingOn(() => page);
const open = async (): Promise<void> => {
  await page.goto(`${local.url}${draftPage}?at=general`);
  await page.getByRole("heading", { name: "标准体检" }).waitFor();
};

/** What the other window's request is, as it stands on the server. */
async function other(version: number) {
  const answer = await page.request.get(`${local.url}${versions}/${version}`);
  const { revision, document } = (await answer.json()) as { revision: number; document: object };
  const headers = { "if-match": `"${revision}"`, origin: local.url };
  return { url: `${local.url}${versions}/${version}`, headers, document };
}
async function publishElsewhere(version: number): Promise<void> {
  const { url, headers } = await other(version);
  const data = { holdsFrom: "2031-01-01", reason: "测试" };
  expect((await page.request.post(`${url}/publication`, { headers, data })).status()).toBe(200);
}

describe("a draft that was published in another window", () => {
  it("can't be published a second time, and the sheet says why", async () => {
    await page.goto(`${local.url}/standards/belt-point`);
    await press("起草下一版");
    await page.getByRole("heading", { name: "标准体检" }).waitFor();
    await press("发布第 2 版");
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("从哪天起施行").fill("2030-01-01");
    await publishElsewhere(2);
    await sheet.getByRole("button", { name: "发布第 2 版" }).click();
    await sheet.getByRole("heading", { name: "这一版已发布，不能再改，请另起一版草稿" }).waitFor();
    await page
      .locator("dialog [role=alert], [role=dialog] [role=alert]")
      .first()
      .filter({ hasText: "第 2 版已经发布" })
      .waitFor();
    expect(await sheet.getByRole("button", { name: "发布第 2 版" }).count()).toBe(0);
    await page.screenshot({ path: `${screenshots}/publish-twice.png` });
    await sheet.getByRole("button", { name: "看现在的" }).click();
    await page.getByRole("button", { name: "起草下一版" }).waitFor();
    expect(await page.locator('[data-path="title"]').getAttribute("readonly")).not.toBeNull();
  });

  it("can't be written on: what was typed is shown beside what was published", async () => {
    await press("起草下一版");
    await page.getByRole("button", { name: "发布第 3 版" }).waitFor();
    await publishElsewhere(3);
    await fill("title", "来不及存的名称");
    await page.getByRole("alert").getByText("第 3 版已经由别人发布，封存不改。").waitFor();
    await page.locator("main").first().filter({ hasText: "来不及存的名称" }).waitFor();
    await page.screenshot({ path: `${screenshots}/published-meanwhile.png` });
    await press("看发布的一版");
    await page.getByRole("button", { name: "起草下一版" }).waitFor();
    expect(await page.locator('[data-path="title"]').inputValue()).not.toBe("来不及存的名称");
  });
});

describe("a draft that was removed in another window", () => {
  it("says so, and a new one takes what was typed", async () => {
    await press("起草下一版");
    await page.getByRole("button", { name: "发布第 4 版" }).waitFor();
    const { url, headers } = await other(4);
    expect((await page.request.delete(url, { headers })).status()).toBe(204);
    await fill("title", "删去时正在写的名称");
    await page.getByRole("alert").getByText("第 4 版草稿刚才由别人删去了").waitFor();
    await page.screenshot({ path: `${screenshots}/removed-meanwhile.png` });
    await press("另起草稿，用我写的");
    await press("用我的，盖过对方的");
    expect((await stored(`${local.url}${versions}/4`))["title"]).toBe("删去时正在写的名称");
  });
});

describe("without a network", () => {
  it("nothing is published but what is stored", async () => {
    await open();
    await page.context().setOffline(true);
    await fill("title", "没有存上的名称");
    await page.getByText("存在本机，连上后自动存").waitFor();
    await press("发布第 4 版");
    await page.getByRole("alert").getByText("草稿还没有存上，先存好再发布。").waitFor();
    expect(await page.getByRole("dialog").count()).toBe(0);
    await page.screenshot({ path: `${screenshots}/publish-offline.png` });
    await page.context().setOffline(false);
    await page.getByText(/^\s*\d\d:\d\d 已存\s*$/).waitFor();
    await press("发布第 4 版");
    await page.getByRole("dialog").waitFor();
  });
});
