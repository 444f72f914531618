import { describe, expect, it } from "vitest";
import { passwordFault } from "../../worker/domain/password.ts";

describe("a password that somebody chooses", () => {
  it("has ten characters, counted as a reader counts them", () => {
    expect(passwordFault("abcdefghi", "admin")).toBe("密码最短 10 个字符");
    expect(passwordFault("abcdefghij", "admin")).toBeNull();
    expect(passwordFault("红带共舞群星璀璨", "admin")).toBe("密码最短 10 个字符");
    expect(passwordFault("红带共舞群星璀璨一二", "admin")).toBeNull();
  });

  it("is not a few characters over and over", () => {
    expect(passwordFault("abababababab", "admin")).toBe("密码太容易猜，请换几个不同的字符");
  });

  it("does not hold the username, in capitals or not", () => {
    expect(passwordFault("my-ADMIN-2026", "admin")).toBe("密码里不能有用户名");
  });
});
