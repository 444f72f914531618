import { type InjectionKey, inject } from "vue";
import type { PolicyDocument } from "../../document-shapes.ts";
import type { EditorOf } from "../../editing/use-editor.ts";

/** The editor of a policy. */
export type PolicyEditor = EditorOf<PolicyDocument>;

export const policyEditorKey: InjectionKey<PolicyEditor> = Symbol("policy editor");

export function useEditor(): PolicyEditor {
  const editor = inject(policyEditorKey);
  if (editor === undefined) throw new Error("a form outside of the editor");
  return editor;
}
