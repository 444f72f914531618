import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Role } from "../../worker/domain/vocabulary.ts";
import { type Answered, type Money, moneyPolicy, moneyTenant } from "../support/money.ts";

// The life of batches as it may be walked: any step by any role at any time. Whatever is asked, nothing is a fault of the
// server's, everything balances after every step, and what was refused changed nothing.

const on = "2026-12-01";
const kinds = [
  "keep",
  "original",
  "difference",
  "sources",
  "prepare",
  "approve",
  "return",
  "void",
  "split",
  "remit",
] as const;
const later = ["paid", "failed", "returned", "received", "withdrawn", "regrade", "finding"] as const;
const forward = ["original", "prepare", "approve", "remit", "paid", "paid"] as const;
/** Where every walk begins: a batch that is at the bank. */
const begun = (["keep", "original", "prepare", "approve", "remit"] as const).map((kind): Step => {
  return { kind, role: "preparer", pick: 1 };
});
const roles: readonly Role[] = ["preparer", "approver", "cashier"];
const step = fc.record({
  kind: fc.constantFrom(...kinds, ...forward, ...forward, ...later),
  role: fc.constantFrom(...roles),
  pick: fc.nat(1000),
});
type Step = {
  readonly kind: (typeof kinds)[number] | (typeof later)[number];
  readonly role: Role;
  readonly pick: number;
};

/** Policies that split otherwise: by three payers of whom a fen may wander, and in order up to a limit. */
const policies = [
  moneyPolicy,
  {
    ...moneyPolicy,
    payers: [
      { code: "zone", title: "开发区财政", part: 8 },
      { code: "township", title: "乡镇配套", part: 10 },
      { code: "own", title: "自筹", part: 73 },
    ],
    instalments: [
      { code: "a", percent: 33.33 },
      { code: "b", percent: 33.33 },
      { code: "c", percent: 33.34 },
    ],
  },
  {
    ...moneyPolicy,
    payers: [
      { code: "zone", title: "开发区财政", upToFen: 20_001 },
      { code: "township", title: "乡镇配套", rest: true },
    ],
  },
];

interface Walk {
  readonly money: Money;
  readonly pools: readonly string[];
  readonly payers: readonly string[];
  readonly calculations: string[];
  readonly batches: string[];
}

const pickOf = <Item>(items: readonly Item[], pick: number): Item | undefined =>
  items[pick % Math.max(1, items.length)];
const itemsOf = ({ body }: Answered) =>
  (body["items"] ?? []) as readonly { readonly id: string; readonly state: string }[];

async function take(walk: Walk, { kind, role, pick }: Step): Promise<Answered | undefined> {
  const { money, calculations, batches } = walk;
  // Mostly who may, now and then who may not.
  const who = (may: Role): Role => (pick % 5 === 0 ? role : may);
  const batch = pickOf(batches, pick);
  const path = `batches/${batch}`;
  const etag = batch === undefined ? "" : (await money.send("preparer", "GET", path)).etag;
  const payments = async (state: string) =>
    itemsOf(await money.send("cashier", "GET", `${path}/payments?state=${state}`));
  if (kind === "keep") {
    const kept = await money.send("preparer", "POST", "calculations", { policy: { code: "award", version: 1 } });
    if (kept.status === 201) calculations.push(kept.body.id);
    return kept;
  }
  if (kind === "original" || kind === "difference") {
    const calculation = pickOf(calculations, pick);
    if (calculation === undefined) return undefined;
    const made = await money.send(who("preparer"), "POST", "batches", { calculation, kind, title: "示例" });
    if (made.status !== 201) return made;
    batches.push(made.body.id);
    // Mostly with its pools at once, so that walks come as far as the bank.
    const sources = walk.payers.map((payer, at) => ({ payer, pool: walk.pools[at % 2] }));
    if (pick % 6 > 0) await money.send("preparer", "PUT", `batches/${made.body.id}/sources`, { sources }, made.etag);
    return made;
  }
  if (kind === "regrade") return await regrade(money, pick);
  if (kind === "finding") {
    const unit = pickOf(["tangxi-1", "tangxi-2", "luobu-2"], pick);
    const found = { text: "台账缺页", responsible: "支部书记", dueOn: "2099-12-31", holdsMoney: true };
    return pick % 4 === 0 ? await money.send("assessor", "POST", "findings", { unit, ...found }) : undefined;
  }
  if (batch === undefined) return undefined;
  switch (kind) {
    case "sources": {
      const sources = walk.payers.map((payer, at) => ({ payer, pool: pickOf(walk.pools, at + pick) }));
      return await money.send(who("preparer"), "PUT", `${path}/sources`, { sources }, etag);
    }
    case "prepare":
      return await money.send(who("preparer"), "POST", `${path}/preparation`, {}, etag);
    case "approve":
      return await money.send(who("approver"), "POST", `${path}/approvals`, {}, etag);
    case "return":
      return await money.send(who("approver"), "POST", `${path}/return`, { reason: "再核" }, etag);
    case "void":
      return await money.send(role, "POST", `${path}/void`, { reason: "重来" }, etag);
    case "split": {
      const split = await money.send(
        who("preparer"),
        "POST",
        `${path}/split`,
        { lines: [pick % 3], title: "拆出" },
        etag,
      );
      if (split.status === 201) batches.push(split.body.id);
      return split;
    }
    case "remit":
      return await money.send(who("cashier"), "POST", `${path}/payments`);
    default:
      return await settle(
        money,
        path,
        kind,
        who,
        await payments(
          kind === "returned" ? "paid" : kind === "received" || kind === "withdrawn" ? "waiting" : "ordered",
        ),
        pick,
      );
  }
}

async function settle(
  money: Money,
  path: string,
  kind: Step["kind"],
  who: (may: Role) => Role,
  payments: readonly { readonly id: string }[],
  pick: number,
): Promise<Answered | undefined> {
  const payment = pickOf(payments, pick)?.id;
  if (payment === undefined) return undefined;
  if (kind === "returned")
    return await money.send(who("cashier"), "POST", `payments/${payment}/return`, { on, reason: "退票" });
  if (kind === "received") return await money.send(who("cashier"), "POST", `payments/${payment}/receipt`, { on });
  if (kind === "withdrawn")
    return await money.send(who("approver"), "POST", `payments/${payment}/withdrawal`, { reason: "更正" });
  const lists = itemsOf(
    await money.send("cashier", "GET", `remittances?batch=${path.slice("batches/".length)}&state=open`),
  );
  const list = pickOf(lists, pick)?.id;
  const outcomes = [{ payment, outcome: kind, on, ...(kind === "failed" ? { reason: "户名不符" } : {}) }];
  return list === undefined
    ? undefined
    : await money.send(who("cashier"), "POST", `remittances/${list}/confirmation`, { outcomes });
}

/** A final result is corrected: another level, the former one kept. */
async function regrade(money: Money, pick: number): Promise<undefined> {
  const unit = pickOf(["tangxi-1", "tangxi-2", "luobu-2"], pick) ?? "";
  await money.at.database.client.batch([
    {
      sql: "INSERT INTO result_versions SELECT id, revision, '{}', '{}', '核错了', 'user-assessor', '2026-11-01T00:00:00.000Z' FROM results WHERE unit_id = ?",
      args: [unit],
    },
    {
      sql: "UPDATE results SET level = CASE level WHEN '5' THEN '4' ELSE '5' END, revision = revision + 1 WHERE unit_id = ?",
      args: [unit],
    },
  ]);
}

const sums = async (money: Money): Promise<unknown> => {
  const { rows } = await money.at.database.client.execute(
    "SELECT (SELECT count(*) FROM pool_entries) AS entries, (SELECT count(*) FROM payments) AS payments, (SELECT sum(revision) FROM payments) AS moved, (SELECT sum(revision) FROM batches) AS batches",
  );
  return rows[0];
};

describe("Batches, walked at random", () => {
  it("balance after every step, and what is refused changes nothing", async () => {
    let taken = 0;
    let paid = 0;
    await fc.assert(
      fc.asyncProperty(fc.nat(2), fc.array(step, { minLength: 20, maxLength: 30 }), async (at, steps) => {
        const policy = policies[at] ?? moneyPolicy;
        const money = await moneyTenant(policy);
        const pools = [await money.pool("开发区财政", 300_000), await money.pool("乡镇配套", 300_000)];
        const walk: Walk = {
          money,
          pools,
          payers: policy.payers.map(({ code }) => code),
          calculations: [],
          batches: [],
        };
        for (const each of [...begun, ...steps]) {
          const before = await sums(money);
          const answer = await take(walk, each);
          if (answer !== undefined) {
            expect([each.kind, answer.status < 500]).toEqual([each.kind, true]);
            if (answer.status >= 400) expect([each.kind, await sums(money)]).toEqual([each.kind, before]);
            else taken += 1;
          }
          const { body } = await money.send("viewer", "GET", "reconciliation");
          const checks = body["checks"] as readonly { readonly code: string; readonly broken: number }[];
          expect([each.kind, checks.filter(({ broken }) => broken !== 0).map(({ code }) => code)]).toEqual([
            each.kind,
            [],
          ]);
        }
        const { rows } = await money.at.database.client.execute("SELECT count(*) AS n FROM payment_steps");
        paid += Number(rows[0]?.["n"] ?? 0);
      }),
      { numRuns: 5 },
    );
    expect(taken).toBeGreaterThan(40);
    expect(paid).toBeGreaterThan(0);
  }, 180_000);
});
