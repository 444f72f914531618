import { computed, nextTick, type Ref, type ShallowRef, shallowRef } from "vue";
import type { Fact } from "../../api-shapes.ts";
import type { StandardDocument } from "../../document-shapes.ts";
import { done, emptyHistory, type History, redone, undone } from "../../editing/history.ts";
import { useSaving } from "../../editing/saving.ts";
import { session } from "../../session.ts";
import { type Given, type StandardDraft, standardApi } from "../../standard-api.ts";
import { standardWordsWith } from "../documents/words.ts";
import { formsOf } from "./draft-document.ts";
import { type Editor, newShown } from "./editor.ts";
import type { Done } from "./operations.ts";
import { placeFor, placeIn } from "./places.ts";
import { useCheck } from "./use-check.ts";
import { type Said, useSaid } from "./use-said.ts";

/** What an editor begins with. */
export interface Beginning {
  readonly draft: StandardDraft;
  readonly document: StandardDocument;
  readonly published: number | null;
  readonly facts: readonly Fact[];
  readonly departments: ReadonlyMap<string, string>;
}

interface State {
  readonly draft: ShallowRef<StandardDraft>;
  readonly document: ShallowRef<StandardDocument>;
  readonly history: ShallowRef<History<StandardDocument>>;
  /** What somebody else made of the draft meanwhile, while it is to be chosen. */
  readonly theirs: ShallowRef<StandardDraft | null>;
  readonly check: ReturnType<typeof useCheck>;
  readonly saving: ReturnType<typeof useSaving<StandardDocument>>;
  readonly place: Ref<string>;
  readonly said: Said;
}

const given = (document: StandardDocument): Given => document as unknown as Given;

/** The state of one draft on one screen: the document with its history, its saving and its check. */
export function useEditorState(beginning: Beginning, place: Ref<string>) {
  const state = begun(beginning, place);
  takeUp(state);
  return {
    ...state,
    editor: editorOf(state, beginning),
    undo: () => step(state, undone, "撤销"),
    redo: () => step(state, redone, "恢复"),
    decide: (isMine: boolean) => decide(state, isMine),
  };
}

function begun(beginning: Beginning, place: Ref<string>): State {
  const draft = shallowRef(beginning.draft);
  const document = shallowRef(beginning.document);
  const theirs = shallowRef<StandardDraft | null>(null);
  const check = useCheck(beginning.draft);
  const { code, version } = beginning.draft;
  const saving = useSaving<StandardDocument>({
    name: `${session.value?.tenant}.standard.${code}.${version}`,
    document,
    revision: () => draft.value.revision,
    write: async (written) => {
      const saved = await standardApi.save(draft.value, given(written));
      draft.value = saved;
      if (document.value === written) check.answered(saved);
    },
    disputed: async () => {
      theirs.value = await standardApi.read(code, version);
    },
  });
  const history = shallowRef<History<StandardDocument>>(emptyHistory);
  return { draft, document, history, theirs, check, saving, place, said: useSaid() };
}

function editorOf(state: State, beginning: Beginning): Editor {
  const { document, draft, check, place } = state;
  return {
    code: beginning.draft.code,
    version: beginning.draft.version,
    published: beginning.published,
    document,
    isReadOnly: computed(() => draft.value.state !== "draft"),
    faults: computed(() => check.checked.value.faults),
    warnings: computed(() => check.checked.value.warnings),
    words: computed(() => standardWordsWith(beginning.facts, document.value)),
    facts: beginning.facts,
    departments: beginning.departments,
    shown: newShown(),
    place,
    change: (next, said, field) => change(state, next, said, field),
    act: (made, isUndoable) => act(state, made, isUndoable),
    go: (path) => {
      place.value = placeIn(document.value, placeFor(path));
      void nextTick(() => focusOn(path));
    },
  };
}

/** What this browser still has of an earlier visit goes on; where somebody else went on meanwhile, it is a conflict. */
function takeUp(state: State): void {
  const found = state.draft.value.state === "draft" ? state.saving.takeKept() : null;
  const mine = found === null ? null : formsOf(found.document);
  if (found === null || mine === null) return;
  if (!found.isOlder) show(state, mine);
  else if (JSON.stringify(mine) !== JSON.stringify(state.document.value)) {
    state.document.value = mine;
    state.theirs.value = state.draft.value;
    state.saving.dispute();
  } else state.saving.decided(false);
}

function show(state: State, next: StandardDocument): void {
  state.document.value = next;
  state.place.value = placeIn(next, state.place.value);
  state.check.check(given(next));
  state.saving.changed();
}

function change(state: State, next: StandardDocument, said: string, field?: string): void {
  if (state.draft.value.state !== "draft" || next === state.document.value) return;
  state.history.value = done(state.history.value, state.document.value, said, field ?? null);
  show(state, next);
}

function act(state: State, made: Done | null, isUndoable = true): void {
  if (made === null) {
    state.said.aloud.value = "已经到头了";
    return;
  }
  change(state, made.document, made.said);
  if (state.place.value !== made.path) state.place.value = placeIn(made.document, made.path);
  state.said.aloud.value = made.said;
  if (isUndoable) state.said.offerUndo(made.said);
}

function step(state: State, by: typeof undone<StandardDocument>, word: string): void {
  const back = by(state.history.value, state.document.value);
  if (back === null) return;
  state.history.value = back.history;
  show(state, back.document);
  state.said.aloud.value = `${word}：${back.said}`;
  state.said.toast.value = null;
}

function decide(state: State, isMine: boolean): void {
  const other = state.theirs.value;
  if (other === null) return;
  state.draft.value = other;
  state.theirs.value = null;
  if (isMine && other.state === "draft") {
    state.saving.decided(true);
    return;
  }
  state.document.value = formsOf(other.document) ?? state.document.value;
  state.place.value = placeIn(state.document.value, state.place.value);
  state.history.value = emptyHistory;
  state.check.answered(other);
  state.saving.decided(false);
}

/** The field of a path, or the nearest thing that holds one; what hides it opens, and it takes the focus. */
function focusOn(path: string): void {
  const fields = [...document.querySelectorAll<HTMLElement>("[data-path]")];
  const named = (each: HTMLElement): string => each.dataset["path"] ?? "";
  const found =
    fields.find((each) => named(each) === path) ??
    fields.find((each) => named(each).startsWith(path) && path !== "") ??
    fields.findLast((each) => named(each) !== "" && path.startsWith(named(each))) ??
    document.querySelector<HTMLElement>("[data-title]");
  const closed = found?.closest("details");
  if (closed !== null && closed !== undefined) closed.open = true;
  found?.focus();
  found?.scrollIntoView({ block: "nearest" });
}
