import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { digestOf } from "../../worker/domain/canonical.ts";
import type { Role } from "../../worker/domain/vocabulary.ts";
import { acceptedCycle } from "./cycle.ts";
import { soundStandard } from "./life.ts";
import { type TenantOptions, type TestTenant, tenant } from "./tenant.ts";

const at = "2026-01-01T00:00:00.000Z";

/** Two payers 60 : 40, two instalments of which the second isn't due, 500.00 for five stars and 300.00 for four. */
export const moneyPolicy = {
  format: "hongdai/policy@1",
  title: "以奖代补办法",
  sources: [{ document: "示例", clause: "一" }],
  year: 2026,
  grants: [
    {
      code: "creation",
      title: "示范点创建补助",
      when: "result.accepted",
      amount: { kind: "table", of: "result.level", rows: { "5": 50000, "4": 30000 } },
    },
  ],
  rounding: { toFen: 100, mode: "down" },
  payers: [
    { code: "zone", title: "开发区财政", percent: 60 },
    { code: "township", title: "乡镇配套", percent: 40 },
  ],
  instalments: [
    { code: "first", percent: 50 },
    { code: "second", percent: 50, when: "unit.demonstration" },
  ],
};

/** What a request came to. */
export interface Answered {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>> & { readonly id: string };
  readonly etag: string;
}

/** A tenant whose results are final, whose units have accounts, and the ways to move its money. */
export interface Money {
  readonly at: TestTenant;
  readonly send: (role: Role, method: string, path: string, body?: unknown, etag?: string) => Promise<Answered>;
  /** A pool with so much in it, by its source; its id. */
  readonly pool: (source: string, fen: number) => Promise<string>;
  /** The buckets of a pool: available, reserved, committed, paid. */
  readonly buckets: (pool: string) => Promise<readonly number[]>;
  /** A kept calculation's id. */
  readonly calculation: () => Promise<string>;
  /** The batch of all lines, approved, out of these pools; its id. */
  readonly approved: (pools: readonly [string, string]) => Promise<string>;
  /** A draft of a calculation, with these pools for the zone and the townships. */
  readonly draft: (calculation: string, pools: readonly [string, string]) => Promise<Answered>;
}

/** 汤溪镇 1 号五星、2 号四星，罗埠镇 2 号五星. */
export async function moneyTenant(policy: unknown = moneyPolicy, options: TenantOptions = {}): Promise<Money> {
  const here = await tenant(options);
  const { db } = here.database;
  const stood = async (document: unknown) => {
    return { document: document as never, sha256: await digestOf(document), holdsFrom: "2026-01-01", publishedAt: at };
  };
  await note(here.database, [
    db.insert(own.standards).values({
      ...{ code: "point", version: 1, state: "published", title: "标准", subject: "unit" },
      ...(await stood(soundStandard())),
    }),
    db.insert(own.policies).values({
      ...{ code: "award", version: 1, state: "published", title: "以奖代补办法", year: 2026 },
      ...(await stood(policy)),
    }),
  ]);
  const sheet = (unit: string, scoreHundredths: number, level: string) => ({
    unit,
    answers: {},
    scoreHundredths,
    level,
  });
  await acceptedCycle(here.database, "point", 1, [
    sheet("tangxi-1", 9600, "5"),
    sheet("tangxi-2", 8600, "4"),
    sheet("luobu-2", 9500, "5"),
  ]);
  await here.database.client.batch([
    "UPDATE results SET state = 'publicised', revision = revision + 1",
    "UPDATE results SET state = 'final', revision = revision + 1",
  ]);
  const send: Money["send"] = async (role, method, path, body, etag) => {
    const caller = await here.as(role);
    const headers = etag === undefined ? {} : { "if-match": etag };
    const answer = await caller(method, `/api/tenants/${here.code}${path === "" ? "" : `/${path}`}`, body, headers);
    return {
      status: answer.status,
      body: (await answer.json()) as Answered["body"],
      etag: answer.headers.get("etag") ?? "",
    };
  };
  for (const [place, unit] of ["tangxi-1", "tangxi-2", "luobu-2"].entries()) {
    const account = { accountName: `${unit} 党支部（示例）`, accountNumber: `12345678000${place}`, bank: "示例银行" };
    await send("preparer", "POST", "payees", { kind: "unit", unit, ...account });
  }
  const pool: Money["pool"] = async (source, fen) => {
    const { body } = await send("preparer", "POST", "pools", { source, year: 2026 });
    await send("preparer", "POST", `pools/${body.id}/grants`, { fen, because: "示例拨款" });
    return body.id;
  };
  const calculation: Money["calculation"] = async () => {
    return (await send("preparer", "POST", "calculations", { policy: { code: "award", version: 1 } })).body.id;
  };
  const draft: Money["draft"] = async (of, [zone, township]) => {
    const { body, etag } = await send("preparer", "POST", "batches", { calculation: of, title: "示范点创建补助" });
    const sources = [
      { payer: "zone", pool: zone },
      { payer: "township", pool: township },
    ];
    const chosen = await send("preparer", "PUT", `batches/${body.id}/sources`, { sources }, etag);
    return { ...chosen, body };
  };
  return {
    ...{ at: here, send, pool, calculation, draft },
    buckets: async (id) => {
      const { body } = await send("preparer", "GET", `pools/${id}`);
      return ["availableFen", "reservedFen", "committedFen", "paidFen"].map((bucket) => Number(body[bucket]));
    },
    approved: async (pools) => {
      const { body, etag } = await draft(await calculation(), pools);
      const prepared = await send("preparer", "POST", `batches/${body.id}/preparation`, {}, etag);
      await send("approver", "POST", `batches/${body.id}/approvals`, {}, prepared.etag);
      return body.id;
    },
  };
}
