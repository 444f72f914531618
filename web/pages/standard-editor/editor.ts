import {
  type ComputedRef,
  computed,
  type InjectionKey,
  inject,
  onScopeDispose,
  type Ref,
  reactive,
  type ShallowRef,
  watch,
} from "vue";
import type { Json } from "../../../worker/domain/expression.ts";
import type { Fact } from "../../api-shapes.ts";
import type { StandardDocument } from "../../document-shapes.ts";
import { isWithin, valueAt, withValue } from "../../editing/document.ts";
import type { Fault, Warning } from "../../standard-api.ts";
import type { Words } from "../documents/condition.ts";
import { formsOf, jsonOf } from "./draft-document.ts";
import type { Done } from "./operations.ts";

/** What the forms of one draft share: the document, how it is changed, what the server says of it. */
export interface Editor {
  readonly code: string;
  readonly version: number;
  /** The latest published version; null before the first. */
  readonly published: number | null;
  readonly document: ShallowRef<StandardDocument>;
  readonly isReadOnly: ComputedRef<boolean>;
  readonly faults: ComputedRef<readonly Fault[]>;
  readonly warnings: ComputedRef<readonly Warning[]>;
  readonly words: ComputedRef<Words>;
  readonly facts: readonly Fact[];
  readonly departments: ReadonlyMap<string, string>;
  /** Paths that have a field on the screen, which shows their faults itself. */
  readonly shown: Set<string>;
  readonly place: Ref<string>;
  /** Another document in place of this one; `said` names the step for undoing it, `field` joins typing into one step. */
  readonly change: (document: StandardDocument, said: string, field?: string) => void;
  /** An operation: changes, goes to where it led, says it aloud and offers to undo it. */
  readonly act: (done: Done | null, isUndoable?: boolean) => void;
  readonly go: (path: string) => void;
}

export const editorKey: InjectionKey<Editor> = Symbol("editor");

export function useEditor(): Editor {
  const editor = inject(editorKey);
  if (editor === undefined) throw new Error("a form outside of the editor");
  return editor;
}

/** A field's value, bound by its path. */
export function useField(path: () => string, label: () => string) {
  const editor = useEditor();
  const value = computed<Json | undefined>(() => valueAt(jsonOf(editor.document.value), path()));
  const error = computed(() =>
    editor.faults.value
      .filter((fault) => fault.path === path())
      .map(({ message }) => message)
      .join(" "),
  );
  function set(next: Json | undefined): void {
    if (next === value.value) return;
    const changed = formsOf(withValue(jsonOf(editor.document.value), path(), next));
    if (changed !== null) editor.change(changed, `改${label()}`, path());
  }
  watch(
    path,
    (now, before) => {
      if (before !== undefined) editor.shown.delete(before);
      editor.shown.add(now);
    },
    { immediate: true },
  );
  onScopeDispose(() => editor.shown.delete(path()));
  return { editor, value, error, set };
}

export const newShown = (): Set<string> => reactive(new Set<string>());

/** The faults of a place that no field on the screen shows by itself. */
export function unplaced(editor: Editor, under: string): readonly Fault[] {
  const lists = [...editor.shown].filter((path) => path.endsWith("[]")).map((path) => path.slice(0, -2));
  return editor.faults.value.filter(
    ({ path }) => isWithin(path, under) && !editor.shown.has(path) && !lists.some((list) => isWithin(path, list)),
  );
}

/** A list that shows the faults of all its rows. */
export function showsAll(editor: Editor, list: () => string): void {
  watch(
    list,
    (now, before) => {
      if (before !== undefined) editor.shown.delete(`${before}[]`);
      editor.shown.add(`${now}[]`);
    },
    { immediate: true },
  );
  onScopeDispose(() => editor.shown.delete(`${list()}[]`));
}
