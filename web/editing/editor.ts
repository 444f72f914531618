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
import type { Json } from "../../worker/domain/expression.ts";
import type { Fact } from "../api-shapes.ts";
import type { DocumentApi, Fault, Warning } from "../document-api.ts";
import type { Words } from "../pages/documents/condition.ts";
import type { Completion } from "./completion.ts";
import { isWithin, jsonOf, valueAt, withValue } from "./document.ts";

/** A document that an operation made, where what it was done to stands now, and what is said of it. */
export interface Done<Document extends object = object> {
  readonly document: Document;
  readonly path: string;
  readonly said: string;
}

/** One thing in which two documents differ, in words. */
export interface Differing {
  readonly path: string;
  readonly text: string;
}

/** What the check looked at and found in order, in words. */
export interface Agreement {
  readonly title: string;
  readonly text: string;
}

/** What the forms of one draft share, whatever it is a draft of: the document, how it is changed, what is said of it. */
export interface Editor {
  readonly code: string;
  readonly version: number;
  /** The latest published version; null before the first. */
  readonly published: number | null;
  readonly document: Readonly<ShallowRef<object>>;
  readonly isReadOnly: ComputedRef<boolean>;
  readonly faults: ComputedRef<readonly Fault[]>;
  readonly warnings: ComputedRef<readonly Warning[]>;
  readonly words: ComputedRef<Words>;
  readonly facts: readonly Fact[];
  /** Paths that have a field on the screen, which shows their faults itself. */
  readonly shown: Set<string>;
  readonly place: Ref<string>;
  /**
   * Another document in place of this one; `said` names the step for undoing it, `field` joins typing into one step.
   * One that has no form any more is not taken.
   */
  readonly change: (document: object | Json, said: string, field?: string) => void;
  /** An operation: changes, goes to where it led, says it aloud and offers to undo it. */
  readonly act: (done: Done | null, isUndoable?: boolean) => void;
  readonly go: (path: string) => void;
  readonly kind: BoundKind;
}

/** What differs between a standard and a policy, for the document on the screen. */
export interface BoundKind {
  /** 标准, 办法. */
  readonly word: string;
  /** Where its pages lie: `/standards`. */
  readonly under: string;
  readonly api: DocumentApi;
  readonly empty: object;
  readonly agreements: () => readonly Agreement[];
  readonly warningTitle: (code: string) => string;
  /** What a path is about: `红色队伍 · 书记选配`. */
  readonly placeName: (path: string) => string;
  /** The field of a path as its form calls it; empty where it is about the whole of a place. */
  readonly fieldName: (path: string) => string;
  readonly placeFor: (path: string) => string;
  readonly isSound: (document: unknown) => boolean;
  /** `5 节 13 项` of another document; empty where it has no form. */
  readonly counts: (document: unknown) => string;
  readonly withCode: (path: string, code: string) => object;
  readonly movedBy: (path: string, by: -1 | 1) => Done | null;
  /** Onto another part: before it, or into it. */
  readonly droppedOn: (path: string, onto: string) => Done | null;
  readonly withoutPart: (path: string) => Done;
  readonly withCopy: (path: string) => Done | null;
  readonly isCopied: (path: string) => boolean;
  readonly differencesFrom: (theirs: object) => Promise<readonly Differing[]>;
  /** What differs between an earlier document and this one, in the tenant's words. */
  readonly spoken: (differing: Differing, before: unknown) => string;
  readonly completionAt: (source: string, caret: number, scope: string) => Completion;
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
    editor.change(withValue(jsonOf(editor.document.value), path(), next), `改${label()}`, path());
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
