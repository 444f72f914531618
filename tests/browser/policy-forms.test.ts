import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Json } from "../../worker/domain/expression.ts";
import { amountKinds } from "../../worker/domain/vocabulary.ts";
import { caseFiles } from "../support/cases.ts";
import { type LocalStart, startLocal } from "../support/local.ts";
import { openBrowser } from "./chromium.ts";
import { signedIn } from "./signed-in.ts";
import { writingOn } from "./writing.ts";

// Whatever the cases' policies hold has a field: one policy of a grant and a ceiling of every shape that they have is
// opened, and every value of it is looked for on its form. Looking changes nothing.

type Part = { readonly [key: string]: Json };
let local: LocalStart;
let browser: Browser;
let page: Page;

beforeAll(async () => {
  [local, browser] = await Promise.all([startLocal(), openBrowser()]);
  page = await signedIn(browser, local.url, { width: 1440, height: 900 });
});

afterAll(async () => {
  await page?.close();
  await browser?.close();
  await local?.stop();
});

const policies = caseFiles()
  .flatMap(({ policy, calculations }) => [policy, ...calculations.map((each) => each.policy ?? null)])
  .filter((policy): policy is Part => policy !== null && typeof policy === "object" && "grants" in policy);
const partsOf = (list: string): readonly Part[] =>
  policies.flatMap((policy) => (policy[list] ?? []) as readonly Part[]);

/** The paths of all values in a part: `amount.rows.5`. */
function leavesOf(value: Json, path: string): readonly string[] {
  if (Array.isArray(value)) return value.flatMap((each: Json, place) => leavesOf(each, `${path}[${place}]`));
  if (value === null || typeof value !== "object") return [path];
  return Object.entries(value).flatMap(([key, each]) => leavesOf(each, path === "" ? key : `${path}.${key}`));
}

/** As few as hold every shape of a value that any of them holds: `amount.parts.fenEach`, by kind. */
function coverOf(parts: readonly Part[], stem: string): readonly Part[] {
  const seen = new Set<string>();
  const taken = parts.filter((part) => {
    const before = seen.size;
    const kinds = (JSON.stringify(part).match(/"(?:kind|mode|share)":"[\w-]+"/g) ?? []).join(" ");
    for (const path of leavesOf(part, "")) {
      const key = path.replaceAll(/\[\d+\]/g, "").replace(/rows\..*/, "rows");
      seen.add(/^(amount|share|partial|by)/.test(key) ? `${kinds} ${key}` : key);
    }
    return seen.size > before;
  });
  return taken.map((part, place) => ({ ...part, code: `${stem}${place + 1}` }));
}

const grants = coverOf(partsOf("grants"), "g").map(({ group: _group, ...grant }) => grant);
const ceilings = coverOf(partsOf("ceilings"), "c").map((ceiling) =>
  ceiling["grants"] === undefined ? ceiling : { ...ceiling, grants: ["g1"] },
);
const document = {
  format: "hongdai/policy@1",
  title: "各案例的各种写法（示例）",
  sources: [{ document: "示例", clause: "示例" }],
  year: 2026,
  grants,
  groups: [{ code: "one", pay: "highest" }],
  perRecipientAtMostFen: 100,
  rounding: { toFen: 1, mode: "half-up" },
  ceilings,
  payers: [
    { code: "a", title: "甲", upToFen: 100 },
    { code: "b", title: "乙", rest: true },
  ],
  instalments: [{ code: "all", percent: 100, when: "result.accepted" }],
};

/** What a press or a tick says instead of a field of its own. */
const withoutField = /\.pay$|\.rest$|\.grants\[\d+\]$/;

describe("the forms of a policy", () => {
  const { choose, stored } = writingOn(() => page);
  const url = "/api/tenants/jinhua-edz/policies";

  it("are asked for every kind of amount, and for ceilings of both shares", () => {
    const all = JSON.stringify(document);
    expect(Object.keys(amountKinds).filter((kind) => !all.includes(`"kind":"${kind}"`))).toEqual([]);
    expect(["prorate", "rank"].filter((share) => !all.includes(`"share":"${share}"`))).toEqual([]);
  });

  it("have a field for every value that the cases' policies hold, and change nothing by being shown", async () => {
    const created = await page.request.post(`${local.url}${url}`, { data: { code: "shapes", document } });
    expect(((await created.json()) as { faults: unknown }).faults).toEqual([]);
    await page.goto(`${local.url}/policies/shapes/draft`);
    const places = [
      ["general", ["title", "sources", "year", "perRecipientAtMostFen", "rounding"]] as const,
      ...(["groups", "ceilings", "payers", "instalments"] as const).map((list) => [list, [list]] as const),
      ...grants.map((_grant, place) => [`grants[${place}]`, [`grants[${place}]`]] as const),
    ];
    const missing: string[] = [];
    for (const [place, about] of places) {
      await choose(place);
      const shown = new Set(
        await page.locator("[data-path]").evaluateAll((all) => all.map((each) => each.getAttribute("data-path"))),
      );
      const leaves = leavesOf(document as unknown as Json, "").filter((path) =>
        about.some((each) => path === each || path.startsWith(`${each}.`) || path.startsWith(`${each}[`)),
      );
      missing.push(...leaves.filter((path) => !shown.has(path) && !withoutField.test(path)));
    }
    expect(missing).toEqual([]);
    expect(await stored(`${local.url}${url}/shapes/versions/1`)).toMatchObject({ revision: 1, document });
  });
});
