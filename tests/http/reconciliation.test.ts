import { describe, expect, it } from "vitest";
import { wakeTenant } from "../../worker/jobs.ts";
import { type Money, moneyTenant } from "../support/money.ts";

const on = "2026-12-01";

/** A batch paid in part: of four payments that are due one failed. */
async function moved(): Promise<{ readonly money: Money; readonly batch: string }> {
  const money = await moneyTenant();
  const pools = [await money.pool("开发区财政", 100_000), await money.pool("乡镇配套", 60_000)] as const;
  await money.send("preparer", "POST", `pools/${pools[1]}/transfers`, { to: pools[0], fen: 1000, because: "示例调拨" });
  const batch = await money.approved(pools);
  const list = await money.send("cashier", "POST", `batches/${batch}/payments`);
  const { body } = await money.send("cashier", "GET", `batches/${batch}/payments?state=ordered`);
  const [first, ...others] = body["items"] as readonly { readonly id: string }[];
  const outcomes = [
    { payment: first?.id, outcome: "failed", on, reason: "户名不符" },
    ...others.map(({ id }) => ({ payment: id, outcome: "paid", on })),
  ];
  await money.send("cashier", "POST", `remittances/${list.body.id}/confirmation`, { outcomes });
  return { money, batch };
}

const broken = async (money: Money) => {
  const { body } = await money.send("viewer", "GET", "reconciliation");
  const checks = body["checks"] as readonly { readonly code: string; readonly broken: number }[];
  return checks.filter((each) => each.broken !== 0).map(({ code }) => code);
};

/** Breaks what a trigger protects, as somebody with the database in hand could. */
const byHand = async (money: Money, statement: string) => {
  const { client } = money.at.database;
  const { rows } = await client.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'");
  await client.batch([...rows.map(({ name }) => `DROP TRIGGER "${String(name)}"`), statement]);
};

const ways: readonly (readonly [string, string])[] = [
  ["ledger-balances", "UPDATE pools SET available_fen = available_fen + 1"],
  ["ledger-sequence", "UPDATE pools SET entries = entries + 1"],
  ["transfers", "DELETE FROM pool_entries WHERE kind = 'transfer' AND to_bucket IS NULL"],
  ["within-pool", "UPDATE pools SET paid_fen = paid_fen + 1"],
  ["committed", "UPDATE payments SET state = 'void', revision = revision + 1 WHERE state = 'waiting'"],
  ["paid", "UPDATE payments SET state = 'waiting', paid_on = NULL WHERE state = 'paid'"],
  ["reserved", "UPDATE batches SET state = 'prepared'"],
  ["batch-pools", "UPDATE batch_pools SET committed_fen = committed_fen + 1"],
  ["payment-parts", "DELETE FROM payment_parts WHERE payer = 'zone'"],
  ["line-payments", "UPDATE batch_lines SET fen = fen + 1"],
  ["line-calculation", "UPDATE calculation_lines SET fen = 1"],
  ["batch-lines", "UPDATE batches SET total_fen = total_fen + 1"],
  ["calculation-lines", "UPDATE calculations SET total_fen = total_fen + 1"],
  [
    "different-people",
    "INSERT INTO case_steps SELECT id || 'x', case_kind, case_id, 'pay', user_id, at FROM case_steps WHERE step = 'approve-1'",
  ],
  ["approvals", "DELETE FROM approvals"],
  ["paid-with-answer", "DELETE FROM payment_steps"],
  ["batch-events", "DELETE FROM events WHERE subject_kind = 'batch' AND revision = 2"],
  ["results", "UPDATE calculation_lines SET result_revision = 9 WHERE result_id IS NOT NULL"],
  ["event-sequence", "DELETE FROM events WHERE seq = 2"],
];

describe("账实核对", () => {
  it("is 0 everywhere while money moves as it should", async () => {
    const { money } = await moved();
    expect(await broken(money)).toEqual([]);
  });

  it.each(ways)("finds what was broken by hand: %s", async (code, statement) => {
    const { money } = await moved();
    await byHand(money, statement);
    expect(await broken(money)).toContain(code);
  });

  it("finds two live payments of one key", async () => {
    const { money } = await moved();
    await byHand(money, "DROP INDEX payments_once");
    await money.at.database.client.execute("UPDATE payments SET instalment = 'first', grant = 'creation'");
    expect(await broken(money)).toContain("one-payment");
  });

  it("recomputes once a day, and finds a calculation and a document that were changed", async () => {
    const { money } = await moved();
    const daily = async () => {
      money.at.clock.forward(86_400);
      await wakeTenant(money.at.deps, money.at.code);
      await money.at.drain();
      return (await money.send("viewer", "GET", "reconciliation")).body["daily"];
    };
    expect(await daily()).toMatchObject({ details: [], checks: [{ broken: 0 }, { broken: 0 }, { broken: 0 }] });
    await byHand(
      money,
      "UPDATE calculation_lines SET before_ceilings_fen = before_ceilings_fen + 1 WHERE position = 0",
    );
    expect(await daily()).toMatchObject({ checks: [{ code: "recomputation", broken: 1 }, {}, {}] });
  });
});
