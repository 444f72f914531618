import { body, here, own } from "./api.ts";
import { postFile } from "./files-api.ts";

// What is asked about calculations that are kept, batches, payments, lists for the bank and accounts.

export type Batch = Awaited<ReturnType<typeof batchApi.batches>>["items"][number];
export type WholeBatch = Awaited<ReturnType<typeof batchApi.batch>>;
export type BatchLine = Awaited<ReturnType<typeof batchApi.lines>>["items"][number];
export type HeldLines = Awaited<ReturnType<typeof batchApi.holds>>;
export type Payment = Awaited<ReturnType<typeof batchApi.payments>>["items"][number];
export type Remittance = Awaited<ReturnType<typeof batchApi.remittances>>["items"][number];
export type Payee = Awaited<ReturnType<typeof batchApi.payees>>["items"][number];
export interface Account {
  readonly accountName: string;
  readonly accountNumber: string;
  readonly bank: string;
}
/** What was made: its bytes are the first answer's, so that the client knows no more of their type. */
interface Made {
  readonly id: string;
}
export interface Outcome {
  readonly payment: string;
  readonly outcome: "paid" | "failed";
  readonly on: string;
  readonly reference?: string;
  readonly reason?: string;
}

const all = () => ({ param: { tenant: here() } });
const one = (id: string) => ({ param: { tenant: here(), id } });
const paged = (cursor: string | null) => (cursor === null ? {} : { cursor });
const keyed = (key: string) => ({ headers: { "idempotency-key": key } });
const ifMatch = (revision: number) => ({ headers: { "if-match": `"${revision}"` } });
const at = () => own.batches[":id"];

export const batchApi = {
  keep: (
    json: { policy: { code: string; version: number }; cycle: string; standard: { code: string; version: number } },
    key: string,
  ) => body(own.calculations.$post({ ...all(), json }, keyed(key))) as Promise<Made>,
  create: (json: { calculation: string; title: string; kind: "original" | "difference" }, key: string) =>
    body(own.batches.$post({ ...all(), json }, keyed(key))) as Promise<Made>,
  batches: (cursor: string | null) => body(own.batches.$get({ ...all(), query: paged(cursor) })),
  batch: (id: string) => body(at().$get(one(id))),
  lines: (id: string, cursor: string | null) =>
    body(at().lines.$get({ ...one(id), query: { limit: "200", ...paged(cursor) } })),
  holds: (id: string) => body(at().holds.$get(one(id))),
  comparison: (calculation: string) => body(own.calculations[":id"].comparison.$get(one(calculation))),
  verification: (id: string) => body(at().verification.$get(one(id))),
  exportUrl: (id: string): string => at().export.$url(one(id)).pathname,
  sources: (id: string, revision: number, sources: { payer: string; pool: string; upToFen?: number | null }[]) =>
    body(at().sources.$put({ ...one(id), json: { sources } }, ifMatch(revision))),
  prepare: (id: string, revision: number, json: { reason?: string }) =>
    body(at().preparation.$post({ ...one(id), json }, ifMatch(revision))),
  split: (id: string, revision: number, json: { lines: number[]; title: string }) =>
    body(at().split.$post({ ...one(id), json }, ifMatch(revision))) as Promise<Made>,
  approve: (id: string, revision: number, json: { comment?: string }) =>
    body(at().approvals.$post({ ...one(id), json }, ifMatch(revision))),
  return: (id: string, revision: number, reason: string) =>
    body(at().return.$post({ ...one(id), json: { reason } }, ifMatch(revision))),
  void: (id: string, revision: number, reason: string) =>
    body(at().void.$post({ ...one(id), json: { reason } }, ifMatch(revision))),

  payments: (id: string, cursor: string | null) =>
    body(at().payments.$get({ ...one(id), query: { limit: "200", ...paged(cursor) } })),
  remit: (id: string, key: string) => body(at().payments.$post(one(id), keyed(key))),
  dues: (id: string) => body(at().dues.$post(one(id))),
  accounts: (id: string, reason: string) => body(at().accounts.$post({ ...one(id), json: { reason } })),
  returned: (id: string, json: { on: string; reason: string }) =>
    body(own.payments[":id"].return.$post({ ...one(id), json })),
  received: (id: string, json: { on: string; reference?: string }) =>
    body(own.payments[":id"].receipt.$post({ ...one(id), json })),
  withdraw: (id: string, reason: string) =>
    body(own.payments[":id"].withdrawal.$post({ ...one(id), json: { reason } })),

  remittances: (batch: string) => body(own.remittances.$get({ ...all(), query: { batch, limit: "200" } })),
  confirm: (id: string, outcomes: Outcome[]) =>
    body(own.remittances[":id"].confirmation.$post({ ...one(id), json: { outcomes } })),
  confirmFile: (id: string, file: File, type: string) =>
    postFile(own.remittances[":id"].confirmation.file.$url(one(id)), file, type),
  fileUrl: (id: string, format: "xlsx" | "csv"): string =>
    `${own.remittances[":id"].file.$url({ ...one(id), query: { format } }).pathname}?format=${format}`,

  payees: (cursor: string | null) => body(own.payees.$get({ ...all(), query: paged(cursor) })),
  addPayee: (json: Account & { kind: "unit" | "township" | "secretary"; unit: string; holder?: string }, key: string) =>
    body(own.payees.$post({ ...all(), json }, keyed(key))),
  changePayee: (id: string, revision: number, json: Account & { reason: string }) =>
    body(own.payees[":id"].$patch({ ...one(id), json }, ifMatch(revision))),
  reveal: (id: string, reason: string) => body(own.payees[":id"].revelation.$post({ ...one(id), json: { reason } })),
};
