// What only its holder knows: 256 random bits, kept by us as a SHA-256 alone. Against guessing their number stands, so
// no slow hash is needed as for passwords.

const bytesLong = 32;

export function newSecret(): string {
  return base64url(crypto.getRandomValues(new Uint8Array(bytesLong)));
}

/** What is stored of a secret, and what it is found by. */
export async function hashOf(secret: string): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(secret)));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** A second secret that whoever holds the first can be told again and again, and nobody else can know. */
export async function derivedSecret(secret: string, purpose: string): Promise<string> {
  return await keyedSecret(new TextEncoder().encode(secret), purpose);
}

/** The same secret for the same key and text: HMAC-SHA-256. */
export async function keyedSecret(key: Uint8Array, text: string): Promise<string> {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const imported = await crypto.subtle.importKey("raw", Uint8Array.from(key), algorithm, false, ["sign"]);
  return base64url(new Uint8Array(await crypto.subtle.sign("HMAC", imported, new TextEncoder().encode(text))));
}

function base64url(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
}

/** 256 random bits as hex: what a draw commits to and shows when it is over. */
export function newNonce(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(bytesLong)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}
