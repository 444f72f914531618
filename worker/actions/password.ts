import { randomBytes, scrypt, timingSafeEqual } from "node:crypto";
import { Problem } from "../domain/problem.ts";

// scrypt with N = 2^15, r = 8, p = 3: 32 MB and some 100 ms a guess. PBKDF2 above 100,000 rounds doesn't run in
// production, and N = 2^17 would take all memory of an isolate.
const cost = { N: 2 ** 15, r: 8, p: 3, maxmem: 64 * 1024 * 1024 };
const keyBytes = 32;
const saltBytes = 16;

/** `scrypt$15$8$3$salt$key`, salt and key in base64. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  const key = await derive(password, salt);
  return `scrypt$15$8$3$${salt.toString("base64")}$${key.toString("base64")}`;
}

/** Whether the password is the one that was hashed. Without a hash, as for an unknown user, the work is the same. */
export async function isPassword(password: string, stored: string | undefined): Promise<boolean> {
  const [, , , , salt = "", key = ""] = (stored ?? "").split("$");
  const expected = Buffer.from(key, "base64");
  const derived = await derive(password, salt === "" ? Buffer.alloc(saltBytes) : Buffer.from(salt, "base64"));
  return expected.length === keyBytes && timingSafeEqual(derived, expected);
}

const mostAtOnce = 2;
const mostWaiting = 32;
let atWork = 0;
const waiting: (() => void)[] = [];

/** At most two at once, since each holds 32 MB of the isolate's 128; past those that wait, come back later. */
async function derive(password: string, salt: Buffer): Promise<Buffer> {
  if (atWork >= mostAtOnce) {
    if (waiting.length >= mostWaiting) throw new Problem("busy", { retryAfterSeconds: 2 });
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    atWork += 1;
  }
  try {
    return await new Promise((resolve, reject) => {
      scrypt(password.normalize("NFC"), salt, keyBytes, cost, (error, key) => (error ? reject(error) : resolve(key)));
    });
  } finally {
    const next = waiting.shift();
    if (next === undefined) atWork -= 1;
    else next();
  }
}
