import { describe, expect, it } from "vitest";
import { documentIn, faultsIn, sheetsOf } from "../support/edited-sheets.ts";
import { documentOf, item, section } from "../support/standards.ts";

const standard = documentOf(
  [
    section("team", [
      item("secretary", { kind: "yes-no", points: 5 }),
      item("grade", {
        kind: "choice",
        options: [
          { code: "good", title: "好", points: 10 },
          { code: "fair", title: "中", points: 5 },
        ],
      }),
      item("members", {
        kind: "bands",
        bands: [
          { atLeast: 90, points: 5 },
          { atLeast: 80, points: 3 },
        ],
      }),
    ]),
    section("work", [item("meetings", { kind: "count", each: 0.5, atMost: 5 })]),
  ],
  {
    levels: [{ code: "5", title: "五星级", atLeast: 90 }],
    vetoes: [{ code: "accident", title: "事故", effect: { kind: "no-level" } }],
  },
);
const sheets = sheetsOf("standards", standard);
const faults = (edited: typeof sheets) => faultsIn("standards", edited);

describe("an edited standard", () => {
  it("without a fault is what was edited", () => {
    const edited = sheets
      .set("指标", 2, "分值", 8)
      .add("选项", { 指标编码: "grade", 选项编码: "poor", 选项标题: "差", 分值: "0" })
      .set("星级", 2, "编码", 4);
    expect(faults(edited)).toEqual([]);
    expect(documentIn("standards", edited)).toMatchObject({
      levels: [{ code: "4" }],
      sections: [
        { items: [{ score: { points: 8 } }, { score: { options: [{}, {}, { code: "poor", points: 0 }] } }, {}] },
        {},
      ],
    });
  });

  it("may have its columns in another order, and those left out that nothing needs", () => {
    const turned = sheets.sheets.map((sheet) =>
      sheet.name === "指标" ? { ...sheet, rows: sheet.rows.map((row) => row.toReversed()) } : sheet,
    );
    expect(faults({ ...sheets, sheets: turned })).toEqual([]);
    const fewer = sheets.sheets.map((sheet) =>
      sheet.name === "大项" ? { ...sheet, rows: sheet.rows.map((row) => row.slice(0, 2)) } : sheet,
    );
    expect(faults({ ...sheets, sheets: fewer })).toEqual([]);
  });
});

describe("a fault is named by sheet, row and column", () => {
  it.each([
    ["五分", "指标 第 2 行「分值」：要填数，例如 5"],
    ["2026-01-01", "指标 第 2 行「分值」：要填数，例如 5"],
    [-1, "指标 第 2 行「分值」：不能小于 0。"],
    [1.005, "指标 第 2 行「分值」：最多写两位小数。"],
    [null, "指标 第 2 行「分值」：要填，现在空着"],
    [true, "指标 第 2 行「分值」：要填数，例如 5"],
    [{ refused: "formula" as const }, "指标 第 2 行「分值」：这一格是公式，请改成它的结果（选择性粘贴为数值）"],
    [{ refused: "date" as const }, "指标 第 2 行「分值」：这一格是日期，请按文字或数填写"],
    [{ refused: "percentage" as const }, "指标 第 2 行「分值」：这一格是百分数格式，请改成常规格式，80% 填 80"],
    [{ refused: "error" as const }, "指标 第 2 行「分值」：这一格是表格软件算出的错误值，请重新填写"],
  ])("points of %j", (value, message) => {
    expect(faults(sheets.set("指标", 2, "分值", value))).toEqual([message]);
  });

  it("of a kind that isn't one", () => {
    expect(faults(sheets.set("指标", 2, "评分方式", "判断"))).toEqual([
      "指标 第 2 行「评分方式」：要选 是否、选项、计次、累计、分档、分段、比例、扣次、评分、名次、相对分、公式 之一",
    ]);
  });

  it("of a column that the kind has no use for", () => {
    expect(faults(sheets.set("指标", 2, "每次分值", 1))).toEqual([
      "指标 第 2 行「每次分值」：评分方式为是否时不用这一列，请清空",
    ]);
  });

  it("of sections, items and levels that aren't there", () => {
    const edited = sheets
      .set("指标", 5, "大项", "wrok")
      .set("选项", 3, "指标编码", "grad")
      .set("一票否决", 2, "后果", "最高定为")
      .set("一票否决", 2, "最高等级", "6");
    expect(faults(edited)).toEqual([
      "大项 第 3 行「编码」：至少要有 1 个，请补上。",
      "指标 第 5 行「大项」：大项表里没有这个编码，请改成已有的编码",
      "选项 第 3 行「指标编码」：指标表里没有这个编码，请改成已有的编码",
      "一票否决 第 2 行「最高等级」：没有编码是 6 的等级，请改成已有的编码。",
    ]);
  });

  it("of bands that run backwards, lack their comparison or their number", () => {
    expect(faults(sheets.set("分档", 3, "数值", 95))).toEqual([
      "分档 第 2 行「数值」：各档的线要从高到低排，不能相同。",
    ]);
    expect(faults(sheets.set("分档", 2, "比较", null))).toEqual(["分档 第 2 行「比较」：要填，现在空着"]);
    expect(faults(sheets.set("分档", 2, "数值", null))).toEqual(["分档 第 2 行「数值」：要填，现在空着"]);
    expect(faults(sheets.set("分档", 2, "比较", "前几名"))).toContain(
      "分档 第 2 行「数值」：这里用不到，请清空，或改选别的",
    );
  });

  it("of an expression that doesn't compile", () => {
    const [fault, ...more] = faults(sheets.set("指标", 2, "适用条件", "unit.x =="));
    expect([fault?.startsWith("指标 第 2 行「适用条件」："), more]).toEqual([true, []]);
  });

  it("of headings", () => {
    expect(faults(sheets.rename("指标", "分值", "分数"))).toEqual([
      "指标 第 1 行「分数」：没有这一列，请删去，或改成导出时的列名",
      "指标 第 2 行「分值」：要填，现在空着",
    ]);
    expect(faults(sheets.rename("指标", "评分方式", "标题")).slice(0, 2)).toEqual([
      "指标 第 1 行「标题」：这一列有两个，请删去一个",
      "指标 第 1 行「评分方式」：缺少这一列，请补上",
    ]);
  });

  it("of the form", () => {
    expect(faults(sheets.set("其他", 3, "内容", null))).toEqual(["其他 第 3 行「标题」：要填，现在空着"]);
    expect(faults(sheets.set("其他", 7, "内容", "按名次"))).toEqual([
      "其他 第 7 行「计分方式」：要选 按分累加、按权重 之一",
    ]);
    expect(faults(sheets.add("其他", { 项目: "颜色", 内容: "红" }))).toEqual([
      "其他 第 14 行「颜色」：没有这一项，请删去这一行",
    ]);
    expect(faults(sheets.drop("其他", 3))).toEqual(["其他「标题」：要填，现在空着"]);
  });

  it("every one of a thousand, in the order of the rows", () => {
    const broken = Array.from({ length: 250 }, (_, index) => index).reduce(
      (edited, index) =>
        edited.add("指标", { 大项: "team", 编码: `Item ${index}`, 标题: "新", 评分方式: "扣次", 分值: "x" }),
      sheets,
    );
    const found = faults(broken);
    expect(found.length).toBe(750);
    expect(found.slice(0, 3)).toEqual([
      "指标 第 6 行「编码」：编码以小写字母开头，只用小写字母、数字和下划线，例如 team_1。",
      "指标 第 6 行「分值」：要填数，例如 5",
      "指标 第 6 行「每次分值」：要填，现在空着",
    ]);
    expect(found.at(-1)).toBe("指标 第 255 行「每次分值」：要填，现在空着");
  });
});
