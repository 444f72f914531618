import { mkdirSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signedInAt } from "../support/http-client.ts";
import { type LocalStart, startLocal } from "../support/local.ts";
import { pdf, photo } from "../support/pictures.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";

// A secretary adds a photo and a paper to their unit; the township sees them, and what is like them elsewhere.

const screenshots = "tests/browser/screenshots";
let local: LocalStart;
let browser: Browser;
let secretary: Page;
let unit: string;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  [local, browser] = await Promise.all([startLocal(), openBrowser()]);
  secretary = await signedIn(browser, local.url, { width: 390, height: 844 }, "secretary");
  unit = await secretary.evaluate("fetch('/api/session').then((a) => a.json()).then((a) => a.roles[0].scope.id)");
});

afterAll(async () => {
  await secretary?.close();
  await browser?.close();
  await local?.stop();
});

async function picture(page: Page, name: string): Promise<void> {
  const size = page.viewportSize();
  for (const [device, width, height] of [
    ["phone", 390, 844],
    ["desk", 1440, 900],
  ] as const) {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.setViewportSize({ width, height });
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${screenshots}/${name}-${device}-${colorScheme}.png` });
    }
  }
  await page.emulateMedia({ colorScheme: "light" });
  if (size !== null) await page.setViewportSize(size);
}

const choose = async (page: Page, ...files: { name: string; mimeType: string; buffer: Buffer }[]): Promise<void> => {
  const chooser = page.waitForEvent("filechooser");
  await page.getByRole("button", { name: "添照片或文件" }).click();
  await (await chooser).setFiles(files);
};
const jpegNamed = async (name: string, seed: number, width = 640) => ({
  ...{ name, mimeType: "image/jpeg" },
  buffer: Buffer.from(await photo(seed, 1, width, (width * 3) / 4)),
});

describe("the evidence of one's own unit", () => {
  it("is empty at first and says that nothing is needed", async () => {
    await secretary.goto(`${local.url}/units/${unit}`);
    await secretary.getByRole("link", { name: "佐证材料" }).click();
    await secretary.getByText("还没有佐证材料").waitFor();
    await picture(secretary, "evidence-empty");
  });

  it("takes a photo, made small in the browser, and a paper", async () => {
    const large = await jpegNamed("支部大会.jpg", 1, 3600);
    expect(large.buffer.length).toBeGreaterThan(100 * 1024);
    await choose(secretary, large, { name: "会议记录.pdf", mimeType: "application/pdf", buffer: Buffer.from(pdf) });
    await secretary.getByRole("button", { name: "会议记录.pdf", exact: true }).waitFor();
    const list = `fetch('/api/tenants/jinhua-edz/evidence?unit=${unit}').then((a) => a.json())`;
    const { items } = (await secretary.evaluate(list)) as { items: { type: string; width: number; bytes: number }[] };
    const kept = items.find(({ type }) => type === "jpeg");
    expect(kept?.width).toBe(2560);
    expect(kept?.bytes).toBeLessThan(300 * 1024);
  });

  it("keeps what is said of a piece as it is left", async () => {
    await secretary.getByLabel("说明（选填）").last().fill("三季度的支部大会");
    await secretary.getByLabel("有效期至（选填）").last().fill("2024-12-31");
    await secretary.getByText("已存").first().waitFor();
    await secretary.getByText("已过有效期").waitFor();
    await picture(secretary, "evidence-own");
    expect(await secretary.evaluate("document.documentElement.scrollWidth")).toBe(390);
  });

  it("says why a file isn't taken, at the file", async () => {
    const page = { name: "会场.jpg", mimeType: "image/jpeg", buffer: Buffer.from("<!doctype html><p>会场</p>") };
    await choose(secretary, page);
    await secretary.getByText("网页和 SVG 不能收，请添照片、PDF 或办公文档。").waitFor();
    await picture(secretary, "evidence-refused");
    await secretary.getByRole("button", { name: "不传了" }).click();
  });

  it("waits without a network and goes on with one", async () => {
    await secretary.context().setOffline(true);
    await choose(secretary, await jpegNamed("现场.jpg", 2));
    await secretary.getByText("没有网络，连上就传").waitFor();
    await picture(secretary, "evidence-offline");
    await secretary.context().setOffline(false);
    await secretary.getByRole("button", { name: "现场.jpg", exact: true }).waitFor();
  });

  it("opens a piece, and gives the focus back", async () => {
    await secretary.getByRole("button", { name: "支部大会.jpg", exact: true }).click();
    await secretary.getByRole("dialog").locator("img").waitFor();
    const isSeen =
      "document.querySelector('dialog img').decode().then(() => document.querySelector('dialog img').naturalWidth)";
    expect(await secretary.evaluate(isSeen)).toBe(2560);
    await picture(secretary, "evidence-opened");
    await secretary.keyboard.press("Escape");
    expect(await secretary.evaluate("document.activeElement.textContent.trim()")).toBe("支部大会.jpg");
  });

  it("is replaced by a newer version, and removed once asked", async () => {
    const chooser = secretary.waitForEvent("filechooser");
    await secretary.getByRole("button", { name: "给「现场.jpg」换新的一版" }).click();
    await (await chooser).setFiles([await jpegNamed("现场（补拍）.jpg", 3)]);
    await secretary.getByRole("button", { name: "现场（补拍）.jpg", exact: true }).waitFor();
    expect(await secretary.getByRole("button", { name: "现场.jpg", exact: true }).count()).toBe(0);
    await secretary.getByRole("button", { name: "移去「现场（补拍）.jpg」" }).click();
    await picture(secretary, "evidence-remove");
    await secretary.getByRole("button", { name: "移去这一份" }).click();
    await secretary.getByRole("dialog").waitFor({ state: "detached" });
    expect(await secretary.getByRole("button", { name: "现场（补拍）.jpg", exact: true }).count()).toBe(0);
  });
});

describe("the evidence of a unit that one judges", () => {
  it("shows pictures small, and in ink what is the same elsewhere", async () => {
    await choose(secretary, await jpegNamed("学习.jpg", 1, 1800));
    await secretary.getByRole("button", { name: "学习.jpg", exact: true }).waitFor();
    const township = await signedIn(browser, local.url, { width: 1440, height: 900 }, "township");
    await expect
      .poll(
        async () => {
          await township.goto(`${local.url}/units/${unit}/evidence`);
          await township.getByText("支部大会.jpg").first().waitFor();
          return await township.getByText("与本组织另一份相近：支部大会.jpg").count();
        },
        { timeout: 20_000 },
      )
      .toBe(1);
    const shown = "[...document.querySelectorAll('.small img')].filter((each) => each.naturalWidth > 0).length";
    await expect.poll(() => township.evaluate(shown), { timeout: 10_000 }).toBe(3);
    await picture(township, "evidence-judged");
    await township.getByRole("button", { name: "打开「会议记录.pdf」" }).click();
    const download = township.waitForEvent("download");
    await township.getByRole("link", { name: "下载 会议记录.pdf" }).click();
    expect((await download).suggestedFilename()).toBe("会议记录.pdf");
    await township.close();
  });
});

/** An open cycle with one assessment of the unit; its id. */
async function openedAssessment(): Promise<string> {
  const admin = await signedInAt(local.url, "jinhua-edz", "admin");
  const asked = { code: "2026-q4", title: "四季度督查", kind: "quarterly", year: 2026, opensOn: "2026-11-20" };
  const made = await admin.send("POST", "/cycles", { ...asked, standards: ["belt-point"] });
  const { id } = (await made.json()) as { id: string };
  expect((await admin.send("POST", `/cycles/${id}/opening`)).status).toBe(202);
  const find = async (): Promise<string | undefined> => {
    const list = await admin.send("GET", `/assessments?cycle=${id}&unit=${unit}`);
    return ((await list.json()) as { items: { id: string }[] }).items[0]?.id;
  };
  await expect.poll(find, { timeout: 20_000 }).toBeTypeOf("string");
  return String(await find());
}

describe("the evidence of one item", () => {
  it("may be left out, is chosen from what the unit has, and taken away with a way back", async () => {
    const assessment = await openedAssessment();
    const admin = await signedInAt(local.url, "jinhua-edz", "admin");
    const read = (await (await admin.send("GET", `/assessments/${assessment}`)).json()) as {
      sections: { items: { code: string }[] }[];
    };
    const item = read.sections[0]?.items[0]?.code ?? "";
    await secretary.goto(`${local.url}/units/${unit}/evidence?assessment=${assessment}&item=${item}`);
    await secretary.getByRole("button", { name: "添照片或文件（可以不添）" }).waitFor();
    await picture(secretary, "evidence-item-empty");
    await secretary.getByRole("button", { name: "用已有的" }).click();
    await secretary.getByRole("button", { name: "用「会议记录.pdf」" }).waitFor();
    await picture(secretary, "evidence-choose");
    await secretary.getByRole("button", { name: "用「会议记录.pdf」" }).click();
    await secretary.getByRole("dialog").waitFor({ state: "detached" });
    await choose(secretary, await jpegNamed("制度上墙.jpg", 5));
    await secretary.getByRole("button", { name: "制度上墙.jpg", exact: true }).waitFor();
    await secretary.getByRole("button", { name: "移去「会议记录.pdf」" }).click();
    await secretary.getByText("已从这一项移去「会议记录.pdf」").waitFor();
    await picture(secretary, "evidence-item");
    await secretary.getByRole("button", { name: "撤销" }).click();
    await secretary.getByRole("button", { name: "会议记录.pdf", exact: true }).waitFor();
    expect(await secretary.evaluate("document.documentElement.scrollWidth")).toBe(390);
  });
});
