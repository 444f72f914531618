import type { Item } from "../../document-shapes.ts";

/** An item's value as text for a control; empty for none. A tally, which has several, is left to the form. */
export function textOf(value: unknown): string {
  return value === undefined || value === null || typeof value === "object" ? "" : String(value);
}

/** The value that a control's text stands for by the item's kind; null takes the answer back. */
export function givenValue(item: Item, text: string): unknown {
  if (text === "") return null;
  if (item.score.kind === "yes-no") return text === "true";
  return item.score.kind === "choice" ? text : Number(text);
}

/** Whether a control with one value can correct the item: a person gave it, and it isn't counted by kinds. */
export function isCorrectable(item: Item): boolean {
  return (
    item.from === undefined && ["yes-no", "choice", "rating", "count", "deduct", "number"].includes(item.score.kind)
  );
}
