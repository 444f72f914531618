import fc from "fast-check";
import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { openedCycle } from "../support/assessed.ts";
import { assessing } from "../support/assessing.ts";
import type { Actor } from "../support/assessment-invariants.ts";
import { asFarAsAcceptance, asFarAsReturned, assessmentCommands, begun } from "../support/assessment-model.ts";

describe("whatever is done to an assessment, by whom", () => {
  it("keeps its three values apart, its steps between different people, and an event for each change", async () => {
    const a = await assessing();
    const scope = (kind: "unit" | "tenant" | "department", id: string) => ({ kind, id }) as const;
    const secretary = { role: "secretary", scope: scope("unit", "tangxi-1") } as const;
    const township = { role: "township", scope: scope("unit", "tangxi") } as const;
    const department = { role: "department", scope: scope("department", "organisation") } as const;
    const assessor = { role: "assessor", scope: scope("tenant", a.at.code) } as const;
    const sends = {
      secretary: await a.at.asHolder(secretary),
      township: await a.at.asHolder(township),
      department: await a.at.asHolder(department),
      assessor: await a.at.asHolder(assessor),
      assessor2: await a.at.asHolder(assessor),
      many: await a.at.asHolder(secretary, township, assessor),
    } satisfies Record<Actor, unknown>;
    let runs = 0;
    await fc.assert(
      fc.asyncProperty(fc.commands(assessmentCommands(), { maxCommands: 20, size: "max" }), async (commands) => {
        runs += 1;
        const cycle = await openedCycle(a.at, a.people.admin, { code: `run-${runs}`, standards: ["stars"] });
        const id = cycle.assessments.get("tangxi-1") ?? "";
        await note(a.at.database, [a.at.database.db.update(own.assessmentDrafts).set({ answers: {}, prefilled: {} })]);
        const first = [asFarAsReturned, asFarAsAcceptance, () => []][runs % 3]?.() ?? [];
        await fc.asyncModelRun(() => ({ model: begun(), real: { a, id, sends } }), [...first, ...commands]);
      }),
      { numRuns: 12 },
    );
    // Every third run begins with a case that is sent back, so that four second rounds are there whatever the rest was.
    const { rows } = await a.at.database.client.execute("SELECT count(*) FROM assessments WHERE round > 1");
    expect(Number(rows[0]?.[0])).toBeGreaterThanOrEqual(4);
  }, 60_000);
});
