import { nextTick, type Ref, ref, type ShallowRef } from "vue";
import type { Editor } from "./editor.ts";

/** Parts in their order, as a tree shows them: moved by dragging or with Alt and the arrows, removed with Delete. */
export function useOrder(editor: Editor, root: Readonly<ShallowRef<HTMLElement | null>>) {
  const dragged = ref<string | null>(null);
  const over = ref<string | null>(null);
  return {
    over,
    choose: (place: string): void => {
      editor.place.value = place;
    },
    pressed: (event: KeyboardEvent, path: string) => pressed(editor, root.value, event, path),
    drag: (event: DragEvent, path: string): void => {
      dragged.value = path;
      event.dataTransfer?.setData("text/plain", path);
      if (event.dataTransfer !== null) event.dataTransfer.effectAllowed = "move";
    },
    hover: (event: DragEvent, path: string): void => {
      if (dragged.value === null || editor.kind.droppedOn(dragged.value, path) === null) return;
      event.preventDefault();
      over.value = path;
    },
    drop: (path: string) => drop(editor, dragged, over, path),
    ended: (): void => {
      dragged.value = null;
      over.value = null;
    },
  };
}

function drop(editor: Editor, dragged: Ref<string | null>, over: Ref<string | null>, path: string): void {
  const from = dragged.value;
  dragged.value = null;
  over.value = null;
  if (from === null || from === path) return;
  const done = editor.kind.droppedOn(from, path);
  if (done !== null) editor.act(done);
}

function pressed(editor: Editor, root: HTMLElement | null, event: KeyboardEvent, path: string): void {
  const by = event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : 0;
  const refocus = async (): Promise<void> => {
    await nextTick();
    root?.querySelector<HTMLElement>(`[data-place="${CSS.escape(editor.place.value)}"]`)?.focus();
  };
  if (by !== 0 && event.altKey && !editor.isReadOnly.value) {
    editor.place.value = path;
    editor.act(editor.kind.movedBy(path, by), false);
    void refocus();
  } else if (by !== 0 && !event.altKey) {
    const places = [...(root?.querySelectorAll<HTMLElement>("[data-place]") ?? [])];
    places[places.indexOf(event.currentTarget as HTMLElement) + by]?.focus();
  } else if (event.key === "Delete" && !editor.isReadOnly.value) {
    editor.act(editor.kind.withoutPart(path));
    void refocus();
  } else if (event.key === "F2") editor.go(`${path}.title`);
  else return;
  event.preventDefault();
}
