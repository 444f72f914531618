import { mkdirSync, readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";
import { writingOn } from "./writing.ts";

// The admin writes the standard of the 2022 通江县 case on the screen alone, publishes it, changes the next draft and
// compares. What is stored is then the case's own document.

const screenshots = "tests/browser/screenshots";
const tongjiang = JSON.parse(readFileSync("tests/cases/01-tongjiang-stars.json", "utf8")).standard as {
  readonly title: string;
  readonly sources: readonly { readonly document: string; readonly clause: string }[];
  readonly vetoes: readonly { readonly code: string; readonly title: string }[];
  readonly levels: readonly { readonly code: string; readonly title: string; readonly quota: { percent: number } }[];
};
const versions = "/api/tenants/jinhua-edz/standards/tongjiang/versions";
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
const { choose, fill, press, rename, ...writing } = writingOn(() => page);
const stored = (version: number): Promise<Record<string, unknown>> =>
  writing.stored(`${local.url}${versions}/${version}`);

describe("the admin writes a standard from nothing", () => {
  it("begins with its name", async () => {
    await goTo("/standards");
    await press("新建标准");
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("名称").fill(tongjiang.title);
    await sheet.getByLabel("编码").fill("tongjiang");
    await sheet.getByRole("button", { name: "新建标准" }).click();
    await page.getByRole("heading", { level: 1, name: tongjiang.title }).waitFor();
    await page
      .locator("aside[aria-labelledby=health]")
      .first()
      .filter({ hasText: "至少要有 1 个，请补上。" })
      .waitFor();
  });

  it("says where it comes from", async () => {
    await press("添一条依据");
    await fill("sources[0].document", tongjiang.sources[0]?.document ?? "");
    await fill("sources[0].clause", tongjiang.sources[0]?.clause ?? "");
  });

  it("has one section with one rated item of a hundred points", async () => {
    await press("添一节");
    await fill("sections[0].title", "综合得分");
    await rename("sections[0].code", "total");
    await press("在这一节添一项");
    await fill("sections[0].items[0].title", "综合得分");
    await page.locator('[data-path="sections[0].items[0].score.kind"]').selectOption("rating");
    await fill("sections[0].items[0].score.points", "100");
    await rename("sections[0].items[0].code", "total_score");
    await page.locator("nav[aria-labelledby=tree]").first().filter({ hasText: "1 节 1 项，满分 100" }).waitFor();
  });

  it("has six vetoes that leave no level", async () => {
    await choose("vetoes");
    for (const [place, veto] of tongjiang.vetoes.entries()) {
      await press("添一种情形");
      await fill(`vetoes[${place}].title`, veto.title);
      await rename(`vetoes[${place}].code`, veto.code);
    }
  });

  it("has three levels by quota alone", async () => {
    await choose("levels");
    for (const [place, level] of tongjiang.levels.entries()) {
      await press("添一级");
      await fill(`levels[${place}].title`, level.title);
      await fill(`levels[${place}].atLeast`, "0");
      await page.getByRole("button", { name: `${level.title}的条件和名额` }).click();
      await page.locator(`#quota-${place}`).selectOption("percent");
      await fill(`levels[${place}].quota.percent`, String(level.quota.percent));
      await rename(`levels[${place}].code`, level.code);
    }
    await page.getByText("各级的线相同").waitFor();
  });

  it("is then the case's own document, saved by itself and without a fault", async () => {
    const draft = await stored(1);
    expect(draft["document"]).toEqual(tongjiang);
    expect(draft["faults"]).toEqual([]);
    await page.screenshot({ path: `${screenshots}/standard-editor-levels.png` });
  });

  it("loses nothing on a reload", async () => {
    await page.reload();
    await page.getByRole("heading", { name: "标准体检" }).waitFor();
    await page.locator("nav[aria-labelledby=tree]").first().filter({ hasText: "1 节 1 项，满分 100" }).waitFor();
  });

  it("is tried out, with the whole explanation", async () => {
    await press("试算");
    await page.getByLabel("手机上的填报页").getByRole("textbox", { name: "综合得分" }).fill("86.5");
    await page.getByLabel("试算的结果").getByText("86.50").first().waitFor();
    await page.screenshot({ path: `${screenshots}/standard-editor-try.png` });
    await press("接着改");
  });

  it("is published from a day on, and then only read", async () => {
    await press("发布第 1 版");
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("从哪天起施行").fill("2022-04-20");
    await sheet.getByRole("button", { name: "发布第 1 版" }).click();
    await page.getByRole("button", { name: "起草下一版" }).waitFor();
    const answer = await (await page.request.get(`${local.url}${versions}/1`)).json();
    expect(answer).toMatchObject({ state: "published", holdsFrom: "2022-04-20", document: tongjiang });
    expect(await page.locator('[data-path="levels[0].title"]').getAttribute("readonly")).not.toBeNull();
  });
});

describe("the next draft", () => {
  it("begins from the published version", async () => {
    await press("起草下一版");
    await page.getByRole("button", { name: "发布第 2 版" }).waitFor();
    await choose("levels");
    expect(await page.locator('[data-path="levels[0].title"]').inputValue()).toBe("五星");
  });

  it("takes a condition, completed by name and read in Chinese", async () => {
    await page.getByRole("button", { name: "五星的条件和名额" }).click();
    const when = page.locator('[data-path="levels[0].when"]');
    await when.pressSequentially("综合得分得");
    await page.getByRole("option", { name: /综合得分得分/ }).waitFor();
    await when.press("Enter");
    expect(await when.inputValue()).toBe("sections.total");
    await when.pressSequentially(" >= 60");
    await page.getByText("读作：综合得分得分 ≥ 60").waitFor();
  });

  it("says where a condition is wrong, under its field", async () => {
    const when = page.locator('[data-path="levels[0].when"]');
    await when.fill("sections.total >= ");
    await page.locator(".field.err").getByText("个字符").first().waitFor();
    await page.screenshot({ path: `${screenshots}/standard-editor-fault.png` });
    await when.fill("sections.total >= 60");
    await page.getByText("读作：综合得分得分 ≥ 60").waitFor();
  });

  it("moves an item by keyboard, and gets a deleted one back", async () => {
    await choose("sections[0]");
    await press("在这一节添一项");
    await fill("sections[0].items[1].title", "党员作用");
    await choose("sections[0].items[1]");
    await page.locator('[data-place="sections[0].items[1]"]').press("Alt+ArrowUp");
    await page.getByText("「党员作用」移到「综合得分」第 1 项，共 2 项").waitFor({ state: "attached" });
    expect(await page.locator('[data-place="sections[0].items[0]"]').textContent()).toContain("党员作用");
    await page.locator('[data-place="sections[0].items[0]"]').press("Delete");
    expect(await page.locator('[data-place="sections[0].items[1]"]').count()).toBe(0);
    await page.getByRole("status").getByRole("button", { name: "撤销" }).click();
    expect(await page.locator('[data-place="sections[0].items[0]"]').textContent()).toContain("党员作用");
  });

  it("moves an item by dragging", async () => {
    const item = page.locator('[data-place="sections[0].items[0]"]');
    await item.dragTo(page.locator('[data-place="sections[0]"]'));
    expect(await page.locator('[data-place="sections[0].items[1]"]').textContent()).toContain("党员作用");
    await page.locator('[data-place="sections[0].items[1]"]').press("Delete");
  });

  it("is compared with the published version, in words", async () => {
    await stored(2);
    await press("与第 1 版比较");
    const compared = page.getByRole("region", { name: "与第 1 版不同的地方" });
    await compared.getByRole("listitem").first().waitFor();
    expect(await compared.getByRole("listitem").count()).toBe(1);
    expect((await compared.textContent()) ?? "").toContain("五星");
    await page.getByText("还没有按这个标准认定过").waitFor();
    await page.screenshot({ path: `${screenshots}/standard-editor-compare.png` });
  });

  it("tells a second window that somebody else was faster, and lets one choose", async () => {
    await press("接着改");
    const other = await signedIn(browser, local.url, { width: 1440, height: 900 });
    await other.goto(`${local.url}/standards/tongjiang/draft?at=general`);
    await other.locator('[data-path="title"]').fill("对方的名称");
    await other.getByText(/^\s*\d\d:\d\d 已存\s*$/).waitFor();
    await other.close();
    await choose("general");
    await fill("title", "我的名称");
    await page.getByRole("alert").getByText("有别人改过").waitFor();
    await press("用我的，盖过对方的");
    expect((await stored(2))["title"]).toBe("我的名称");
  });
});
