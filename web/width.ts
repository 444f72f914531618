import { onScopeDispose, ref } from "vue";

/** `phone`: below the desk's 960; `narrow`: a desk without room beside a table; `wide`: from 1200 on. */
export type Width = "phone" | "narrow" | "wide";

export function useWidth(): { readonly value: Width } {
  const desk = window.matchMedia("(min-width: 60rem)");
  const wide = window.matchMedia("(min-width: 75rem)");
  const now = (): Width => (wide.matches ? "wide" : desk.matches ? "narrow" : "phone");
  const width = ref(now());
  // Paper has a width of its own, which says nothing of the screen.
  const paper = window.matchMedia("print");
  const changed = (): void => {
    if (paper.matches) return;
    width.value = now();
  };
  desk.addEventListener("change", changed);
  wide.addEventListener("change", changed);
  onScopeDispose(() => {
    desk.removeEventListener("change", changed);
    wide.removeEventListener("change", changed);
  });
  return width;
}
