import type { EvidenceStore } from "./actions/evidence-store.ts";

/** What we ask of an R2 bucket. */
export interface Bucket {
  readonly put: (key: string, value: Uint8Array) => Promise<unknown>;
  readonly get: (key: string) => Promise<{ arrayBuffer(): Promise<ArrayBuffer> } | null>;
  readonly delete: (keys: string[]) => Promise<void>;
  readonly list: (options: {
    prefix: string;
    startAfter?: string;
    limit: number;
  }) => Promise<{ readonly objects: readonly { readonly key: string; readonly uploaded: Date }[] }>;
}

/** One tenant's part of the bucket: a tenant's code holds no slash, so that none lies within another's. */
export function bucketStore(bucket: Bucket | undefined, tenant: string): EvidenceStore {
  if (bucket === undefined) throw new Error("no EVIDENCE bucket is bound");
  const prefix = `${tenant}/`;
  return {
    put: async (id, bytes) => void (await bucket.put(prefix + id, bytes)),
    get: async (id) => {
      const found = await bucket.get(prefix + id);
      return found === null ? undefined : new Uint8Array(await found.arrayBuffer());
    },
    remove: async (ids) => {
      if (ids.length > 0) await bucket.delete(ids.map((id) => prefix + id));
    },
    list: async (after, most) => {
      const startAfter = after === "" ? {} : { startAfter: prefix + after };
      const { objects } = await bucket.list({ prefix, limit: most, ...startAfter });
      return objects.map(({ key, uploaded }) => ({ id: key.slice(prefix.length), at: uploaded }));
    },
  };
}
