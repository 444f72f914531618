import { eq } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { family, levels, withVenue } from "../support/family.ts";
import { type Json, refusal, soundStandard, type Version } from "../support/life.ts";

const json = async <T = Json>(response: Response): Promise<T> => (await response.json()) as T;

describe("the parent's next version", () => {
  async function next(document: Json, more: Json = {}) {
    const at = await family();
    await at.adopt();
    await at.parent.begin("point");
    await at.parent.write("point", 2, 1, document);
    await at.parent.publish("point", 2, 2, { reason: "新一版", ...more });
    return at;
  }

  it("is noticed once, and shown with what was adopted", async () => {
    const { look, read, child, root } = await next(soundStandard({ levels: levels(82) }));
    const first = async () =>
      (await json<{ items: readonly Json[] }>(await child.admin("GET", `${root}/adoptions`))).items;
    expect((await first()).map(({ newerVersion }) => newerVersion)).toEqual([null]);
    expect([await look(), await look()]).toEqual([1, 0]);
    expect(await first()).toMatchObject([{ code: "own-point", standard: "point", parentVersion: 1, newerVersion: 2 }]);
    expect((await read(1)).newer).toMatchObject({ version: 2, title: "验收标准", holdsFrom: "2026-12-01" });
  });

  it("comes in under what was laid over the last one", async () => {
    const { child, preview, merge, read, look } = await next(soundStandard({ levels: levels(82) }));
    await child.write("own-point", 1, 1, withVenue());
    const { to, theirs, conflicts, changes } = await preview(1);
    expect(to).toMatchObject({ version: 2 });
    expect(theirs.map(({ text }) => text)).toEqual(["等级「四星级」的线 80 分以上 → 82 分以上"]);
    expect([conflicts, changes?.map(({ part }) => part)]).toEqual([[], ["sections.venue"]]);
    const merged = await json<Version>(await merge(1, 2, { version: 2, choices: [] }));
    expect(merged.document).toEqual(withVenue({ levels: levels(82) }));
    const { taken, changes: left, newer } = await read(1);
    expect([taken["version"], left?.map(({ part }) => part), newer, await look()]).toEqual([
      2,
      ["sections.venue"],
      null,
      0,
    ]);
    expect((await preview(1)).to).toBe(null);
  });

  it("lists what both changed, and takes what is chosen for each", async () => {
    const { child, preview, merge } = await next(soundStandard({ levels: levels(90) }));
    await child.write("own-point", 1, 1, soundStandard({ levels: levels(85) }));
    expect((await preview(1)).conflicts).toEqual([
      {
        path: "levels.4.line",
        theirs: "等级「四星级」的线 80 分以上 → 90 分以上",
        ours: "等级「四星级」的线 80 分以上 → 85 分以上",
        proposal: "theirs",
      },
    ]);
    expect(await refusal(await merge(1, 2, { version: 2, choices: [] }))).toMatchObject({
      code: "invalid",
      errors: [{ path: "choices", message: "levels.4.line 还没有选用上级的还是自己的" }],
    });
    const stray = {
      version: 2,
      choices: [
        { path: "levels.4.line", choice: "ours" },
        { path: "title", choice: "ours" },
      ],
    };
    expect((await refusal(await merge(1, 2, stray)))["errors"]).toMatchObject([{ path: "choices[1].path" }]);
    const answer = await merge(1, 2, { version: 2, choices: [{ path: "levels.4.line", choice: "ours" }] });
    expect((await json<Version>(answer)).document).toEqual(soundStandard({ levels: levels(85) }));
    const refused = await refusal(await child.publish("own-point", 1, 3, { reason: "试试" }));
    expect(refused).toMatchObject({ code: "lowers-parent", detail: "有 1 处低于上级市《验收标准》第 2 版的要求。" });
  });

  it("goes into a draft alone, as it was read, and only as it was previewed", async () => {
    const { child, merge } = await next(soundStandard({ levels: levels(82) }));
    const asked = { version: 2, choices: [] };
    expect((await refusal(await merge(1, 7, asked)))["code"]).toBe("stale");
    expect((await refusal(await merge(1, 1, { version: 3, choices: [] })))["errors"]).toMatchObject([
      { path: "version" },
    ]);
    await child.publish("own-point", 1, 1);
    expect((await refusal(await merge(1, 2, asked)))["code"]).toBe("version-published");
  });

  it("leaves what was published on the text that it was adopted from", async () => {
    const { child, read, merge, down } = await next(soundStandard({ levels: levels(82) }));
    await child.publish("own-point", 1, 1);
    await child.begin("own-point");
    expect((await merge(2, 1, { version: 2, choices: [] })).status).toBe(200);
    expect([(await read(1)).taken["version"], (await read(2)).taken["version"]]).toEqual([1, 2]);
    const { db } = down.database;
    const row = db.update(own.adoptions).set({ parentVersion: 9 }).where(eq(own.adoptions.version, 1));
    await expect(note(down.database, [row])).rejects.toThrow("a published version never changes");
  });
});
