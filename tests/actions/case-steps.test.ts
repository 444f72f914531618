import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { selectRelaxed, selectStepsOn, stepOn } from "../../worker/actions/case-steps.ts";
import { commit, note, type Statement } from "../../worker/actions/commit.ts";
import { openScope, type Scope } from "../../worker/actions/scope.ts";
import { pairOf } from "../../worker/domain/separation.ts";
import type { CaseStep } from "../../worker/domain/vocabulary.ts";
import { newId } from "../../worker/new-id.ts";
import { assessmentSteps, cells } from "../support/separation.ts";
import { tenant } from "../support/tenant.ts";

const at = "2026-11-22T08:00:00.000Z";
const here = await tenant();
const { database } = here;
const refusal = { code: "separation", detail: "同一件的前一步是你办的，这一步由另一位同事办。" };
let changes = 0;

/** The admin's own scope in a session that lives, as a request opens it. */
async function scopeOf(user = "user-admin"): Promise<Scope> {
  const sessionId = newId();
  await note(database, [
    database.db
      .insert(own.sessions)
      .values({ id: sessionId, userId: user, createdAt: at, expiresAt: "2027-01-01T00:00:00.000Z" }),
  ]);
  const actor = { id: user, sessionId, tenant: here.code, username: user, name: user, roles: [] };
  return openScope({ actor, database, now: at, newId });
}

/** One commit with these statements, as an action sends it: null, or the refusal. */
async function outcome(scope: Scope, statements: readonly Statement[]): Promise<unknown> {
  changes += 1;
  const subject = { kind: "trial", id: `trial-${changes}`, revision: 1 };
  return await commit(scope, { subject, action: "try" }, statements).then(
    () => null,
    ({ code, detail }: { code: string; detail: string }) => ({ code, detail }),
  );
}

const kindOf = (step: CaseStep) => (assessmentSteps.includes(step) ? "assessment" : "batch");

/** An assessment in a cycle of its own, and the batch that pays it. */
async function newCase(): Promise<Record<"assessment" | "batch", string>> {
  const ids = { assessment: `a-${newId()}`, batch: `b-${newId()}` };
  await addAssessments([ids.assessment]);
  await note(database, [part(ids.batch, ids.assessment)]);
  return ids;
}

function part(batchId: string, assessmentId: string): Statement {
  return database.db.insert(own.caseParts).values({ batchId, assessmentId });
}

async function addAssessments(ids: readonly string[]): Promise<void> {
  const cycle = `c-${newId()}`;
  const { db } = database;
  await note(database, [
    db
      .insert(own.standards)
      .values({
        code: "point",
        version: 1,
        state: "published",
        title: "标准",
        subject: "unit",
        document: {} as never,
        sha256: "0".repeat(64),
        holdsFrom: "2026-01-01",
        publishedAt: at,
      })
      .onConflictDoNothing(),
    ...ids.flatMap((id, index) => [
      db.insert(own.cycles).values({
        id: `${cycle}-${index}`,
        code: `${cycle}-${index}`,
        title: "验收",
        kind: "acceptance",
        year: 2026,
        opensOn: "2026-10-10",
      }),
      db.insert(own.cycleStandards).values({ cycleId: `${cycle}-${index}`, standardCode: "point", standardVersion: 1 }),
      db
        .insert(own.assessments)
        .values({ id, cycleId: `${cycle}-${index}`, unitId: "tangxi-1", standardCode: "point", standardVersion: 1 }),
    ]),
  ]);
}

function relax(one: CaseStep, other: CaseStep): Statement {
  const row = { id: newId(), ...pairOf(one, other), reason: "科室只有两人", decidedBy: "user-admin", decidedAt: at };
  return database.db.insert(own.relaxations).values(row);
}

function endRelaxations(): Statement {
  return {
    toSQL: () => ({
      sql: "UPDATE relaxations SET ended_by = 'user-admin', ended_at = ? WHERE ended_at IS NULL",
      params: [at],
    }),
  };
}

describe("the database holds the table by itself", () => {
  it.each(cells)("$one, then $other: ×? $isAgainst", async ({ one, other, isAgainst }) => {
    const scope = await scopeOf();
    const ids = await newCase();
    expect(await outcome(scope, [stepOn(scope, kindOf(one), ids[kindOf(one)], one)])).toBeNull();
    const second = [stepOn(scope, kindOf(other), ids[kindOf(other)], other)];
    expect(await outcome(scope, second)).toEqual(isAgainst ? refusal : null);
    const another = await scopeOf("user-viewer");
    expect(await outcome(another, [stepOn(another, kindOf(other), ids[kindOf(other)], other)])).toBeNull();
  });

  it.each(cells.filter(({ isAgainst }) => isAgainst))(
    "a relaxation of $one and $other lets both, and no longer when it is ended",
    async ({ one, other }) => {
      const scope = await scopeOf();
      const [first, second] = [await newCase(), await newCase()];
      await outcome(scope, [
        stepOn(scope, kindOf(one), first[kindOf(one)], one),
        stepOn(scope, kindOf(one), second[kindOf(one)], one),
      ]);
      await note(database, [relax(one, other)]);
      expect(await outcome(scope, [stepOn(scope, kindOf(other), first[kindOf(other)], other)])).toBeNull();
      await note(database, [endRelaxations()]);
      expect(await outcome(scope, [stepOn(scope, kindOf(other), second[kindOf(other)], other)])).toEqual(refusal);
    },
  );
});

describe("many cases at once", () => {
  it("are refused whole where one of them is against, and nothing is left behind", async () => {
    const scope = await scopeOf();
    const ids = Array.from({ length: 300 }, () => `a-${newId()}`);
    await outcome(scope, [stepOn(scope, "assessment", ids[217] ?? "", "first-review")]);
    expect(await outcome(scope, [stepOn(scope, "assessment", ids, "accept")])).toEqual(refusal);
    const others = ids.filter((_, index) => index !== 217);
    expect(await database.db.$count(own.caseSteps, undefined)).toBe(await stepsBut("accept", others));
    expect(await outcome(scope, [stepOn(scope, "assessment", others, "accept")])).toBeNull();
  });

  it("count both steps in one batch, whichever stands first", async () => {
    const scope = await scopeOf();
    const { assessment } = await newCase();
    const steps = [
      stepOn(scope, "assessment", assessment, "accept"),
      stepOn(scope, "assessment", assessment, "site-check"),
    ];
    expect(await outcome(scope, steps)).toEqual(refusal);
    expect(await outcome(scope, steps.toReversed())).toEqual(refusal);
  });
});

/** How many rows there are, which must hold none of `step` on `ids`. */
async function stepsBut(step: CaseStep, ids: readonly string[]): Promise<number> {
  const rows = await database.db.select().from(own.caseSteps);
  return rows.filter((row) => !(row.step === step && ids.includes(row.caseId))).length;
}

describe("a batch that takes up an assessment", () => {
  it("is refused where its preparer accepted that one", async () => {
    const scope = await scopeOf();
    const [assessment, batch] = [`a-${newId()}`, `b-${newId()}`];
    await addAssessments([assessment]);
    await outcome(scope, [stepOn(scope, "assessment", assessment, "accept")]);
    await outcome(scope, [stepOn(scope, "batch", batch, "calculate")]);
    expect(await outcome(scope, [part(batch, assessment)])).toEqual(refusal);
    const fresh = [stepOn(scope, "batch", `${batch}-2`, "calculate"), part(`${batch}-2`, assessment)];
    expect(await outcome(scope, fresh)).toEqual(refusal);
    expect(await outcome(scope, fresh.toReversed())).toEqual(refusal);
  });

  it("whose preparer checked it on site is fine", async () => {
    const scope = await scopeOf();
    const [assessment, batch] = [`a-${newId()}`, `b-${newId()}`];
    await addAssessments([assessment]);
    await outcome(scope, [stepOn(scope, "assessment", assessment, "site-check")]);
    expect(await outcome(scope, [stepOn(scope, "batch", batch, "calculate"), part(batch, assessment)])).toBeNull();
  });
});

describe("what is read beforehand", () => {
  it("are the actor's own steps on the case and on what belongs to it, and the pairs relaxed now", async () => {
    const [scope, another] = [await scopeOf(), await scopeOf("user-viewer")];
    const ids = await newCase();
    await outcome(scope, [stepOn(scope, "assessment", ids.assessment, "site-check")]);
    await outcome(scope, [stepOn(scope, "batch", ids.batch, "calculate")]);
    await outcome(another, [stepOn(another, "assessment", ids.assessment, "accept")]);
    await note(database, [relax("accept", "calculate")]);
    const [batch, assessment, relaxed] = await scope.read([
      selectStepsOn(scope, "batch", ids.batch),
      selectStepsOn(scope, "assessment", ids.assessment),
      selectRelaxed(scope),
    ]);
    await note(database, [endRelaxations()]);
    const both = [
      { caseKind: "assessment", step: "site-check", userId: "user-admin" },
      { caseKind: "batch", step: "calculate", userId: "user-admin" },
    ];
    expect([batch, assessment, relaxed]).toEqual([both, both, [{ firstStep: "accept", secondStep: "calculate" }]]);
  });
});

describe("steps and relaxations", () => {
  it.each([
    ["UPDATE case_steps SET user_id = 'user-viewer'", /stays done/],
    ["DELETE FROM case_steps", /stays done/],
    [
      "INSERT OR REPLACE INTO case_steps SELECT id, case_kind, case_id, step, 'user-viewer', at FROM case_steps",
      /case_steps\.id/,
    ],
    ["UPDATE case_parts SET batch_id = 'x'", /stays with it/],
    ["DELETE FROM case_parts", /stays with it/],
    ["DELETE FROM relaxations", /never removed/],
    ["UPDATE relaxations SET reason = '别的'", /never changed/],
    ["UPDATE relaxations SET ended_at = NULL, ended_by = NULL", /never changed/],
    [
      "INSERT INTO case_steps VALUES ('s', 'batch', 'b', 'accept', 'user-admin', '2026-11-22T08:00:00.000Z')",
      /step_of_its_kind/,
    ],
    [
      "INSERT INTO relaxations VALUES ('r', 'accept', 'first-review', '理由', 'user-admin', '2026-11-22T08:00:00.000Z', NULL, NULL)",
      /relaxations_order/,
    ],
  ])("are refused by the database: %s", async (sql, reason) => {
    const scope = await scopeOf();
    const ids = await newCase();
    await outcome(scope, [stepOn(scope, "assessment", ids.assessment, "site-check")]);
    await note(database, [relax("accept", "pay"), endRelaxations()]);
    await expect(database.client.execute(sql)).rejects.toThrow(reason);
  });

  it("of one pair are in force once, and REPLACE doesn't get round it", async () => {
    await note(database, [relax("self-assess", "pay")]);
    for (const insert of ["INSERT", "INSERT OR REPLACE"]) {
      const sql = `${insert} INTO relaxations VALUES ('again', 'self-assess', 'pay', '理由', 'user-admin', '${at}', NULL, NULL)`;
      await expect(database.client.execute(sql)).rejects.toThrow(/relaxations\.first_step/);
    }
    await note(database, [endRelaxations()]);
  });
});
