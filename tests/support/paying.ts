import { type Answered, type Money, moneyTenant } from "./money.ts";

/** A payment as a list tells of it. */
export interface Paid {
  readonly id: string;
  readonly unit: { readonly code: string };
  readonly instalment: string;
  readonly fen: number;
  readonly state: string;
  readonly isDue: boolean;
}

export const itemsOf = ({ body }: Answered) => body["items"] as readonly Paid[];
/** A batch's payments. */
export const listed = async (money: Money, batch: string) =>
  itemsOf(await money.send("cashier", "GET", `batches/${batch}/payments`));
/** Makes a list for the bank of what is due. */
export const pay = async (money: Money, batch: string) =>
  await money.send("cashier", "POST", `batches/${batch}/payments`);
export const on = "2026-12-01";

/** Pools of 1,000.00 and 600.00, and an approved batch of 1,300.00 out of them. */
export async function approvedBatch(policy?: unknown) {
  const money = await moneyTenant(policy);
  const pools = [await money.pool("开发区财政", 100_000), await money.pool("乡镇配套", 60_000)] as const;
  return { money, pools, batch: await money.approved(pools) };
}

/** The same, all of it due and paid. */
export async function paidOut(policy?: unknown) {
  const { money, pools, batch } = await approvedBatch(policy);
  await money.at.database.client.execute("UPDATE units SET demonstration = 1");
  await money.send("preparer", "POST", `batches/${batch}/dues`);
  const list = await pay(money, batch);
  const outcomes = (await listed(money, batch)).map(({ id }) => ({ payment: id, outcome: "paid", on }));
  await money.send("cashier", "POST", `remittances/${list.body.id}/confirmation`, { outcomes });
  return { money, pools, batch };
}

/** A unit's result is corrected to another level, or to none. */
export async function level(money: Money, unit: string, to: string | null): Promise<void> {
  const set = to === null ? "is_accepted = 0" : `level = '${to}'`;
  await money.at.database.client.batch([
    {
      sql: `INSERT INTO result_versions SELECT id, revision, '{}', '{}', '核错了', 'user-assessor', '2026-11-01T00:00:00.000Z' FROM results WHERE unit_id = ?`,
      args: [unit],
    },
    { sql: `UPDATE results SET ${set}, revision = revision + 1 WHERE unit_id = ?`, args: [unit] },
  ]);
}
