import { and, asc, eq, sql } from "drizzle-orm";
import { webhooks } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { WebhookKind } from "../../domain/vocabulary.ts";
import { addressFaults } from "../../domain/webhook.ts";
import { created } from "../answer.ts";
import { commit, exactlyOne } from "../commit.ts";
import { decrypt, encrypt } from "../encryption.ts";
import { refuseStale } from "../etag.ts";
import { refuseAny } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import type { WebhookMeans } from "./means.ts";

/** A group robot as it is shown: where to, never its token or secret. `hint` is the token's last characters. */
export interface Webhook {
  readonly id: string;
  readonly title: string;
  readonly kind: WebhookKind;
  readonly host: string;
  readonly hint: string;
  readonly isSigned: boolean;
  readonly isEnabled: boolean;
  readonly createdAt: string;
  readonly revision: number;
}

/** What is kept of a robot under encryption. */
export interface Sealed {
  readonly url: string;
  readonly secret: string | null;
}

export interface NewWebhook {
  readonly title: string;
  readonly kind: WebhookKind;
  readonly url: string;
  readonly secret?: string | null | undefined;
}

export interface WebhookChange {
  readonly title?: string | undefined;
  readonly url?: string | undefined;
  readonly secret?: string | null | undefined;
  readonly isEnabled?: boolean | undefined;
}

const mostWebhooks = 20;

const columns = {
  id: webhooks.id,
  title: webhooks.title,
  kind: webhooks.kind,
  host: webhooks.host,
  hint: webhooks.hint,
  isSigned: webhooks.isSigned,
  isEnabled: webhooks.isEnabled,
  createdAt: webhooks.createdAt,
  revision: webhooks.revision,
};

/** All robots, in the order in which they were set up; there are twenty at most. */
export async function listWebhooks(scope: Scope): Promise<{ readonly items: readonly Webhook[] }> {
  const [items] = await scope.read([
    scope.db.select(columns).from(webhooks).orderBy(asc(webhooks.createdAt), asc(webhooks.id)),
  ]);
  return { items };
}

/** Sets a robot up. Its address and secret are encrypted before they are written. Refusals: invalid, conflict. */
export async function createWebhook(scope: Scope, means: WebhookMeans, asked: NewWebhook): Promise<EarlierAnswer> {
  const sealed: Sealed = { url: asked.url, secret: asked.secret ?? null };
  const [[count]] = await scope.read([scope.db.select({ all: sql<number>`count(*)` }).from(webhooks)]);
  refuseAny(sealedFaults(means, asked.kind, sealed));
  if ((count?.all ?? 0) >= mostWebhooks) {
    throw new Problem("conflict", { detail: `最多 ${mostWebhooks} 个机器人，请改用停用的那些。` });
  }
  const id = scope.newId();
  const { title, kind } = asked;
  const shown = { id, title, kind, ...shownOf(sealed), isEnabled: true };
  const webhook: Webhook = { ...shown, createdAt: scope.now, revision: 1 };
  const answer = created(`/api/tenants/${scope.actor.tenant}/webhooks/${id}`, webhook);
  const subject = { kind: "webhook", id, revision: 1 };
  await commit(scope, { subject, action: "create", body: shown, answer }, [
    scope.db.insert(webhooks).values({ ...webhook, sealed: await sealOf(means, id, sealed) }),
  ]);
  return answer;
}

/** Changes what is given, of the address or the secret too. Refusals: not-found, stale, invalid. */
export async function changeWebhook(
  scope: Scope,
  means: WebhookMeans,
  id: string,
  ifMatch: string,
  change: WebhookChange,
): Promise<Webhook> {
  const [[row]] = await scope.read([
    scope.db
      .select({ ...columns, sealed: webhooks.sealed })
      .from(webhooks)
      .where(eq(webhooks.id, id)),
  ]);
  if (row === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, row.revision);
  const { sealed: stored, ...before } = row;
  const isResealed = change.url !== undefined || change.secret !== undefined;
  const earlier = isResealed ? await unsealed(means, id, stored) : undefined;
  const sealed = earlier && {
    url: change.url ?? earlier.url,
    secret: change.secret === undefined ? earlier.secret : change.secret,
  };
  if (sealed !== undefined) refuseAny(sealedFaults(means, row.kind, sealed));
  const webhook: Webhook = {
    ...before,
    ...(sealed === undefined ? {} : shownOf(sealed)),
    title: change.title ?? row.title,
    isEnabled: change.isEnabled ?? row.isEnabled,
    revision: row.revision + 1,
  };
  const { title, host, hint, isSigned, isEnabled, revision } = webhook;
  const body = { title, host, hint, isSigned, isEnabled, isResealed };
  const update = scope.db
    .update(webhooks)
    .set({
      ...{ title, host, hint, isSigned, isEnabled, revision },
      ...(sealed === undefined ? {} : { sealed: await sealOf(means, id, sealed) }),
    })
    .where(and(eq(webhooks.id, id), eq(webhooks.revision, row.revision)));
  const subject = { kind: "webhook", id, revision };
  await commit(scope, { subject, action: "change", body }, exactlyOne(scope, update));
  return webhook;
}

/** What stands under encryption, for the one who sends; nothing else may show it. */
export async function unsealed({ keys }: WebhookMeans, id: string, sealed: string): Promise<Sealed> {
  return JSON.parse(await decrypt(keys, sealed, `webhook/${id}`)) as Sealed;
}

async function sealOf({ keys }: WebhookMeans, id: string, sealed: Sealed): Promise<string> {
  return await encrypt(keys, JSON.stringify(sealed), `webhook/${id}`);
}

function shownOf({ url, secret }: Sealed): Pick<Webhook, "host" | "hint" | "isSigned"> {
  return { host: new URL(url).host, hint: url.slice(-4), isSigned: secret !== null };
}

function sealedFaults({ hosts }: WebhookMeans, kind: WebhookKind, { url, secret }: Sealed) {
  const isOdd = kind === "wecom" && secret !== null;
  return [
    ...addressFaults(kind, url, hosts),
    ...(isOdd ? [{ path: "secret", message: "企业微信的机器人不加签，请把密钥留空" }] : []),
  ];
}
