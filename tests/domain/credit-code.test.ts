import { describe, expect, it } from "vitest";
import { isCreditCode } from "../../worker/domain/credit-code.ts";

describe("a unified social credit code", () => {
  it.each(["914403001922038216", "91330100799655058B", "11330700002592599F"])("%s checks", (code) => {
    expect(isCreditCode(code)).toBe(true);
  });

  it.each([
    ["a wrong check character", "914403001922038217"],
    ["two places exchanged", "914403001922032816"],
    ["seventeen characters", "91440300192203821"],
    ["nineteen characters", "9144030019220382166"],
    ["a letter that isn't used", "9133010079965505OB"],
    ["small letters", "91330100799655058b"],
    ["nothing", ""],
  ])("%s doesn't", (_, code) => {
    expect(isCreditCode(code)).toBe(false);
  });
});
