import { mkdirSync, readFileSync } from "node:fs";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type AnsweredSubject, compareSubject, type Run } from "../support/cases.ts";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { writingOn } from "./writing.ts";

// A county that nobody prepared signs up and starts empty. Its admin writes the standard of the 2018 响水县 case on the
// screen alone; the case's villages are scored under it, and score the same after the county has changed its mind.

interface Written {
  readonly title: string;
  readonly sources: readonly { readonly document: string; readonly clause: string }[];
  readonly sections: readonly {
    readonly code: string;
    readonly title: string;
    readonly items: readonly { readonly code: string; readonly title: string; readonly score: { points: number } }[];
  }[];
  readonly levels: readonly {
    readonly code: string;
    readonly title: string;
    readonly atLeast: number;
    readonly when?: string;
    readonly quota: { readonly percent: number };
  }[];
}

const screenshots = "tests/browser/screenshots";
const xiangshui = JSON.parse(readFileSync("tests/cases/04-xiangshui-quota.json", "utf8")) as {
  readonly standard: Written;
  readonly runs: readonly (Run & { readonly standard?: Written })[];
};
const [passedOn, notPassedOn] = ["24 个村:名额、并列、顺延", "24 个村:不顺延"].map(runNamed) as [Run, Run];
const underTheFirst = xiangshui.runs.filter((run) => run.standard === undefined);
const tenant = "/api/tenants/xiangshui";
let local: LocalStart;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  mkdirSync(screenshots, { recursive: true });
  [local, browser] = await Promise.all([startLocal({ env: { SIGNUPS: "open" } }), openBrowser()]);
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, locale: "zh-CN" });
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const faults: string[] = [];
  page.on("pageerror", (error) => faults.push(error.message));
  page.once("close", () => expect(faults).toEqual([]));
});

afterAll(async () => {
  await page?.close();
  await browser?.close();
  await local?.stop();
});

const { choose, fill, press, rename, select, ...writing } = writingOn(() => page);
const stored = (version: number): Promise<Record<string, unknown>> =>
  writing.stored(`${local.url}${tenant}/standards/stars/versions/${version}`);
const picture = (name: string): Promise<unknown> =>
  page.screenshot({ path: `${screenshots}/${name}.png`, fullPage: true });

function runNamed(name: string): Run {
  const run = xiangshui.runs.find((each) => each.name === name);
  if (run === undefined) throw new Error(`no run ${name}`);
  return run;
}

/** What the API answers for a run's villages under a stored version, as it stands. */
async function scoredUnder(version: number, { subjects }: Run): Promise<readonly AnsweredSubject[]> {
  const answer = await page.request.post(`${local.url}${tenant}/standards/evaluate`, {
    data: { standard: { code: "stars", version }, subjects },
  });
  expect([answer.status(), answer.status() === 200 ? "" : await answer.text()]).toEqual([200, ""]);
  return ((await answer.json()) as { results: readonly AnsweredSubject[] }).results;
}

/** Where the answers aren't what the case writes out. */
const differences = (run: Run, answers: readonly AnsweredSubject[]): readonly string[] =>
  run.expect.flatMap((each) =>
    compareSubject(
      each,
      answers.find(({ id }) => id === each.id),
    ),
  );

async function publish(version: number, holdsFrom: string): Promise<void> {
  await press(`发布第 ${version} 版`);
  const sheet = page.getByRole("dialog");
  await sheet.getByLabel("从哪天起施行").fill(holdsFrom);
  await sheet.getByRole("button", { name: `发布第 ${version} 版` }).click();
  await page.getByRole("button", { name: "起草下一版" }).waitFor();
}

describe("a county signs up and writes its standard from nothing", () => {
  it("is at work with its first admin, and has no standard", async () => {
    await page.goto(`${local.url}/sign-up`);
    await page.getByLabel("地区名称").fill("江苏省响水县");
    await page.getByText("县（市、区）", { exact: true }).click();
    await page.getByLabel("代码", { exact: true }).fill("xiangshui");
    await page.locator('input[name="template"][value="empty"]').check();
    await page.getByLabel("申请单位的统一社会信用代码").fill("11330700002592599F");
    await page.getByLabel("联系人", { exact: true }).fill("经办 01");
    await page.getByLabel("电话").fill("0515-86882222");
    await press("申请并开通");
    await page.getByRole("heading", { level: 1, name: "开通了，设首位管理员" }).waitFor();
    await page.getByLabel("用户名").fill("guanli");
    await page.getByLabel("姓名").fill("管理员 01");
    await page.getByLabel("密码", { exact: true }).fill("Xiang-shui 2026");
    await press("设好并登录");
    await page.getByText("还没有标准：起草一项，或从文件导入。").waitFor();
  });

  it("begins with its name and says where it comes from", async () => {
    await page.goto(`${local.url}/standards`);
    await press("新建标准");
    const sheet = page.getByRole("dialog");
    await sheet.getByLabel("名称").fill(xiangshui.standard.title);
    await sheet.getByLabel("编码").fill("stars");
    await sheet.getByRole("button", { name: "新建标准" }).click();
    await page.getByRole("heading", { level: 1, name: xiangshui.standard.title }).waitFor();
    await press("添一条依据");
    await fill("sources[0].document", xiangshui.standard.sources[0]?.document ?? "");
    await fill("sources[0].clause", xiangshui.standard.sources[0]?.clause ?? "");
  });

  it("has two sections, each with one rated item of fifty points", async () => {
    for (const [place, section] of xiangshui.standard.sections.entries()) {
      const [path, item] = [`sections[${place}]`, section.items[0]];
      await press("添一节");
      await fill(`${path}.title`, section.title);
      await rename(`${path}.code`, section.code);
      await press("在这一节添一项");
      await fill(`${path}.items[0].title`, item?.title ?? "");
      await select(`${path}.items[0].score.kind`, "rating");
      await fill(`${path}.items[0].score.points`, String(item?.score.points));
      await rename(`${path}.items[0].code`, item?.code ?? "");
    }
    await page.locator("nav[aria-labelledby=tree]").first().filter({ hasText: "2 节 2 项，满分 100" }).waitFor();
  });

  it("has three levels, each with its line and its quota", async () => {
    await choose("levels");
    for (const [place, level] of xiangshui.standard.levels.entries()) {
      await press("添一级");
      await fill(`levels[${place}].title`, level.title);
      await fill(`levels[${place}].atLeast`, String(level.atLeast));
      await page.getByRole("button", { name: `${level.title}的条件和名额` }).click();
      await page.locator(`#quota-${place}`).selectOption("percent");
      await fill(`levels[${place}].quota.percent`, String(level.quota.percent));
      await rename(`levels[${place}].code`, level.code);
    }
    await picture("county-walk-levels");
  });

  it("puts whose first section is better first among those of equal score", async () => {
    await choose("promotion");
    await press("添要比的一节");
    await select("tieBreak[0]", "team");
    await picture("county-walk-ties");
  });

  it("is then the case's own document, without a fault", async () => {
    const draft = await stored(1);
    expect(draft["document"]).toEqual(xiangshui.standard);
    expect(draft["faults"]).toEqual([]);
  });

  it("is published, and gives the case's villages what the case writes out", async () => {
    await publish(1, "2018-05-10");
    const answer = await page.request.get(`${local.url}${tenant}/standards/stars/versions/1`);
    expect(await answer.json()).toMatchObject({ state: "published", document: xiangshui.standard });
    expect(underTheFirst.map(({ subjects }) => subjects.length)).toEqual([24, 152, 20]);
    for (const run of underTheFirst) expect(differences(run, await scoredUnder(1, run))).toEqual([]);
  });
});

describe("the county changes its mind: whoever has no place left in a level gets none below it", () => {
  let before: readonly (readonly AnsweredSubject[])[];

  it("asks in the next draft that the lower levels stay below the upper ones' lines", async () => {
    before = await Promise.all(underTheFirst.map((run) => scoredUnder(1, run)));
    await press("起草下一版");
    await page.getByRole("button", { name: "发布第 2 版" }).waitFor();
    await choose("levels");
    for (const [place, when] of ["score < 90", "score < 80"].entries()) {
      const level = xiangshui.standard.levels[place + 1];
      await page.getByRole("button", { name: `${level?.title}的条件和名额` }).click();
      await fill(`levels[${place + 1}].when`, when);
      await page.getByText(`读作：${when.replace("score <", "总分 <")}`).waitFor();
    }
    const draft = await stored(2);
    expect(draft["document"]).toEqual(notPassedOn.standard);
    expect(draft["faults"]).toEqual([]);
    await picture("county-walk-conditions");
  });

  it("is compared with the first version, level by level", async () => {
    await press("与第 1 版比较");
    const compared = page.getByRole("region", { name: "与第 1 版不同的地方" });
    await compared.getByRole("listitem").first().waitFor();
    expect(await compared.getByRole("listitem").count()).toBe(2);
    const words = (await compared.textContent()) ?? "";
    for (const each of ["四星", "三星"]) expect(words).toContain(each);
    await picture("county-walk-compare");
    await press("接着改");
  });

  it("is published as version 2, under which the same villages have what the case writes out", async () => {
    await publish(2, "2019-01-01");
    expect(differences(notPassedOn, await scoredUnder(2, notPassedOn))).toEqual([]);
  });

  it("leaves what is scored under version 1 as it was, to the last reason", async () => {
    expect(await Promise.all(underTheFirst.map((run) => scoredUnder(1, run)))).toEqual(before);
    expect(differences(passedOn, await scoredUnder(1, passedOn))).toEqual([]);
    expect(differences(passedOn, await scoredUnder(2, passedOn))).not.toEqual([]);
  });
});
