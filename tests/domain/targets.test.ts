import { expect, it } from "vitest";
import { proveSum } from "../../worker/domain/targets.ts";

const exactly = (count: number) => ({ count, isAbout: false });

it("the notice's points of eight townships are its 84", () => {
  expect(proveSum("示范带上的点", [10, 10, 10, 7, 7, 15, 15, 10], exactly(84))).toEqual({
    label: "示范带上的点",
    terms: [10, 10, 10, 7, 7, 15, 15, 10],
    total: 84,
    stated: 84,
    agrees: true,
    text: "文件写明 84，相符",
  });
});

it("the notice's demonstrations are its 40", () => {
  expect(proveSum("示范点", [28, 8, 4], exactly(40))).toMatchObject({ total: 40, agrees: true });
});

it("figures that don't give the stated total disagree and say by how much", () => {
  expect(proveSum("示范点", [28, 8, 3], exactly(40))).toMatchObject({
    total: 39,
    agrees: false,
    text: "文件写明 40，相差 1，请核对文件",
  });
});

it("a total that the document only calls 左右 is said so", () => {
  expect(proveSum("党建精品示范点", [20, 20, 20, 20, 20], { count: 100, isAbout: true }).text).toBe(
    "文件写明 100 左右，相符",
  );
});

it("a total that no document states is only added up", () => {
  expect(proveSum("带外示范点", [8, 4], null)).toMatchObject({
    total: 12,
    stated: null,
    agrees: true,
    text: "文件没有写这个合计",
  });
});
