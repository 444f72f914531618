import { describe, expect, it } from "vitest";
import { reasonOf, remarksOf } from "../../web/pages/assessments/remarks.ts";

const returned = (note: string) =>
  remarksOf({ state: "self", history: [{ action: "return", by: "乡镇经办 01", note }] } as never);

describe("Why an assessment went back", () => {
  it("is told of the whole, and of each item behind its title", () => {
    const note = reasonOf("还有未填的项", [
      { title: "书记选配", text: "没有任职文件" },
      { title: "活动场所", text: " " },
    ]);
    expect(note).toBe("还有未填的项；「书记选配」没有任职文件");
    const said = returned(note);
    expect(said.whole).toBe("乡镇经办 01：还有未填的项。指出 1 项，见各项下面。");
    expect([said.ofItem("书记选配"), said.ofItem("活动场所")]).toEqual(["没有任职文件", ""]);
  });

  it("stays with its item whatever is written in it", () => {
    const said = returned(reasonOf("", [{ title: "甲", text: "缺材料；「乙」栏空" }]));
    expect([said.ofItem("甲"), said.ofItem("乙")]).toEqual(["缺材料，「乙」栏空", ""]);
  });

  it("is nothing once it was handed in again", () => {
    const history = [
      { action: "return", by: "乡镇经办 01", note: "缺材料" },
      { action: "submit", by: "书记 01", note: null },
    ];
    expect(remarksOf({ state: "self", history } as never).whole).toBe("");
  });
});
