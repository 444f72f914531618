import { body, here, own } from "./api.ts";

// What is asked about pools, what a unit is paid, and whether everything balances.

export type Pool = Awaited<ReturnType<typeof poolsApi.pool>>;
export type PoolEntry = Awaited<ReturnType<typeof poolsApi.entries>>["items"][number];
export type OwnPayment = Awaited<ReturnType<typeof poolsApi.payments>>["items"][number];
export type PaymentWhy = Awaited<ReturnType<typeof poolsApi.why>>;
export type Reconciliation = Awaited<ReturnType<typeof poolsApi.reconciliation>>;

const all = () => ({ param: { tenant: here() } });
const one = (id: string) => ({ param: { tenant: here(), id } });
const paged = (cursor: string | null) => (cursor === null ? {} : { cursor });
/** The same for the same form, so that a second try after a lost answer does nothing twice. */
const keyed = (key: string) => ({ headers: { "idempotency-key": key } });

export const poolsApi = {
  pools: (cursor: string | null) => body(own.pools.$get({ ...all(), query: paged(cursor) })),
  pool: (id: string) => body(own.pools[":id"].$get(one(id))),
  entries: (id: string, cursor: string | null) =>
    body(own.pools[":id"].entries.$get({ ...one(id), query: paged(cursor) })),
  create: (json: { source: string; year: number; unit?: string }, key: string) =>
    body(own.pools.$post({ ...all(), json }, keyed(key))),
  grant: (id: string, json: { fen: number; because: string }, key: string) =>
    body(own.pools[":id"].grants.$post({ ...one(id), json }, keyed(key))),
  transfer: (id: string, json: { to: string; fen: number; because: string }, key: string) =>
    body(own.pools[":id"].transfers.$post({ ...one(id), json }, keyed(key))),
  close: (id: string, revision: number, reason: string) =>
    body(
      own.pools[":id"].closing.$post({ ...one(id), json: { reason } }, { headers: { "if-match": `"${revision}"` } }),
    ),

  payments: (cursor: string | null) => body(own.payments.$get({ ...all(), query: paged(cursor) })),
  why: (id: string) => body(own.payments[":id"].$get(one(id))),
  reconciliation: () => body(own.reconciliation.$get(all())),
};
