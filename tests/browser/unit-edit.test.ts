import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";

// The admin changes a unit in its form: where it stands on a belt, whether it is a demonstration point, and what is
// known of it. A fact has a value, is known to be none, or is unknown: three things that the form keeps apart.

const screenshots = "tests/browser/screenshots";
let local: LocalStart;
let browser: Browser;
let page: Page;
let path = "";

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  [local, browser] = await Promise.all([startLocal(), openBrowser()]);
  page = await signedIn(browser, local.url, { width: 1440, height: 900 });
  for (const fact of [
    { key: "volunteers", label: "志愿者人数", type: "number", measure: "人" },
    { key: "has_venue", label: "有没有活动场所", type: "bool" },
    { key: "fee_day", label: "党费日", type: "date" },
  ])
    await declared(fact);
});

afterAll(async () => {
  await page?.close();
  await browser?.close();
  await local?.stop();
});

const api = (rest: string): string => `${local.url}/api/tenants/jinhua-edz/${rest}`;
const press = (name: string): Promise<void> => page.getByRole("button", { name, exact: true }).first().click();

async function declared(fact: object): Promise<void> {
  const data = { of: "unit", per: "standing", filledBy: "secretary", ...fact };
  const answer = await page.request.post(api("facts"), { data, headers: { origin: local.url } });
  expect(answer.status()).toBe(201);
}
async function open(): Promise<void> {
  await page.goto(`${local.url}${path}/edit`);
  await page.getByRole("button", { name: "存下修改" }).waitFor();
}
async function save(): Promise<Record<string, unknown>> {
  await press("存下修改");
  await page.waitForURL((at) => at.pathname === path);
  return (await (await page.request.get(api(path.slice(1)))).json()) as Record<string, unknown>;
}

describe("a unit's form", () => {
  it("is opened from the unit", async () => {
    const list = (await (await page.request.get(api("units?kind=branch&limit=1"))).json()) as {
      items: { id: string }[];
    };
    path = `/units/${list.items[0]?.id}`;
    await page.goto(`${local.url}${path}`);
    await page.getByRole("link", { name: "修改" }).click();
    await page.getByLabel("志愿者人数，人（选填）").waitFor();
    await page.screenshot({ path: `${screenshots}/unit-edit.png`, fullPage: true });
  });

  it("takes values, and what is known to be none", async () => {
    await page.getByLabel("志愿者人数，人（选填）").fill("12");
    await page.getByLabel("有没有活动场所（选填）").selectOption("否");
    await page.getByLabel("党费日：已知没有").check();
    const { facts } = await save();
    expect(facts).toMatchObject({ volunteers: 12, has_venue: false, fee_day: null });
    await page.getByText("志愿者人数").first().waitFor();
    expect(((await page.locator("section.facts").textContent()) ?? "").replace(/\s+/g, "")).toContain("党费日没有");
  });

  it("makes a fact unknown again, which is neither none nor 0", async () => {
    await open();
    expect(await page.getByLabel("党费日（选填）").isDisabled()).toBe(true);
    await page.getByLabel("党费日：已知没有").uncheck();
    await page.getByLabel("志愿者人数，人（选填）").fill("");
    const { facts } = await save();
    expect(Object.keys(facts as object).filter((key) => ["volunteers", "fee_day"].includes(key))).toEqual([]);
    expect(facts).toMatchObject({ has_venue: false });
  });

  it("puts it on a belt at a free place, as a demonstration point", async () => {
    await open();
    await page.getByLabel("示范带（选填）").selectOption({ index: 1 });
    await page.getByLabel("带上第几个点（选填）").fill("0");
    await press("存下修改");
    await page.getByText("写从 1 起的整数，例如 3。").waitFor();
    await page.getByLabel("带上第几个点（选填）").fill("90");
    await page.getByLabel("示范点", { exact: true }).selectOption("是示范点");
    // This tenant's notice has no categories, so that there is nothing to choose from.
    expect(await page.getByLabel("示范点类别（选填）").count()).toBe(0);
    const unit = await save();
    expect(unit).toMatchObject({ beltPosition: 90, demonstration: true, category: null });
    expect(typeof unit["belt"]).toBe("string");
  });

  it("takes it off the belt, and its place on it goes with it", async () => {
    await open();
    await page.getByLabel("示范带（选填）").selectOption("");
    await page.getByLabel("示范点", { exact: true }).selectOption("不是");
    expect(await save()).toMatchObject({ belt: null, beltPosition: null, demonstration: false, category: null });
  });

  it("is whole on a phone", async () => {
    const phone = await signedIn(browser, local.url, { width: 390, height: 844 });
    await phone.goto(`${local.url}${path}/edit`);
    await phone.getByLabel("志愿者人数，人（选填）").waitFor();
    expect(await phone.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await phone.screenshot({ path: `${screenshots}/unit-edit-phone.png`, fullPage: true });
    await phone.close();
  });
});
