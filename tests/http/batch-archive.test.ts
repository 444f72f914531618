import { execFile } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { type Archive, checkArchive } from "../../worker/domain/archive.ts";
import { digestOf } from "../../worker/domain/canonical.ts";
import { moneyTenant } from "../support/money.ts";

const folder = mkdtempSync(join(tmpdir(), "hongdai-archive-"));
afterAll(() => rmSync(folder, { recursive: true }));

async function exported(): Promise<Archive> {
  const money = await moneyTenant();
  const batch = await money.approved([await money.pool("开发区财政", 100_000), await money.pool("乡镇配套", 60_000)]);
  return (await money.send("viewer", "GET", `batches/${batch}/export`)).body as unknown as Archive;
}

/** The same archive with one value of it forged, and the forger's own hash of the whole. */
async function forged(archive: Archive, path: readonly (string | number)[], value: unknown): Promise<Archive> {
  const copy = structuredClone(archive) as unknown as Record<string | number, unknown>;
  let place = copy;
  for (const key of path.slice(0, -1)) place = place[key] as Record<string | number, unknown>;
  place[path.at(-1) ?? ""] = value;
  const { sha256: _, ...rest } = copy;
  return { ...rest, sha256: await digestOf(rest) } as unknown as Archive;
}

const differing = async (archive: Archive) =>
  (await checkArchive(archive)).filter(({ differs }) => differs.length > 0).map(({ title }) => title);

describe("A batch's archive", () => {
  it("recomputes without the server, and holds no account", async () => {
    const archive = await exported();
    expect(await differing(archive)).toEqual([]);
    expect(JSON.stringify(archive)).not.toContain("12345678000");
  });

  it.each<[string, readonly (string | number)[], unknown]>([
    ["每一行重算", ["calculationLines", 0, "fen"], 50_100],
    ["批次等于各行之和", ["batch", "totalFen"], 130_100],
    ["输入的摘要", ["calculation", "digest"], "0".repeat(64)],
    ["办法的摘要", ["policy", "sha256"], "0".repeat(64)],
    ["标准的摘要", ["standards", 0, "sha256"], "0".repeat(64)],
    ["输入与结果一致", ["results", 0, "level"], "3"],
    ["每笔和各分担方", ["parts", 0, "fen"], 1],
    ["审批够级数，由不同的人批", ["approvals"], []],
  ])("shows what was forged: %s", async (title, path, value) => {
    expect(await differing(await forged(await exported(), path, value))).toContain(title);
  });

  it("shows a file that was changed and not hashed anew", async () => {
    const archive = await exported();
    const { sha256 } = archive;
    expect(await differing({ ...(await forged(archive, ["batch", "number"], "2026-009")), sha256 })).toContain(
      "文件没有改动",
    );
  });

  it("is checked by `npm run verify`, which says so by its exit code", async () => {
    const archive = await exported();
    const run = async (name: string, content: Archive) => {
      const path = join(folder, name);
      writeFileSync(path, JSON.stringify(content));
      return await new Promise<{ code: number; out: string }>((done) => {
        execFile(process.execPath, ["worker/local/verify.ts", path], (error, out) =>
          done({ code: error === null ? 0 : Number(error.code), out }),
        );
      });
    };
    expect(await run("sound.json", archive)).toMatchObject({
      code: 0,
      out: expect.stringContaining("全部相符。") as string,
    });
    const bad = await forged(archive, ["lines", 0, "fen"], 50_001);
    expect(await run("bad.json", bad)).toMatchObject({
      code: 1,
      out: expect.stringContaining("✗ 批次等于各行之和") as string,
    });
  });
});
