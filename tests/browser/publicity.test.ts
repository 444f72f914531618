import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";
import { caller, dayIn } from "./year.ts";

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
      await page.getByRole("button", { name: "到哪天、提异议" }).click();
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
      const objecting = page.getByRole("button", { name: /提异议/ }).first();
      await objecting.waitFor();
      await picture(page, "publicity");
      await page.setViewportSize(phone);
      await objecting.click();
      const dialog = page.getByRole("dialog");
      await dialog.getByRole("button", { name: "提异议", exact: true }).click();
      await page.getByText("要写对哪一项有异议、为什么。").waitFor();
      await dialog.getByLabel("异议", { exact: true }).fill("活动场所是独立的，核验时看成了合用。");
      await picture(page, "publicity-objection");
      await page.setViewportSize(phone);
      await dialog.getByRole("button", { name: "提异议", exact: true }).click();
      await page.getByText("答复以前这个结果不生效").waitFor();
      await page.goto(`${local.url}/results`);
      await page.getByRole("button", { name: "到哪天、提异议" }).click();
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

describe("a belt by 金华's four demands", () => {
  const place = { code: "street", name: "示例街道党工委", shortName: "示例街道", kind: "township" };
  let cycle: string;
  const at = (username: string, viewport: typeof desk, path: string) =>
    signedIn(browser, local.url, viewport, username, { tenant: "jinhua", path });
  /** A step of an assessor on the belt's sheet, over the API. */
  async function step(username: string, noun: string, body: object): Promise<void> {
    const send = await caller(local.url, "jinhua", username);
    const { items } = (await send("GET", `/assessments?cycle=${cycle}`)) as {
      items: { id: string; revision: number }[];
    };
    const [{ id, revision } = { id: "", revision: 0 }] = items;
    await send("POST", `/assessments/${id}/${noun}`, body, { "if-match": `"${revision}"` });
  }

  it("is asked for by a cycle that the admin opens", async () => {
    const admin = await caller(local.url, "jinhua", "admin");
    const { items } = (await admin("GET", "/units?q=city")) as { items: { id: string; code: string }[] };
    const city = items.find(({ code }) => code === "city")?.id;
    const { id: township } = await admin("POST", "/units", { ...place, parent: city });
    await admin("POST", "/belts", { code: "example", name: "示例示范带", township, plannedUnits: 3 });
    const days = { year: Number(dayIn(0).slice(0, 4)), opensOn: dayIn(0) };
    const asked = { code: "belts", title: "年底逐个验收", kind: "year-end", ...days, standards: ["belt"] };
    cycle = String((await admin("POST", "/cycles", asked))["id"]);
    const page = await at("admin", desk, `/cycles/${cycle}`);
    await page.getByText("没有书记要填").waitFor();
    await page.getByRole("button", { name: "开启" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "开启" }).click();
    await page.getByRole("heading", { name: "等乡镇、行业填报" }).waitFor();
    await page.close();
  });

  it("is answered by its township on the phone, and goes past the first review", async () => {
    const page = await at("township", phone, "/review");
    await page.getByRole("link", { name: "1 条示范带等你自评" }).click();
    await page.getByRole("link", { name: /示例示范带/ }).click();
    for (const item of ["示范密度高", "整体水平优", "作用发挥好", "发展态势强"]) {
      await page.getByRole("textbox", { name: item }).fill("20");
    }
    await page
      .getByText(/\d\d:\d\d 已交/)
      .first()
      .waitFor();
    await picture(page, "belt-form");
    await page.setViewportSize(phone);
    await page.getByRole("button", { name: "交自评" }).click();
    await page.getByRole("dialog").getByText("自己填的不由自己初审，直接到考核员核验。").waitFor();
    await page.getByRole("dialog").getByRole("button", { name: "交自评" }).click();
    await page.getByRole("heading", { name: "经过" }).waitFor();
    await page.close();
  });

  it("has a result that its page explains, and is publicised by its name; its township objects", async () => {
    const seen = [{ item: "momentum", value: 15, reason: "新上的项目少于自报" }];
    await step("assessor", "verification", { answers: seen, vetoes: [] });
    await step("assessor2", "acceptance", { isAccepted: true });
    const admin = await at("admin", desk, `/cycles/${cycle}`);
    await admin.getByRole("button", { name: "结束" }).click();
    await admin.getByRole("dialog").getByRole("button", { name: "结束周期" }).click();
    await admin.getByRole("link", { name: "示例示范带" }).click();
    await admin.getByText("由示例街道党工委自评。").waitFor();
    await admin.getByText("评 15 分：得 15.00 分").waitFor();
    await picture(admin, "belt-result");
    await admin.close();
    const send = await caller(local.url, "jinhua", "admin");
    const { id } = await send("POST", "/publicity", { cycle, days: 7 });
    const shown = async () => (await send("GET", `/publicity/${id}/results`))["items"];
    await vi.waitFor(async () => expect(await shown()).toHaveLength(1), { timeout: 30_000, interval: 200 });
    const township = await at("township", phone, `/publicity/${id}`);
    await township.getByRole("button", { name: /提异议\s?：示例示范带/ }).click();
    await township.getByRole("dialog").getByLabel("异议", { exact: true }).fill("发展态势少算五分。");
    await picture(township, "belt-objection");
    await township.setViewportSize(phone);
    await township.getByRole("dialog").getByRole("button", { name: "提异议", exact: true }).click();
    await township.getByText("答复以前这个结果不生效").waitFor();
    await township.close();
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
