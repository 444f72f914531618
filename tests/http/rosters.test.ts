import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { rosterLimits } from "../../worker/spreadsheet/limits.ts";
import { readWorkbook, xlsxType } from "../../worker/spreadsheet/workbook.ts";
import { creditCode } from "../support/credit-codes.ts";
import { rosterFile } from "../support/roster.ts";
import { tenant } from "../support/tenant.ts";

interface Checked {
  readonly import: { readonly id: string } | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly faultCount: number;
  readonly faults: readonly { readonly row: number; readonly column: string | null; readonly message: string }[];
}

async function fresh() {
  const at = await tenant();
  const root = `/api/tenants/${at.code}`;
  const admin = await at.as("admin");
  const send = async (of: string, bytes: Uint8Array, mode = "add") =>
    await admin("POST", `${root}/${of}/imports?mode=${mode}`, bytes, { "content-type": xlsxType });
  const check = async (of: string, bytes: Uint8Array, mode = "add") =>
    (await (await send(of, bytes, mode)).json()) as Checked;
  const units = async (rows: readonly (readonly (string | number | null)[])[], mode = "add") =>
    await check("units", await rosterFile("党组织", rows), mode);
  const apply = async (of: string, id: string | undefined) =>
    await admin("POST", `${root}/${of}/imports/${id}/application`);
  const unit = async (code: string) => {
    const { items } = (await (await admin("GET", `${root}/units?q=${code}`)).json()) as {
      items: Record<string, unknown>[];
    };
    return items.find((each) => each["code"] === code);
  };
  return { ...at, root, admin, send, check, units, apply, unit };
}

const head = ["编码", "名称", "类别", "上级编码", "示范点", "党员数", "书记空缺", "活动场所"];

describe("importing units", () => {
  it("checks first, changes nothing, and then writes all of it with an event each", async () => {
    const { units, apply, unit, database } = await fresh();
    const checked = await units([
      head,
      ["new-1", "下级支部", "党支部", "new-2", "是", 5, "否", "达标"],
      ["new-2", "新总支", "党总支", "luobu", "", "*", "无", ""],
    ]);
    expect(checked).toMatchObject({ faults: [], counts: { rows: 2, added: 2, updated: 0, unchanged: 0, skipped: 0 } });
    expect(await unit("new-1")).toBeUndefined();
    expect((await apply("units", checked.import?.id)).status).toBe(200);
    expect(await unit("new-1")).toMatchObject({
      township: "罗埠镇",
      demonstration: true,
      facts: { members: 5, vacant: false, venue: "met" },
      revision: 1,
    });
    expect(await unit("new-2")).toMatchObject({ facts: { vacant: null }, establishedOn: null });
    const events = await database.db.select().from(own.events).where(eq(own.events.subjectKind, "unit"));
    expect(events.map(({ action, revision }) => [action, revision])).toEqual([
      ["create", 1],
      ["create", 1],
    ]);
    expect(await database.db.select().from(own.importParts)).toEqual([]);
    expect((await apply("units", checked.import?.id)).status).toBe(409);
  });

  it("names every fault by row and column, and leaves nothing behind", async () => {
    const { units, database } = await fresh();
    const { faults, import: kept } = await units([
      [...head, "成立日期", "带上位置"],
      ["tangxi-1", "甲", "党支部", "tangxi", "也许", "三", "", "", "", ""],
      ["x 1", "", "党组", "nobody", "", "", "", "还行", "去年", ""],
      ["new-3", "丙", "党支部", "tangxi-1", "", "", "", "", "2026-11-23", ""],
      ["new-3", "丁", "党支部", "tangxi", "", "", "", "", "", "1"],
      ["new-4", "戊", "党总支", "new-5", "", "", "", "", "", ""],
      ["new-5", "己", "党总支", "new-4", "", "", "", "", "", ""],
    ]);
    expect(kept).toBeNull();
    expect(faults.map(({ row, column, message }) => `${row} ${column}：${message}`)).toEqual([
      "2 编码：已经有了；要改它请选「更新」，不改请删去这一行",
      "2 示范点：要选 是、否 之一",
      "2 党员数：要填数，例如 5",
      "3 编码：只用字母、数字、点、横线、下划线，以字母或数字开头，最长 64 个",
      "3 名称：要填，现在空着",
      "3 类别：要选 工委、党委、乡镇（街道）党（工）委、行业党委、党总支、党支部 之一",
      "3 上级编码：没有编码为 nobody 的党组织，表里也没有",
      "3 成立日期：要写成文字的日期，例如 2015-10-31",
      "3 活动场所：要选 达标、没有 之一",
      "4 上级编码：党支部不能放在党支部之下",
      "4 成立日期：还没到这一天，最晚写今天 2026-11-22",
      "5 编码：与第 4 行重复，请删去一行",
      "5 带上位置：不在示范带上的没有位置",
      "6 上级编码：党总支不能放在党总支之下",
      "6 上级编码：上级绕回了它自己",
      "7 上级编码：党总支不能放在党总支之下",
      "7 上级编码：上级绕回了它自己",
    ]);
    expect(await database.db.select().from(own.imports)).toEqual([]);
  });

  it("updates what is given, skips or refuses what is there, by its mode", async () => {
    const { units, apply, unit, admin, root } = await fresh();
    const rows = [
      ["编码", "名称", "上级编码", "党员数"],
      ["luobu-2", "改过的名", "tangxi", ""],
    ];
    expect((await units(rows)).faults).toHaveLength(1);
    expect((await units(rows, "skip")).counts).toMatchObject({ skipped: 1, updated: 0 });
    const { import: kept, counts } = await units(rows, "update");
    expect(counts).toMatchObject({ updated: 1, added: 0 });
    await apply("units", kept?.id);
    expect(await unit("luobu-2")).toMatchObject({
      name: "改过的名",
      township: "汤溪镇",
      facts: { members: 7 },
      revision: 2,
    });
    const then = await admin("GET", `${root}/units?asOf=2026-11-21&q=luobu-2`);
    expect(await then.json()).toMatchObject({ items: [{ name: "luobu-2 党组织", township: "罗埠镇" }] });
  });

  it("moves what lies below with what moves, and lets two points change places", async () => {
    const { units, apply, unit } = await fresh();
    const { import: kept } = await units(
      [
        ["编码", "上级编码", "示范带编码", "带上位置"],
        ["luobu-1", "chamber", "", ""],
        ["tangxi-1", "", "belt-1", 2],
        ["tangxi-2", "", "belt-1", 1],
      ],
      "update",
    );
    expect((await apply("units", kept?.id)).status).toBe(200);
    expect(await unit("luobu-2")).toMatchObject({ township: "商会", trade: "商会" });
    expect([(await unit("tangxi-1"))?.["beltPosition"], (await unit("tangxi-2"))?.["beltPosition"]]).toEqual([2, 1]);
  });

  it("isn't written where something has changed since it was checked", async () => {
    const { units, apply, admin, root, unit } = await fresh();
    const { import: kept } = await units([head, ["new-1", "甲", "党支部", "tangxi", "", "", "", ""]]);
    await admin("PATCH", `${root}/units/luobu-2`, { name: "新名" }, { "if-match": '"1"' });
    const refused = await apply("units", kept?.id);
    expect(await refused.json()).toMatchObject({
      status: 409,
      detail: "核对之后有人改过党组织、两新组织或登记的事实，请重新核对再写入。",
    });
    expect(await unit("new-1")).toBeUndefined();
  });
});

describe("what was exported", () => {
  it("changes nothing when it is imported again", async () => {
    const { admin, root, check, as } = await fresh();
    await admin(
      "PATCH",
      `${root}/units/tangxi-1`,
      { industry: "chamber", facts: { vacant: null } },
      { "if-match": '"1"' },
    );
    const file = async (of: string) => new Uint8Array(await (await admin("GET", `${root}/${of}/export`)).arrayBuffer());
    const again = await check("units", await file("units"), "update");
    expect(again).toMatchObject({ faults: [], counts: { rows: 9, added: 0, updated: 0, unchanged: 9 } });
    const township = await as("township");
    const own3 = new Uint8Array(await (await township("GET", `${root}/units/export`)).arrayBuffer());
    expect((await check("units", own3, "update")).counts).toMatchObject({ rows: 3, unchanged: 3 });
  });

  it("is so for entities and who covers them, whatever is unknown", async () => {
    const { admin, root, check, apply } = await fresh();
    const rows = [
      ["统一社会信用代码", "名称", "类别", "乡镇（街道）", "在营", "正式党员数", "覆盖党组织"],
      [
        creditCode(1),
        "企业 1",
        "企业",
        "汤溪镇",
        "是",
        3,
        "tangxi-1 划片联建 2026-01-01；chamber-1 单独组建 2026-02-01",
      ],
      [creditCode(2), "协会 2", "社会组织", "", "*", "*", ""],
    ];
    const { import: kept, faults } = await check("entities", await rosterFile("两新组织", rows));
    expect(faults).toEqual([]);
    expect((await apply("entities", kept?.id)).status).toBe(200);
    const { figures } = (await (await admin("GET", `${root}/coverage`)).json()) as { figures: { text: string }[] };
    expect(figures.map(({ text }) => text)).toEqual(Array(4).fill("未知（1 家未报）"));
    const file = new Uint8Array(await (await admin("GET", `${root}/entities/export`)).arrayBuffer());
    expect(await check("entities", file, "update")).toMatchObject({ faults: [], counts: { rows: 2, unchanged: 2 } });
  });
});

describe("a template", () => {
  it("has a column for each fact that the tenant declared, and is refused empty", async () => {
    const { admin, root, send } = await fresh();
    const response = await admin("GET", `${root}/units/imports/template`);
    expect(response.headers.get("content-type")).toBe(xlsxType);
    const refused = await send("units", new Uint8Array(await response.arrayBuffer()));
    expect(await refused.json()).toMatchObject({ status: 400, detail: "「党组织」表里没有一行内容，请填好再导入。" });
    expect((await send("units", new TextEncoder().encode("编码,名称"))).status).toBe(400);
    expect((await admin("POST", `${root}/units/imports`, {})).status).toBe(415);
  });
});

describe("exporting more than ten thousand", () => {
  it("is refused whole, with how many parts there are, and given part by part", async () => {
    const { admin, root, database } = await fresh();
    await database.client.execute(`WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n WHERE i < 10001)
      INSERT INTO units (id, code, name, kind, created_at) SELECT 'm-' || i, 'm-' || i, '第 ' || i, 'branch', '2026-01-01T00:00:00.000Z' FROM n`);
    const { rows } = await database.client.execute("SELECT count(*) FROM units");
    const count = Number(rows[0]?.[0]);
    const whole = await admin("GET", `${root}/units/export`);
    expect([whole.status, await whole.json()]).toMatchObject([
      409,
      { detail: `共 ${count} 行，一份表最多 10000 行：分成 2 份，用 part=1 到 part=2 逐份取。` },
    ]);
    const first = await admin("GET", `${root}/units/export?part=1`);
    expect([first.status, first.headers.get("link")]).toEqual([200, `<${root}/units/export?part=2>; rel="next"`]);
    const last = await admin("GET", `${root}/units/export?part=2`);
    expect([last.status, last.headers.get("link")]).toEqual([200, null]);
    expect(decodeURIComponent(last.headers.get("content-disposition") ?? "")).toContain("第 2 份，共 2 份");
    const sheets = await readWorkbook(new Uint8Array(await last.arrayBuffer()), rosterLimits);
    expect(sheets[0]?.rows.filter(([code]) => code !== null)).toHaveLength(1 + count - 10_000);
    expect((await admin("GET", `${root}/units/export?part=3`)).status).toBe(400);
  });
});
