import { onScopeDispose, type ShallowRef, shallowRef, watch } from "vue";
import { isOffline, Problem } from "../api.ts";
import { wasOvertaken } from "../document-api.ts";
import { keep, kept } from "./kept.ts";

/** Where a draft stands between this browser and the server. `at`: when it was last saved or kept here; `gone`: removed by somebody. */
export type Saving =
  | { readonly kind: "saved"; readonly at: Date | null }
  | { readonly kind: "changed" | "saving" }
  | { readonly kind: "offline"; readonly at: Date }
  | { readonly kind: "conflict" | "gone" }
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

interface Run<Document> {
  readonly means: Means<Document>;
  readonly saving: ShallowRef<Saving>;
  timer: ReturnType<typeof setTimeout> | undefined;
  /** The write under way, if any. */
  writing: Promise<void> | null;
}

const patience = 900;
/** What waits for a choice: nothing more is written until then. */
const isUndecided = ({ kind }: Saving): boolean => kind === "conflict" || kind === "gone";

/**
 * Saves by itself shortly after each change, one write at a time, and keeps every change in this browser until the
 * server has it. Without a network it waits; a conflict waits for a choice.
 */
export function useSaving<Document extends object>(means: Means<Document>) {
  const run: Run<Document> = {
    means,
    saving: shallowRef<Saving>({ kind: "saved", at: null }),
    timer: undefined,
    writing: null,
  };
  watch(isOffline, (is) => {
    if (!is && run.saving.value.kind === "offline") void save(run);
  });
  const leaving = (): void => {
    if (document.visibilityState === "hidden") void save(run);
  };
  document.addEventListener("visibilitychange", leaving);
  onScopeDispose(() => {
    document.removeEventListener("visibilitychange", leaving);
    void save(run);
  });
  return {
    saving: run.saving,
    changed: () => changed(run),
    save: () => save(run),
    takeKept: () => takeKept(run),
    dispute: () => {
      run.saving.value = { kind: "conflict" };
    },
    decided: (isMine: boolean) => decided(run, isMine),
  };
}

function changed<Document extends object>(run: Run<Document>): void {
  keepHere(run);
  if (isUndecided(run.saving.value)) return;
  run.saving.value = isOffline.value ? { kind: "offline", at: new Date() } : { kind: "changed" };
  clearTimeout(run.timer);
  run.timer = setTimeout(() => void save(run), patience);
}

function keepHere<Document extends object>({ means }: Run<Document>): void {
  keep(means.name, { revision: means.revision(), document: means.document.value, at: Date.now() });
}

/** Resolves once nothing is left to be written, or it can't be. */
async function save<Document extends object>(run: Run<Document>): Promise<void> {
  clearTimeout(run.timer);
  if (run.writing !== null) await run.writing;
  if (isUndecided(run.saving.value) || run.saving.value.kind === "saved") return;
  run.writing = write(run);
  try {
    await run.writing;
  } finally {
    run.writing = null;
  }
  if (run.saving.value.kind === "changed") await save(run);
}

async function write<Document extends object>(run: Run<Document>): Promise<void> {
  const written = run.means.document.value;
  run.saving.value = { kind: "saving" };
  try {
    await run.means.write(written);
    settle(run, written);
  } catch (reason) {
    if (!(reason instanceof Problem)) throw reason;
    await refused(run, reason);
  }
}

/** The server has what was written; what was typed meanwhile still has to go. */
function settle<Document extends object>(run: Run<Document>, written: Document): void {
  if (run.means.document.value === written) {
    keep(run.means.name, null);
    run.saving.value = { kind: "saved", at: new Date() };
  } else {
    keepHere(run);
    run.saving.value = { kind: "changed" };
  }
}

async function refused<Document extends object>(run: Run<Document>, problem: Problem): Promise<void> {
  if (problem.code === "offline") run.saving.value = { kind: "offline", at: new Date() };
  else if (problem.code === "not-found") run.saving.value = { kind: "gone" };
  else if (wasOvertaken(problem)) await dispute(run);
  else run.saving.value = { kind: "refused", problem };
}

/** What somebody else made of it is shown beside what is here; it may have gone since, or the network with it. */
async function dispute<Document extends object>(run: Run<Document>): Promise<void> {
  run.saving.value = { kind: "conflict" };
  try {
    await run.means.disputed();
  } catch (reason) {
    if (!(reason instanceof Problem)) throw reason;
    await refused(run, reason);
  }
}

/** What is kept here of the version that was read: the same revision's goes on, an older one's is in dispute. */
function takeKept<Document>({ means }: Run<Document>): { readonly document: object; readonly isOlder: boolean } | null {
  const found = kept(means.name);
  return found === null ? null : { document: found.document, isOlder: found.revision !== means.revision() };
}

/** A conflict is decided: what stands now is to be written, or is the server's. */
function decided<Document extends object>(run: Run<Document>, isMine: boolean): void {
  run.saving.value = { kind: "saved", at: null };
  if (isMine) changed(run);
  else keep(run.means.name, null);
}
