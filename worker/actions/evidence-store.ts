import { Problem } from "../domain/problem.ts";

/** A file as the store lists it. */
export interface StoredObject {
  readonly id: string;
  readonly at: Date;
}

/** Where one tenant's files lie, each under its piece's id. What is put is there for everyone as soon as that returns. */
export interface EvidenceStore {
  readonly put: (id: string, bytes: Uint8Array) => Promise<void>;
  readonly get: (id: string) => Promise<Uint8Array<ArrayBuffer> | undefined>;
  /** What isn't there is no fault. */
  readonly remove: (ids: readonly string[]) => Promise<void>;
  /** By id, the next after one, at most `most` of them. */
  readonly list: (after: string, most: number) => Promise<readonly StoredObject[]>;
}

/** Asks the store; where it can't be reached that is 503, and what it did is unknown. */
export async function askStore<Answer>(send: () => Promise<Answer>): Promise<Answer> {
  try {
    return await send();
  } catch (error) {
    console.error("evidence store", error instanceof Error ? error.message : String(error));
    throw Object.assign(new Problem("storage-unavailable", { retryAfterSeconds: 5 }), { cause: error });
  }
}
