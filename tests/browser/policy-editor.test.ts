import { mkdirSync, readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CaseFile } from "../support/cases.ts";
import { calculationDifferences, type ExpectedCalculation } from "../support/compare-calculation.ts";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";
import { declareFacts, withoutDefaults } from "./sound-policy.ts";
import { writingOn } from "./writing.ts";

// The admin writes a case's policy on the screen alone, publishes it, and it pays what the case expects. The case has
// every part that a policy can have: grants of five kinds, times, limits, a group, a ceiling, payers, instalments.

const screenshots = "tests/browser/screenshots";
const sound = JSON.parse(readFileSync("tests/cases/a3-errors.json", "utf8")) as CaseFile;
const own = sound.calculations.filter(({ policy }) => policy === undefined);
const tenant = "/api/tenants/jinhua-edz";
const versions = `${tenant}/policies/sound/versions`;
let local: LocalStart;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  [local, browser] = await Promise.all([startLocal(), openBrowser()]);
  page = await signedIn(browser, local.url, { width: 1440, height: 900 });
  await declareFacts(page, `${local.url}${tenant}/facts`);
});

afterAll(async () => {
  await page?.close();
  await browser?.close();
  await local?.stop();
});

const { choose, fill, press, rename, select, ...writing } = writingOn(() => page);
const stored = (version: number): Promise<Record<string, unknown>> =>
  writing.stored(`${local.url}${versions}/${version}`);
const row = async (path: string, key: string, value: string): Promise<void> => {
  const table = page.locator("section.rows").filter({ hasText: path }).first();
  await table.getByPlaceholder("值，例如 5").fill(key);
  await table.getByRole("button", { name: "添一行" }).click();
  await table
    .getByLabel(/」的(金额|百分比)/)
    .last()
    .waitFor();
  await page.locator(`[data-path$="rows.${key}"]`).fill(value);
};

describe("the admin writes a policy from nothing", () => {
  it("begins with its name", async () => {
    await page.goto(`${local.url}/policies`);
    await press("新建办法");
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("名称").fill("完好的方案");
    await sheet.getByLabel("编码").fill("sound");
    await sheet.getByRole("button", { name: "新建办法" }).click();
    await page.getByRole("heading", { level: 1, name: "完好的方案" }).waitFor();
    await page.locator("aside[aria-labelledby=health]").first().filter({ hasText: "办法体检" }).waitFor();
  });

  it("says where it comes from, for which year, and what one recipient gets at most", async () => {
    await fill("year", "2026");
    await press("添一条依据");
    await fill("sources[0].document", "自拟");
    await fill("sources[0].clause", "甲");
    await fill("perRecipientAtMostFen", "50");
  });

  it("pays a sum by the level, multiplied by the score, at most ten yuan, less what was paid", async () => {
    await press("添一项补助");
    await fill("grants[0].title", "创建");
    await fill("grants[0].when", "result.accepted");
    await page.getByText("读作：通过验收").waitFor();
    await select("grants[0].amount.kind", "table");
    await row("各行", "4", "3");
    await row("各行", "5", "5.00");
    await page.getByLabel("表里没有的", { exact: true }).selectOption("sum");
    await press("添一次折算");
    await fill("grants[0].times[0].bands[0].percent", "100");
    await press("添一档");
    await fill("grants[0].times[0].bands[1].atLeast", "80");
    await fill("grants[0].times[0].bands[1].percent", "80");
    await page.getByLabel("一笔最多", { exact: true }).selectOption("sum");
    await fill("grants[0].atMostFen", "10");
    await select("grants[0].once", "lessPaid");
    await rename("grants[0].code", "creation");
    await page.screenshot({ path: `${screenshots}/policy-editor-grant.png` });
  });

  it("pays a part of a cost once, of ten yuan at most", async () => {
    await press("添一项补助");
    await fill("grants[1].title", "项目");
    await select("grants[1].amount.kind", "percent");
    await fill("grants[1].amount.ofFen", "facts.fen");
    await fill("grants[1].amount.percent", "33.33");
    await fill("grants[1].amount.ofAtMostFen", "10");
    await select("grants[1].once", "once");
    await rename("grants[1].code", "project");
  });

  it("adds a rate and marginal brackets of the same area", async () => {
    await press("添一项补助");
    await fill("grants[2].title", "面积");
    await select("grants[2].amount.kind", "rate");
    await fill("grants[2].amount.of", "facts.area");
    await fill("grants[2].amount.fenEach", "0.02");
    await select("grants[2].amount.whole", "down");
    await select("grants[2].amount.kind", "sum");
    await press("添一部分");
    await select("grants[2].amount.parts[1].kind", "brackets");
    await select("grants[2].amount.parts[1].mode", "marginal");
    await fill("grants[2].amount.parts[1].of", "facts.area");
    await fill("grants[2].amount.parts[1].brackets[0].fen", "");
    await fill("grants[2].amount.parts[1].brackets[0].fenEach", "0.01");
    await press("添一档");
    await fill("grants[2].amount.parts[1].brackets[1].from", "10");
    await fill("grants[2].amount.parts[1].brackets[1].fen", "");
    await fill("grants[2].amount.parts[1].brackets[1].fenEach", "0.02");
    await rename("grants[2].code", "area");
    await page.screenshot({ path: `${screenshots}/policy-editor-sum.png` });
  });

  it("leaves one sum to a decision between one and five yuan", async () => {
    await press("添一项补助");
    await fill("grants[3].title", "决定");
    await fill("grants[3].when", "facts.decide");
    await select("grants[3].amount.kind", "decided");
    await fill("grants[3].amount.atLeastFen", "1");
    await fill("grants[3].amount.atMostFen", "5");
    await rename("grants[3].code", "discretion");
  });

  it("pays only the higher of the first two", async () => {
    await choose("groups");
    await press("添一组");
    await page.getByLabel("创建", { exact: true }).check();
    await page.getByLabel("项目", { exact: true }).check();
    await rename("groups[0].code", "one");
  });

  it("ends at a thousand yuan, the higher score first", async () => {
    await choose("ceilings");
    await press("添一道封顶");
    await fill("ceilings[0].totalFen", "1,000");
    await select("ceilings[0].share", "rank");
    await rename("ceilings[0].code", "budget");
    await page.screenshot({ path: `${screenshots}/policy-editor-ceilings.png` });
  });

  it("is borne by two, and paid in two instalments", async () => {
    await choose("payers");
    for (const [place, [code, title, percent]] of [
      ["zone", "区", "60"] as const,
      ["town", "乡", "40"] as const,
    ].entries()) {
      await press("添一方");
      await fill(`payers[${place}].title`, title);
      await fill(`payers[${place}].percent`, percent);
      await rename(`payers[${place}].code`, code);
    }
    await choose("instalments");
    for (const [place, code] of ["first", "second"].entries()) {
      await press("添一次");
      await fill(`instalments[${place}].percent`, "50");
      await rename(`instalments[${place}].code`, code);
    }
    await fill("instalments[0].when", "facts.started");
  });

  it("is then the case's own policy, saved by itself and without a fault", async () => {
    const draft = await stored(1);
    expect(draft["faults"]).toEqual([]);
    expect(draft["document"]).toEqual(withoutDefaults(sound.policy as never));
  });

  it("is published from a day on, with a reason where something is warned of", async () => {
    await press("发布第 1 版");
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("从哪天起施行").fill("2026-01-01");
    if ((await sheet.getByLabel("照此发布的理由").count()) > 0)
      await sheet.getByLabel("照此发布的理由").fill("示例：照案例原文发布。");
    await sheet.getByRole("button", { name: "发布第 1 版" }).click();
    await page.getByRole("button", { name: "起草下一版" }).waitFor();
  });

  it.each(own)("pays what the case expects: $name", async ({ recipients, expect: expected }) => {
    const answer = await page.request.post(`${local.url}${tenant}/subsidies/calculate`, {
      data: { policy: { code: "sound", version: 1 }, recipients },
    });
    expect(answer.status()).toBe(200);
    expect(calculationDifferences(expected as unknown as ExpectedCalculation, await answer.json())).toEqual([]);
  });
});
