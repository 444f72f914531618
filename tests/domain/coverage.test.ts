import { describe, expect, it } from "vitest";
import { coverageFigures, type EntityGroup } from "../../worker/domain/coverage.ts";

const group = (count: number, more: Partial<EntityGroup> = {}): EntityGroup => ({
  ...{ count, isOperating: true, isMust: false, isCovered: false, isSingle: false, isGuided: false },
  ...more,
});
const figure = (code: string, groups: readonly EntityGroup[]) =>
  coverageFigures(groups).find((each) => each.code === code);

describe("coverage rates", () => {
  const groups = [
    group(4, { isMust: true, isCovered: true, isSingle: true }),
    group(2, { isMust: true }),
    group(3, { isCovered: true }),
    group(1, { isGuided: true }),
    group(5, { isOperating: false, isMust: true, isCovered: true }),
  ];

  it("count entities that operate, and name numerator, denominator and definition", () => {
    expect(figure("organisation", groups)).toEqual({
      code: "organisation",
      title: "组织覆盖率",
      definition: "党组织覆盖的在营两新组织数 ÷ 在营两新组织数",
      numerator: 7,
      denominator: 10,
      rate: 70,
      unknown: 0,
      text: "70.00%",
    });
    expect(figure("single", groups)).toMatchObject({ numerator: 4, denominator: 10, rate: 40 });
    expect(figure("work", groups)).toMatchObject({ numerator: 8, denominator: 10, rate: 80 });
  });

  it("of those that must be covered leave out what doesn't operate", () => {
    expect(figure("must", groups)).toMatchObject({ numerator: 4, denominator: 6, rate: 66.67, text: "66.67%" });
  });

  it("are unknown, not 0, as soon as one entity isn't known", () => {
    const masked = [...groups, group(3, { isMust: null })];
    expect(figure("must", masked)).toMatchObject({
      numerator: null,
      denominator: null,
      rate: null,
      unknown: 3,
      text: "未知（3 家未报）",
    });
    expect(figure("organisation", masked)).toMatchObject({ numerator: 7, denominator: 13 });
    expect(figure("organisation", [group(2, { isOperating: null })])).toMatchObject({ rate: null, unknown: 2 });
  });

  it("of nothing are no rate", () => {
    expect(figure("organisation", [])).toMatchObject({ numerator: 0, denominator: 0, rate: null, text: "—" });
  });
});
