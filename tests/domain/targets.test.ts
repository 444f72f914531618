import { expect, it } from "vitest";
import { proveSum } from "../../worker/domain/targets.ts";

it("the notice's points of eight townships are its 84", () => {
  expect(proveSum("示范带上的点", [10, 10, 10, 7, 7, 15, 15, 10], 84)).toEqual({
    label: "示范带上的点",
    terms: [10, 10, 10, 7, 7, 15, 15, 10],
    total: 84,
    stated: 84,
    agrees: true,
    text: "10 + 10 + 10 + 7 + 7 + 15 + 15 + 10 = 84",
  });
});

it("the notice's demonstrations are its 40", () => {
  expect(proveSum("示范点", [28, 8, 4], 40)).toMatchObject({ total: 40, agrees: true, text: "28 + 8 + 4 = 40" });
});

it("figures that don't give the stated total disagree and say by how much", () => {
  expect(proveSum("示范点", [28, 8, 3], 40)).toMatchObject({
    total: 39,
    agrees: false,
    text: "28 + 8 + 3 = 39，文件写的是 40，差 1",
  });
});

it("a total that the document only calls 左右 is said so", () => {
  expect(proveSum("党建精品示范点", [20, 20, 20, 20, 20], 100, true).text).toBe("20 + 20 + 20 + 20 + 20 = 100（左右）");
});
