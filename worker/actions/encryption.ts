// Secrets that must be read again (a robot's address, an account number) are stored encrypted with AES-256-GCM under a
// key from the configuration. What they are for is bound in, so that a text moved elsewhere can't be read there.

/** A key by its name; `isDerived`: what it is made from serves another purpose, so the key is drawn from it by HKDF. */
export interface EncryptionKey {
  readonly kid: string;
  readonly material: Uint8Array;
  readonly isDerived: boolean;
}

/** The first encrypts, all decrypt, so that keys can be rotated. */
export type EncryptionKeys = readonly EncryptionKey[];

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

/** `purpose` names the one place where it may be read again, e.g. `webhook/<id>`. */
export async function encrypt(keys: EncryptionKeys, text: string, purpose: string): Promise<string> {
  const [first] = keys;
  if (first === undefined) throw new Error("no key to encrypt with");
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const algorithm = { name: "AES-GCM", iv, additionalData: bytesOf(purpose) };
  const sealed = await crypto.subtle.encrypt(algorithm, await keyOf(first), bytesOf(text));
  return ["1", base64(bytesOf(first.kid)), base64(iv), base64(new Uint8Array(sealed))].join(".");
}

/** Throws where the key is gone, the text was changed, or it is read for another purpose. */
export async function decrypt(keys: EncryptionKeys, sealed: string, purpose: string): Promise<string> {
  const [form, kid = "", iv = "", data = ""] = sealed.split(".");
  const name = new TextDecoder().decode(unbase64(kid));
  const key = keys.find((each) => each.kid === name);
  if (form !== "1" || key === undefined) throw new Error(`no key to decrypt with: ${name}`);
  const algorithm = { name: "AES-GCM", iv: unbase64(iv), additionalData: bytesOf(purpose) };
  return new TextDecoder().decode(await crypto.subtle.decrypt(algorithm, await keyOf(key), unbase64(data)));
}

type CipherKey = Awaited<ReturnType<typeof crypto.subtle.importKey>>;

async function keyOf({ material, isDerived }: EncryptionKey): Promise<CipherKey> {
  const raw = Uint8Array.from(material);
  const uses: ("encrypt" | "decrypt")[] = ["encrypt", "decrypt"];
  if (!isDerived) return await crypto.subtle.importKey("raw", raw, "AES-GCM", false, uses);
  const from = await crypto.subtle.importKey("raw", raw, "HKDF", false, ["deriveKey"]);
  const by = { name: "HKDF", hash: "SHA-256", salt: new Uint8Array(0), info: bytesOf("hongdai/secrets") };
  return await crypto.subtle.deriveKey(by, from, { name: "AES-GCM", length: 256 }, false, uses);
}

function base64(bytes: Uint8Array): string {
  return btoa(String.fromCharCode(...bytes));
}

function unbase64(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(atob(text), (char) => char.charCodeAt(0));
}
