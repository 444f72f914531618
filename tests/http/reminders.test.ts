import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { wakeTenant } from "../../worker/jobs.ts";
import { openedCycle, publishBoth } from "../support/assessed.ts";
import { type TestTenant, tenant } from "../support/tenant.ts";

// The clock stands at 16:00 of 22 November 2026 in China; the self-assessment ends on the 29th: seven days.

const day = 24 * 3600;
let at: TestTenant;

beforeEach(async () => {
  at = await tenant();
  await publishBoth(at);
});

const open = async (fields: object = {}) =>
  await openedCycle(at, await at.as("admin"), {
    ...{ selfUntil: "2026-11-29", reviewUntil: "2026-12-20", acceptanceUntil: "2026-12-30" },
    ...fields,
  });

/** What the minute's schedule does, and what that hands to the queue. */
async function wake(): Promise<void> {
  await wakeTenant(at.deps, at.code);
  await at.drain();
}

interface Told {
  readonly user: string;
  readonly title: string;
  readonly lines: readonly string[];
}
async function told(): Promise<readonly Told[]> {
  const { userId, title, lines, at: when, id } = own.inbox;
  const rows = await at.database.db.select({ user: userId, title, lines }).from(own.inbox).orderBy(when, userId, id);
  return rows.map((row) => ({ ...row, lines: row.lines.map(({ text }) => text) }));
}

describe("a deadline", () => {
  it("is told seven days before to the secretary whose form isn't handed in, and in sum to the admin", async () => {
    await open();
    await wake();
    expect(await told()).toEqual([
      {
        user: "user-admin",
        title: "有 1 项快到期",
        lines: ["四季度督查：3 件自评没交，11 月 29 日截止，还剩 7 天"],
      },
      {
        user: "user-secretary",
        title: "有 1 项快到期",
        lines: ["四季度督查：1 件自评没交，11 月 29 日截止，还剩 7 天"],
      },
    ]);
  });

  it("is no longer told once the form is handed in", async () => {
    const { assessments } = await open();
    for (const id of assessments.values()) {
      await note(at.database, [
        at.database.db.update(own.assessments).set({ state: "township" }).where(eq(own.assessments.id, id)),
      ]);
    }
    await wake();
    expect(await told()).toEqual([]);
  });

  it("of the review is told to the township for its own units alone, of acceptance to the assessor", async () => {
    const { assessments } = await open({
      selfUntil: "2026-11-21",
      reviewUntil: "2026-11-23",
      acceptanceUntil: "2026-12-22",
    });
    const move = async (unit: string, state: "township" | "acceptance") =>
      await note(at.database, [
        at.database.db
          .update(own.assessments)
          .set({ state })
          .where(eq(own.assessments.id, assessments.get(unit) ?? "")),
      ]);
    await move("tangxi-1", "township");
    await move("chamber-1", "township");
    await move("tangxi-2", "acceptance");
    await wake();
    const lines = (await told()).filter(({ user }) => user !== "user-admin");
    expect(lines).toEqual([
      {
        user: "user-assessor",
        title: "有 1 项快到期",
        lines: ["四季度督查：1 件待验收，12 月 22 日截止"],
      },
      {
        user: "user-township",
        title: "有 1 项快到期",
        lines: ["四季度督查：1 件待初审，11 月 23 日截止，还剩 1 天"],
      },
    ]);
  });

  it("of the review is told to the department whose section waits", async () => {
    const { assessments } = await open({ standards: ["stars"], reviewUntil: "2026-11-29", selfUntil: "2026-11-25" });
    const [first] = assessments.values();
    await note(at.database, [
      at.database.db
        .update(own.assessments)
        .set({ state: "department" })
        .where(eq(own.assessments.id, first ?? "")),
    ]);
    await wake();
    expect((await told()).filter(({ user }) => user === "user-department")).toMatchObject([
      { lines: ["四季度督查：1 件待部门评审，11 月 29 日截止，还剩 7 天"] },
    ]);
  });

  it("of a plan's milestone is told until it is reached", async () => {
    const milestones = [
      { title: "挂牌", dueOn: "2026-11-29" },
      { title: "开放", dueOn: "2026-11-29" },
    ];
    await note(at.database, [
      at.database.db.insert(own.plans).values({
        ...{ id: "plan-1", unitId: "tangxi-1", year: 2026, state: "approved", createdAt: "2026-03-01T00:00:00.000Z" },
        document: { goals: "四星级", measures: [], milestones },
        progress: { 0: { percent: 100, on: "2026-10-01", remark: null } },
      }),
    ]);
    await wake();
    expect((await told()).filter(({ user }) => user === "user-secretary")).toMatchObject([
      { lines: ["2026 年一点一策：1 个节点没完成，11 月 29 日截止，还剩 7 天"] },
    ]);
  });
});

describe("the daily job", () => {
  it("tells once a day, however often it is asked for and however often its message comes", async () => {
    await open();
    await wakeTenant(at.deps, at.code);
    await wakeTenant(at.deps, at.code);
    at.queue.push(...at.queue, ...at.queue);
    await at.drain();
    await wake();
    at.clock.forward(3600);
    await wake();
    expect((await told()).length).toBe(2);
  });

  it("is silent on a day without a deadline ahead, and tells again on the last one", async () => {
    await open();
    await wake();
    at.clock.forward(day);
    await wake();
    expect((await told()).length).toBe(2);
    at.clock.forward(5 * day);
    await wake();
    expect((await told()).at(-1)?.lines).toEqual(["四季度督查：1 件自评没交，11 月 29 日截止，还剩 1 天"]);
  });

  it("begins at eight in the morning in China", async () => {
    await open();
    await wake();
    at.clock.forward(6 * day - 8 * 3600 - 1);
    await wake();
    expect((await told()).length).toBe(2);
    at.clock.forward(1);
    await wake();
    expect((await told()).length).toBe(4);
  });

  it("makes up for missed days with one digest on the newest", async () => {
    await open({ selfUntil: "2026-12-01", reviewUntil: "2026-12-20" });
    await wake();
    expect(await told()).toEqual([]);
    at.clock.forward(5 * day);
    await wake();
    expect(await told()).toMatchObject([
      { user: "user-admin", lines: ["四季度督查：3 件自评没交，12 月 1 日截止，还剩 4 天"] },
      { user: "user-secretary", lines: ["四季度督查：1 件自评没交，12 月 1 日截止，还剩 4 天"] },
    ]);
  });

  it("skips a suspended tenant, and makes up for it afterwards", async () => {
    await open({ selfUntil: "2026-12-01", reviewUntil: "2026-12-20" });
    await wake();
    const set = async (state: "active" | "suspended") =>
      await note(at.database, [at.database.db.update(own.tenant).set({ state }).where(eq(own.tenant.id, 1))]);
    await set("suspended");
    at.clock.forward(2 * day);
    await wake();
    expect(await told()).toEqual([]);
    await set("active");
    await wake();
    expect((await told()).length).toBe(2);
  });

  it("hands the robots counts and a link, no unit and no person", async () => {
    const admin = await at.as("admin");
    const url = "https://oapi.dingtalk.com/robot/send?access_token=0123456789abcdef";
    await admin("POST", `/api/tenants/${at.code}/webhooks`, { title: "工作群", kind: "dingtalk", url });
    await open();
    await wakeTenant(at.deps, at.code);
    at.queue.push(...at.queue);
    await at.drain();
    const rows = await at.database.db.select().from(own.webhookDeliveries);
    expect(rows.map(({ topic, text, state }) => ({ topic, text, state }))).toEqual([
      {
        topic: "remind/2026-11-22",
        text: `红带提醒（${at.code} 测试区）：有 1 项快到期\n四季度督查：3 件自评没交，11 月 29 日截止，还剩 7 天\nhttps://hongdai.example`,
        state: "waiting",
      },
    ]);
  });
});
