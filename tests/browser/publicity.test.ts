import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";

// From publication to answer: the admin publicises the October results, the secretary objects on the phone, and an
// assessor answers; the secretary is told.

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
});

afterAll(async () => {
  await browser?.close();
  await local?.stop();
});

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

describe("publicity", () => {
  it("begins with a press by the admin", async () => {
    await as("admin", desk, async (page) => {
      await page.goto(`${local.url}/publicity`);
      await page.getByText("还没有公示").waitFor();
      await page.getByRole("button", { name: "公示结果" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("公示几天").fill("0");
      await dialog.getByRole("button", { name: "公示", exact: true }).click();
      await page.getByText("公示几天要填 1～60 的整数。").waitFor();
      await dialog.getByLabel("公示几天").fill("7");
      await dialog.getByLabel("等级有效几个月（选填）").fill("12");
      await picture(page, "publicity-start");
      await page.setViewportSize(desk);
      await dialog.getByRole("button", { name: "公示", exact: true }).click();
      await page.getByText("没有异议。").waitFor();
      await page.getByRole("main").getByRole("link", { name: /验收/ }).first().click();
      await page.getByRole("heading", { level: 1, name: /验收/ }).waitFor();
    });
  });

  it("offers the secretary to object where the result is read", async () => {
    await as("secretary", phone, async (page) => {
      await page.goto(`${local.url}/results`);
      const own = page.getByRole("region", { name: "公示" });
      await own.getByRole("button", { name: "提异议" }).click();
      await page
        .getByRole("dialog")
        .getByRole("heading", { name: /的结果有什么异议？/ })
        .waitFor();
      await page.keyboard.press("Escape");
      await page.getByRole("dialog").waitFor({ state: "detached" });
      await picture(page, "result-objecting");
    });
  });

  it("is objected to by the secretary on the phone", async () => {
    await as("secretary", phone, async (page) => {
      await page.goto(`${local.url}/publicity`);
      await page.getByRole("main").getByRole("link", { name: /验收/ }).first().click();
      await page
        .getByRole("button", { name: /提异议/ })
        .first()
        .waitFor();
      await picture(page, "publicity");
      await page.setViewportSize(phone);
      await page
        .getByRole("button", { name: /提异议/ })
        .first()
        .click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "提异议", exact: true }).click();
      await page.getByText("要写对哪一项有异议、为什么。").waitFor();
      await dialog.getByLabel("异议", { exact: true }).fill("活动场所是独立的，核验时看成了合用。");
      await picture(page, "publicity-objection");
      await page.setViewportSize(phone);
      await dialog.getByRole("button", { name: "提异议", exact: true }).click();
      await page.getByText("答复以前这个结果不生效").waitFor();
      await page.goto(`${local.url}/results`);
      const own = page.getByRole("region", { name: "公示" });
      await own.getByText("待答复").waitFor();
      await picture(page, "result-objected");
      await page.setViewportSize(phone);
      await own.getByRole("link", { name: /提的异议/ }).click();
      await page.getByText("活动场所是独立的，核验时看成了合用。").waitFor();
    });
  });

  it("waits in the assessor's messages, and is answered with a reason", async () => {
    await as("assessor", desk, async (page) => {
      await page.goto(`${local.url}/me`);
      await page.getByRole("link", { name: "1 条没读" }).click();
      await page.getByText("有一件公示异议待答复").waitFor();
      await picture(page, "inbox");
      await page.setViewportSize(desk);
      await page.getByRole("link", { name: /有一件公示异议待答复/ }).click();
      await page.getByRole("button", { name: "答复异议" }).click();
      await page.getByText("要选成立还是不成立。").waitFor();
      await page.getByLabel("不成立，结果不变").check();
      await page.getByLabel("理由").fill("查了租约，场所由两家合用，按合用计分。");
      await picture(page, "objection-answer");
      await page.setViewportSize(desk);
      await page.getByRole("button", { name: "答复异议" }).click();
      await page.getByText("查了租约，场所由两家合用，按合用计分。").waitFor();
      expect(await page.getByRole("button", { name: "答复异议" }).count()).toBe(0);
      await picture(page, "objection");
    });
  });

  it("tells the secretary what was answered", async () => {
    await as("secretary", phone, async (page) => {
      await page.goto(`${local.url}/inbox`);
      await page.getByRole("link", { name: "公示异议已答复：不成立" }).click();
      await page.getByText("查了租约，场所由两家合用，按合用计分。").waitFor();
      await page.goto(`${local.url}/inbox`);
      await page.getByRole("button", { name: "全部标为已读" }).click();
      await page.getByText("都读过了").waitFor();
    });
  });
});

describe("group robots", () => {
  it("are set up by the admin, to their own hosts alone", async () => {
    await as("admin", desk, async (page) => {
      await page.goto(`${local.url}/webhooks`);
      await page.getByText("还没有接机器人").waitFor();
      await page.getByRole("button", { name: "接机器人" }).click();
      const dialog = page.getByRole("dialog");
      await dialog.getByLabel("名称").fill("工作群");
      await dialog.getByLabel("网址").fill("https://example.com/robot");
      await dialog.getByRole("button", { name: "接机器人" }).click();
      await page.getByText("只能发往 oapi.dingtalk.com。").waitFor();
      await picture(page, "webhook-add");
      await page.setViewportSize(desk);
      await dialog.getByLabel("网址").fill("https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef");
      await dialog.getByRole("button", { name: "接机器人" }).click();
      await page.getByText("末四位 cdef").waitFor();
      await picture(page, "webhooks");
    });
  });
});
