import type { Assignment } from "../../organisation-api.ts";

/** What somebody looks after under 两包三定: an area is a unit with all below it, a point an entity. */
export interface Target {
  readonly kind: "area" | "entity";
  readonly id: string;
  readonly name: string;
}

/** How an assignment reads after its person: office, days, number; what wasn't set isn't said. */
export function termsOf({ office, from, until, dueOn, count }: Assignment): string {
  return [
    office,
    `${from} 起${until === null ? "" : `，到 ${until} 为止`}`,
    dueOn === null ? null : `时限 ${dueOn}`,
    count === null ? null : `数量 ${count}`,
  ]
    .filter((part) => part !== null && part !== "")
    .join("，");
}
