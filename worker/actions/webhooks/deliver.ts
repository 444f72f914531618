import { and, asc, eq, lte, sql } from "drizzle-orm";
import type { Database } from "../../../db/open.ts";
import { type DeliveryTry, tenant, webhookDeliveries, webhooks } from "../../../db/tenant/schema/index.ts";
import {
  addressFaults,
  answerFault,
  mostTries,
  nextTry,
  robotMessage,
  signedAddress,
  textToSign,
} from "../../domain/webhook.ts";
import { advance, note } from "../commit.ts";
import { readRows } from "../scope.ts";
import type { WebhookMeans } from "./means.ts";
import { unsealed } from "./webhook.ts";

const patienceMs = 10_000;
const mostAnswerBytes = 4096;
const mostAtOnce = 50;

interface Place {
  readonly database: Database;
  readonly now: () => Date;
}

/** The messages of a tenant that are due; none where it is suspended. */
export async function dueDeliveries(database: Database, now: Date): Promise<readonly string[]> {
  const { db } = database;
  const [rows] = await readRows(db, [
    db
      .select({ id: webhookDeliveries.id })
      .from(webhookDeliveries)
      .innerJoin(tenant, and(eq(tenant.id, 1), eq(tenant.state, "active")))
      .where(and(eq(webhookDeliveries.state, "waiting"), lte(webhookDeliveries.nextAt, now.toISOString())))
      .orderBy(asc(webhookDeliveries.nextAt))
      .limit(mostAtOnce),
  ]);
  return rows.map(({ id }) => id);
}

/**
 * Tries one message once. Whoever tries it has moved its next try on before, so that a message brought twice goes out
 * once; killed in between, it is tried again then. What came of it is recorded, never the address or the secret.
 */
export async function deliverMessage(place: Place, means: WebhookMeans, id: string): Promise<void> {
  const { db } = place.database;
  const now = place.now().toISOString();
  const [[row]] = await readRows(db, [
    db
      .select({
        ...{ attempts: webhookDeliveries.attempts, text: webhookDeliveries.text, tries: webhookDeliveries.tries },
        ...{ webhook: webhooks.id, kind: webhooks.kind, sealed: webhooks.sealed, isEnabled: webhooks.isEnabled },
      })
      .from(webhookDeliveries)
      .innerJoin(webhooks, eq(webhooks.id, webhookDeliveries.webhookId))
      .innerJoin(tenant, and(eq(tenant.id, 1), eq(tenant.state, "active")))
      .where(
        and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.state, "waiting"), lte(webhookDeliveries.nextAt, now)),
      ),
  ]);
  if (row === undefined) return;
  const attempts = row.attempts + 1;
  const isSpent = row.attempts >= mostTries;
  const next = nextTry(attempts, now) ?? nextTry(1, now) ?? now;
  const claim = db
    .update(webhookDeliveries)
    .set({ attempts, nextAt: next })
    .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.attempts, row.attempts)));
  if (!(await advance(place.database, claim, []))) return;
  const given = isSpent ? "没有回音" : row.isEnabled ? undefined : "机器人已停用";
  const tried = given === undefined ? await tryOnce(means, row, place.now()) : { at: now, status: null, error: given };
  const again = given === undefined && tried.error !== null ? nextTry(attempts, now) : undefined;
  const state = tried.error === null ? "delivered" : again === undefined ? "failed" : "waiting";
  const settle = db
    .update(webhookDeliveries)
    .set({ state, nextAt: again ?? null, tries: [...row.tries, tried] })
    .where(and(eq(webhookDeliveries.id, id), eq(webhookDeliveries.attempts, attempts), sql`"state" = 'waiting'`));
  await note(place.database, [settle]);
}

interface Sending {
  readonly webhook: string;
  readonly kind: "dingtalk" | "wecom";
  readonly sealed: string;
  readonly text: string;
}

async function tryOnce(means: WebhookMeans, sending: Sending, now: Date): Promise<DeliveryTry> {
  const at = now.toISOString();
  const sealed = await unsealed(means, sending.webhook, sending.sealed).catch(() => undefined);
  if (sealed === undefined) return { at, status: null, error: "地址解不开，密钥换过了，请重填" };
  const [fault] = addressFaults(sending.kind, sealed.url, means.hosts);
  if (fault !== undefined) return { at, status: null, error: fault.message };
  const address =
    sealed.secret === null
      ? sealed.url
      : signedAddress(sealed.url, now.getTime(), await signature(now.getTime(), sealed.secret));
  try {
    const response = await means.fetch(address, {
      method: "POST",
      headers: { "content-type": "application/json; charset=utf-8" },
      body: robotMessage(sending.text),
      redirect: "manual",
      signal: AbortSignal.timeout(patienceMs),
    });
    const { status } = response;
    return { at, status, error: answerFault(status, await beginningOf(response)) };
  } catch {
    return { at, status: null, error: "连不上，或十秒内没有答复" };
  }
}

/** Base64 of HMAC-SHA-256 with the secret as its key. Source: 钉钉自定义机器人，加签. */
export async function signature(milliseconds: number, secret: string): Promise<string> {
  const bytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await crypto.subtle.importKey("raw", bytes(secret), algorithm, false, ["sign"]);
  const signed = await crypto.subtle.sign("HMAC", key, bytes(textToSign(milliseconds, secret)));
  return btoa(String.fromCharCode(...new Uint8Array(signed)));
}

/** No more of an answer than is needed to understand it. */
async function beginningOf(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  if (reader === undefined) return "";
  const decoder = new TextDecoder();
  let text = "";
  let bytes = 0;
  for (let part = await reader.read(); !part.done && bytes < mostAnswerBytes; part = await reader.read()) {
    bytes += part.value.length;
    text += decoder.decode(part.value, { stream: true });
  }
  await reader.cancel();
  return text;
}
