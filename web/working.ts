import { nextTick, reactive } from "vue";
import { Problem } from "./api.ts";

/** Something that a page does: once at a time, with what was refused. */
export interface Work {
  isBusy: boolean;
  refusal: Problem | null;
  /** True where it was done. */
  run: (work: () => Promise<unknown>) => Promise<boolean>;
  /** What the server said of a field. */
  faultAt: (path: string) => string;
}

export function useWork(): Work {
  const state = reactive({
    isBusy: false,
    refusal: null as Problem | null,
    faultAt: (path: string): string => state.refusal?.errors.find((error) => error.path === path)?.message ?? "",
    run: async (work: () => Promise<unknown>): Promise<boolean> => {
      if (state.isBusy) return false;
      state.isBusy = true;
      state.refusal = null;
      try {
        await work();
        return true;
      } catch (reason) {
        if (!(reason instanceof Problem)) throw reason;
        state.refusal = reason;
        return false;
      } finally {
        state.isBusy = false;
      }
    },
  });
  return state as Work;
}

/** After a form was refused: to the first control that is wrong. */
export async function toFirstFault(): Promise<void> {
  await nextTick();
  document.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
}

/** Today in China, `YYYY-MM-DD`. */
export function todayInChina(): string {
  return new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
}
