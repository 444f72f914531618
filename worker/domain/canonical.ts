/**
 * The canonical JSON of RFC 8785 (JSON Canonicalization Scheme): members sorted by the UTF-16 units of their names
 * (3.2.3), numbers as ECMAScript writes them (3.2.2.3), strings with the shortest escapes (3.2.2.2). A member that is
 * `undefined` isn't there. Throws TypeError on what JSON can't hold: NaN, ∞, a lone surrogate, a bigint, a function.
 */
export function canonicalJson(value: unknown): string {
  if (value === null || typeof value === "boolean") return String(value);
  if (typeof value === "number") return numberText(value);
  if (typeof value === "string") return stringText(value);
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`;
  if (typeof value !== "object") throw new TypeError(`JSON has no ${typeof value}`);
  const members: string[] = [];
  for (const name of Object.keys(value).sort()) {
    const member = (value as Readonly<Record<string, unknown>>)[name];
    if (member !== undefined) members.push(`${stringText(name)}:${canonicalJson(member)}`);
  }
  return `{${members.join(",")}}`;
}

/** The SHA-256 of the canonical JSON in UTF-8, lower-case hex: the same on every machine for the same value. */
export function digestOf(value: unknown): Promise<string> {
  return sha256Of(canonicalJson(value));
}

/** SHA-256 of a text's UTF-8, lower-case hex. */
export async function sha256Of(text: string): Promise<string> {
  const hash = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text));
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new TypeError(`JSON has no ${value}`);
  return JSON.stringify(value);
}

/** JSON.stringify escapes exactly as 3.2.2.2 asks, but for lone surrogates, which 3.2.2.2 refuses. */
function stringText(value: string): string {
  if (!value.isWellFormed()) throw new TypeError("JSON text has a lone surrogate");
  return JSON.stringify(value);
}
