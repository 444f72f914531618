import { computed, ref, shallowRef } from "vue";
import { isToFill } from "../../answering/items.ts";
import { keepOf, keptOf } from "../../answering/kept.ts";
import { isSame } from "../../answering/waiting.ts";
import type { Problem } from "../../api.ts";
import type { AssessedItem, Assessment } from "../../assessment-api.ts";
import type { GivenItem } from "../../assessment-steps-api.ts";
import { oneLine } from "./remarks.ts";

/** A value that departs from the one before it, as it is being written; null is no answer. */
export interface Changed {
  readonly value: unknown;
  readonly reason: string;
}

interface Kept {
  readonly stand: string;
  readonly changes: Readonly<Record<string, Changed>>;
  readonly vetoes: readonly string[];
}

/**
 * What a department finds of its sections, an assessor on site, or acceptance decides: only what differs from what
 * stood before. It is kept on this device until it is handed in, so that it can be written where there is no network.
 */
export function useChecking(assessment: Assessment) {
  const { id, round, state, may, sections, siteChecks } = assessment;
  const isOnSite = may.includes("verify");
  const stand = `${round} ${state} ${siteChecks.done} ${isOnSite}`;
  const items = sections.flatMap((section) => section.items);
  // One in force counts whoever names it, and must be free to go when an appeal lifts it.
  const raised = assessment.vetoes.filter(
    ({ isAutomatic, isRaised, inForce }) => !isAutomatic && isRaised && inForce.length === 0,
  );
  const isKept = (value: object): value is Kept => "stand" in value && "changes" in value && "vetoes" in value;
  const kept = keptOf("checked", id, isKept);
  const own = kept?.stand === stand ? kept : null;
  const changes = shallowRef<Readonly<Record<string, Changed>>>(own?.changes ?? toDecide(items));
  const vetoes = ref<readonly string[]>(own?.vetoes ?? raised.map(({ code }) => code));
  const keep = (): void => {
    keepOf("checked", id, { stand, changes: changes.value, vetoes: vetoes.value });
  };
  const before = (item: AssessedItem): unknown => (item.verified ?? item.claimed)?.value ?? null;
  const isPlain = (item: AssessedItem, { value, reason }: Changed): boolean =>
    isSame(value, before(item)) && reason.trim() === "";
  const given = computed(() =>
    items.flatMap((item) => {
      const change = changes.value[item.code];
      return change === undefined || (isPlain(item, change) && !item.isToDecide) ? [] : [{ item, ...change }];
    }),
  );
  return {
    isOnSite,
    changes,
    vetoes,
    before,
    given,
    mayChange: (item: AssessedItem): boolean => isToFill(item, before(item)),
    /** What is given without its reason. */
    unexplained: computed(() => given.value.filter(({ reason }) => reason.trim() === "").map(({ item }) => item)),
    answers: computed(() => asGiven(given.value)),
    asGiven,
    change: (code: string, change: Changed | null) => {
      const { [code]: _before, ...others } = changes.value;
      changes.value = change === null ? others : { ...others, [code]: change };
      keep();
    },
    raise: (code: string, isRaised: boolean) => {
      const others = vetoes.value.filter((each) => each !== code);
      vetoes.value = isRaised ? [...others, code] : others;
      keep();
    },
    forget: () => keepOf("checked", id, null),
  };
}

interface Given extends Changed {
  readonly item: AssessedItem;
}

function asGiven(given: readonly Given[]): readonly GivenItem[] {
  return given.map(({ item, value, reason }) => ({ item: item.code, value, reason: oneLine(reason) }));
}

/** What the server finds wrong, at the item's name and not at a path. */
export function faultsAt(problem: Problem | null, given: readonly Given[]): readonly string[] {
  return (problem?.errors ?? []).map(({ path, message }) => {
    const place = /^answers\[(\d+)\]/.exec(path)?.[1];
    const item = place === undefined ? undefined : given[Number(place)]?.item;
    return item === undefined ? message : `「${item.title}」${message}`;
  });
}

/** Two who checked found differently: acceptance has to say what holds. */
function toDecide(items: readonly AssessedItem[]): Readonly<Record<string, Changed>> {
  return Object.fromEntries(
    items.flatMap(({ code, isToDecide }) => (isToDecide ? [[code, { value: null, reason: "" }]] : [])),
  );
}
