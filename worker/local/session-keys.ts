import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** The local installation's SESSION_KEYS: made once, kept where only its owner reads them. */
export function sessionKeysOf(dataDir: string): string {
  const path = join(dataDir, "session-keys.json");
  if (existsSync(path)) return readFileSync(path, "utf8");
  mkdirSync(dataDir, { recursive: true });
  const keys = JSON.stringify({ local: randomBytes(32).toString("base64") });
  writeFileSync(path, keys, { mode: 0o600 });
  return keys;
}
