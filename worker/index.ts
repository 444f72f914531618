import { openDatabase, tenantUrl } from "../db/open.ts";
import { listDirectory } from "./actions/directory/list.ts";
import { deliverOutbox } from "./actions/tenants/deliver.ts";
import { type Api, createApp } from "./app.ts";
import type { Deps } from "./http/environment.ts";
import { rateLimiter, readRateLimits } from "./http/rate-limit.ts";
import { readSessionKeys } from "./http/session-token.ts";
import { newId } from "./new-id.ts";

/** Everything that depends on where it runs (api.md, "Running it"). */
export interface Env {
  readonly LIBSQL_URL: string;
  readonly LIBSQL_AUTH_TOKEN?: string;
  readonly SESSION_KEYS: string;
  readonly RATE_LIMITS?: string;
  readonly ASSETS?: { readonly fetch: (request: Request) => Promise<Response> };
  readonly OUTBOX?: { readonly send: (message: OutboxMessage) => Promise<void> };
}

interface OutboxMessage {
  readonly tenant: string;
}

interface MessageBatch {
  readonly messages: readonly { readonly body: OutboxMessage; readonly ack: () => void; readonly retry: () => void }[];
}

interface ExecutionContext {
  readonly waitUntil: (promise: Promise<unknown>) => void;
  readonly passThroughOnException: () => void;
  readonly props: unknown;
}

export default {
  async fetch(request: Request, env: Env, context: ExecutionContext): Promise<Response> {
    return await appOf(env).fetch(request, env, context);
  },

  /** One message a tenant: a cron never walks the tenants' databases itself. */
  async scheduled(_event: unknown, env: Env): Promise<void> {
    const { openDatabase: open } = depsOf(env);
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listDirectory>> = await listDirectory(open("control"), {
        limit: 200,
        ...(cursor === null ? {} : { cursor }),
      });
      await Promise.all(page.items.map(({ code }) => env.OUTBOX?.send({ tenant: code })));
      cursor = page.nextCursor;
    } while (cursor !== null);
  },

  async queue(batch: MessageBatch, env: Env): Promise<void> {
    const { openDatabase: open, now } = depsOf(env);
    for (const { body, ack, retry } of batch.messages) {
      try {
        await deliverOutbox(open("control"), open(`t-${body.tenant}`), body.tenant, now());
        ack();
      } catch {
        retry();
      }
    }
  },
};

let made: { readonly env: Env; readonly app: Api } | undefined;

/** The app of this isolate: routes and limits are made once. */
function appOf(env: Env): Api {
  if (made === undefined || made.env !== env) made = { env, app: createApp(depsOf(env)) };
  return made.app;
}

function depsOf(env: Env): Deps {
  return {
    openDatabase: (namespace) => openDatabase(tenantUrl(env.LIBSQL_URL, namespace), env.LIBSQL_AUTH_TOKEN || undefined),
    now: () => new Date(),
    newId,
    sessionKeys: readSessionKeys(env.SESSION_KEYS),
    rateLimit: rateLimiter(readRateLimits(env.RATE_LIMITS)),
    ...(env.ASSETS === undefined ? {} : { assets: (request: Request) => env.ASSETS?.fetch(request) ?? notThere() }),
  };
}

async function notThere(): Promise<Response> {
  return new Response(null, { status: 404 });
}
