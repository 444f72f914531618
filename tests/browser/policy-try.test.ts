import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";

// The next draft of the zone's awards: tried on its own units and on one who is made up, its effect, its scales drawn.

const screenshots = "tests/browser/screenshots";
const versions = "/api/tenants/jinhua-edz/policies/belt-awards/versions";
let local: LocalStart;
let browser: Browser;
let page: Page;

interface Draft {
  readonly document: Record<string, unknown> & { readonly grants: readonly Record<string, unknown>[] };
}

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  [local, browser] = await Promise.all([startLocal(), openBrowser()]);
  page = await signedIn(browser, local.url, { width: 1440, height: 900 });
  await draft();
});

afterAll(async () => {
  await page?.close();
  await browser?.close();
  await local?.stop();
});

/** Five stars get less than before and four stars more; 汤溪镇 has less to give; scores past 95 are worth less. */
async function draft(): Promise<void> {
  const begun = await page.request.post(`${local.url}${versions}`);
  expect(begun.status()).toBe(201);
  const { document } = (await begun.json()) as Draft;
  const [demonstration, ...others] = document.grants;
  const bands = [
    { atLeast: 95, percent: 90 },
    { atLeast: 80, percent: 100 },
  ];
  const grants = [
    {
      ...demonstration,
      amount: { kind: "table", of: "result.level", rows: { "4": 3_500_000, "5": 4_500_000 } },
      times: [{ of: "result.score", bands }],
      instalments: [
        { code: "start", percent: 50 },
        { code: "end", percent: 50, when: "result.accepted" },
      ],
    },
    ...others,
  ];
  const ceilings = [{ code: "township", by: "unit.township", rows: { 汤溪镇: 12_000_000 }, share: "prorate" }];
  const written = await page.request.put(`${local.url}${versions}/2`, {
    data: { document: { ...document, grants, ceilings } },
    headers: { "if-match": begun.headers()["etag"] ?? "" },
  });
  expect(written.status()).toBe(200);
}

const goTo = (query: string): Promise<unknown> => page.goto(`${local.url}/policies/belt-awards/draft${query}`);
const press = (name: string): Promise<void> => page.getByRole("button", { name, exact: true }).first().click();
const picture = (name: string): Promise<unknown> =>
  page.screenshot({ path: `${screenshots}/policy-${name}.png`, fullPage: true });

describe("the try-out of a draft policy", () => {
  it("pays the tenant's own units, and shows one township's lines with what they are made of", async () => {
    await goTo("?view=try");
    const units = page.getByLabel("本地党组织的试算");
    await units.getByText("38 个示范点").waitFor();
    await page.getByLabel("看哪里").selectOption("汤溪镇");
    await page.getByRole("button", { name: "02 号点" }).click();
    const why = page.getByLabel("这一行为什么", { exact: true });
    await why.getByText("分期").waitFor();
    expect((await why.textContent()) ?? "").toContain("汤溪镇封顶，按比例折算");
    const bar = page.getByRole("img", { name: /^汤溪镇：/ });
    expect(await bar.getAttribute("aria-label")).toBe(
      "汤溪镇：发 120,000.00，封顶 120,000.00，按办法算出 155,500.00，超出的不发",
    );
    await picture("try-township");
  });

  it("shows one unit by itself, and lets it be changed by hand", async () => {
    await page.getByLabel("找一个党组织来试").fill("汤溪镇 05");
    await press("查找");
    await press("汤溪镇 05 号点");
    await page.getByText("示范点创建补助：办法要求通过验收").waitFor();
    await press("改着试");
    const result = page.getByLabel("试算的结果");
    await result.getByText("办法要求通过验收").waitFor();
    await page.getByLabel("通过验收").check();
    await page.getByLabel("等次").selectOption("5");
    await page.getByLabel("得分").fill("96");
    await result.getByRole("article", { name: "示范点创建补助" }).getByText("40,500.00").first().waitFor();
    await picture("try-sample");
    await page.getByLabel("得分").fill("70");
    await result.getByRole("article", { name: "示范点创建补助" }).getByText("0.00").first().waitFor();
  });

  it("says what can't be worked out, of which grant and why", async () => {
    await press("添一家示例");
    await page.getByLabel("等次").selectOption("5");
    const result = page.getByLabel("试算的结果");
    await result.getByText("算不出来，不发钱，也不占封顶").waitFor();
    await page
      .getByLabel("试算的结果", { exact: true })
      .first()
      .filter({ hasText: /示范点创建补助：.*缺少 result\.score/ })
      .waitFor();
    await picture("try-failed");
  });

  it("keeps what it came to for the ceilings' form, and draws the bands", async () => {
    await press("接着改");
    await page.locator('[data-place="ceilings"]').click();
    await page.getByRole("img", { name: /^汤溪镇：发 120,000.00/ }).waitFor();
    await picture("ceilings-drawn");
    await page.locator('[data-place="grants[0]"]').click();
    const drawn = page.getByRole("img", { name: /80 起 100%/ });
    expect(await drawn.getAttribute("aria-label")).toBe("不到 80 得 0%，80 起 100%，95 起 90%，到 95 反而减少");
    await page.getByText("到 95 时比前一档还少。").waitFor();
    await picture("bands-drawn");
  });

  it("works on a phone, by night too, with nothing cut off", async () => {
    await page.setViewportSize({ width: 390, height: 844 });
    await goTo("?view=try");
    await page.getByText("38 个示范点").waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await picture("try-phone");
    await page.emulateMedia({ colorScheme: "dark" });
    await press("添一家示例");
    await page.getByLabel("试算的结果").getByText("只算这一家").waitFor();
    expect(await page.evaluate("document.documentElement.scrollWidth")).toBeLessThanOrEqual(390);
    await picture("try-phone-dark");
    await page.emulateMedia({ colorScheme: "light" });
    await page.setViewportSize({ width: 1440, height: 900 });
  });
});

describe("the effect of a draft policy", () => {
  it("is the money by township and grant, and who gains and who loses by how much", async () => {
    await goTo("?view=compare");
    const effect = page.getByRole("region", { name: "改了以后谁会变" });
    await effect.getByRole("region", { name: "少拿的" }).waitFor();
    const row = effect.getByRole("row", { name: /^汤溪镇/ }).first();
    expect(((await row.textContent()) ?? "").replace(/\s+/g, " ")).toContain("150,000.00120,000.00−30,000.00");
    expect((await effect.getByRole("region", { name: "多拿的" }).textContent()) ?? "").toContain("+5,000.00");
    await picture("effect");
  });

  it("has nothing to show where the server can't be reached, and a way to try again", async () => {
    await page.route("**/effect*", (route) => route.abort());
    await goTo("?view=compare");
    await page.getByRole("heading", { name: "没有网络" }).waitFor();
    await page.unroute("**/effect*");
    await press("重试");
    await page.getByRole("region", { name: "少拿的" }).waitFor();
  });
});
