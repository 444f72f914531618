import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";

// An assessor draws before a witness and goes there; a finding is put right, sent back and closed.

const screenshots = "tests/browser/screenshots";
const desk = { width: 1440, height: 900 };
const phone = { width: 390, height: 844 };
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

const at = (role: string, viewport: typeof desk, path: string): Promise<Page> =>
  signedIn(browser, local.url, viewport, role, { path });

/** Light and dark. */
async function looked(page: Page, name: string): Promise<void> {
  await page.screenshot({ path: `${screenshots}/${name}.png`, fullPage: true });
  await page.emulateMedia({ colorScheme: "dark" });
  await page.screenshot({ path: `${screenshots}/${name}-dark.png`, fullPage: true });
  await page.emulateMedia({ colorScheme: "light" });
}

const nextYear = `${new Date().getFullYear() + 1}-01-31`;

describe("a draw", () => {
  it("is committed, takes a witness's word, is recomputed in the browser and becomes an inspection", async () => {
    const page = await at("assessor", desk, "/draws");
    await page.getByText("还没有抽查").waitFor();
    await page.getByRole("link", { name: "封存一次" }).click();
    await page.getByRole("button", { name: "封存名单" }).click();
    await page.getByText("至少选一位考核员去。").waitFor();
    await looked(page, "draw-new-desk");
    await page.getByLabel("名称").fill("第四季度抽查");
    await page.getByLabel("抽几个").fill("5");
    await page.getByLabel("考核员 01").check();
    await page.getByRole("button", { name: "封存名单" }).click();
    await page.getByText("84 个里抽 5 个，机会均等。").or(page.getByText("96 个里抽 5 个，机会均等。")).waitFor();
    await page.getByRole("button", { name: "抽", exact: true }).click();
    await page.getByText("写见证人的职务或代称，例如 纪检 01。").last().waitFor();
    await looked(page, "draw-committed-desk");
    await page.getByLabel("公证词").fill("春江潮水");
    await page.getByLabel("见证人").fill("纪检 01");
    await page.getByRole("button", { name: "抽", exact: true }).click();
    await page.getByText("重算一致").waitFor();
    expect(await page.getByLabel("抽到的，按抽出的先后").getByRole("listitem").count()).toBe(5);
    await page.getByRole("button", { name: "照这个结果安排督查" }).click();
    await page.getByRole("link", { name: "看去了哪些" }).waitFor();
    await page.getByText(/^封存的名单/).click();
    await looked(page, "draw-finished-desk");
    await page.close();

    const small = await at("assessor", phone, "/draws");
    await small.getByRole("link", { name: /第四季度抽查/ }).click();
    await small.getByText("重算一致").waitFor();
    await looked(small, "draw-finished-phone");
    await small.close();
  });

  it("sends the assessor, who reports on the phone what was found", async () => {
    const page = await at("assessor", phone, "/visits");
    await page.getByText("今天去 5 处").waitFor();
    await looked(page, "visits-phone");
    await page.getByRole("main").getByRole("listitem").first().getByRole("link").click();
    await page.getByLabel("督查记录").fill("看了阵地和台账，党员活动正常。");
    await page.getByRole("button", { name: "添一个问题" }).click();
    await page.getByLabel("哪里不对").fill("台账缺第三季度的记录");
    await page.getByRole("button", { name: "交督查记录" }).click();
    await page.getByText("写职务或代称，例如 支部书记。").waitFor();
    await looked(page, "visit-phone");
    await page.getByLabel("由谁整改").fill("支部书记");
    await page.getByLabel("整改期限").fill(nextYear);
    await page.getByRole("button", { name: "交督查记录" }).click();
    await page.getByRole("link", { name: "台账缺第三季度的记录" }).waitFor();
    await page.goto(`${local.url}/visits`);
    await page.getByText("今天去 4 处").waitFor();
    await page.close();
  });
});

describe("a finding", () => {
  it("is raised, put right, sent back, put right again and closed", async () => {
    const assessor = await at("assessor", desk, "/findings/new");
    const secretary = await at("secretary", phone, "/units");
    const unit = (await secretary.getByRole("main").getByRole("link", { name: /号点/ }).first().innerText()).trim();
    await assessor.getByLabel("哪个党组织").fill(unit.split("\n")[0] ?? "");
    await assessor.getByRole("radio").first().check();
    await assessor.getByLabel("哪里不对").fill("活动场所堆放杂物");
    await assessor.getByLabel("由谁整改").fill("支部书记");
    await assessor.getByLabel("整改期限").fill(nextYear);
    await assessor.getByLabel("销号以前不拨补助").check();
    await looked(assessor, "finding-new-desk");
    await assessor.getByRole("button", { name: "提出" }).click();
    await assessor.getByText("等党组织报整改").waitFor();
    const path = new URL(assessor.url()).pathname;

    await secretary.goto(`${local.url}/findings`);
    await secretary.getByRole("link", { name: "活动场所堆放杂物" }).waitFor();
    await looked(secretary, "findings-phone");
    await secretary.getByRole("link", { name: "活动场所堆放杂物" }).click();
    const handIn = async (text: string): Promise<void> => {
      await secretary.getByLabel("怎么改的").fill(text);
      await secretary.getByRole("button", { name: "报整改" }).click();
      await secretary.getByText("等考核员复查").waitFor();
    };
    await handIn("杂物已清到仓库");
    await assessor.goto(local.url + path);
    await assessor.getByRole("button", { name: "退回再改" }).click();
    await assessor.getByText("退回要写哪里没有改到。").waitFor();
    await assessor.getByLabel("复查的话").fill("走廊还有");
    await looked(assessor, "finding-recheck-desk");
    await assessor.getByRole("button", { name: "退回再改" }).click();
    await assessor.getByText("等党组织报整改").waitFor();

    await secretary.reload();
    await secretary.getByText("走廊还有").waitFor();
    await looked(secretary, "finding-sent-back-phone");
    await handIn("走廊也清了");
    await assessor.reload();
    await assessor.getByRole("button", { name: "销号" }).click();
    await assessor.getByText("复查过了，销号").waitFor();
    await looked(assessor, "finding-closed-desk");
    await secretary.close();

    await assessor.goto(`${local.url}/findings?show=all`);
    await assessor.getByText("共 2 个。").waitFor();
    await looked(assessor, "findings-desk");
    await assessor.close();
  });

  it("is the township's to see, which can't answer it", async () => {
    const page = await at("township", desk, "/findings?show=all");
    await page.getByRole("link", { name: "活动场所堆放杂物" }).click();
    await page.getByText("复查过了，销号").waitFor();
    expect(await page.getByRole("button", { name: /报整改|销号/ }).count()).toBe(0);
    await page.close();
  });
});

describe("other places", () => {
  it("show what there is, and who may do something there", async () => {
    const admin = await at("admin", desk, "/inspections");
    await admin.getByText("第四季度抽查").waitFor();
    await looked(admin, "inspections-desk");
    await admin.getByRole("link", { name: "第四季度抽查" }).click();
    await admin.getByText("5 处，去过 1 处").waitFor();
    await looked(admin, "inspection-desk");
    await admin.goto(`${local.url}/inspections/new`);
    await admin.getByLabel("乡镇（街道）或行业").selectOption({ label: "汤溪镇" });
    await admin.getByLabel("汤溪镇 01 号点").check();
    await admin.getByRole("button", { name: "安排", exact: true }).click();
    await admin.getByText("至少选一位考核员去。").waitFor();
    await looked(admin, "inspection-new-desk");
    await admin.goto(`${local.url}/vetoes`);
    await admin.getByText("没有一票否决").waitFor();
    await looked(admin, "vetoes-desk");
    await admin.goto(`${local.url}/draws`);
    await admin.getByText("抽过 1 次，作废 0 次").waitFor();
    await looked(admin, "draws-desk");
    await admin.close();
  });
});

describe("a veto", () => {
  it("is decided with its proof, appealed by the secretary and answered by another", async () => {
    const admin = await at("admin", desk, "/vetoes/new");
    await admin.getByRole("button", { name: "定下否决" }).click();
    await admin.getByText("选一个党组织。").waitFor();
    await looked(admin, "veto-new-desk");
    await admin.getByLabel("哪个党组织").fill("苏孟乡 01 号点");
    await admin.getByRole("radio").first().check();
    await admin.getByLabel("哪个标准").selectOption({ index: 1 });
    await admin.getByLabel("哪种情形").selectOption({ index: 1 });
    await admin.getByLabel("发生在").fill("2026-09-15");
    await admin.getByLabel("到哪天为止").fill(nextYear);
    await admin.getByLabel("发生了什么").fill("示例：九月发生一起责任事故");
    await admin.getByLabel("依据").fill("示例：应急管理部门的通报");
    await admin.getByRole("button", { name: "定下否决" }).click();
    await admin.getByText("定否决", { exact: true }).waitFor();
    const path = new URL(admin.url()).pathname;

    const secretary = await at("secretary", phone, path);
    await secretary.getByLabel("申诉").fill("示例：责任在承包方");
    await looked(secretary, "veto-phone");
    await secretary.getByRole("button", { name: "交申诉" }).click();
    await secretary.getByText("等另一位同事答复").waitFor();
    await secretary.close();

    const assessor = await at("assessor", desk, path);
    await assessor.getByLabel("答复").fill("示例：复核后维持");
    await assessor.getByRole("button", { name: "维持" }).click();
    await assessor.getByText("申诉后维持").waitFor();
    await looked(assessor, "veto-desk");
    await assessor.goto(`${local.url}/vetoes`);
    await assessor.getByText("现在有效的 1 条").waitFor();
    await looked(assessor, "vetoes-kept-desk");
    await assessor.close();
    await admin.close();
  });
});
