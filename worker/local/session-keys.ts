import { randomBytes } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

/** SESSION_KEYS of this installation: as configured, or made once and kept where only its owner reads. */
export function localSessionKeys(dataDir: string, configured: string | undefined): string {
  if (configured !== undefined && configured !== "") return configured;
  const file = join(dataDir, "session-keys.json");
  if (!existsSync(file)) {
    const keys = JSON.stringify({ local: randomBytes(32).toString("base64") });
    writeFileSync(file, `${keys}\n`, { mode: 0o600, flag: "wx" });
  }
  return readFileSync(file, "utf8").trim();
}
