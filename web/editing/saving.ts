import { onScopeDispose, type ShallowRef, shallowRef, watch } from "vue";
import { isOffline, Problem } from "../api.ts";
import { keep, kept } from "./kept.ts";

/** Where a draft stands between this browser and the server. `at`: when it was last saved or kept here. */
export type Saving =
  | { readonly kind: "saved"; readonly at: Date | null }
  | { readonly kind: "changed" | "saving" }
  | { readonly kind: "offline"; readonly at: Date }
  | { readonly kind: "conflict" }
  | { readonly kind: "refused"; readonly problem: Problem };

interface Means<Document> {
  /** What the draft is called in this browser. */
  readonly name: string;
  readonly document: ShallowRef<Document>;
  readonly revision: () => number;
  /** Writes to the server; the new revision is then what `revision` says. */
  readonly write: (document: Document) => Promise<void>;
  /** Somebody else has changed it, or it is no draft any more. */
  readonly disputed: () => Promise<void>;
}

const patience = 900;

/**
 * Saves by itself shortly after each change, one write at a time, and keeps every change in this browser until the
 * server has it. Without a network it waits; a conflict waits for a choice.
 */
export function useSaving<Document extends object>(means: Means<Document>) {
  const saving = shallowRef<Saving>({ kind: "saved", at: null });
  let timer: ReturnType<typeof setTimeout> | undefined;
  let isWriting = false;
  let isEnded = false;

  function changed(): void {
    keep(means.name, { revision: means.revision(), document: means.document.value, at: Date.now() });
    if (saving.value.kind === "conflict") return;
    if (!isOffline.value) saving.value = { kind: "changed" };
    else saving.value = { kind: "offline", at: new Date() };
    clearTimeout(timer);
    timer = setTimeout(() => void save(), patience);
  }

  async function save(): Promise<void> {
    clearTimeout(timer);
    if (isWriting || saving.value.kind === "conflict" || saving.value.kind === "saved") return;
    isWriting = true;
    const written = means.document.value;
    saving.value = { kind: "saving" };
    try {
      await means.write(written);
      settle(written);
    } catch (reason) {
      await failed(reason);
    } finally {
      isWriting = false;
    }
    if (saving.value.kind === "changed") await save();
  }

  /** The server has what was written; what was typed meanwhile still has to go. */
  function settle(written: Document): void {
    if (means.document.value === written) {
      keep(means.name, null);
      saving.value = { kind: "saved", at: new Date() };
    } else {
      keep(means.name, { revision: means.revision(), document: means.document.value, at: Date.now() });
      saving.value = { kind: "changed" };
    }
  }

  async function failed(reason: unknown): Promise<void> {
    if (!(reason instanceof Problem)) {
      saving.value = { kind: "changed" };
      throw reason;
    }
    if (reason.code === "offline") saving.value = { kind: "offline", at: new Date() };
    else if (reason.code === "stale" || reason.code === "version-published" || reason.code === "not-found") {
      saving.value = { kind: "conflict" };
      await means.disputed();
    } else saving.value = { kind: "refused", problem: reason };
  }

  /** What is kept here of the version that was read: the same revision's goes on, an older one's is in dispute. */
  function takeKept(): { readonly document: Document; readonly isOlder: boolean } | null {
    const found = kept(means.name);
    if (found === null) return null;
    return { document: found.document as Document, isOlder: found.revision !== means.revision() };
  }

  /** A conflict is decided: what stands now is to be written, or is the server's. */
  function decided(isMine: boolean): void {
    saving.value = isMine ? { kind: "changed" } : { kind: "saved", at: null };
    if (isMine) changed();
    else keep(means.name, null);
  }

  watch(isOffline, (is) => {
    if (!is && saving.value.kind === "offline") void save();
  });
  const leaving = (): void => {
    if (!isEnded && document.visibilityState === "hidden") void save();
  };
  document.addEventListener("visibilitychange", leaving);
  onScopeDispose(() => {
    isEnded = true;
    document.removeEventListener("visibilitychange", leaving);
    void save();
  });
  return { saving, changed, save, takeKept, decided };
}
