import type { EncryptionKeys } from "../encryption.ts";

/** What sending to robots needs of the place where it runs. */
export interface WebhookMeans {
  readonly fetch: typeof fetch;
  /** Hosts that are taken besides the robots' own, over http too: a test's own server. */
  readonly hosts: readonly string[];
  readonly keys: EncryptionKeys;
  /** Where the pages are, for links in messages; none where it isn't configured. */
  readonly publicUrl: string | undefined;
}
