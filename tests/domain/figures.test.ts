import { expect, it } from "vitest";
import { denominatorsOf, figureFault, figureRemark, type StatedShare } from "../../worker/domain/figures.ts";

const share = (value: number | null, stated: string | null, denominator: number | null = null): StatedShare => ({
  label: "",
  value,
  measure: "人",
  denominator,
  stated,
});

const kaihua = [share(45, "41%"), share(43, "38%"), share(12, "11%")];

it("45 persons are 41 % of 109, 110 or 111 and of nothing else", () => {
  expect(denominatorsOf(share(45, "41%"))).toEqual({ least: 109, most: 111 });
});

it("43 persons are 38 % of 112 to 114, 12 persons 11 % of 105 to 114", () => {
  expect(denominatorsOf(share(43, "38%"))).toEqual({ least: 112, most: 114 });
  expect(denominatorsOf(share(12, "11%"))).toEqual({ least: 105, most: 114 });
});

it("Kaihua's 45, 43 and 12 with 41 %, 38 % and 11 % have no common total and are refused", () => {
  expect(figureFault("书记构成", kaihua)).toBe(
    "书记构成：45、43、12 人分别占 41%、38%、11%，没有一个总数同时算得出这几个比例。" +
      "45 人占 41%，总数应在 109—111 人；43 人占 38%，总数应在 112—114 人；12 人占 11%，总数应在 105—114 人。" +
      "核实人数或比例后再通报。",
  );
});

it("the same persons with the shares of 100 stand", () => {
  expect(figureFault("书记构成", [share(45, "45%"), share(43, "43%"), share(12, "12%")])).toBeNull();
});

it("a total that is given must give every share itself", () => {
  expect(figureFault("书记构成", [share(45, "41%", 110)])).toBeNull();
  expect(figureFault("书记构成", [share(45, "41%", 120)])).toBe(
    "书记构成：45 人占 41%，按总数 120 人算不出这几个比例。45 人占 41%，总数应在 109—111 人。核实人数或比例后再通报。",
  );
});

it("a share with decimals is held to its decimals", () => {
  expect(denominatorsOf(share(29, "72.5%"))).toEqual({ least: 40, most: 40 });
});

it("an unknown value or share speaks against nothing", () => {
  expect(denominatorsOf(share(null, "72.5%"))).toBeNull();
  expect(figureFault("推优入党", [share(null, "72.5%"), share(12, null)])).toBeNull();
});

it("a share without its numbers says so and is no number", () => {
  expect(figureRemark(share(null, "72.5%"))).toBe("原文只有比例，分子、分母未知");
  expect(figureRemark(share(45, "41%"))).toBe("总数应在 109—111 人；原文没有给出总数");
  expect(figureRemark(share(null, null))).toBe("未知");
});
