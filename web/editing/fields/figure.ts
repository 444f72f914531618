import { computed, type Ref, ref, watch } from "vue";

/** How a figure is read as it is typed, and how it is written: a number, or a sum of money. */
export interface Notation {
  /** undefined for nothing, null for what is none. */
  readonly read: (text: string) => number | undefined | null;
  readonly write: (value: number) => string;
  /** What is said of what is none: `要填数，例如 5。` */
  readonly refusal: string;
}

/** A figure while it is typed: it stays as it is typed, and is only taken where it is one. */
export function useFigure(
  notation: () => Notation,
  value: () => number | undefined,
  path: () => string,
  set: (value: number | undefined) => void,
) {
  const written = computed(() => (value() === undefined ? "" : notation().write(value() ?? 0)));
  const text: Ref<string> = ref(written.value);
  const isNone = computed(() => notation().read(text.value) === null);
  watch([written, path], ([now, at], [, before]) => {
    if (at !== before || notation().read(text.value) !== value()) text.value = now;
  });
  function typed(event: Event): void {
    text.value = (event.target as HTMLInputElement).value;
    const figure = notation().read(text.value);
    if (figure !== null) set(figure);
  }
  function left(): void {
    if (!isNone.value) text.value = written.value;
  }
  return { text, isNone, typed, left };
}
