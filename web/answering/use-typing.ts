import { computed, onScopeDispose, type Ref, ref, shallowRef, watch } from "vue";
import { isOffline, Problem } from "../api.ts";
import { assessmentApi } from "../assessment-api.ts";
import { keepOf, keptOf } from "./kept.ts";
import { chosen, countOf, nothingWaiting, settled, toSend, type Waiting, withTyped } from "./waiting.ts";

/** Where what is typed stands: on this device, on its way, at the server, or refused. */
export type Standing =
  | { readonly kind: "idle" }
  | { readonly kind: "here" | "there"; readonly at: Date }
  | { readonly kind: "sending" }
  | { readonly kind: "refused"; readonly problem: Problem };

interface Form {
  readonly id: string;
  readonly round: number;
  /** What stands at the server of an item, as last read; null for nothing. */
  readonly stands: (item: string) => unknown;
  /** The server has taken something: points and the others' answers are to be read anew. */
  readonly taken: () => void;
}

const patience = 700;
const again = 8000;

interface Run {
  readonly form: Form;
  readonly waiting: Ref<Waiting>;
  /** What the server said of items since the form was last read. */
  readonly known: Ref<Readonly<Record<string, unknown>>>;
  readonly standing: Ref<Standing>;
  timer: ReturnType<typeof setTimeout> | undefined;
  sending: Promise<void> | null;
}

/**
 * A form saved as it is typed: each change is kept on this device at once and sent shortly after, item by item. Without
 * a network it waits and goes when there is one again; what somebody else typed into the same item is to be chosen.
 */
export function useTyping(form: Form) {
  const run: Run = {
    form,
    waiting: shallowRef(taken(form)),
    known: shallowRef({}),
    standing: ref<Standing>({ kind: "idle" }),
    timer: undefined,
    sending: null,
  };
  watch(isOffline, (is) => {
    if (!is) void send(run);
  });
  const leaving = (): void => {
    if (document.visibilityState === "hidden") void send(run);
  };
  document.addEventListener("visibilitychange", leaving);
  onScopeDispose(() => {
    document.removeEventListener("visibilitychange", leaving);
    void send(run);
    clearTimeout(run.timer);
  });
  if (countOf(run.waiting.value) > 0) later(run, 0);
  const stands = (item: string): unknown => (item in run.known.value ? run.known.value[item] : form.stands(item));
  return {
    waiting: run.waiting,
    /** What an item holds now, typed here or at the server; null for nothing. */
    valueOf: (item: string): unknown => {
      const typed = run.waiting.value.typed[item];
      return (typed === undefined ? stands(item) : typed.value) ?? null;
    },
    /** The form was read anew: what it says stands. */
    readAnew: () => {
      run.known.value = {};
    },
    standing: run.standing,
    count: computed(() => countOf(run.waiting.value)),
    type: (item: string, value: unknown) => change(run, withTyped(run.waiting.value, item, value, stands(item))),
    choose: (item: string, isMine: boolean) => change(run, chosen(run.waiting.value, item, isMine)),
    send: () => send(run),
    forget: () => keepOf("typed", form.id, null),
  };
}

/** What was kept of this round; an earlier round's was handed in or returned since. */
function taken({ id, round }: Form): Waiting {
  const isKept = (value: object): value is { round: number; waiting: Waiting } =>
    "round" in value && "waiting" in value;
  const kept = keptOf("typed", id, isKept);
  return kept?.round === round ? kept.waiting : nothingWaiting;
}

function change(run: Run, waiting: Waiting): void {
  run.waiting.value = waiting;
  keep(run);
  // What was typed back to what stands there needs nothing more.
  if (countOf(waiting) > 0) run.standing.value = { kind: "here", at: new Date() };
  else if (run.standing.value.kind === "here") run.standing.value = { kind: "idle" };
  later(run, patience);
}

function keep({ form, waiting }: Run): void {
  const isEmpty = countOf(waiting.value) === 0;
  keepOf("typed", form.id, isEmpty ? null : { round: form.round, waiting: waiting.value });
}

function later(run: Run, milliseconds: number): void {
  clearTimeout(run.timer);
  run.timer = setTimeout(() => void send(run), milliseconds);
}

/** Resolves once all that can be sent is there, or can't be. */
async function send(run: Run): Promise<void> {
  clearTimeout(run.timer);
  if (run.sending !== null) await run.sending;
  const typed = toSend(run.waiting.value);
  if (typed.length === 0 || isOffline.value) return;
  run.sending = sendOnce(run, typed);
  try {
    await run.sending;
  } finally {
    run.sending = null;
  }
  if (run.standing.value.kind === "there" && toSend(run.waiting.value).length > 0) await send(run);
}

async function sendOnce(run: Run, typed: ReturnType<typeof toSend>): Promise<void> {
  run.standing.value = { kind: "sending" };
  try {
    const outcomes = await assessmentApi.type(run.form.id, typed);
    run.known.value = { ...run.known.value, ...Object.fromEntries(outcomes.map(({ item, value }) => [item, value])) };
    run.waiting.value = settled(run.waiting.value, typed, outcomes);
    keep(run);
    run.standing.value = { kind: "there", at: new Date() };
    run.form.taken();
  } catch (reason) {
    if (!(reason instanceof Problem)) throw reason;
    const isPassing = reason.code === "offline" || reason.status === 429 || reason.status >= 500;
    run.standing.value = isPassing ? { kind: "here", at: new Date() } : { kind: "refused", problem: reason };
    if (isPassing && reason.code !== "offline") later(run, again);
  }
}
