import type { Database } from "../../db/open.ts";
import type { Actor, Scope } from "../actions/scope.ts";
import type { RateLimiter } from "./rate-limit.ts";
import type { SessionKeys } from "./session-token.ts";

/** What the app needs of the place where it runs; a test gives its own. */
export interface Deps {
  /** Opens `control` or a tenant's `t-<code>`. */
  readonly openDatabase: (namespace: string) => Database;
  readonly now: () => Date;
  /** Opaque, sortable by time. */
  readonly newId: () => string;
  readonly sessionKeys: SessionKeys;
  readonly rateLimit: RateLimiter;
  /** The pages, where the app serves them. */
  readonly assets?: (request: Request) => Promise<Response>;
}

/** What middleware leaves for a handler in Hono's context. */
export interface AppEnv {
  Variables: {
    deps: Deps;
    requestId: string;
    actor: Actor;
    scope: Scope;
  };
}
