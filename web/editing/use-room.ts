import { onScopeDispose, type Ref, ref } from "vue";

/** Whether a media query holds, as the window changes. */
export function useRoom(query: string): Readonly<Ref<boolean>> {
  const media = window.matchMedia(query);
  const holds = ref(media.matches);
  const changed = (): void => {
    holds.value = media.matches;
  };
  media.addEventListener("change", changed);
  onScopeDispose(() => media.removeEventListener("change", changed));
  return holds;
}
