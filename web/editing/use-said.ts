import { onScopeDispose, type Ref, ref, type ShallowRef, shallowRef } from "vue";

/** What the editor says of an operation: aloud to a screen reader, and for a moment with a way to undo it. */
export interface Said {
  readonly aloud: Ref<string>;
  readonly toast: ShallowRef<{ readonly said: string } | null>;
  readonly offerUndo: (said: string) => void;
}

const patience = 6000;

export function useSaid(): Said {
  const aloud = ref("");
  const toast = shallowRef<{ readonly said: string } | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => clearTimeout(timer));
  function offerUndo(said: string): void {
    toast.value = { said };
    clearTimeout(timer);
    timer = setTimeout(() => {
      toast.value = null;
    }, patience);
  }
  return { aloud, toast, offerUndo };
}
