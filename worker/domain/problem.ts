import type { Fault } from "./fault.ts";

/** Every refusal this product can give, by its stable code. http/problem-details.ts gives each its status and title. */
export type ProblemCode =
  | "invalid"
  | "malformed-json"
  | "unsupported-media-type"
  | "too-large"
  | "not-signed-in"
  | "wrong-credentials"
  | "forbidden"
  | "not-found"
  | "method-not-allowed"
  | "cross-site"
  | "conflict"
  | "code-taken"
  | "signups-closed"
  | "invitation-spent"
  | "draft-exists"
  | "version-published"
  | "version-not-published"
  | "version-retired"
  | "warnings-need-reason"
  | "lowers-parent"
  | "fact-in-use"
  | "separation"
  | "last-admin"
  | "wrong-stage"
  | "too-late"
  | "site-check-missing"
  | "gates-unmet"
  | "quota-reached"
  | "pool-short"
  | "pool-closed"
  | "paid-already"
  | "lines-held"
  | "frozen"
  | "link-spent"
  | "stale"
  | "if-match-required"
  | "idempotency-mismatch"
  | "too-many-requests"
  | "busy"
  | "database-unavailable"
  | "storage-unavailable"
  | "internal";

/** A refusal that is ours to explain; anything else that is thrown is a bug. `detail` is Chinese, for the reader. */
export class Problem extends Error {
  readonly code: ProblemCode;
  readonly detail: string | undefined;
  readonly errors: readonly Fault[] | undefined;
  readonly retryAfterSeconds: number | undefined;

  constructor(
    code: ProblemCode,
    more: { detail?: string; errors?: readonly Fault[]; retryAfterSeconds?: number } = {},
  ) {
    super(more.detail ?? code);
    this.code = code;
    this.detail = more.detail;
    this.errors = more.errors;
    this.retryAfterSeconds = more.retryAfterSeconds;
  }
}
