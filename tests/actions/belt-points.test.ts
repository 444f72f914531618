import { describe, expect, it } from "vitest";
import { tenant } from "../support/tenant.ts";

async function fresh() {
  const at = await tenant();
  const root = `/api/tenants/${at.code}`;
  const admin = await at.as("admin");
  const post = (path: string, body: unknown, revision?: number) =>
    admin("POST", `${root}/${path}`, body, revision === undefined ? {} : { "if-match": `"${revision}"` });
  return { ...at, root, admin, post };
}

describe("the points of a belt", () => {
  it("change places, and the order of earlier days is kept", async () => {
    const { admin, root, post } = await fresh();
    const ordered = await post("belts/belt-1/order", { order: ["tangxi-2", "tangxi-1"] }, 1);
    expect(await ordered.json()).toMatchObject({
      points: [
        { id: "tangxi-2", position: 1 },
        { id: "tangxi-1", position: 2 },
      ],
      revision: 2,
    });
    const positions = async (query: string) => {
      const response = await admin("GET", `${root}/units?belt=belt-1${query}`);
      const { items } = (await response.json()) as { items: { id: string; beltPosition: number }[] };
      return items.map(({ id, beltPosition }) => [id, beltPosition]);
    };
    expect(await positions("")).toEqual([
      ["tangxi-1", 2],
      ["tangxi-2", 1],
    ]);
    expect(await positions("&asOf=2026-11-21")).toEqual([
      ["tangxi-1", 1],
      ["tangxi-2", 2],
    ]);
    expect((await post("belts/belt-1/order", { order: ["tangxi-1", "tangxi-2"] }, 1)).status).toBe(412);
  });

  it("are ordered all of them, each once", async () => {
    const { post } = await fresh();
    const wrong = await post("belts/belt-1/order", { order: ["tangxi-1", "luobu-1", "tangxi-1"] }, 1);
    expect(await wrong.json()).toMatchObject({
      errors: [
        { path: "order[1]", message: "不在这条示范带上" },
        { path: "order[2]", message: "前面列过了" },
        { path: "order", message: "漏了「tangxi-2 党组织」，请列全" },
      ],
    });
  });

  it("aren't ordered by who reaches a part of them, and nothing is named that lies outside their reach", async () => {
    const { admin, asHolder, root } = await fresh();
    const unit = await admin("GET", `${root}/units/luobu-2`);
    const placed = await admin(
      "PATCH",
      `${root}/units/luobu-2`,
      { belt: "belt-1", beltPosition: 3 },
      { "if-match": unit.headers.get("etag") ?? "" },
    );
    expect(placed.status).toBe(200);
    const luobu = await asHolder({ role: "township", scope: { kind: "unit", id: "luobu" } });
    const { revision } = (await (await luobu("GET", `${root}/belts/belt-1`)).json()) as { revision: number };
    const match = { "if-match": `"${revision}"` };
    const refused = await luobu("POST", `${root}/belts/belt-1/order`, { order: ["luobu-2"] }, match);
    expect(await refused.json()).toMatchObject({
      ...{ status: 409, code: "conflict" },
      detail: "带上还有点在你的范围以外，整条带的次序由管理员来排。",
    });
    const signs = [{ kind: "plate", unit: "luobu-2", installedOn: "2026-10-02" }];
    const signed = await luobu("POST", `${root}/belts/belt-1/signage`, { signs }, match);
    expect(((await signed.json()) as { points: { id: string }[] }).points.map(({ id }) => id)).toEqual(["luobu-2"]);
  });

  it("have a plate each beside the belt's own signs; what isn't there has no day", async () => {
    const { post } = await fresh();
    const signs = [
      { kind: "entrance", installedOn: "2026-10-01" },
      { kind: "plate", unit: "tangxi-2", installedOn: "2026-10-02", remark: "已换新版" },
    ];
    const noted = await post("belts/belt-1/signage", { signs }, 1);
    expect(((await noted.json()) as { signs: unknown }).signs).toEqual([
      { kind: "entrance", unit: null, installedOn: "2026-10-01", remark: null },
      { kind: "exit", unit: null, installedOn: null, remark: null },
      { kind: "map", unit: null, installedOn: null, remark: null },
      { kind: "logo", unit: null, installedOn: null, remark: null },
      { kind: "plate", unit: "tangxi-1", installedOn: null, remark: null },
      { kind: "plate", unit: "tangxi-2", installedOn: "2026-10-02", remark: "已换新版" },
    ]);
    const wrong = await post("belts/belt-1/signage", { signs: [{ kind: "plate", installedOn: "2027-01-01" }] }, 2);
    expect(await wrong.json()).toMatchObject({ errors: [{ path: "signs[0].unit" }, { path: "signs[0].installedOn" }] });
  });
});

describe("联系指导", () => {
  const leader = { kind: "liaison", person: "班子成员 01", unit: "tangxi-1" };

  it("is one leader for one demonstration point, and one point for one leader", async () => {
    const { post, admin, root } = await fresh();
    const made = await post("assignments", leader);
    expect(made.status).toBe(201);
    const { id } = (await made.json()) as { id: string };
    const second = await post("assignments", { ...leader, person: "班子成员 02" });
    expect(await second.json()).toMatchObject({
      status: 409,
      detail: "「tangxi-1 党组织」已由班子成员 01联系，要换先结束。",
    });
    const other = await post("assignments", { ...leader, unit: "chamber-1" });
    expect(await other.json()).toMatchObject({
      status: 409,
      detail: "班子成员 01已联系「tangxi-1 党组织」，一人联系一个示范点；要换先结束那一个。",
    });
    const ended = await admin("PATCH", `${root}/assignments/${id}`, { until: "2026-11-22" }, { "if-match": '"1"' });
    expect(ended.status).toBe(200);
    expect((await post("assignments", { ...leader, unit: "chamber-1" })).status).toBe(201);
  });

  it("is one for one however many ask at once", async () => {
    const { post } = await fresh();
    const all = await Promise.all(
      Array.from({ length: 8 }, (_, n) => post("assignments", { ...leader, person: `班子成员 ${n}` })),
    );
    expect(all.map(({ status }) => status).toSorted()).toEqual([201, ...Array(7).fill(409)]);
  });

  it("goes to a demonstration point or a belt, to nothing else", async () => {
    const { post } = await fresh();
    const wrong = await post("assignments", { ...leader, unit: "tangxi-2" });
    expect(await wrong.json()).toMatchObject({ errors: [{ path: "unit", message: "联系指导的应是示范点或示范带" }] });
    expect((await post("assignments", { kind: "liaison", person: "班子成员 03", belt: "belt-1" })).status).toBe(201);
    const two = await post("assignments", { kind: "area", person: "班子成员 03", belt: "belt-1", unit: "tangxi" });
    expect(await two.json()).toMatchObject({ errors: [{ path: "", message: "党组织、示范带、两新组织三者写一个" }] });
  });
});
