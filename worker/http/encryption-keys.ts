import * as v from "valibot";
import type { EncryptionKeys } from "../actions/encryption.ts";
import type { SessionKeys } from "./session-token.ts";

/**
 * SECRET_KEYS is JSON `{ kid: base64 of 32 bytes }`: the first encrypts, all decrypt. Where it isn't given the keys are
 * drawn from SESSION_KEYS; given later, what those have encrypted can still be read. A fault in it stops the start.
 */
export function readEncryptionKeys(configured: string | undefined, sessionKeys: SessionKeys): EncryptionKeys {
  const derived = sessionKeys.map(({ kid, key }) => ({ kid: `session/${kid}`, material: key, isDerived: true }));
  if (configured === undefined || configured === "") return derived;
  const given = Object.entries(v.parse(v.record(v.string(), v.string()), JSON.parse(configured)));
  const own = given.map(([kid, text]) => ({
    kid,
    material: Uint8Array.from(atob(text), (char) => char.charCodeAt(0)),
    isDerived: false,
  }));
  if (own.length === 0 || own.some(({ material }) => material.length !== 32)) {
    throw new Error("SECRET_KEYS needs at least one key, each of 32 bytes");
  }
  return [...own, ...derived];
}
