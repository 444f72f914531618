import { describe, expect, it } from "vitest";
import { shortTitles } from "../../web/answering/short-titles.ts";

describe("the short titles of a form's sections", () => {
  it("leave out what they begin with alike", () => {
    expect(shortTitles(["红色队伍", "红色制度", "红色载体"])).toEqual(["队伍", "制度", "载体"]);
  });
  it("leave out what they end in alike", () => {
    expect(shortTitles(["和谐之星", "创新之星", "服务之星"])).toEqual(["和谐", "创新", "服务"]);
  });
  it("leave out what stands in brackets, and what is over four characters", () => {
    expect(shortTitles(["组织领导机制（示例）", "党员队伍建设", "加分"])).toEqual(["组织领导", "党员队伍", "加分"]);
  });
  it("keep at least one character of each", () => {
    expect(shortTitles(["星", "星级"])).toEqual(["星", "星级"]);
    expect(shortTitles(["示例", "示例"])).toEqual(["例", "例"]);
  });
});
