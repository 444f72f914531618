import { createNamespace } from "../db/namespaces.ts";
import { openDatabase, tenantUrl } from "../db/open.ts";
import { noteHead, sealEvents } from "./actions/audit/seal.ts";
import { listDirectory } from "./actions/directory/list.ts";
import { askForSweep } from "./actions/evidence/sweep.ts";
import { sweepControl, sweepTenant } from "./actions/session/sweep.ts";
import { deliverOutbox } from "./actions/tenants/deliver.ts";
import { noticeParents } from "./actions/tenants/notice-parents.ts";
import { provisionSignup, waitingSignups } from "./actions/tenants/provision-signup.ts";
import { type Api, createApp } from "./app.ts";
import { type SignupMode, signupModes } from "./domain/vocabulary.ts";
import { type Bucket, bucketStore } from "./evidence-bucket.ts";
import { type Assets, pagesOf } from "./http/assets.ts";
import { readEncryptionKeys } from "./http/encryption-keys.ts";
import { type Deps, provisionMeansOf, type QueueMessage } from "./http/environment.ts";
import { rateLimiter, readRateLimits } from "./http/rate-limit.ts";
import { readSessionKeys } from "./http/session-token.ts";
import { followDelivery, followJob, wakeTenant } from "./jobs.ts";
import { newId } from "./new-id.ts";

/** Everything that depends on where it runs (api.md, "Running it"). */
export interface Env {
  readonly LIBSQL_URL: string;
  readonly LIBSQL_AUTH_TOKEN?: string;
  /** Where databases are created; the origin of LIBSQL_URL where it isn't given. */
  readonly LIBSQL_ADMIN_URL?: string;
  readonly SESSION_KEYS: string;
  /** Keys for what is stored encrypted; drawn from SESSION_KEYS where it isn't given. */
  readonly SECRET_KEYS?: string;
  /** Where the pages are, for links in messages. */
  readonly PUBLIC_URL?: string;
  /** JSON list of hosts besides the robots' own that messages may go to, over http too. */
  readonly WEBHOOK_HOSTS?: string;
  readonly RATE_LIMITS?: string;
  readonly SIGNUPS?: string;
  readonly ASSETS?: Assets;
  readonly EVIDENCE?: Bucket;
  readonly OUTBOX?: { readonly send: (message: QueueMessage) => Promise<void> };
}

interface MessageBatch {
  readonly messages: readonly { readonly body: QueueMessage; readonly ack: () => void; readonly retry: () => void }[];
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

  /** One message a tenant and an unfinished sign-up: a cron never walks the tenants' databases itself. */
  async scheduled(_event: unknown, env: Env): Promise<void> {
    const { openDatabase: open, now } = depsOf(env);
    const waiting = await waitingSignups(open("control"));
    await Promise.all(waiting.map((signup) => env.OUTBOX?.send({ signup })));
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof listDirectory>> = await listDirectory(open("control"), {
        limit: 200,
        ...(cursor === null ? {} : { cursor }),
      });
      await Promise.all(page.items.map(({ code }) => env.OUTBOX?.send({ tenant: code })));
      cursor = page.nextCursor;
    } while (cursor !== null);
    await sweepControl(open("control"), now());
  },

  async queue(batch: MessageBatch, env: Env): Promise<void> {
    const deps = depsOf(env);
    for (const message of batch.messages) {
      try {
        await follow(deps, message.body);
        message.ack();
      } catch (error) {
        console.error("queue", error);
        message.retry();
      }
    }
  },
};

async function follow(deps: Deps, message: QueueMessage): Promise<void> {
  const { openDatabase: open, now } = deps;
  if ("signup" in message) return await provisionSignup(provisionMeansOf(deps), message.signup);
  if ("job" in message) return await followJob(deps, message.tenant, message.job);
  if ("delivery" in message) return await followDelivery(deps, message.tenant, message.delivery);
  const tenant = open(`t-${message.tenant}`);
  await deliverOutbox(open("control"), tenant, message.tenant, now());
  await noticeParents(tenant, open, now());
  await sweepTenant(tenant, now());
  await sealEvents(tenant, now());
  await noteHead(open("control"), tenant, message.tenant, now());
  await askForSweep(tenant, now(), deps.newId);
  await wakeTenant(deps, message.tenant);
}

let made: { readonly env: Env; readonly app: Api } | undefined;

/** The app of this isolate: routes and limits are made once. */
function appOf(env: Env): Api {
  if (made === undefined || made.env !== env) made = { env, app: createApp(depsOf(env)) };
  return made.app;
}

function depsOf(env: Env): Deps {
  const sessionKeys = readSessionKeys(env.SESSION_KEYS);
  const authToken = env.LIBSQL_AUTH_TOKEN || undefined;
  const adminUrl = env.LIBSQL_ADMIN_URL || new URL("/", env.LIBSQL_URL.replace("{namespace}", "control")).href;
  return {
    openDatabase: (namespace) => openDatabase(tenantUrl(env.LIBSQL_URL, namespace), authToken),
    createNamespace: (namespace) => createNamespace(adminUrl, namespace, authToken),
    openEvidence: (tenant) => bucketStore(env.EVIDENCE, tenant),
    enqueue: async (message) => void (await env.OUTBOX?.send(message)),
    signups: readSignupMode(env.SIGNUPS),
    now: () => new Date(),
    newId,
    sessionKeys,
    webhooks: {
      fetch: (...request) => fetch(...request),
      hosts: readWebhookHosts(env.WEBHOOK_HOSTS),
      keys: readEncryptionKeys(env.SECRET_KEYS, sessionKeys),
      publicUrl: env.PUBLIC_URL || undefined,
    },
    rateLimit: rateLimiter(readRateLimits(env.RATE_LIMITS)),
    ...(env.ASSETS === undefined ? {} : { assets: pagesOf(env.ASSETS) }),
  };
}

/** What isn't said is reviewed: a stranger gets no database by an oversight. */
function readSignupMode(configured: string | undefined): SignupMode {
  const mode = configured || "reviewed";
  if (mode in signupModes) return mode as SignupMode;
  throw new Error("SIGNUPS must be open, reviewed or closed");
}

function readWebhookHosts(configured: string | undefined): readonly string[] {
  if (configured === undefined || configured === "") return [];
  const hosts: unknown = JSON.parse(configured);
  if (Array.isArray(hosts) && hosts.every((host) => typeof host === "string")) return hosts;
  throw new Error("WEBHOOK_HOSTS must be a JSON list of hosts");
}
