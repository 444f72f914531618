import { nextTick, reactive } from "vue";
import { Problem } from "./api.ts";

/** What a form sends: busy meanwhile, faults at their fields, whatever else was refused beside its button. */
export interface Sending {
  readonly isBusy: boolean;
  readonly refusal: Problem | null;
  /** By the paths of the request: `name`, `facts.members`. */
  errors: Readonly<Record<string, string>>;
  /** Sends, unless `missing` names what must be put right first; true where it was taken. */
  send: (missing: Readonly<Record<string, string>>, work: () => Promise<unknown>) => Promise<boolean>;
}

/** `fields`: those that the form has; a fault of any other is said beside the button. `form` gets the focus to its first fault. */
export function useSending(fields: readonly string[], form: () => HTMLElement | null): Sending {
  const state = reactive({
    isBusy: false,
    refusal: null as Problem | null,
    errors: {} as Readonly<Record<string, string>>,
    send,
  });
  async function toFirstError(): Promise<void> {
    await nextTick();
    form()?.querySelector<HTMLElement>("[aria-invalid=true]")?.focus();
  }
  function take(reason: Problem): void {
    const isAt = (path: string): boolean => fields.some((field) => path === field || path.startsWith(`${field}.`));
    const own = reason.errors.filter(({ path }) => isAt(path));
    const rest = reason.errors.filter(({ path }) => !isAt(path));
    state.errors = Object.fromEntries(own.map(({ path, message }) => [path, `${message}。`.replace("。。", "。")]));
    const detail = rest.map(({ message }) => `${message}。`).join("") || reason.detail;
    if (own.length === 0 || rest.length > 0) state.refusal = new Problem({ ...reason, title: reason.title, detail });
  }
  async function send(missing: Readonly<Record<string, string>>, work: () => Promise<unknown>): Promise<boolean> {
    if (state.isBusy) return false;
    state.refusal = null;
    state.errors = missing;
    if (Object.keys(missing).length > 0) {
      await toFirstError();
      return false;
    }
    state.isBusy = true;
    try {
      await work();
      return true;
    } catch (reason) {
      if (!(reason instanceof Problem)) throw reason;
      take(reason);
      await toFirstError();
      return false;
    } finally {
      state.isBusy = false;
    }
  }
  return state as Sending;
}
