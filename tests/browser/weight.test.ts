import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";
import { firstLoad } from "./weight.ts";
import { caller, openCycle, phone } from "./year.ts";

// How heavy the secretary's pages are when a phone opens them for the first time.

const tenant = "jinhua-edz";
const limit = 60 * 1024;
let local: LocalStart;
let browser: Browser;
let secretary: Page;
let assessment: string;

beforeAll(async () => {
  [local, browser] = await Promise.all([startLocal(), openBrowser()]);
  await openCycle(local.url, tenant, {
    ...{ code: "this-acceptance", title: "本年考核验收", standards: ["belt-point"], township: "sumeng" },
  });
  secretary = await signedIn(browser, local.url, phone, "secretary");
  const { items } = (await (
    await caller(local.url, tenant, "secretary")
  )("GET", "/assessments")) as {
    items: { id: string; state: string }[];
  };
  assessment = items.find(({ state }) => state === "self")?.id ?? "";
});

afterAll(async () => {
  await secretary?.close();
  await browser?.close();
  await local?.stop();
});

describe("a secretary's page is at most 60 KB gz of scripts and styles:", () => {
  it.each([
    ["工作", "/work", "苏孟乡 01 号点"],
    ["填报", "/assessments", "本年考核验收"],
    ["问题整改", "/findings", "没有待整改的问题"],
    ["公示", "/publicity", "公示"],
    ["消息", "/inbox", "消息"],
    ["我的", "/me", "书记 01"],
    ["结果", "/results", "通过验收"],
    ["我的补助", "/payments", "我的补助"],
    ["一点一策", "/plans", "一点一策"],
  ])("%s", async (_name, path, ready) => {
    const size = await firstLoad(secretary, `${local.url}${path}`, ready);
    expect(size).toBeLessThanOrEqual(limit);
  });

  it("the form", async () => {
    const size = await firstLoad(secretary, `${local.url}/assessments/${assessment}`, "下一节：");
    expect(size).toBeLessThanOrEqual(limit);
  });
});
