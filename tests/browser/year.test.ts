import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { photo } from "../support/pictures.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";
import { addUser, desk, openCycle, phone, pictures } from "./year.ts";

// One point's year on the screens: filled in on a phone, returned, mended, reviewed, checked on site, accepted, read.

const tenant = "jinhua-edz";
let local: LocalStart;
let browser: Browser;
let secretary: Page;
let township: Page;
let assessor: Page;
let other: Page;

beforeAll(async () => {
  mkdirSync("tests/browser/screenshots", { recursive: true });
  [local, browser] = await Promise.all([startLocal(), openBrowser()]);
  await openCycle(local.url, tenant, {
    ...{ code: "this-acceptance", title: "本年考核验收", standards: ["belt-point"], township: "sumeng" },
  });
  const all = { kind: "tenant", id: tenant };
  await addUser(local.url, tenant, {
    username: "assessor-02",
    name: "考核员 02",
    roles: [{ role: "assessor", scope: all }],
  });
  const open = (username: string, viewport: typeof phone) => signedIn(browser, local.url, viewport, username);
  secretary = await open("secretary", phone);
  township = await open("township", desk);
  assessor = await open("assessor", phone);
  other = await open("assessor-02", desk);
});

afterAll(async () => {
  for (const page of [secretary, township, assessor, other]) await page?.close();
  await browser?.close();
  await local?.stop();
});

const choose = (page: Page, item: string, word: string) =>
  page
    .getByRole("group", { name: new RegExp(item) })
    .getByRole("radio", { name: word })
    .check();
const next = (page: Page) => page.getByRole("button", { name: /^下一节/ }).click();
const saved = (page: Page) =>
  page
    .getByText(/\d\d:\d\d 已交/)
    .first()
    .waitFor();
const width = (page: Page) => page.evaluate("document.documentElement.scrollWidth");

describe("the secretary, on a phone", () => {
  it("begins at the one thing to do: by when, how far, how long", async () => {
    expect(new URL(secretary.url()).pathname).toBe("/work");
    await secretary.getByRole("heading", { name: "苏孟乡 01 号点" }).waitFor();
    await secretary.getByText(/项已填 \d+ 项，其中 \d+ 项是替你填好的/).waitFor();
    await pictures(secretary, "year-work", true);
    expect(await width(secretary)).toBe(390);
  });

  it("fills in every kind, a section at a time, saved as it is typed", async () => {
    await secretary.getByRole("link", { name: /^(开始|接着|看一遍)/ }).click();
    await choose(secretary, "书记选配", "是");
    await choose(secretary, "班子", "有缺额");
    const training = secretary.getByRole("textbox", { name: /党员教育/ });
    await training.fill("4");
    await secretary.getByText("得 4 分").waitFor();
    await secretary.getByRole("textbox", { name: "党员管理" }).fill("4");
    await saved(secretary);
    await pictures(secretary, "year-form", true);
    expect(await width(secretary)).toBe(390);
    await secretary.reload();
    await secretary.getByRole("group", { name: /班子/ }).waitFor();
    expect(await training.inputValue()).toBe("4");
  });

  it("adds a photo to an item, which need not be", async () => {
    const item = secretary.getByRole("group", { name: /班子/ });
    const open = item.getByRole("button", { name: /添佐证材料（可以不添）/ });
    if ((await open.count()) > 0) await open.click();
    const chooser = secretary.waitForEvent("filechooser");
    await item.getByRole("button", { name: /^添(照片|文件)/ }).click();
    const buffer = Buffer.from(await photo(7));
    await (await chooser).setFiles([{ name: "班子分工.jpg", mimeType: "image/jpeg", buffer }]);
    await item.getByRole("button", { name: "班子分工.jpg", exact: true }).waitFor();
    await pictures(secretary, "year-form-evidence", true);
    expect(await width(secretary)).toBe(390);
  });

  it("is told what is missing before it is handed in, and hands it in", async () => {
    await next(secretary);
    await secretary.getByRole("textbox", { name: /组织生活/ }).fill("1");
    await next(secretary);
    await secretary.getByRole("textbox", { name: /工作载体/ }).fill("");
    await next(secretary);
    await choose(secretary, "便捷服务", "是");
    await secretary.getByRole("checkbox", { name: "这一项对我们不适用" }).check();
    await next(secretary);
    await secretary.getByRole("button", { name: "交自评" }).click();
    const sheet = secretary.getByRole("dialog");
    await sheet.getByText("还有 1 项未填，交上去按 0 分。").waitFor();
    await sheet.getByRole("button", { name: /工作载体/ }).waitFor();
    await pictures(secretary, "year-hand-in");
    await sheet.getByRole("button", { name: "交自评" }).click();
    await secretary.getByRole("heading", { name: "经过" }).waitFor();
    await pictures(secretary, "year-handed-in");
  });
});

describe("the township", () => {
  it("finds it in its queue, beside the last result", async () => {
    await township.goto(`${local.url}/review`);
    await township.getByRole("heading", { name: "1 件等你初审" }).waitFor();
    await pictures(township, "year-queue");
    await township.getByRole("link", { name: /苏孟乡 01 号点/ }).click();
    await township.getByRole("heading", { name: "上次认定" }).waitFor();
    await pictures(township, "year-review", true);
    await township.setViewportSize(phone);
    expect(await width(township)).toBe(390);
    await township.setViewportSize(desk);
  });

  it("sees beside the item what the secretary added to it", async () => {
    await township.getByRole("button", { name: "「班子」的佐证材料 1 份" }).click();
    await township.getByText("班子分工.jpg").waitFor();
    await expect
      .poll(() => township.evaluate("document.querySelector('.small img')?.naturalWidth ?? 0"), { timeout: 10_000 })
      .toBe(640);
    await pictures(township, "year-review-evidence", true);
  });

  it("returns it with the reason, and what is wrong where", async () => {
    await township.getByRole("button", { name: "指出「班子」的问题" }).click();
    await township.getByLabel("退回时指出").fill("缺组织委员，先补选");
    await township.getByRole("button", { name: "退回补正" }).click();
    const sheet = township.getByRole("dialog");
    await sheet.getByLabel(/总的意见/).fill("还有未填的项");
    await pictures(township, "year-return");
    await sheet.getByRole("button", { name: "退回补正" }).click();
    await township.getByText("没有等你初审的").waitFor();
  });
});

describe("what was returned", () => {
  it("says why at the top and at the item, is mended and handed in again", async () => {
    await secretary.goto(`${local.url}/work`);
    await secretary.getByText("还有未填的项").waitFor();
    await pictures(secretary, "year-returned-work");
    await secretary.getByRole("link", { name: /^(接着填|看一遍)/ }).click();
    await secretary.getByText("缺组织委员，先补选").waitFor();
    await pictures(secretary, "year-returned");
    await choose(secretary, "班子", "健全");
    await saved(secretary);
    await secretary.getByRole("button", { name: /红色载体/ }).click();
    await secretary.getByRole("textbox", { name: /工作载体/ }).fill("3");
    await secretary.getByRole("button", { name: /红色文化/ }).click();
    await secretary.getByRole("textbox", { name: "展示与布局" }).fill("15");
    await saved(secretary);
    await secretary.getByRole("button", { name: "交自评" }).click();
    await secretary.getByRole("dialog").getByRole("button", { name: "交自评" }).click();
    await secretary.getByRole("heading", { name: "经过" }).waitFor();
  });

  it("is passed by the township", async () => {
    await township.goto(`${local.url}/review`);
    await township.getByRole("link", { name: /苏孟乡 01 号点/ }).click();
    await township.getByRole("button", { name: "初审通过" }).click();
    await township.getByRole("dialog").getByRole("button", { name: "通过" }).click();
    await township.getByText("没有等你初审的").waitFor();
  });
});

describe("the assessor at the point", () => {
  it("writes what is found beside what was claimed, without a network too, and a reason for what differs", async () => {
    await assessor.goto(`${local.url}/acceptance`);
    await assessor.getByRole("link", { name: /苏孟乡 01 号点/ }).click();
    await assessor.getByRole("button", { name: "「党员管理」核实为别的值" }).waitFor();
    await assessor.context().setOffline(true);
    await assessor.getByRole("button", { name: "「党员管理」核实为别的值" }).click();
    await assessor.getByRole("textbox", { name: "核实：党员管理" }).fill("3.5");
    await assessor.getByRole("button", { name: "核验完，交上" }).click();
    await assessor.getByText("要写理由").first().waitFor();
    await pictures(assessor, "year-check", true);
    await assessor.getByLabel("理由").fill("台账缺两个月");
    await assessor.context().setOffline(false);
    await assessor.getByRole("button", { name: "核验完，交上" }).click();
    await assessor.getByRole("dialog").getByText("1 项与自报不同：党员管理。").waitFor();
    await assessor.getByRole("dialog").getByRole("button", { name: "交上" }).click();
    await assessor.getByText("这一件是你核验的，由别的考核员验收。").waitFor();
    await pictures(assessor, "year-checked");
    expect(await width(assessor)).toBe(390);
  });
});

describe("acceptance, at a desk", () => {
  it("shows the three values, the score that is provisional, and its gates, and is decided by another", async () => {
    await other.goto(`${local.url}/acceptance`);
    await other.getByRole("link", { name: /苏孟乡 01 号点/ }).click();
    await other.getByText("暂算").first().waitFor();
    await other.getByText("台账缺两个月").waitFor();
    await pictures(other, "year-acceptance", true);
    await other.getByRole("button", { name: "认定", exact: true }).click();
    await pictures(other, "year-accept");
    await other.getByRole("dialog").getByRole("button", { name: "认定", exact: true }).click();
    await other.waitForURL((at) => at.pathname === "/acceptance");
  });
});

describe("the result", () => {
  it("says the score, the star, what is missing to the next, and what differs from the claim and why", async () => {
    await secretary.goto(`${local.url}/results`);
    await secretary.getByText("理由：台账缺两个月").waitFor();
    await pictures(secretary, "year-result", true);
    expect(await width(secretary)).toBe(390);
  });
});
