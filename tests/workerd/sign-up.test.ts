import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";
import { type LocalStart, startLocal } from "../support/local.ts";
import { district, follow, type OwnSignup, signUp } from "../support/signup.ts";
import type { Send } from "../support/tenant.ts";

// What npm start runs, killed outright while a district's database is being made.

let dataDir: string;
let local: LocalStart;

beforeAll(() => {
  dataDir = mkdtempSync(join(tmpdir(), "hongdai-signup-"));
});
afterAll(async () => {
  await local?.stop(true);
  rmSync(dataDir, { recursive: true, force: true });
});

const anyone: Send = (method, path, body, headers = {}) =>
  fetch(`${local.url}${path}`, {
    method,
    headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const untilActive = (signup: OwnSignup): Promise<void> =>
  vi.waitFor(async () => expect((await follow(anyone, signup)).state).toBe("active"), {
    timeout: 30_000,
    interval: 100,
  });

describe("npm start with SIGNUPS=open", () => {
  it("has a district at work within a minute, the answer not waiting for it", async () => {
    local = await startLocal({ dataDir, env: { SIGNUPS: "open" } });
    const began = performance.now();
    const signup = await signUp(anyone, district("tongjiang", { template: "kaihua", parent: "quzhou" }));
    expect(signup.state).toBe("approved");
    await untilActive(signup);
    expect(performance.now() - began).toBeLessThan(60_000);
  });

  it("killed in the middle of making one, goes on with it at the next start, and shows no half tenant", async () => {
    const signups: OwnSignup[] = [];
    for (const code of ["killed-1", "killed-2", "killed-3"]) {
      signups.push(await signUp(anyone, district(code, { template: "parent", parent: "jinhua" })));
    }
    local.child.kill("SIGKILL");
    await once(local.child, "exit");
    local = await startLocal({ dataDir, env: { SIGNUPS: "open" } });
    for (const signup of signups) await untilActive(signup);
    const directory = (await (await anyone("GET", "/api/directory")).json()) as { items: { code: string }[] };
    expect(directory.items.map(({ code }) => code)).toEqual([
      "jinhua",
      "jinhua-edz",
      "kaihua",
      "killed-1",
      "killed-2",
      "killed-3",
      "quzhou",
      "tongjiang",
    ]);
  });
});
