import { describe, expect, it } from "vitest";
import { decrypt, encrypt } from "../../worker/actions/encryption.ts";
import { readEncryptionKeys } from "../../worker/http/encryption-keys.ts";

describe("encryption", () => {
  it("reads a text again for its own purpose alone, and under a key that is still configured", async () => {
    const session = [{ kid: "a", key: new Uint8Array(32).fill(1) }];
    const derived = readEncryptionKeys("", session);
    const sealed = await encrypt(derived, "网址", "webhook/1");
    expect(await decrypt(derived, sealed, "webhook/1")).toBe("网址");
    await expect(decrypt(derived, sealed, "webhook/2")).rejects.toThrow();
    const own = readEncryptionKeys(JSON.stringify({ k: btoa("k".repeat(32)) }), session);
    expect(await decrypt(own, sealed, "webhook/1")).toBe("网址");
    expect((await encrypt(own, "网址", "webhook/1")).split(".")[1]).toBe(btoa("k"));
    await expect(decrypt(readEncryptionKeys("", []), sealed, "webhook/1")).rejects.toThrow("no key to decrypt with");
  });
});
