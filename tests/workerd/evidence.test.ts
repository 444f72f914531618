import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type HttpClient, signedInAt } from "../support/http-client.ts";
import { type LocalStart, startLocal } from "../support/local.ts";
import { officeFile } from "../support/office.ts";
import { drawn, photo } from "../support/pictures.ts";

// Evidence in workerd and R2: what is stored there, what it costs, and what a kill leaves.

const dataDir = mkdtempSync(join(tmpdir(), "hongdai-evidence-"));
let local: LocalStart;
let secretary: HttpClient;
let unit: string;

async function start(): Promise<void> {
  local = await startLocal({ dataDir });
  secretary = await signedInAt(local.url, "jinhua-edz", "secretary");
  const session = await secretary.send("GET", "/api/session");
  unit = ((await session.json()) as { roles: { scope: { id: string } }[] }).roles[0]?.scope.id ?? "";
}

beforeAll(start);
afterAll(async () => {
  await local?.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

interface Piece {
  readonly id: string;
  readonly sha256: string;
  readonly isCompared: boolean;
  readonly likenesses: readonly unknown[];
}

async function add(file: Uint8Array, name = "一份"): Promise<Response> {
  const query = new URLSearchParams({ unit, name });
  return await secretary.send("POST", `/evidence?${query}`, file, { "content-type": "application/octet-stream" });
}

const pieceOf = async (response: Response): Promise<Piece> => (await response.json()) as Piece;
const listed = async (): Promise<readonly Piece[]> =>
  ((await (await secretary.send("GET", `/evidence?unit=${unit}&limit=200`)).json()) as { items: Piece[] }).items;

async function fileOf(
  id: string,
): Promise<{ readonly status: number; readonly sha256: string; readonly headers: Headers }> {
  const asked = await secretary.send("POST", "/evidence/links", { evidence: [id] });
  const { links } = (await asked.json()) as { links: { url: string }[] };
  const file = await secretary.send("GET", links[0]?.url ?? "");
  const digest = await crypto.subtle.digest("SHA-256", await file.arrayBuffer());
  return { status: file.status, sha256: Buffer.from(digest).toString("hex"), headers: file.headers };
}

describe("a file in R2", () => {
  it("comes back as it was kept, under headers of its own", async () => {
    const added = await add(await photo(1, 6), "支部大会.jpg");
    expect(added.status).toBe(201);
    const { id, sha256 } = await pieceOf(added);
    const file = await fileOf(id);
    expect([file.status, file.sha256]).toEqual([200, sha256]);
    expect(file.headers.get("content-security-policy")).toBe("default-src 'none'; sandbox");
    expect(file.headers.get("cache-control")).toBe("no-store");
  });

  it("is compared by a job that the queue brings", async () => {
    const { id } = await pieceOf(await add(await photo(2)));
    await expect
      .poll(async () => (await listed()).find((each) => each.id === id)?.isCompared, { timeout: 20_000 })
      .toBe(true);
  });

  it("may be a picture of twelve megapixels, hashed within the isolate's memory and 10 MB", async () => {
    const large = Uint8Array.from(await drawn(3, 4000, 3000).jpeg({ quality: 97 }).toBuffer());
    const { id } = await pieceOf(await add(large));
    await expect
      .poll(async () => (await listed()).find((each) => each.id === id)?.isCompared, { timeout: 20_000 })
      .toBe(true);
  });

  it("that explodes is refused there too", async () => {
    const bomb = officeFile("docx", [["word/media/a.xml", new Uint8Array(101 * 1_048_576), { claims: 10 }]]);
    const refused = await add(bomb);
    expect([refused.status, ((await refused.json()) as { detail: string }).detail]).toEqual([
      400,
      "文件解开后超过 100 MB，不能收，请分成几份再添。",
    ]);
  });
});

describe("kill -9 while files are added", () => {
  it("leaves no piece without its file, and loses none that was acknowledged", async () => {
    const acknowledged: string[] = [];
    for (const round of [1, 2, 3]) {
      const files = await Promise.all(Array.from({ length: 12 }, (_, n) => photo(round * 100 + n)));
      const sending = files.map(async (file) => {
        const response = await add(file).catch(() => undefined);
        if (response?.status === 201) acknowledged.push((await pieceOf(response)).id);
      });
      await Promise.race([sending[round * 2], once(local.child, "exit")]);
      local.child.kill("SIGKILL");
      await Promise.allSettled(sending);
      await start();
    }
    const pieces = await listed();
    const ids = new Set(pieces.map(({ id }) => id));
    expect(acknowledged.filter((id) => !ids.has(id))).toEqual([]);
    expect(acknowledged.length).toBeGreaterThan(0);
    for (const { id, sha256 } of pieces) {
      const file = await fileOf(id);
      expect([id, file.status, file.sha256]).toEqual([id, 200, sha256]);
    }
  }, 240_000);
});
