import { onScopeDispose, ref } from "vue";

/** While somebody fills in a form on a phone, the form has the whole screen: no brand line, no bottom bar. */
export const isAnswering = ref(false);

/** For as long as the part that calls this is there. */
export function takeScreen(): void {
  isAnswering.value = true;
  onScopeDispose(() => {
    isAnswering.value = false;
  });
}
