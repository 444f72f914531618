import { describe, expect, it } from "vitest";
import { tenant } from "../support/tenant.ts";

const at = await tenant();
const admin = await at.as("admin");
const path = `/api/tenants/${at.code}/relaxations`;
const decide = (steps: readonly string[], reason = "科室只有两人") =>
  admin("POST", path, { firstStep: steps[0], secondStep: steps[1], reason });
const json = async (response: Response | Promise<Response>) =>
  (await (await response).json()) as Record<string, unknown>;

describe("a relaxation", () => {
  it("is decided with a reason, once while it is in force, and ended later", async () => {
    const decided = await json(decide(["accept", "first-review"]));
    expect(decided).toMatchObject({
      firstStep: "first-review",
      secondStep: "accept",
      reason: "科室只有两人",
      decidedBy: "admin 01",
      decidedAt: "2026-11-22T08:00:00.000Z",
      endedAt: null,
    });
    expect(await json(decide(["first-review", "accept"]))).toMatchObject({
      code: "conflict",
      detail: "「初审」和「验收」已经放宽，不用再定。",
    });
    at.clock.forward(3600);
    const end = () => admin("POST", `${path}/${decided["id"]}/closing`, { reason: "添了人" });
    expect(await json(end())).toMatchObject({ endedBy: "admin 01", endedAt: "2026-11-22T09:00:00.000Z", revision: 2 });
    expect(await json(end())).toMatchObject({ code: "conflict" });
    expect((await decide(["first-review", "accept"])).status).toBe(201);
    const viewer = await at.as("viewer");
    const { items } = (await json(viewer("GET", path))) as unknown as { items: { endedAt: string | null }[] };
    expect(items.map(({ endedAt }) => endedAt)).toEqual([null, "2026-11-22T09:00:00.000Z"]);
  });

  it("is of two different steps that one person may not do anyway", async () => {
    expect(await json(decide(["accept", "accept"]))).toMatchObject({
      errors: [{ path: "secondStep", message: "应为两个不同的步骤" }],
    });
    expect(await json(decide(["site-check", "calculate"]))).toMatchObject({
      errors: [{ path: "secondStep", message: "这两步本来就可以由一人办，不用放宽" }],
    });
    expect((await decide(["accept"])).status).toBe(400);
  });
});
