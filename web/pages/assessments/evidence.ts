import { computed, reactive } from "vue";
import { wholeList } from "../../api.ts";
import { type AssessedItem, assessmentApi } from "../../assessment-api.ts";
import type { Evidence } from "../../evidence-api.ts";
import { useLoad } from "../../load.ts";

/** How many pieces of evidence each item of an assessment has, asked for once for all of them. */
export function useEvidence(assessment: () => string) {
  const load = useLoad(
    () =>
      wholeList<Evidence>(
        ({ cursor }) => assessmentApi.evidence(assessment(), typeof cursor === "string" ? cursor : null),
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

/** The items whose evidence somebody has opened: it stays open when its section is left, and what is on its way in sight. */
export const asked = reactive(new Set<string>());
