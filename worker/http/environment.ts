import type { Database } from "../../db/open.ts";
import type { EvidenceStore } from "../actions/evidence-store.ts";
import type { Actor, Repeat, Scope } from "../actions/scope.ts";
import type { ProvisionMeans } from "../actions/tenants/provision.ts";
import type { WebhookMeans } from "../actions/webhooks/means.ts";
import type { SignupMode } from "../domain/vocabulary.ts";
import type { RateLimiter } from "./rate-limit.ts";
import type { SessionKeys } from "./session-token.ts";

/** What the queue carries: one tenant whose outbox, leftovers and waiting jobs are due, a job to go on with, a message to hand to a robot, or a sign-up to finish. */
export type QueueMessage =
  | { readonly tenant: string }
  | { readonly tenant: string; readonly job: string }
  | { readonly tenant: string; readonly delivery: string }
  | { readonly signup: string };

/** What the app needs of the place where it runs; a test gives its own. */
export interface Deps {
  /** Opens `control` or a tenant's `t-<code>`. */
  readonly openDatabase: (namespace: string) => Database;
  /** Makes the database of a new tenant; one that is there already is a success. */
  readonly createNamespace: (namespace: string) => Promise<void>;
  /** Where a tenant's files lie. */
  readonly openEvidence: (tenant: string) => EvidenceStore;
  /** Hands work to the queue, which brings it at least once. */
  readonly enqueue: (message: QueueMessage) => Promise<void>;
  readonly now: () => Date;
  /** Opaque, sortable by time. */
  readonly newId: () => string;
  readonly sessionKeys: SessionKeys;
  readonly rateLimit: RateLimiter;
  readonly signups: SignupMode;
  /** What sending to group robots needs. */
  readonly webhooks: WebhookMeans;
  /** The pages, where the app serves them; undefined for what is no page and no file of theirs. */
  readonly assets?: (request: Request) => Promise<Response | undefined>;
}

/** What provisioning needs, of the same place. */
export function provisionMeansOf({ openDatabase, createNamespace, now, newId }: Deps): ProvisionMeans {
  return { control: openDatabase("control"), createNamespace, openTenant: openDatabase, now, newId };
}

/** What middleware leaves for a handler in Hono's context. */
export interface AppEnv {
  Variables: {
    deps: Deps;
    requestId: string;
    actor: Actor;
    scope: Scope;
    /** The roles that may call the operation: the appointments by which somebody calls it say how far they reach. */
    allowed: readonly string[] | undefined;
    /** The Idempotency-Key of a request by somebody who isn't signed in; a scope carries its own. */
    repeat: Repeat | undefined;
    /** The file that came in place of JSON, of an operation that takes one. */
    file: Uint8Array | undefined;
  };
}
