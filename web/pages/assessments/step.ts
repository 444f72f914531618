import { ref, shallowRef } from "vue";
import { Problem } from "../../api.ts";

/** One step that somebody takes on a case: under way, refused with the reason, or done. A second press does nothing. */
export function useStep() {
  const isBusy = ref(false);
  const problem = shallowRef<Problem | null>(null);
  async function take(step: () => Promise<unknown>): Promise<boolean> {
    if (isBusy.value) return false;
    isBusy.value = true;
    problem.value = null;
    try {
      await step();
      return true;
    } catch (reason) {
      if (!(reason instanceof Problem)) throw reason;
      problem.value = reason;
      return false;
    } finally {
      isBusy.value = false;
    }
  }
  const forget = (): void => {
    problem.value = null;
  };
  return { isBusy, problem, take, forget };
}
