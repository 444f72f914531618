import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { firstPublished, lifeCommands } from "../support/life-model.ts";
import { tenant } from "../support/tenant.ts";

describe.each(["standards", "policies"] as const)("whatever is done to %s", (noun) => {
  it("what was published never changes, its hash holds and it scores as on its first day", async () => {
    const at = await tenant({ rateLimits: '{"perSession":{"limit":1000000,"seconds":1}}' });
    const admin = await at.as("admin");
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.commands(lifeCommands(noun), { maxCommands: 30, size: "max" }), async (commands) => {
        runs += 1;
        const code = `point-${runs}`;
        const model = { versions: [], revisions: new Map<number, number>() };
        const begun = runs % 2 === 1 ? firstPublished(noun) : [];
        await fc.asyncModelRun(() => ({ model, real: { at, admin, noun, code } }), [...begun, ...commands]);
      }),
      { numRuns: 15 },
    );
    expect(runs).toBeGreaterThanOrEqual(15);
    const { rows } = await at.database.client.execute(`SELECT count(*) FROM ${noun} WHERE state <> 'draft'`);
    expect(Number(rows[0]?.[0])).toBeGreaterThanOrEqual(8);
  }, 60_000);
});
