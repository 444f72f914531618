import type { WebhookKind } from "../worker/domain/vocabulary.ts";
import { body, here, own } from "./api.ts";

// What is asked about publicity, objections, awards, messages and group robots.

export type Publicity = Awaited<ReturnType<typeof publicityApi.publicity>>;
export type PublicResult = Awaited<ReturnType<typeof publicityApi.results>>["items"][number];
export type Objection = Awaited<ReturnType<typeof publicityApi.objection>>;
export type Award = Awaited<ReturnType<typeof publicityApi.awards>>["items"][number];
export type InboxMessage = Awaited<ReturnType<typeof publicityApi.inbox>>["items"][number];
export type Webhook = Awaited<ReturnType<typeof publicityApi.webhooks>>["items"][number];
export interface WebhookChange {
  readonly title?: string;
  readonly url?: string;
  readonly secret?: string | null;
  readonly isEnabled?: boolean;
}
export type Delivery = Awaited<ReturnType<typeof publicityApi.deliveries>>["items"][number];

type Asked = Readonly<Record<string, string | null | undefined>>;
const given = (query: Asked) =>
  Object.fromEntries(
    Object.entries(query).filter(([, value]) => value !== null && value !== undefined && value !== ""),
  );
const all = () => ({ param: { tenant: here() } });
const one = (id: string) => ({ param: { tenant: here(), id } });
const ifMatch = (revision: number) => ({ headers: { "if-match": `"${revision}"` } });
/** The same for the same form, so that a second try after a lost answer does nothing twice. */
const keyed = (key: string) => ({ headers: { "idempotency-key": key } });

export const publicityApi = {
  publicities: (query: Asked) => body(own.publicity.$get({ ...all(), query: given(query) })),
  publicity: (id: string) => body(own.publicity[":id"].$get(one(id))),
  results: (id: string, query: Asked) => body(own.publicity[":id"].results.$get({ ...one(id), query: given(query) })),
  start: (json: { cycle: string; days: number; termMonths: number | null }, key: string) =>
    body(own.publicity.$post({ ...all(), json }, keyed(key))),
  close: (id: string) => body(own.publicity[":id"].closing.$post(one(id))),

  objections: (query: Asked) => body(own.objections.$get({ ...all(), query: given(query) })),
  objection: (id: string) => body(own.objections[":id"].$get(one(id))),
  raise: (json: { result: string; text: string }, key: string) =>
    body(own.objections.$post({ ...all(), json }, keyed(key))),
  answer: (id: string, revision: number, json: { isUpheld: boolean; text: string }) =>
    body(own.objections[":id"].answer.$post({ ...one(id), json }, ifMatch(revision))),

  awards: (query: Asked) => body(own.awards.$get({ ...all(), query: given(query) })),
  withdraw: (id: string, reason: string) => body(own.awards[":id"].withdrawal.$post({ ...one(id), json: { reason } })),

  inbox: (query: Asked) => body(own.inbox.$get({ ...all(), query: given(query) })),
  read: (id: string) => body(own.inbox[":id"].reading.$post(one(id))),
  readAll: () => body(own.inbox.reading.$post(all())),

  webhooks: () => body(own.webhooks.$get(all())),
  addWebhook: (json: { title: string; kind: WebhookKind; url: string; secret: string | null }, key: string) =>
    body(own.webhooks.$post({ ...all(), json }, keyed(key))),
  changeWebhook: (id: string, revision: number, json: WebhookChange) =>
    body(own.webhooks[":id"].$patch({ ...one(id), json }, ifMatch(revision))),
  tryWebhook: (id: string) => body(own.webhooks[":id"].trial.$post(one(id))),
  sendAgain: (id: string, again: string) => body(own.webhooks[":id"].deliveries.$post({ ...one(id), json: { again } })),
  deliveries: (id: string, query: Asked) =>
    body(own.webhooks[":id"].deliveries.$get({ ...one(id), query: given(query) })),
};
