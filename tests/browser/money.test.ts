import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";

// The zone's money on screens: from a calculation to the payment, by three people, and what the secretary sees of it.

const screenshots = "tests/browser/screenshots";
const [phone, desk] = [
  { width: 390, height: 844 },
  { width: 1440, height: 900 },
];
let local: LocalStart;
let browser: Browser;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  [local, browser] = await Promise.all([startLocal(), openBrowser()]);
  await finalResults();
});

afterAll(async () => {
  await browser?.close();
  await local?.stop();
});

/** The publicity takes days; here the results become final at once, and every point has an account. */
async function finalResults(): Promise<void> {
  const client = createClient({ url: `file:${join(local.dataDir, "databases", "t-jinhua-edz.db")}` });
  await client.batch([
    "UPDATE results SET state = 'publicised', revision = revision + 1",
    "UPDATE results SET state = 'final', revision = revision + 1",
  ]);
  client.close();
}

async function picture(page: Page, name: string): Promise<void> {
  for (const [size, viewport] of [
    ["phone", phone],
    ["desk", desk],
  ] as const) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize(viewport);
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${screenshots}/${name}-${size}-${colorScheme}.png` });
    }
    if (size === "phone") expect(await page.evaluate("document.documentElement.scrollWidth")).toBe(390);
  }
}

async function as(username: string, viewport: typeof desk, work: (page: Page) => Promise<void>): Promise<void> {
  const page = await signedIn(browser, local.url, viewport, username);
  await work(page);
  await page.close();
}

describe("the zone's money", () => {
  it("is laid into a pool by the preparer", async () => {
    await as("preparer", desk, async (page) => {
      await page.goto(`${local.url}/pools`);
      await page.getByText("还没有资金池").waitFor();
      await page.getByRole("button", { name: "建资金池" }).click();
      await page.getByLabel("来源").fill("开发区财政（示例）");
      await page.getByLabel("年度").fill("2015");
      await page.getByRole("dialog").getByRole("button", { name: "建资金池" }).click();
      await page.getByRole("link", { name: "开发区财政（示例）" }).first().click();
      await page.getByRole("button", { name: "拨入资金" }).click();
      await page.getByLabel("金额（元）").fill("200 万");
      await page.getByText("2,000,000.00 元").waitFor();
      await page.getByLabel("依据").fill("示例拨款");
      await page.getByRole("dialog").getByRole("button", { name: "拨入" }).click();
      await page.getByText("池外 → 可用").first().waitFor();
      await picture(page, "money-pool");
    });
  });

  it("is calculated, made a batch, held where accounts are missing, and sent once they are there", async () => {
    await as("preparer", desk, async (page) => {
      await page.goto(`${local.url}/payees`);
      await page.getByRole("button", { name: "登记账户" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "登记账户" }).click();
      await page.getByText("选一个党组织。").waitFor();
      await picture(page, "money-payee");
      await page.setViewportSize(desk);
      await page.goto(`${local.url}/calculation?run=1`);
      await page.getByRole("button", { name: "成批次，送审批" }).click();
      await dialog.getByRole("button", { name: "成批次" }).click();
      await page.getByText("38 行暂不能发。").waitFor();
      await picture(page, "money-batch-held");
      await registerAccounts(page);
      await page.reload();
      await page.getByLabel("开发区财政", { exact: true }).selectOption({ index: 1 });
      await page.getByRole("button", { name: "选定资金来源" }).click();
      await page.getByText("已选定：开发区财政由 开发区财政（示例） 2015 出").waitFor();
      await page.getByRole("button", { name: "送审批" }).click();
      await dialog.getByRole("button", { name: "送审批" }).click();
      await page.getByText("等财务审批来批").waitFor();
      expect(await page.getByText("行暂不能发").count()).toBe(0);
      await page.getByRole("button", { name: "汤溪镇 02 号点" }).click();
      await page.getByText("÷ 160,000").first().waitFor();
      await picture(page, "money-batch");
    });
  });

  it("isn't the preparer's to approve; the approver does it on the phone", async () => {
    await as("approver", phone, async (page) => {
      await page.goto(`${local.url}/batches`);
      await page.getByText("1 个待批").waitFor();
      await picture(page, "money-batches");
      await page.setViewportSize(phone);
      await page.getByRole("link", { name: /2015-001/ }).click();
      await page.getByRole("button", { name: "批准", exact: true }).click();
      await picture(page, "money-approve");
      await page.setViewportSize(phone);
      await page.getByRole("dialog").getByRole("button", { name: "批准", exact: true }).click();
      await page.getByText("已批准，由出纳开付款清单").waitFor();
    });
  });

  it("is paid by the cashier, with one payment that failed, and balances", async () => {
    await as("cashier", desk, async (page) => {
      await page.goto(`${local.url}/batches`);
      await page.getByRole("link", { name: /2015-001/ }).click();
      await page.getByRole("button", { name: "开付款清单" }).click();
      await page.getByRole("button", { name: "登记回单" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByText("有没付成的").click();
      await dialog.getByLabel(/汤溪镇 02 号点/).fill("户名不符");
      await picture(page, "money-answers");
      await page.setViewportSize(desk);
      await dialog.getByRole("button", { name: "登记回单" }).click();
      await page.getByText("已回单").waitFor();
      await picture(page, "money-paying");
      await page.setViewportSize(desk);
      await page.goto(`${local.url}/reconciliation`);
      await page.getByText("20 项全部为 0，账实相符").waitFor();
      await picture(page, "money-reconciliation");
    });
  });

  it("is seen by the secretary, and why to the fen", async () => {
    await as("secretary", phone, async (page) => {
      await page.goto(`${local.url}/payments`);
      await page.getByRole("heading", { name: "我的补助" }).waitFor();
      await page.getByText("已付 ").first().waitFor();
      await picture(page, "money-mine");
    });
    await as("viewer", desk, async (page) => {
      await page.goto(`${local.url}/payments`);
      await page.getByRole("main").getByRole("link", { name: /补助/ }).first().click();
      await page.getByText("怎么算的").waitFor();
      await picture(page, "money-why");
    });
  });

  it("is tried beside another policy, and solved for a pool of 120 万", async () => {
    await as("preparer", desk, async (page) => {
      await page.goto(`${local.url}/trial`);
      await page.getByLabel("倒推哪一处").selectOption({ index: 1 });
      await page.getByLabel("这笔钱（元）").fill("120 万");
      await page.getByRole("button", { name: "倒推" }).click();
      await page.getByText("元正好放得下").waitFor();
      await page.getByRole("button", { name: "试一遍" }).click();
      await page.getByText("比现行少").waitFor();
      await picture(page, "money-trial");
    });
  });

  it("takes two approvers from the sum that the admin sets", async () => {
    await as("admin", desk, async (page) => {
      await page.goto(`${local.url}/settings`);
      await page.getByLabel("多少元起要两位审批（元）").fill("五十");
      await page.getByRole("button", { name: "存设置" }).click();
      await page.getByText("写金额，例如 50 万").waitFor();
      await page.getByLabel("多少元起要两位审批（元）").fill("50 万");
      await page.getByRole("button", { name: "添一段" }).click();
      await page.getByLabel("从", { exact: true }).fill("2099-12-25");
      await page.getByLabel("到", { exact: true }).fill("2099-12-31");
      await page.getByRole("button", { name: "存设置" }).click();
      await page.getByText("写明理由").waitFor();
      await page.getByLabel("为什么").fill("年终结账");
      await page.getByRole("button", { name: "存设置" }).click();
      await page.getByText("已存。").waitFor();
      await picture(page, "settings");
    });
  });
});

/** An account for every unit, as the preparer's own requests. */
async function registerAccounts(page: Page): Promise<void> {
  const at = `${local.url}/api/tenants/jinhua-edz`;
  const units: { readonly id: string }[] = [];
  for (let cursor = ""; ; ) {
    const answer = await page.request.get(`${at}/units?limit=200${cursor === "" ? "" : `&cursor=${cursor}`}`);
    const { items, nextCursor } = (await answer.json()) as {
      items: { id: string; kind: string }[];
      nextCursor: string;
    };
    units.push(...items);
    if (nextCursor === null) break;
    cursor = nextCursor;
  }
  for (const [place, { id: unit }] of units.entries()) {
    const account = { accountName: "示例户名", accountNumber: String(10_000_000 + place), bank: "示例银行" };
    const headers = { origin: local.url };
    const answer = await page.request.post(`${at}/payees`, { data: { kind: "unit", unit, ...account }, headers });
    expect(answer.status()).toBe(201);
  }
}
