import { type InjectionKey, inject, provide, type ShallowRef, shallowRef } from "vue";
import type { Calculation } from "../../../api-shapes.ts";

const key: InjectionKey<ShallowRef<Calculation | null>> = Symbol("last calculation");

/** What the last try of this draft came to, for the forms that draw it; null before the first. */
export function provideLastCalculation(): ShallowRef<Calculation | null> {
  const last = shallowRef<Calculation | null>(null);
  provide(key, last);
  return last;
}

export function useLastCalculation(): ShallowRef<Calculation | null> {
  const last = inject(key);
  if (last === undefined) throw new Error("a drawing outside of the editor");
  return last;
}
