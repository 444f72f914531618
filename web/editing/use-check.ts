import { onScopeDispose, shallowRef } from "vue";
import { Problem } from "../api.ts";
import type { Checked, DocumentApi, Given } from "../document-api.ts";

const patience = 400;

/** What the server says of the draft as it stands: asked shortly after a change, the latest answer counts. */
export function useCheck(api: DocumentApi, first: Checked) {
  const checked = shallowRef<Checked>(first);
  const isChecking = shallowRef(false);
  let turn = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function check(document: Given): void {
    const mine = ++turn;
    clearTimeout(timer);
    isChecking.value = true;
    timer = setTimeout(() => {
      api.check(document).then(
        (answer) => settle(mine, answer),
        (reason: unknown) => {
          settle(mine, null);
          if (!(reason instanceof Problem)) throw reason;
        },
      );
    }, patience);
  }

  function settle(mine: number, answer: Checked | null): void {
    if (mine !== turn) return;
    isChecking.value = false;
    if (answer !== null) checked.value = answer;
  }

  /** Saving answers the same question; no need to ask again. */
  function answered(answer: Checked): void {
    turn += 1;
    clearTimeout(timer);
    isChecking.value = false;
    checked.value = answer;
  }

  onScopeDispose(() => clearTimeout(timer));
  return { checked, isChecking, check, answered };
}
