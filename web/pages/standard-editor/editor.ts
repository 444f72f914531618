import { type InjectionKey, inject } from "vue";
import type { StandardDocument } from "../../document-shapes.ts";
import type { EditorOf } from "../../editing/use-editor.ts";

/** The editor of a standard, and what its forms need beside it. */
export interface StandardEditor extends EditorOf<StandardDocument> {
  /** Titles of the tenant's departments, by code. */
  readonly departments: ReadonlyMap<string, string>;
}

export const standardEditorKey: InjectionKey<StandardEditor> = Symbol("standard editor");

export function useEditor(): StandardEditor {
  const editor = inject(standardEditorKey);
  if (editor === undefined) throw new Error("a form outside of the editor");
  return editor;
}
