import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { inbox, jobs, users } from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { type Recipient, tellInbox } from "../../worker/actions/inbox.ts";
import { wakeTenant } from "../../worker/jobs.ts";
import { type Send, type TestTenant, tenant } from "../support/tenant.ts";

let at: TestTenant;
let path: string;

beforeEach(async () => {
  at = await tenant();
  path = `/api/tenants/${at.code}/inbox`;
});

async function tell(to: Recipient, title = "有 1 项快到期"): Promise<void> {
  const teller = { db: at.database.db, now: at.clock.now().toISOString(), newId: at.deps.newId };
  await note(at.database, tellInbox(teller, to, { kind: "reminder", title, link: "/" }));
}

const told = async () =>
  (await at.database.db.select({ user: inbox.userId }).from(inbox).orderBy(inbox.userId)).map(({ user }) => user);

interface Listed {
  readonly items: readonly { readonly id: string; readonly title: string; readonly readAt: string | null }[];
  readonly unread: number;
}
const listed = async (send: Send, query = ""): Promise<Listed> =>
  (await (await send("GET", `${path}${query}`)).json()) as Listed;

describe("a message", () => {
  it("is the recipient's alone: in nobody else's list, count or reach", async () => {
    await tell({ user: "user-secretary" });
    const [secretary, admin] = [await at.as("secretary"), await at.as("admin")];
    const own = await listed(secretary);
    expect(own).toMatchObject({ unread: 1, items: [{ title: "有 1 项快到期", readAt: null }] });
    expect(await listed(admin)).toEqual({ items: [], nextCursor: null, unread: 0 });
    expect((await admin("POST", `${path}/${own.items[0]?.id}/reading`)).status).toBe(404);
    expect((await listed(secretary)).unread).toBe(1);
  });

  it("is read once, and stays in the list", async () => {
    await tell({ user: "user-secretary" });
    const secretary = await at.as("secretary");
    const id = (await listed(secretary)).items[0]?.id;
    const read = await secretary("POST", `${path}/${id}/reading`);
    expect(await read.json()).toMatchObject({ id, readAt: "2026-11-22T08:00:00.000Z" });
    at.clock.forward(60);
    const again = await secretary("POST", `${path}/${id}/reading`);
    expect(await again.json()).toMatchObject({ readAt: "2026-11-22T08:00:00.000Z" });
    expect(await listed(secretary)).toMatchObject({ unread: 0, items: [{ id }] });
    expect((await listed(secretary, "?unread=true")).items).toEqual([]);
  });

  it("can be read with all others, those that came until then", async () => {
    await tell({ user: "user-secretary" }, "第一条");
    await tell({ user: "user-secretary" }, "第二条");
    await tell({ user: "user-admin" }, "别人的");
    const secretary = await at.as("secretary");
    expect(await (await secretary("POST", `${path}/reading`)).json()).toEqual({ unread: 0 });
    expect((await listed(await at.as("admin"))).unread).toBe(1);
  });

  it("comes page by page, the latest first", async () => {
    for (const title of ["一", "二", "三"]) {
      await tell({ user: "user-secretary" }, title);
      at.clock.forward(1);
    }
    const secretary = await at.as("secretary");
    const first = (await (await secretary("GET", `${path}?limit=2`)).json()) as Listed & { nextCursor: string };
    expect(first.items.map(({ title }) => title)).toEqual(["三", "二"]);
    const rest = await listed(secretary, `?limit=2&cursor=${first.nextCursor}`);
    expect(rest.items.map(({ title }) => title)).toEqual(["一"]);
  });
});

describe("who is told", () => {
  it.each([
    { to: { role: "secretary", unit: "tangxi-1" }, users: ["user-secretary"] },
    { to: { role: "secretary", unit: "tangxi" }, users: [] },
    { to: { role: "township", unit: "tangxi-2" }, users: ["user-township"] },
    { to: { role: "township", unit: "luobu-2" }, users: [] },
    { to: { role: "assessor", unit: "luobu-2" }, users: ["user-assessor"] },
    { to: { role: "admin" }, users: ["user-admin"] },
  ] as const)("by role and unit: $to", async ({ to, users: expected }) => {
    await tell(to);
    expect(await told()).toEqual(expected);
  });

  it("by a trade: whoever holds the role for the trade committee of the unit", async () => {
    const holder = await at.asHolder({ role: "township", scope: { kind: "trade", id: "chamber" } });
    await tell({ role: "township", unit: "chamber-1" });
    expect(await told()).toEqual([holder.id]);
  });

  it("is nobody who is disabled", async () => {
    const disabledAt = at.clock.now().toISOString();
    await note(at.database, [at.database.db.update(users).set({ disabledAt }).where(eq(users.id, "user-secretary"))]);
    await tell({ user: "user-secretary" });
    expect(await told()).toEqual([]);
  });
});

describe("the daily sweep", () => {
  it("removes what was read more than a year ago, and nothing that is unread or read later", async () => {
    const row = (id: string, at: string, readAt: string | null) => ({
      ...{ id, at, readAt, userId: "user-secretary", kind: "reminder", title: id, lines: [], link: null },
    });
    // The clock stands at 16:00 of 22 November 2026 in China: a year before begins 22 November 2025, 00:00.
    await note(at.database, [
      at.database.db
        .insert(inbox)
        .values([
          row("unread", "2024-01-01T00:00:00.000Z", null),
          row("old", "2024-01-01T00:00:00.000Z", "2025-11-21T15:59:59.999Z"),
          row("year", "2024-01-01T00:00:00.000Z", "2025-11-21T16:00:00.000Z"),
          row("new", "2026-11-01T00:00:00.000Z", "2026-11-02T00:00:00.000Z"),
          ...Array.from({ length: 1200 }, (_, n) =>
            row(`many-${n}`, "2024-01-01T00:00:00.000Z", "2024-02-01T00:00:00.000Z"),
          ),
        ]),
    ]);
    await wakeTenant(at.deps, at.code);
    await at.drain();
    const left = await at.database.db.select({ id: inbox.id }).from(inbox).orderBy(inbox.id);
    expect(left.map(({ id }) => id)).toEqual(["new", "unread", "year"]);
    const [job] = await at.database.db.select().from(jobs).where(eq(jobs.name, "sweep-inbox"));
    expect(job).toMatchObject({ period: "2026-11-22", state: "done", done: 1201 });
  });
});
