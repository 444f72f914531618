import { mkdirSync } from "node:fs";
import type { Browser, Page, Route } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";
import { addUser, caller, desk, openCycle, phone, pictures, unitId } from "./year.ts";

// 开化's 五星争创: two people at one form, then the screens of its departments: what waits, what was found otherwise than
// claimed, who may not, what is in force.

const tenant = "kaihua";
type Send = Awaited<ReturnType<typeof caller>>;
let local: LocalStart;
let browser: Browser;
let one: Page;
let other: Page;
let department: Page;
let assessor: Page;
let send: Readonly<Record<"admin" | "secretary" | "township" | "assessor" | "assessor2" | "both", Send>>;
let yuantong: string;
let assessment: string;

beforeAll(async () => {
  mkdirSync("tests/browser/screenshots", { recursive: true });
  [local, browser] = await Promise.all([startLocal(), openBrowser()]);
  const { url } = local;
  await openCycle(url, tenant, {
    ...{ code: "this-stars", title: "本年五星争创", standards: ["five-stars"], participants: { declaredOnly: true } },
  });
  const admin = await caller(url, tenant, "admin");
  yuantong = await unitId(admin, "yuantong");
  // 示例：一人兼了初审、经信科技部门的评审和考核员。
  await addUser(url, tenant, {
    ...{ username: "both", name: "经办 02" },
    roles: [
      { role: "township", scope: { kind: "unit", id: await unitId(admin, "county") } },
      { role: "department", scope: { kind: "department", id: "economy" } },
      { role: "assessor", scope: { kind: "tenant", id: tenant } },
    ],
  });
  const as = (username: string) => caller(url, tenant, username);
  send = {
    ...{ admin, secretary: await as("secretary"), township: await as("township"), both: await as("both") },
    ...{ assessor: await as("assessor"), assessor2: await as("assessor2") },
  };
  const { items } = (await admin("GET", "/assessments?cycle=this-stars")) as {
    items: { id: string; unit: { id: string } }[];
  };
  assessment = items.find(({ unit }) => unit.id === yuantong)?.id ?? "";
  await addUser(url, tenant, {
    ...{ username: "secretary-02", name: "书记 02" },
    roles: [{ role: "secretary", scope: { kind: "unit", id: yuantong } }],
  });
  department = await signedIn(browser, url, desk, "department", { tenant });
});

afterAll(async () => {
  for (const page of [one, other, department, assessor]) await page?.close();
  await browser?.close();
  await local?.stop();
});

async function step(by: Send, noun: string, body: object = {}): Promise<void> {
  const { revision } = await send.admin("GET", `/assessments/${assessment}`);
  await by("POST", `/assessments/${assessment}/${noun}`, body, { "if-match": `"${revision}"` });
}
/** The server does it, and the page never hears. */
async function loseAnswer(route: Route): Promise<void> {
  await route.fetch();
  await route.abort();
}
const width = (page: Page) => page.evaluate("document.documentElement.scrollWidth");

describe("two people at one form", () => {
  const itemOf = (page: Page, title: string) => page.getByRole("group", { name: new RegExp(title) });
  const answer = (page: Page, title: string) => page.getByRole("textbox", { name: title });

  it("are told of the one item that both filled in, with both values, and lose nothing of the others", async () => {
    const form = { tenant, path: `/assessments/${assessment}` };
    one = await signedIn(browser, local.url, phone, "secretary", form);
    other = await signedIn(browser, local.url, phone, "secretary-02", form);
    for (const page of [one, other]) await itemOf(page, "班子民主团结").getByText("得 8 分").waitFor();
    await answer(one, "班子民主团结").fill("9");
    await itemOf(one, "班子民主团结").getByText("得 9 分").waitFor();
    await answer(other, "班子民主团结").fill("7");
    await answer(other, "党政关系融洽").fill("9");
    await itemOf(other, "班子民主团结").getByText("这一项刚才有别人也填了。").waitFor();
    await itemOf(other, "党政关系融洽").getByText("得 9 分").waitFor();
    expect(await other.getByText("这一项刚才有别人也填了。").count()).toBe(1);
    expect(await answer(other, "班子民主团结").inputValue()).toBe("7");
    expect(await width(other)).toBe(390);
    await pictures(other, "typing-two", true);
  });

  it("each see what the other filled in, and what is chosen of the two stands", async () => {
    await other.getByRole("button", { name: "留对方的：9 分" }).click();
    await itemOf(other, "班子民主团结").getByText("得 9 分").waitFor();
    expect(await answer(other, "班子民主团结").inputValue()).toBe("9");
    await one.getByRole("button", { name: /^下一节/ }).click();
    await answer(one, "推动节能减排").fill("9");
    await itemOf(one, "推动节能减排").getByText("得 9 分").waitFor();
    await one.getByRole("button", { name: "上一节" }).click();
    await itemOf(one, "党政关系融洽").getByText("得 9 分").waitFor();
    expect(await answer(one, "党政关系融洽").inputValue()).toBe("9");
  });

  it("hand in one claim that holds what both filled in", async () => {
    const codes = ["upgrading", "water", "greening", "discipline", "diligence", "charity"];
    const rest = codes.map((item) => ({ item, value: 9, base: 8 }));
    const last = { item: "volunteering", value: 10, base: 8 };
    await send.secretary("PATCH", `/assessments/${assessment}/answers`, [...rest, last]);
    await step(send.secretary, "submission");
    const read = (await send.admin("GET", `/assessments/${assessment}`)) as {
      sections: { items: { claimed: { value: unknown } }[] }[];
    };
    const claimed = read.sections.flatMap(({ items }) => items.map((item) => item.claimed.value));
    expect(claimed).toEqual([9, 9, 9, 9, 9, 9, 9, 9, 9, 10]);
  });
});

describe("the department's queue", () => {
  it("says that nothing waits while the township has it", async () => {
    await department.getByText("没有等你评审的").waitFor();
    expect(new URL(department.url()).pathname).toBe("/department");
    await pictures(department, "department-empty");
  });

  it("holds what waits for its section, with the day by which", async () => {
    await step(send.both, "review");
    await department.reload();
    await department.getByRole("heading", { name: "1 件等你评审" }).waitFor();
    await pictures(department, "department-queue");
    await department.setViewportSize(phone);
    expect(await width(department)).toBe(390);
    await department.setViewportSize(desk);
  });
});

describe("its section of a case", () => {
  it("shows its own items alone, and wants a reason for what it found otherwise", async () => {
    await department.getByRole("link", { name: /浙江元通硅业/ }).click();
    await department.getByRole("heading", { name: "和谐之星" }).waitFor();
    expect(await department.getByRole("heading", { name: "创新之星" }).count()).toBe(0);
    await pictures(department, "department-case", true);
    await department.getByRole("button", { name: "「班子民主团结」核实为别的值" }).click();
    await department.getByRole("textbox", { name: "核实：班子民主团结" }).fill("8");
    await department.getByRole("button", { name: "评审通过：和谐之星" }).click();
    await department.getByText("要写理由").first().waitFor();
    await pictures(department, "department-change", true);
    await department.setViewportSize(phone);
    expect(await width(department)).toBe(390);
    await department.setViewportSize(desk);
  });

  it("is passed with it; what was claimed stays as it was", async () => {
    await department.getByLabel("理由").fill("民主生活会少开一次");
    await department.getByRole("button", { name: "评审通过：和谐之星" }).click();
    const sheet = department.getByRole("dialog");
    await sheet.getByText("1 项与自报不同：班子民主团结。").waitFor();
    await pictures(department, "department-pass");
    // The first answer is lost on its way back: pressed again, it is the same pass and no second one.
    await department.route("**/department-reviews", loseAnswer, { times: 1 });
    await sheet.getByRole("button", { name: "通过" }).click();
    await sheet.getByText("没有网络").waitFor();
    await sheet.getByRole("button", { name: "通过" }).click();
    await department.getByText("没有等你评审的").waitFor();
    await department.goto(`${local.url}/assessments/${assessment}`);
    const row = department.getByRole("row", { name: /班子民主团结/ });
    await row.getByText("民主生活会少开一次").waitFor();
    expect(await row.getByRole("cell").allInnerTexts()).toEqual([
      expect.stringMatching(/^9/),
      expect.stringMatching(/^8/),
    ]);
    const others = department.getByRole("row", { name: /推动节能减排/ }).getByRole("cell");
    expect(await others.last().innerText()).toBe("—");
    await pictures(department, "department-passed", true);
  });
});

describe("who did another step of the same case", () => {
  it("is told which, and by whom it is done", async () => {
    for (const [username, section] of [
      ["department2", "innovation"],
      ["department3", "ecology"],
      ["department4", "dedication"],
      ["department5", "service"],
    ] as const) {
      await step(await caller(local.url, tenant, username), "department-reviews", { section });
    }
    await step(send.assessor, "verification");
    assessor = await signedIn(browser, local.url, phone, "both", { tenant });
    await assessor.goto(`${local.url}/assessments/${assessment}`);
    await assessor.getByText("这一件是你初审的，由别的考核员验收。").waitFor();
    expect(await assessor.getByRole("button", { name: "认定", exact: true }).count()).toBe(0);
    await pictures(assessor, "separation-barred", true);
  });

  it("is refused at the last moment too, where a relaxation ends meanwhile", async () => {
    const pair = { firstStep: "first-review", secondStep: "accept", reason: "示例：人手少" };
    const { id } = await send.admin("POST", "/relaxations", pair);
    await assessor.reload();
    await assessor.getByRole("button", { name: "认定", exact: true }).click();
    await send.admin("POST", `/relaxations/${id}/closing`, { reason: "示例：人手够了" });
    const sheet = assessor.getByRole("dialog");
    await sheet.getByRole("button", { name: "认定", exact: true }).click();
    await sheet.getByText("这一件是你初审的，由别的考核员验收。").waitFor();
    await pictures(assessor, "separation-refused");
    expect(await width(assessor)).toBe(390);
  });
});

describe("a veto in force", () => {
  it("stands before whoever accepts: what happened, until when, the appeal, and what it does", async () => {
    const [year] = new Date().toISOString().split("-");
    await send.admin("POST", "/vetoes", {
      ...{ unit: yuantong, standard: "five-stars", veto: "pollution", happenedOn: `${year}-01-10` },
      ...{
        from: `${year}-01-10`,
        until: `${Number(year) + 1}-12-31`,
        text: "示例：事故通报",
        proof: "环保部门通报（示例）",
      },
    });
    await assessor.context().clearCookies();
    await assessor.close();
    assessor = await signedIn(browser, local.url, desk, "assessor2", { tenant });
    await assessor.goto(`${local.url}/assessments/${assessment}`);
    const told = assessor.getByRole("region", { name: "有效的一票否决" });
    await told.getByText("示例：事故通报。依据：环保部门通报（示例）").waitFor();
    await told.getByText("没有申诉").waitFor();
    await pictures(assessor, "veto-in-force", true);
    await assessor.setViewportSize(phone);
    expect(await width(assessor)).toBe(390);
    await assessor.getByRole("button", { name: "不予认定" }).click();
    await assessor
      .getByRole("dialog")
      .getByText(/有效的一票否决.*计入/)
      .waitFor();
    await pictures(assessor, "veto-decide");
  });
});
