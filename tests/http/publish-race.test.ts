import { describe, expect, it } from "vitest";
import * as own from "../../db/tenant/schema/index.ts";
import { lifeOf, refusal, soundPolicy, soundStandard } from "../support/life.ts";
import { tenant } from "../support/tenant.ts";

// A policy is held against the facts and the standards that were there as it was read. Where one of them goes or comes
// between that and the commit, nothing is published: the same request again is held against what there is by then.

async function county() {
  const at = await tenant();
  const admin = await at.as("admin");
  const [standards, policies] = [lifeOf(at, admin, "standards"), lifeOf(at, admin, "policies")];
  const done = async (answer: Promise<Response>): Promise<void> => expect((await answer).status).toBeLessThan(300);
  const eventsOf = async (id: string): Promise<readonly string[]> =>
    (await at.database.db.select().from(own.events))
      .filter(({ subjectKind, subjectId }) => subjectKind === "policy" && subjectId === id)
      .map(({ action }) => action);
  return { ...at, admin, standards, policies, done, eventsOf };
}

/** 四星 and 三星, as the standard of these tests has them, and nothing else. */
const awards = soundPolicy({
  grants: [{ code: "award", title: "奖补", amount: { kind: "table", of: "result.level", rows: { 4: 300, 3: 100 } } }],
});

describe("a policy whose publication is overtaken", () => {
  it("by a standard's publication is refused whole, and warned of the new levels the next time", async () => {
    const { standards, policies, meanwhile, done, eventsOf } = await county();
    await done(standards.create("point", soundStandard()));
    await done(standards.publish("point", 1, 1, { holdsFrom: "2026-01-01" }));
    const five = { code: "5", title: "五星级", atLeast: 90 };
    const { levels } = soundStandard() as { readonly levels: readonly object[] };
    await done(standards.begin("point"));
    await done(standards.write("point", 2, 1, soundStandard({ levels: [five, ...levels] })));
    await done(policies.create("award", awards));
    const draft = await policies.read("award", 1);
    meanwhile(() => done(standards.publish("point", 2, 2, { holdsFrom: "2026-01-02" })));
    expect(await refusal(await policies.publish("award", 1, 1))).toMatchObject({ status: 412, code: "stale" });
    expect((await standards.read("point", 2)).state).toBe("published");
    expect({ ...(await policies.read("award", 1)), warnings: [] }).toEqual(draft);
    expect(await eventsOf("award/1")).toEqual(["create"]);
    const again = await refusal(await policies.publish("award", 1, 1));
    expect(again).toMatchObject({ status: 409, code: "warnings-need-reason" });
    expect((await policies.publish("award", 1, 1, { reason: "五星另行奖补" })).status).toBe(200);
    expect(await eventsOf("award/1")).toEqual(["create", "publish"]);
  });

  it("by a standard's retirement is refused whole, and published by the same request after it", async () => {
    const { standards, policies, meanwhile, done, eventsOf } = await county();
    await done(standards.create("point", soundStandard()));
    await done(standards.publish("point", 1, 1, { holdsFrom: "2026-01-01" }));
    await done(policies.create("award", awards));
    const draft = await policies.read("award", 1);
    meanwhile(() => done(standards.retire("point", 1, 2)));
    expect(await refusal(await policies.publish("award", 1, 1))).toMatchObject({ status: 412, code: "stale" });
    expect((await standards.read("point", 1)).state).toBe("retired");
    expect(await policies.read("award", 1)).toEqual(draft);
    expect(await eventsOf("award/1")).toEqual(["create"]);
    expect((await policies.publish("award", 1, 1)).status).toBe(200);
    expect(await eventsOf("award/1")).toEqual(["create", "publish"]);
  });

  it("by its own publication through somebody else is refused, and published once", async () => {
    const { policies, meanwhile, done, eventsOf } = await county();
    await done(policies.create("award", soundPolicy()));
    meanwhile(() => done(policies.publish("award", 1, 1, { reason: "先到" })));
    expect(await refusal(await policies.publish("award", 1, 1))).toMatchObject({ status: 412, code: "stale" });
    expect(await policies.read("award", 1)).toMatchObject({ state: "published", publication: { reason: "先到" } });
    expect(await eventsOf("award/1")).toEqual(["create", "publish"]);
  });

  it("by what no policy is held against is not hindered", async () => {
    const { standards, policies, meanwhile, done } = await county();
    await done(standards.create("point", soundStandard()));
    await done(policies.create("award", soundPolicy()));
    meanwhile(() => done(standards.write("point", 1, 1, soundStandard({ title: "另一个名称" }))));
    expect((await policies.publish("award", 1, 1)).status).toBe(200);
    expect(await standards.read("point", 1)).toMatchObject({ title: "另一个名称", state: "draft" });
  });
});
