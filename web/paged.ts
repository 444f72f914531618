import { reactive, watch } from "vue";
import { Problem } from "./api.ts";
import type { List } from "./api-shapes.ts";
import { type Load, useLoad } from "./load.ts";

/** A list that grows page by page: `load` is its first page, `items` all that is here, `more` fetches on. */
export interface Paged<T> {
  readonly load: Load<List<T>>;
  readonly items: readonly T[];
  readonly isMore: boolean;
  readonly isFetching: boolean;
  readonly problem: Problem | null;
  more: () => Promise<void>;
}

/** `page` is asked with the cursor of where to go on; whenever `watched` changes the list begins anew. */
export function usePaged<T>(page: (cursor: string | null) => Promise<List<T>>, watched: () => unknown): Paged<T> {
  const load = useLoad(() => page(null), watched);
  const state = reactive({
    load,
    items: [] as T[],
    cursor: null as string | null,
    isMore: false,
    isFetching: false,
    problem: null as Problem | null,
    more,
  });
  const take = (list: List<T>): void => {
    (state.items as T[]).push(...list.items);
    state.cursor = list.nextCursor;
    state.isMore = list.nextCursor !== null;
  };
  watch(
    () => load.data,
    (first) => {
      state.items = [];
      state.problem = null;
      if (first !== null) take(first);
    },
    { immediate: true },
  );
  async function more(): Promise<void> {
    if (state.isFetching || state.cursor === null) return;
    const first = load.data;
    state.isFetching = true;
    state.problem = null;
    try {
      const list = await page(state.cursor);
      if (first === load.data) take(list);
    } catch (reason) {
      if (!(reason instanceof Problem)) throw reason;
      state.problem = reason;
    } finally {
      state.isFetching = false;
    }
  }
  return state as Paged<T>;
}
