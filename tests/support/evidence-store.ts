import type { EvidenceStore } from "../../worker/actions/evidence-store.ts";

/** An object store in memory, with R2's promises: what was put is there at once, and lists go by key. */
export interface MemoryEvidence {
  readonly open: (tenant: string) => EvidenceStore;
  readonly objects: Map<string, { readonly bytes: Uint8Array; readonly at: Date }>;
  /** Runs before each call; throw here and the store can't be reached. */
  before: (call: "put" | "get" | "remove" | "list", id: string) => void;
}

export function memoryEvidence(now: () => Date): MemoryEvidence {
  const objects: MemoryEvidence["objects"] = new Map();
  const memory: MemoryEvidence = { objects, before: () => undefined, open: (tenant) => storeOf(`${tenant}/`) };
  const storeOf = (prefix: string): EvidenceStore => ({
    put: async (id, bytes) => {
      memory.before("put", id);
      objects.set(prefix + id, { bytes: bytes.slice(), at: now() });
    },
    get: async (id) => {
      memory.before("get", id);
      const found = objects.get(prefix + id);
      return found === undefined ? undefined : Uint8Array.from(found.bytes);
    },
    remove: async (ids) => {
      for (const id of ids) {
        memory.before("remove", id);
        objects.delete(prefix + id);
      }
    },
    list: async (after, most) => {
      memory.before("list", after);
      return [...objects]
        .filter(([key]) => key.startsWith(prefix) && key > prefix + after)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .slice(0, most)
        .map(([key, { at }]) => ({ id: key.slice(prefix.length), at }));
    },
  });
  return memory;
}
