/** What this browser keeps of a draft until the server has it: a reload, a crash or a lost network loses nothing. */
export interface Kept {
  /** The server's revision that the change is of. */
  readonly revision: number;
  readonly document: object;
  /** When it was kept, in milliseconds. */
  readonly at: number;
}

const keyOf = (name: string): string => `hongdai.draft.${name}`;

/** What the draft of a version is called here. */
export function keptName(
  tenant: string,
  noun: "standards" | "policies",
  { code, version }: { readonly code: string; readonly version: number },
): string {
  return `${tenant}.${noun === "standards" ? "standard" : "policy"}.${code}.${version}`;
}

export function kept(name: string): Kept | null {
  try {
    const found: unknown = JSON.parse(localStorage.getItem(keyOf(name)) ?? "null");
    return isKept(found) ? found : null;
  } catch {
    return null;
  }
}

/** False where the browser refuses to keep anything; then only the server has it. */
export function keep(name: string, draft: Kept | null): boolean {
  try {
    if (draft === null) localStorage.removeItem(keyOf(name));
    else localStorage.setItem(keyOf(name), JSON.stringify(draft));
    return true;
  } catch {
    return false;
  }
}

function isKept(value: unknown): value is Kept {
  if (value === null || typeof value !== "object") return false;
  const { revision, document, at } = value as Partial<Kept>;
  return typeof revision === "number" && typeof at === "number" && document !== null && typeof document === "object";
}
