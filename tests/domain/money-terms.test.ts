import { describe, expect, it } from "vitest";
import { accountNumberFault, digitsOf } from "../../worker/domain/account.ts";
import { afterBatchStep, approvalLevels, approvalTermsOf, freezeOn } from "../../worker/domain/batch.ts";
import { columnsOf, csvOf, remittanceTable } from "../../worker/domain/remittance.ts";

describe("An account's number", () => {
  it.each([
    ["6222 0200-0000 0000 000", undefined],
    ["6222020000000000006", "卡号的校验位不对，请核对每一位"],
    ["１２３４５６７８", undefined],
    ["1234567", "账号应为 8 至 32 位数字"],
    ["12345678a", "账号只写数字"],
  ])("%s", (typed, fault) => {
    expect(accountNumberFault(digitsOf(typed))).toBe(fault);
  });
});

describe("Approval", () => {
  it("takes two from the threshold on, of what is claimed back too, and one where none is set", () => {
    const terms = { secondLevelFromFen: 5000 };
    expect([4999, 5000, -5000].map((fen) => approvalLevels(terms, fen))).toEqual([1, 2, 2]);
    expect(approvalLevels({ secondLevelFromFen: null }, 1e15)).toBe(1);
  });

  it.each([
    [{ approval: "two" }],
    [{ approval: { secondLevelFromFen: "5" } }],
    [{ approval: { secondLevelFromFen: -1 } }],
  ])("can't be read, and then nothing is approved: %j", (settings) => {
    expect(approvalTermsOf(settings)).toBeNull();
  });

  it("freezes both days and none beside them, and all where the setting can't be read", () => {
    const settings = { freezes: [{ from: "2026-12-25", until: "2026-12-31", reason: "结账" }] };
    const days = ["2026-12-24", "2026-12-25", "2026-12-31", "2027-01-01"];
    expect(days.map((day) => freezeOn(settings, day) !== undefined)).toEqual([false, true, true, false]);
    expect(freezeOn({ freezes: "always" }, "2026-01-01")).toBeDefined();
  });
});

describe("A batch", () => {
  it("goes only where it may: nothing leads out of paid and void", () => {
    const steps = ["prepare", "approve", "return", "void", "pay"] as const;
    const led = (state: Parameters<typeof afterBatchStep>[0]) =>
      steps.map((step) => afterBatchStep(state, step) ?? "—");
    expect(led("draft")).toEqual(["prepared", "—", "—", "void", "—"]);
    expect(led("prepared")).toEqual(["—", "approved", "returned", "void", "—"]);
    expect(led("approved")).toEqual(["—", "—", "—", "void", "paid"]);
    expect(led("returned")).toEqual(["prepared", "—", "—", "void", "—"]);
    expect([led("paid"), led("void")].flat().every((state) => state === "—")).toBe(true);
  });
});

describe("A list for the bank", () => {
  const row = {
    ...{
      payment: "p-1",
      accountName: "=1+1",
      accountNumber: "0012345678",
      bank: "＋某行",
      unitCode: "u",
      unitName: "甲",
    },
    ...{ grant: "创建补助", instalment: "first", fen: 3_000_050 },
  };

  it("has the tenant's columns, the payment's number always among them", () => {
    const columns = columnsOf({ remittanceColumns: [{ key: "yuan", title: "金额" }, { key: "none" }] });
    expect(remittanceTable(columns, [row])).toEqual([
      ["金额", "付款编号", "结果", "日期", "凭证号", "原因"],
      ["30000.50", "p-1", "", "", "", ""],
    ]);
  });

  it("lets nothing in it become a formula, in half or full width, and keeps leading zeros", () => {
    const csv = csvOf(remittanceTable(columnsOf({}), [row]));
    expect(csv.split("\r\n")[1]).toBe(
      `"1","'=1+1","0012345678","'＋某行","30000.50","创建补助 first","u","甲","p-1","","","",""`,
    );
  });
});
