import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it, onTestFinished, vi } from "vitest";
import { events, jobs, tenant as tenantTable } from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { openJobs } from "../../worker/actions/jobs/open.ts";
import { runChunk } from "../../worker/actions/jobs/run.ts";
import { type Job, type JobMeans, type JobRegistry, type JobRun, jobAsked } from "../../worker/actions/jobs.ts";
import { Problem } from "../../worker/domain/problem.ts";
import { followJob, pickUpJobs } from "../../worker/jobs.ts";
import { type TestTenant, tenant } from "../support/tenant.ts";

let at: TestTenant;
let begun: Job[];

const means = (): JobMeans => ({
  database: at.database,
  tenant: at.code,
  evidence: at.deps.openEvidence(at.code),
  now: at.clock.now().toISOString(),
  newId: at.deps.newId,
  message: {},
});

/** Counts to three in three chunks, with an event a chunk. */
const registry: JobRegistry = {
  "count-up": async ({ database: { db }, now, newId }, job) => {
    begun.push(job);
    const done = job.done + 1;
    const row = { id: newId(), at: now, actorName: "系统", action: "count", subjectKind: "job", subjectId: job.id };
    const statements = [db.insert(events).values({ ...row, revision: done })];
    return { statements, done, total: 3, ...(done === 3 ? {} : { cursor: { last: done } }) };
  },
  refused: async () => {
    throw new Problem("conflict", { detail: "这个周期已经结束。" });
  },
  broken: async () => {
    throw new Error("a bug");
  },
};

async function ask(name: string, period = "2026-10"): Promise<string> {
  const id = at.deps.newId();
  const by = { id, at: at.clock.now().toISOString(), startedBy: "user-admin" };
  await note(at.database, [jobAsked(at.database.db, by, { name, period })]);
  return id;
}

const rowOf = async (id: string) => (await at.database.db.select().from(jobs).where(eq(jobs.id, id)))[0];
const counted = async () =>
  (await at.database.db.select({ revision: events.revision }).from(events).where(eq(events.action, "count"))).map(
    ({ revision }) => revision,
  );

beforeEach(async () => {
  at = await tenant();
  begun = [];
});

describe("a job", () => {
  it("runs chunk by chunk, each with its rows and its progress", async () => {
    const id = await ask("count-up");
    expect(await runChunk(means(), registry, id)).toBe("more");
    expect(await rowOf(id)).toMatchObject({ state: "running", done: 1, total: 3, cursor: { last: 1 } });
    await followJob(at.deps, at.code, id, registry);
    expect(await rowOf(id)).toMatchObject({ state: "done", done: 3, total: 3, error: null });
    expect(await counted()).toEqual([1, 2, 3]);
    expect(begun.map(({ startedBy }) => startedBy)).toEqual(
      [1, 2, 3].map(() => ({ id: "user-admin", name: "admin 01" })),
    );
  });

  it("is one for a name and a period, however often it is asked for", async () => {
    const id = await ask("count-up");
    await ask("count-up");
    await followJob(at.deps, at.code, id, registry);
    await ask("count-up");
    expect(await at.database.db.select({ id: jobs.id, state: jobs.state }).from(jobs)).toEqual([{ id, state: "done" }]);
  });

  it("whose message comes twice repeats nothing", async () => {
    const id = await ask("count-up");
    await Promise.all([1, 2, 3].map(() => followJob(at.deps, at.code, id, registry)));
    await followJob(at.deps, at.code, id, registry);
    expect(await counted()).toEqual([1, 2, 3]);
    expect(await rowOf(id)).toMatchObject({ state: "done", done: 3 });
  });

  it("killed between two chunks goes on where it stood once the schedule sees it stalled", async () => {
    const id = await ask("count-up");
    await runChunk(means(), registry, id);
    expect(await openJobs(at.database, at.clock.now())).toEqual([]);
    at.clock.forward(61);
    await pickUpJobs(at.deps, at.code);
    expect(at.queue).toEqual([{ tenant: at.code, job: id }]);
    await followJob(at.deps, at.code, id, registry);
    expect(begun.map(({ cursor }) => cursor)).toEqual([{}, { last: 1 }, { last: 2 }]);
    expect(await counted()).toEqual([1, 2, 3]);
  });

  it("whose message was lost is picked up by the schedule", async () => {
    const id = await ask("count-up");
    expect(await openJobs(at.database, at.clock.now())).toEqual([id]);
  });

  it("rests while its tenant is suspended", async () => {
    const id = await ask("count-up");
    const suspend = (state: "active" | "suspended") =>
      note(at.database, [at.database.db.update(tenantTable).set({ state }).where(eq(tenantTable.id, 1))]);
    await suspend("suspended");
    at.clock.forward(61);
    expect(await openJobs(at.database, at.clock.now())).toEqual([]);
    expect(await runChunk(means(), registry, id)).toBe("nothing");
    expect(await counted()).toEqual([]);
    await suspend("active");
    await followJob(at.deps, at.code, id, registry);
    expect(await counted()).toEqual([1, 2, 3]);
  });

  it("that is refused ends with the reason, and begins again when it is asked for again", async () => {
    const id = await ask("refused");
    await runChunk(means(), registry, id);
    expect(await rowOf(id)).toMatchObject({ state: "failed", error: "这个周期已经结束。" });
    await ask("refused");
    expect(await rowOf(id)).toMatchObject({ state: "waiting", error: null, attempts: 0 });
  });

  it("that stumbles over a bug is tried five times, and says nothing of ours", async () => {
    const id = await ask("broken");
    for (let time = 1; time <= 4; time += 1) await runChunk(means(), registry, id);
    expect(await rowOf(id)).toMatchObject({ state: "running", attempts: 4 });
    await runChunk(means(), registry, id);
    expect(await rowOf(id)).toMatchObject({ state: "failed", error: "系统出错，请把编号告诉管理员。" });
  });

  it("that another message finished meanwhile has not failed, and nothing is said of it", async () => {
    const said = vi.spyOn(console, "error").mockImplementation(() => undefined);
    onTestFinished(() => void said.mockRestore());
    const id = await ask("overtaken");
    const finished: JobRun = async () => ({ statements: [], done: 1 });
    const overtaken: JobRun = async () => {
      await runChunk(means(), { overtaken: finished }, id);
      throw new Problem("conflict", { detail: "这个周期不在开启。" });
    };
    expect(await runChunk(means(), { overtaken }, id)).toBe("nothing");
    expect(await rowOf(id)).toMatchObject({ state: "done", done: 1, error: null });
    expect(said).not.toHaveBeenCalled();
  });

  it("of a name that this version doesn't know fails and says so", async () => {
    const id = await ask("unheard-of");
    await runChunk(means(), registry, id);
    expect(await rowOf(id)).toMatchObject({ state: "failed", error: "这一版程序不认识这项任务。" });
  });
});

describe("the progress of a job", () => {
  it("is shown to who asked for it and to the admin, and is not found by anybody else", async () => {
    const id = await ask("count-up");
    await runChunk(means(), registry, id);
    const path = `/api/tenants/${at.code}/jobs/${id}`;
    const response = await (await at.as("admin"))("GET", path);
    expect(await response.json()).toMatchObject({ id, name: "count-up", state: "running", done: 1, total: 3 });
    expect((await (await at.as("assessor"))("GET", path)).status).toBe(404);
    await note(at.database, [at.database.db.update(jobs).set({ startedBy: "user-assessor" }).where(eq(jobs.id, id))]);
    expect((await (await at.as("assessor"))("GET", path)).status).toBe(200);
  });
});
