import { mkdirSync } from "node:fs";
import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";

// 开化 adopts a standard of 衢州, lays something over it, lowers what it may not, and takes in 衢州's next version.

const screenshots = "tests/browser/screenshots";
const desk = { width: 1440, height: 900 };
let local: LocalStart;
let browser: Browser;
let child: Page;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  [local, browser] = await Promise.all([startLocal(), openBrowser()]);
  child = await adminOf("kaihua");
});

afterAll(async () => {
  await browser?.close();
  await local?.stop();
});

const adminOf = (tenant: string, context: BrowserContextOptions = {}): Promise<Page> =>
  signedIn(browser, local.url, desk, "admin", { tenant, context });

const picture = (page: Page, name: string) => page.screenshot({ path: `${screenshots}/${name}.png`, fullPage: true });

/** What a person would do in the editor, through the API: another document for the last draft. */
async function rewrite(page: Page, code: string, version: number, change: (document: never) => void): Promise<void> {
  const tenant = new URL(local.url).origin;
  const { tenant: of } = await (await page.request.get(`${tenant}/api/session`)).json();
  const path = `${tenant}/api/tenants/${of}/standards/${code}/versions/${version}`;
  const { document, revision } = await (await page.request.get(path)).json();
  change(document as never);
  const headers = { "if-match": `"${revision}"`, origin: tenant };
  const answer = await page.request.put(path, { data: { document }, headers });
  expect(answer.status(), await answer.text()).toBe(200);
}

describe("a child", () => {
  it("adopts what its parent has published", async () => {
    await child.goto(`${local.url}/standards`);
    await child.getByRole("link", { name: "采用上级的标准" }).click();
    const first = child
      .getByRole("listitem")
      .filter({ has: child.getByRole("button", { name: "采用" }) })
      .first();
    await first.waitFor();
    await picture(child, "adoption-parents");
    await child.getByRole("button", { name: "采用《“六个有”" }).first().click();
    await child.getByLabel("本地编码").fill("kaihua-six");
    await picture(child, "adoption-adopt");
    await child.getByRole("button", { name: "采用并起草" }).click();
    await child.waitForURL((at) => at.pathname === "/standards/kaihua-six/draft");
    await child.getByRole("heading", { name: "标准体检" }).waitFor();
    await child.goto(`${local.url}/standards/kaihua-six/adoption`);
    await child.getByText("与上级一字不差。").waitFor();
  });

  it("sees what it added and what it may not lower", async () => {
    await rewrite(child, "kaihua-six", 1, (document: { sections: { items: { title: string }[] }[] }) => {
      const [section] = document.sections;
      const own = { code: "own_item", title: "本县特色", score: { kind: "yes-no", points: 5 } };
      section?.items.push(own);
      section?.items.splice(0, 1);
    });
    await child.reload();
    await child.getByText("有 1 处低于上级的要求。").waitFor();
    await child.getByText("不许放宽", { exact: true }).waitFor();
    await child.getByText("添加", { exact: true }).waitFor();
    await picture(child, "adoption-changes");
    const dark = await adminOf("kaihua", { viewport: { width: 390, height: 844 }, colorScheme: "dark" });
    await dark.goto(`${local.url}/standards/kaihua-six/adoption`);
    await dark.getByText("有 1 处低于上级的要求。").waitFor();
    expect(await dark.evaluate("document.documentElement.scrollWidth")).toBe(390);
    await picture(dark, "adoption-phone-dark");
    await dark.context().close();
  });
});

describe("the parent's next version", () => {
  it("is published with what children may lower", async () => {
    const parent = await adminOf("quzhou");
    await parent.goto(`${local.url}/standards/six-haves`);
    await parent.getByRole("button", { name: "起草下一版" }).click();
    await parent.getByRole("heading", { name: "标准体检" }).waitFor();
    await rewrite(parent, "six-haves", 2, (document: { sections: { items: { score: object; title: string }[] }[] }) => {
      Object.assign(document.sections[0]?.items[1]?.score ?? {}, { points: 12 });
      Object.assign(document.sections[0]?.items[2]?.score ?? {}, { points: 8 });
    });
    await parent.reload();
    await parent.getByRole("button", { name: "发布第 2 版" }).first().click();
    await parent.getByLabel("下级采用时").selectOption("parts");
    await parent.getByRole("checkbox").nth(2).check();
    const reason = parent.getByLabel("照此发布的理由");
    if ((await reason.count()) > 0) await reason.fill("调整两项分值");
    await picture(parent, "adoption-allowance");
    await parent.getByRole("dialog").getByRole("button", { name: "发布第 2 版" }).click();
    await parent.getByText("第 2 版 · 已发布").first().waitFor();
    await parent.context().close();
  });

  it("comes in under what the child laid over the last one, each conflict as it was chosen", async () => {
    await rewrite(child, "kaihua-six", 1, (document: { sections: { items: { code: string; score: object }[] }[] }) => {
      Object.assign(document.sections[0]?.items[0]?.score ?? {}, { points: 15 });
    });
    await child.goto(`${local.url}/standards/kaihua-six/adoption`);
    await child.getByRole("heading", { name: "上级第 2 版改了什么" }).waitFor();
    await child.getByRole("heading", { name: "两边都改了的 1 处，逐处选用" }).waitFor();
    await picture(child, "adoption-conflict");
    await child.getByRole("radio", { name: /用上级的/ }).check();
    await child.getByRole("button", { name: "并入草稿" }).click();
    await child.getByText(/第 2 版；只许放宽所选的/).waitFor();
    await child.getByText("没有更新的一版").waitFor();
    await picture(child, "adoption-merged");
  });
});
