import { onScopeDispose, shallowRef } from "vue";
import { Problem } from "../api.ts";
import type { Checked, DocumentApi, Given } from "../document-api.ts";

const patience = 400;
/** Who types without a pause hears of it all the same, this long after the first change that nobody asked of. */
const most = 1_500;

/** What the server says of the draft as it stands: asked shortly after a change, the latest answer counts. */
export function useCheck(api: DocumentApi, first: Checked) {
  const checked = shallowRef<Checked>(first);
  const isChecking = shallowRef(false);
  let turn = 0;
  let shown = 0;
  let unaskedSince: number | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function check(document: Given): void {
    const mine = ++turn;
    clearTimeout(timer);
    isChecking.value = true;
    const now = Date.now();
    unaskedSince ??= now;
    timer = setTimeout(() => ask(mine, document), Math.max(0, Math.min(patience, unaskedSince + most - now)));
  }

  function ask(mine: number, document: Given): void {
    unaskedSince = null;
    api.check(document).then(
      (answer) => settle(mine, answer),
      (reason: unknown) => settle(mine, noAnswer(reason)),
    );
  }

  /** An answer about what stood a moment ago is shown too, unless a later one was: it is nearer than the one before. */
  function settle(mine: number, answer: Checked | null): void {
    if (mine <= shown) return;
    if (mine === turn) isChecking.value = false;
    if (answer === null) return;
    shown = mine;
    checked.value = answer;
  }

  /** Saving answers the same question; no need to ask again. */
  function answered(answer: Checked): void {
    turn += 1;
    shown = turn;
    unaskedSince = null;
    clearTimeout(timer);
    isChecking.value = false;
    checked.value = answer;
  }

  onScopeDispose(() => clearTimeout(timer));
  return { checked, isChecking, check, answered };
}

/** What was refused leaves the last answer standing; a bug is thrown on. */
function noAnswer(reason: unknown): null {
  if (!(reason instanceof Problem)) throw reason;
  return null;
}
