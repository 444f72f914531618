import { computed, reactive } from "vue";
import { wholeList } from "../../api.ts";
import type { AssessedItem } from "../../assessment-api.ts";
import { type Evidence, evidenceApi } from "../../evidence-api.ts";
import { useLoad } from "../../load.ts";

/** How many pieces of evidence each item of an assessment has, asked for once for all of them. */
export function useEvidence(assessment: () => string) {
  const load = useLoad(
    () =>
      wholeList<Evidence>(
        ({ cursor }) => evidenceApi.list({ assessment: assessment() }, typeof cursor === "string" ? cursor : null),
        {},
      ),
    assessment,
  );
  const counts = computed(() => {
    const byItem = new Map<string, number>();
    for (const use of (load.data?.items ?? []).flatMap(({ uses }) => uses))
      if (use.assessment === assessment()) byItem.set(use.item, (byItem.get(use.item) ?? 0) + 1);
    return byItem;
  });
  return reactive({ load, counts });
}

/** Whether a standard asks for something that can be shown; a promise and a visit stand for themselves. */
export function isShown({ proof }: Pick<AssessedItem, "proof">): boolean {
  return proof === "record" || proof === "document" || proof === "photo";
}
