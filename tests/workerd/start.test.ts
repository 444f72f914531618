import { execFileSync } from "node:child_process";
import { afterAll, describe, expect, it } from "vitest";
import { signedInAt } from "../support/http-client.ts";
import { type LocalStart, startLocal } from "../support/local.ts";

const running: LocalStart[] = [];
afterAll(async () => {
  for (const each of running) await each.stop();
});

/** The processes whose command line or parent is of this start: its children, by pid. */
function childrenOf(pid: number | undefined): readonly { readonly pid: number; readonly args: string }[] {
  const lines = execFileSync("ps", ["-A", "-o", "pid=,ppid=,args="], { encoding: "utf8" }).split("\n");
  return lines
    .map((line) => /^\s*(\d+)\s+(\d+)\s+(.*)$/.exec(line))
    .flatMap((found) => (found?.[2] === String(pid) ? [{ pid: Number(found[1]), args: found[3] ?? "" }] : []))
    .filter(({ args }) => !args.startsWith("ps "));
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function until(holds: () => Promise<boolean> | boolean): Promise<void> {
  for (;;) {
    if (await holds()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

describe("npm start", () => {
  it("ends all that it started, and the next start finds what was stored", async () => {
    const first = await startLocal();
    running.push(first);
    const admin = await signedInAt(first.url, "kaihua", "admin");
    const unit = { code: "kept-1", name: "留下的党支部", kind: "branch" };
    expect((await admin.send("POST", "/units", unit)).status).toBe(201);
    const started = childrenOf(first.child.pid);
    expect(started.length).toBeGreaterThanOrEqual(2);
    expect(await first.stop(true)).toBe(0);
    expect(started.filter(({ pid }) => isAlive(pid))).toEqual([]);

    const second = await startLocal({ dataDir: first.dataDir });
    running.push(second);
    const again = await signedInAt(second.url, "kaihua", "admin");
    expect(await (await again.send("GET", "/units?q=kept-1")).json()).toMatchObject({ items: [{ code: "kept-1" }] });
    await second.stop();
  });

  it("starts the database server again when that dies", async () => {
    const local = await startLocal();
    running.push(local);
    const server = childrenOf(local.child.pid).find(({ args }) => args.includes("db/server/main.ts"));
    process.kill(server?.pid ?? 0, "SIGKILL");
    await until(async () => (await fetch(`${local.url}/api/health`)).status === 200);
    await until(() =>
      childrenOf(local.child.pid).some(({ args, pid }) => args.includes("db/server") && pid !== server?.pid),
    );
    expect((await signedInAt(local.url, "jinhua", "viewer")).tenant).toBe("jinhua");
    await local.stop();
  });

  it("serves its page at any address but a file's, and a file that isn't there not at all", async () => {
    const local = await startLocal();
    running.push(local);
    const of = async (path: string): Promise<readonly [number, string | null]> => {
      const response = await fetch(`${local.url}${path}`);
      return [response.status, response.headers.get("content-type")];
    };
    expect(await of("/units/any?list=all")).toEqual([200, "text/html; charset=utf-8"]);
    expect(await of("/icon.svg")).toEqual([200, "image/svg+xml"]);
    for (const path of ["/assets/nope.js", "/nope.html", "/icon.png"]) {
      expect(await of(path), path).toEqual([404, "application/problem+json"]);
    }
    await local.stop();
  });

  it("leaves nothing running when it is killed itself", async () => {
    const local = await startLocal();
    const started = childrenOf(local.child.pid);
    local.child.kill("SIGKILL");
    await until(() => started.every(({ pid }) => !isAlive(pid)));
    await local.stop();
  });
});
