import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDatabase, tenantUrl } from "../../db/open.ts";
import type { Demonstration } from "../../db/seed/demonstration.ts";
import { demonstrations } from "../../db/seed/demonstrations.ts";
import { templates } from "../../db/seed/templates.ts";
import { provisionDemonstration } from "../../worker/actions/tenants/provision-demonstration.ts";
import { provisionDemonstrations } from "../../worker/actions/tenants/provision-demonstrations.ts";
import { isCreditCode } from "../../worker/domain/credit-code.ts";
import { planFaults } from "../../worker/domain/plan.ts";
import { closePlace, dump, meansOf, openPlace, type Place } from "../support/provision-place.ts";

const found = demonstrations.find((each) => each.tenant === "jinhua-edz");
const template = templates.find((each) => each.code === "jinhua-edz");
if (found === undefined || template === undefined) throw new Error("no jinhua-edz");
const zone: Demonstration = { ...found, parent: null };
const namespaces = ["control", "t-jinhua-edz"];

describe("provisioning that crashes at any request", () => {
  let whole = "";
  let steps = 0;

  beforeAll(async () => {
    const place = await openPlace();
    const means = meansOf(place, null);
    await provisionDemonstration(means, zone, template, "hash");
    whole = await dump(place, namespaces);
    steps = means.asked();
    await closePlace(place);
  });

  it("makes the zone in a handful of requests", () => {
    expect(steps).toBeLessThanOrEqual(20);
    expect(whole).toContain("汤溪镇 05 号点");
  });

  it.each(["before", "after"] as const)("gives the same tenant when it is run again (%s the request)", async (when) => {
    for (let at = 1; at <= steps; at += 1) {
      const place = await openPlace();
      await expect(provisionDemonstration(meansOf(place, { at, when }), zone, template, "hash")).rejects.toThrow();
      await provisionDemonstration(meansOf(place, null), zone, template, "hash");
      expect(await dump(place, namespaces), `crashed ${when} request ${at}`).toBe(whole);
      await closePlace(place);
    }
  });
});

describe("the demonstration tenants", () => {
  let place: Place;
  const all = ["jinhua", "quzhou", "kaihua", "jinhua-edz"];

  beforeAll(async () => {
    place = await openPlace();
    await provisionDemonstrations(meansOf(place, null), "hash");
  });

  afterAll(() => closePlace(place));

  const rows = async (namespace: string, sql: string): Promise<unknown[]> => {
    const { client } = openDatabase(tenantUrl(place.server.libsqlUrl, namespace));
    const answer = await client.execute(sql);
    client.close();
    return answer.rows.map((row) => Object.values(row));
  };

  it("are four, active, children under their parents", async () => {
    expect(await rows("control", "SELECT code, kind, parent, state FROM tenants ORDER BY code")).toEqual([
      ["jinhua", "city", null, "active"],
      ["jinhua-edz", "zone", "jinhua", "active"],
      ["kaihua", "county", "quzhou", "active"],
      ["quzhou", "city", null, "active"],
    ]);
  });

  it("have a user of every role and second ones, named by it, and the platform an operator", async () => {
    const users = "SELECT username, role FROM users JOIN user_roles ON user_id = id ORDER BY users.id";
    for (const code of all) {
      const found = (await rows(`t-${code}`, users)) as [string, string][];
      expect(new Set(found.map(([, role]) => role)).size, code).toBe(9);
      expect(
        found.filter(([username, role]) => username.replace(/\d$/, "") !== role),
        code,
      ).toEqual([]);
    }
    expect((await rows("t-kaihua", users)).filter((row) => String(Object(row)[1]) === "department")).toHaveLength(5);
    expect(await rows("control", "SELECT username FROM operators")).toEqual([["operator"]]);
  });

  it("township and secretary reach the first township and its first unit", async () => {
    const reached = `SELECT users.username, units.code FROM user_roles JOIN users ON users.id = user_id
      JOIN units ON units.id = scope_id WHERE scope_kind = 'unit' ORDER BY username DESC`;
    expect(await rows("t-jinhua-edz", reached)).toEqual([
      ["township2", "sanjiang"],
      ["township", "sumeng"],
      ["secretary2", "sanjiang-09"],
      ["secretary", "sumeng-01"],
    ]);
  });

  it("the zone has 84 points on 8 belts and 12 demonstrations outside, 40 in all", async () => {
    const counts = `SELECT (SELECT count(*) FROM belts), (SELECT count(*) FROM units WHERE belt_id IS NOT NULL),
      (SELECT count(*) FROM units WHERE demonstration = 1 AND belt_id IS NULL),
      (SELECT count(*) FROM units WHERE demonstration = 1)`;
    expect(await rows("t-jinhua-edz", counts)).toEqual([[8, 84, 12, 40]]);
  });

  it("have example entities, and the two with points one approved 一点一策 that lacks nothing", async () => {
    const entities = "SELECT name, credit_code FROM entities ORDER BY id";
    for (const code of all) {
      const found = (await rows(`t-${code}`, entities)) as [string, string][];
      expect(found.length, code).toBeGreaterThanOrEqual(3);
      expect(
        found.filter(([name, credit]) => !name.startsWith("示例") || !isCreditCode(credit)),
        code,
      ).toEqual([]);
    }
    const plans = `SELECT p.document, d.decision, d.decided_name FROM plans p JOIN plan_decisions d ON d.plan_id = p.id
      WHERE p.state = 'approved' AND p.revision = 4 ORDER BY d.revision`;
    for (const code of ["jinhua", "jinhua-edz"]) {
      const decided = (await rows(`t-${code}`, plans)) as [string, string, string][];
      expect(decided.map(([, ...who]) => who)).toEqual([
        ["submit", "租户管理员 01"],
        ["approve", "乡镇经办 01"],
      ]);
      expect(planFaults(JSON.parse(decided[0]?.[0] ?? ""), 2026)).toEqual([]);
    }
  });

  it("the zone has 96 results, of which three weren't accepted", async () => {
    const counts = "SELECT is_accepted, count(*) FROM results GROUP BY is_accepted ORDER BY is_accepted";
    expect(await rows("t-jinhua-edz", counts)).toEqual([
      [0, 3],
      [1, 93],
    ]);
  });

  it("leave everything as it is when they are made again", async () => {
    const before = await dump(place, ["control", ...all.map((code) => `t-${code}`)]);
    await provisionDemonstrations(meansOf(place, null), "another hash");
    expect(await dump(place, ["control", ...all.map((code) => `t-${code}`)])).toBe(before);
  });

  it("a code that another district has is refused", async () => {
    const other: Demonstration = { ...zone, name: "另一个开发区", parent: "jinhua" };
    await expect(provisionDemonstration(meansOf(place, null), other, template, "hash")).rejects.toMatchObject({
      code: "code-taken",
    });
  });

  it("a parent that doesn't exist is refused before anything is made", async () => {
    const orphan: Demonstration = { ...zone, tenant: "orphan", parent: "nowhere" };
    await expect(provisionDemonstration(meansOf(place, null), orphan, template, "hash")).rejects.toMatchObject({
      code: "conflict",
    });
    expect(await rows("control", "SELECT count(*) FROM tenants")).toEqual([[4]]);
  });
});
