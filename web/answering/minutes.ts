import { burdenOf, minutesOf } from "../../worker/domain/burden.ts";
import type { AssessedItem } from "../assessment-api.ts";
import type { Item } from "../document-shapes.ts";
import { itemOf } from "./items.ts";

/** Whole minutes that these are reckoned to take, as the burden is reckoned. */
export function minutesFor(items: readonly AssessedItem[]): number {
  return minutesOf(burdenOf(items.map((item) => asDocument(itemOf(item)))));
}

/** An item of a published standard is one of a document; the web's own type of it is looser. */
function asDocument(item: Item): Parameters<typeof burdenOf>[0][number] {
  return item as never;
}
