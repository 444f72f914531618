import { onScopeDispose, shallowReactive, watch } from "vue";
import { isOffline, Problem } from "./api.ts";

/**
 * What a page is waiting for. `quiet`: under 300 ms, nothing is drawn; `waiting`: lines; `slow`: after 8 s, with a way
 * to try again. What was there before stays while it is fetched anew.
 */
export interface Load<T> {
  data: T | null;
  problem: Problem | null;
  phase: "quiet" | "waiting" | "slow" | "done";
  again: () => void;
}

/** Fetches now, whenever `watched` changes, and when the network comes back after it failed. A bug is thrown on. */
export function useLoad<T>(take: () => Promise<T>, watched: () => unknown = () => null): Load<T> {
  let turn = 0;
  const load = shallowReactive({ data: null, problem: null, phase: "quiet", again: () => start() }) as Load<T>;
  const patience = watchClock((phase) => {
    load.phase = phase;
  });
  function start(): void {
    const mine = ++turn;
    load.problem = null;
    patience.start();
    const settle = (data: T | null, problem: Problem | null): void => {
      if (mine !== turn) return;
      patience.stop();
      if (data !== null) load.data = data;
      load.problem = problem;
      load.phase = "done";
    };
    take().then(
      (data) => settle(data, null),
      (reason: unknown) => {
        settle(null, reason instanceof Problem ? reason : unexpected());
        if (!(reason instanceof Problem)) throw reason;
      },
    );
  }
  start();
  watch(watched, () => {
    load.data = null;
    start();
  });
  watch(isOffline, (is) => {
    if (!is && load.problem?.code === "offline") start();
  });
  onScopeDispose(() => {
    turn += 1;
    patience.stop();
  });
  return load;
}

/** Says how long it has taken: nothing for 300 ms, then waiting, after 8 s slow. */
function watchClock(say: (phase: "quiet" | "waiting" | "slow") => void): { start: () => void; stop: () => void } {
  let timers: ReturnType<typeof setTimeout>[] = [];
  const stop = (): void => {
    for (const timer of timers) clearTimeout(timer);
    timers = [];
  };
  const start = (): void => {
    stop();
    say("quiet");
    timers = [setTimeout(() => say("waiting"), 300), setTimeout(() => say("slow"), 8000)];
  };
  return { start, stop };
}

function unexpected(): Problem {
  return new Problem({
    status: 0,
    code: "internal",
    title: "页面没能显示这份内容",
    detail: "再试一次；还不行，找管理员。",
  });
}
