import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";

// The admin plans a cycle, opens it, sees where everyone stands, and closes it; the people answer over the API.

const screenshots = "tests/browser/screenshots";
const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
const api = "/api/tenants/jinhua-edz";
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

const pages = new Map<string, Page>();
/** A person of that role whose requests go out of their own browser. */
async function as(username: string): Promise<Page> {
  const page = pages.get(username) ?? (await signedIn(browser, local.url, desk, username));
  pages.set(username, page);
  return page;
}

async function ask(username: string, method: string, path: string, body?: unknown): Promise<Record<string, unknown>> {
  const page = await as(username);
  const read = await page.request.get(local.url + path.replace(/\/[a-z-]+$/, ""));
  const etag = read.headers()["etag"];
  const answer = await page.request.fetch(local.url + path, {
    method,
    headers: { origin: local.url, ...(etag === undefined ? {} : { "if-match": etag }) },
    ...(body === undefined ? {} : { data: body }),
  });
  expect(`${method} ${path} ${answer.status()} ${await answer.text()}`).toMatch(/ 20\d /);
  return (await answer.json()) as Record<string, unknown>;
}

async function drawn(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${screenshots}/${name}-desk.png`, fullPage: true });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.setViewportSize(phone);
  await page.screenshot({ path: `${screenshots}/${name}-phone-dark.png`, fullPage: true });
  expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(phone.width);
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize(desk);
}

describe("a cycle on the admin's screen", () => {
  it("is planned, opened, followed and closed", async () => {
    const page = await as("admin");
    await page.getByRole("link", { name: "考核周期" }).first().click();
    await page.getByRole("heading", { name: "考核周期" }).waitFor();
    await page
      .getByText(/进行中|没有进行中/)
      .first()
      .waitFor();
    await drawn(page, "cycles");
    await page.getByRole("link", { name: "计划一个" }).click();
    await page.getByLabel("名称").fill("四季度督查");
    await page.getByRole("button", { name: "存下" }).click();
    await page.getByText("填写有误").waitFor();
    const year = new Date().getFullYear();
    await page.getByLabel("编码").fill("browser-q4");
    await page.getByLabel("哪一年的").fill(String(year));
    await page.getByLabel("开启日").fill(`${year}-01-02`);
    await page.getByLabel("自评截止").fill(`${year}-12-31`);
    await page.getByLabel("创建点", { exact: false }).first().check();
    await page.getByText("限定乡镇、行业").click();
    await page.getByLabel("苏孟乡", { exact: true }).check();
    await page.getByLabel("不核验", { exact: true }).check();
    await drawn(page, "cycle-plan");
    await page.getByRole("button", { name: "存下" }).click();
    await page.getByRole("heading", { name: "开启以后向书记要什么" }).waitFor();
    await page.getByText(/合起来：/).waitFor();
    await drawn(page, "cycle-planned");
    const cycle = new URL(page.url()).pathname.split("/").at(-1) ?? "";

    await page.getByRole("button", { name: "开启" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "开启" }).click();
    await page.getByRole("button", { name: "结束" }).waitFor();
    await page.getByText(/份里认定了 0 份/).waitFor();
    await page.getByRole("heading", { name: /等书记填报/ }).waitFor();
    await drawn(page, "cycle-open");

    const list = await ask("secretary", "GET", `${api}/assessments?cycle=${cycle}`);
    const [own] = list["items"] as { id: string }[];
    if (own === undefined) throw new Error("the demonstration's secretary has no assessment");
    await ask("secretary", "POST", `${api}/assessments/${own.id}/submission`);
    await ask("township", "POST", `${api}/assessments/${own.id}/review`, {});
    const decision = { isAccepted: false, reason: "材料不全" };
    await ask("assessor", "POST", `${api}/assessments/${own.id}/acceptance`, decision);
    await page.reload();
    await page.getByText(/份里认定了 1 份/).waitFor();

    await page.getByRole("button", { name: "结束" }).click();
    await page.getByRole("dialog").getByRole("button", { name: "结束周期" }).click();
    await page.getByText("理由要写明，记在留痕里。").waitFor();
    await page.screenshot({ path: `${screenshots}/cycle-closing-desk.png` });
    await page.getByLabel("为什么照此结束").fill("年底结账，其余的下一周期再考");
    await page.getByRole("dialog").getByRole("button", { name: "结束周期" }).click();
    await page.getByText(/^1 个结果/).waitFor();
    await drawn(page, "cycle-closed");
  });
});
