import { describe, expect, it } from "vitest";
import { documentIn, faultsIn, sheetsOf } from "../support/edited-sheets.ts";
import { policyDocument } from "../support/policies.ts";

const policy = policyDocument({
  grants: [
    {
      code: "start",
      title: "创建补助",
      amount: { kind: "table", of: "result.level", rows: { "5": 5_000_000, "4": 3_000_000 } },
      times: [{ of: "result.score", bands: [{ atLeast: 90, percent: 100 }] }],
      atMostFen: "unit.x * 100",
      payers: [
        { code: "zone", title: "区", percent: 60 },
        { code: "town", title: "镇", percent: 40 },
      ],
    },
    {
      code: "work",
      title: "工作补助",
      amount: {
        kind: "sum",
        parts: [
          { kind: "fixed", fen: 100 },
          { kind: "formula", fen: "facts.x" },
        ],
      },
    },
  ],
  ceilings: [{ code: "town", by: "unit.township", rows: { 汤溪镇: 30_000_000 }, share: "prorate" }],
});
const sheets = sheetsOf("policies", policy);
const faults = (edited: typeof sheets) => faultsIn("policies", edited);

describe("an edited policy", () => {
  it("takes amounts in yuan and keeps them in fen", () => {
    const edited = sheets
      .set("标准表", 2, "金额（元）", "60,000.50")
      .set("标准表", 3, "金额（元）", 0.07)
      .set("补助项目", 2, "补助上限", 80000)
      .add("标准表", { 金额编号: "start", 键: 3, "金额（元）": "１００" });
    expect(faults(edited)).toEqual([]);
    expect(documentIn("policies", edited)).toMatchObject({
      grants: [{ amount: { rows: { "5": 7, "4": 6_000_050, "3": 10_000 } }, atMostFen: 8_000_000 }, {}],
    });
  });
});

describe("a fault is named by sheet, row and column", () => {
  it.each([
    ["标准表", 2, "金额（元）", "五万", "标准表 第 2 行「金额（元）」：要填元数，例如 50000 或 50000.50"],
    ["标准表", 2, "金额（元）", 0.005, "标准表 第 2 行「金额（元）」：元数最多两位小数，写到分"],
    ["标准表", 2, "金额（元）", -1, "标准表 第 2 行「金额（元）」：不得小于 0。"],
    ["标准表", 2, "金额（元）", null, "标准表 第 2 行「金额（元）」：要填，现在空着"],
    ["标准表", 3, "键", "4", "标准表 第 3 行「键」：这个键前面有了，请删去一行"],
    ["系数", 2, "值", "高", "系数 第 2 行「值」：要填数，例如 5"],
    ["系数", 2, "补助编码", "begin", "系数 第 2 行「补助编码」：补助项目表里没有这个编码，请改成已有的编码"],
    ["分担", 3, "百分比", 30, "分担 第 2 行「百分比」：承担的百分比合计要是 100，现在是 90。"],
    ["封顶", 2, "分法", "平分", "封顶 第 2 行「分法」：要选 按比例、按先后 之一"],
    ["封顶表", 2, "封顶编码", "town2", "封顶表 第 2 行「封顶编码」：封顶表里的编码要是「封顶」里有的"],
    ["补助项目", 2, "金额（元）", 5, "补助项目 第 2 行「金额（元）」：金额方式为按表时不用这一列，请清空"],
    ["组成金额", 3, "金额编号", "work/1", "组成金额 第 3 行「金额编号」：这个编号前面有了，请换一个"],
    [
      "组成金额",
      3,
      "金额编号",
      "wrk/2",
      "组成金额 第 3 行「金额编号」：没有这个编号的金额，或它的金额方式不用这张表，请改编号或删去这一行",
    ],
    ["其他", 6, "内容", "0.001", "其他 第 6 行「每户封顶（元）」：元数最多两位小数，写到分"],
  ])("%s %i %s: %j", (sheet, row, column, value, message) => {
    expect(faults(sheets.set(sheet, row, column, value))).toContain(message);
  });

  it("of a limit that is neither an amount nor an expression", () => {
    expect(faults(sheets.set("补助项目", 2, "补助上限", "unit.x * 100"))).toEqual([
      "补助项目 第 2 行「补助上限」：要填元数，例如 50000，或写 算式：facts.x * 50（结果以分计）",
    ]);
  });

  it("of parts that lie deeper than a policy may go, without end", () => {
    const deep = Array.from({ length: 3_000 }, (_, depth) => depth).reduce(
      (edited, depth) => edited.add("组成金额", { 金额编号: `work/1${"/1".repeat(depth)}`, 金额方式: "合计" }),
      sheets.drop("组成金额", 2),
    );
    expect(faults(deep).length).toBeGreaterThan(2_900);
  });
});
