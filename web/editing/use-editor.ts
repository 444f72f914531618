import { computed, nextTick, type Ref, type ShallowRef, shallowRef } from "vue";
import type { Fact } from "../api-shapes.ts";
import type { Draft, Given } from "../document-api.ts";
import { session } from "../session.ts";
import { type BoundKind, type Differing, type Done, type Editor, newShown } from "./editor.ts";
import { done, emptyHistory, type History, redone, undone } from "./history.ts";
import type { Kind } from "./kind.ts";
import { useSaving } from "./saving.ts";
import { useCheck } from "./use-check.ts";
import { type Said, useSaid } from "./use-said.ts";

/** What an editor begins with. */
export interface Beginning<Document extends object> {
  readonly draft: Draft;
  readonly document: Document;
  readonly published: number | null;
  readonly facts: readonly Fact[];
}

/** An editor whose document is of a known kind. */
export interface EditorOf<Document extends object> extends Editor {
  readonly document: ShallowRef<Document>;
}

interface State<Document extends object> {
  readonly kind: Kind<Document>;
  readonly draft: ShallowRef<Draft>;
  readonly document: ShallowRef<Document>;
  readonly history: ShallowRef<History<Document>>;
  /** What somebody else made of the draft meanwhile, while it is to be chosen. */
  readonly theirs: ShallowRef<Draft | null>;
  readonly check: ReturnType<typeof useCheck>;
  readonly saving: ReturnType<typeof useSaving<Document>>;
  readonly place: Ref<string>;
  readonly said: Said;
}

const given = (document: object): Given => document as unknown as Given;

/** The state of one draft on one screen: the document with its history, its saving and its check. */
export function useEditorState<Document extends object>(
  kind: Kind<Document>,
  beginning: Beginning<Document>,
  place: Ref<string>,
) {
  const state = begun(kind, beginning, place);
  takeUp(state);
  return {
    draft: state.draft,
    saving: state.saving,
    check: state.check,
    theirs: state.theirs,
    said: state.said,
    canUndo: computed(() => state.history.value.past.length > 0),
    editor: editorOf(state, beginning),
    undo: () => step(state, undone, "撤销"),
    redo: () => step(state, redone, "恢复"),
    decide: (isMine: boolean) => decide(state, isMine),
  };
}

/** What the screen around the forms needs of it, whatever the document is. */
export type EditorState = Omit<ReturnType<typeof useEditorState<object>>, "editor"> & { readonly editor: Editor };

function begun<Document extends object>(
  kind: Kind<Document>,
  beginning: Beginning<Document>,
  place: Ref<string>,
): State<Document> {
  const draft = shallowRef(beginning.draft);
  const document: ShallowRef<Document> = shallowRef(beginning.document);
  const theirs = shallowRef<Draft | null>(null);
  const check = useCheck(kind.api, beginning.draft);
  const { code, version } = beginning.draft;
  const saving = useSaving<Document>({
    name: `${session.value?.tenant}.${kind.name}.${code}.${version}`,
    document,
    revision: () => draft.value.revision,
    write: async (written) => {
      const saved = await kind.api.save(draft.value, given(written));
      draft.value = saved;
      if (document.value === written) check.answered(saved);
    },
    disputed: async () => {
      theirs.value = await kind.api.read(code, version);
    },
  });
  const history = shallowRef<History<Document>>(emptyHistory);
  return { kind, draft, document, history, theirs, check, saving, place, said: useSaid() };
}

function editorOf<Document extends object>(state: State<Document>, beginning: Beginning<Document>): EditorOf<Document> {
  const { kind, document, draft, check, place } = state;
  return {
    code: beginning.draft.code,
    version: beginning.draft.version,
    published: beginning.published,
    document,
    isReadOnly: computed(() => draft.value.state !== "draft"),
    faults: computed(() => check.checked.value.faults),
    warnings: computed(() => check.checked.value.warnings),
    words: computed(() => kind.wordsOf(document.value)),
    facts: beginning.facts,
    shown: newShown(),
    place,
    change: (next, said, field) => change(state, kind.formsOf(next), said, field),
    act: (made, isUndoable) => act(state, made, isUndoable),
    go: (path) => {
      place.value = kind.placeIn(document.value, kind.placeFor(path));
      void nextTick(() => focusOn(path));
    },
    kind: boundKind(state, beginning.facts),
  };
}

function boundKind<Document extends object>(state: State<Document>, facts: readonly Fact[]): BoundKind {
  const { kind, document, check } = state;
  return {
    word: kind.word,
    under: kind.under,
    api: kind.api,
    empty: kind.empty,
    warningTitle: kind.warningTitle,
    fieldName: kind.fieldName,
    placeFor: kind.placeFor,
    isSound: (other) => kind.formsOf(other) !== null,
    agreements: () => kind.agreementsOf(document.value, check.checked.value.warnings),
    placeName: (path) => kind.placeName(document.value, path),
    counts: (other) => {
      const forms = kind.formsOf(other);
      return forms === null ? "" : kind.counts(forms);
    },
    withCode: (path, code) => kind.withCode(document.value, path, code),
    movedBy: (path, by) => kind.movedBy(document.value, path, by),
    droppedOn: (path, onto) => kind.droppedOn(document.value, path, onto),
    withoutPart: (path) => kind.withoutPart(document.value, path),
    withCopy: (path) => kind.withCopy(document.value, path),
    isCopied: kind.isCopied,
    differencesFrom: async (theirs) => {
      const found = await kind.differences(theirs, document.value);
      return found.map((each) => ({ path: each.path, text: spokenOf(kind, each, document.value, theirs) }));
    },
    spoken: (differing, before) => spokenOf(kind, differing, document.value, before),
    completionAt: (source, caret, scope) => kind.completionAt(source, caret, scope, document.value, facts),
  };
}

function spokenOf<Document extends object>(
  kind: Kind<Document>,
  differing: Differing,
  after: Document,
  before: unknown,
): string {
  return kind.spoken(differing, after, kind.formsOf(before) ?? after);
}

/** What this browser still has of an earlier visit goes on; where somebody else went on meanwhile, it is a conflict. */
function takeUp<Document extends object>(state: State<Document>): void {
  const found = state.draft.value.state === "draft" ? state.saving.takeKept() : null;
  const mine = found === null ? null : state.kind.formsOf(found.document);
  if (found === null || mine === null) return;
  if (!found.isOlder) show(state, mine);
  else if (JSON.stringify(mine) !== JSON.stringify(state.document.value)) {
    state.document.value = mine;
    state.theirs.value = state.draft.value;
    state.saving.dispute();
  } else state.saving.decided(false);
}

function show<Document extends object>(state: State<Document>, next: Document): void {
  state.document.value = next;
  state.place.value = state.kind.placeIn(next, state.place.value);
  state.check.check(given(next));
  state.saving.changed();
}

function change<Document extends object>(
  state: State<Document>,
  next: Document | null,
  said: string,
  field?: string,
): void {
  if (next === null || state.draft.value.state !== "draft" || next === state.document.value) return;
  state.history.value = done(state.history.value, state.document.value, said, field ?? null);
  show(state, next);
}

function act<Document extends object>(state: State<Document>, made: Done | null, isUndoable = true): void {
  if (made === null) {
    state.said.aloud.value = "已经到头了";
    return;
  }
  const next = state.kind.formsOf(made.document);
  if (next === null) return;
  change(state, next, made.said);
  if (state.place.value !== made.path) state.place.value = state.kind.placeIn(next, made.path);
  state.said.aloud.value = made.said;
  if (isUndoable) state.said.offerUndo(made.said);
}

function step<Document extends object>(state: State<Document>, by: typeof undone<Document>, word: string): void {
  const back = by(state.history.value, state.document.value);
  if (back === null) return;
  state.history.value = back.history;
  show(state, back.document);
  state.said.aloud.value = `${word}：${back.said}`;
  state.said.toast.value = null;
}

function decide<Document extends object>(state: State<Document>, isMine: boolean): void {
  const other = state.theirs.value;
  if (other === null) return;
  state.draft.value = other;
  state.theirs.value = null;
  if (isMine && other.state === "draft") {
    state.saving.decided(true);
    return;
  }
  state.document.value = state.kind.formsOf(other.document) ?? state.document.value;
  state.place.value = state.kind.placeIn(state.document.value, state.place.value);
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
