import { here } from "../api.ts";
import { session } from "../session.ts";

// What this device keeps of a form, for its own person alone: a reload, a crash or a lost network loses nothing.

type Noun = "typed" | "read" | "checked";

const keyOf = (noun: Noun, id: string): string => `hongdai.${noun}.${here()}.${session.value?.id ?? ""}.${id}`;

/** What was kept, null where nothing was. Storage may be refused; then nothing is. */
export function keptOf<Kept>(noun: Noun, id: string, isKept: (value: object) => value is Kept & object): Kept | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(keyOf(noun, id)) ?? "null");
    return found !== null && typeof found === "object" && isKept(found) ? found : null;
  } catch {
    return null;
  }
}

/** False where the browser refuses to keep anything; then only the server has it. */
export function keepOf(noun: Noun, id: string, value: object | null): boolean {
  try {
    if (value === null) localStorage.removeItem(keyOf(noun, id));
    else localStorage.setItem(keyOf(noun, id), JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}
