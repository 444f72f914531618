import { describe, expect, it } from "vitest";
import { type Json, life, refusal, soundPolicy, soundStandard } from "../support/life.ts";

/** A document of each noun with one slip that is warned of. */
const slips = [
  {
    noun: "standards",
    field: "standard",
    document: soundStandard({ levels: [{ code: "5", title: "五星级", atLeast: 110 }] }),
    code: "level-above-possible",
    path: "levels[0].atLeast",
  },
  {
    noun: "policies",
    field: "policy",
    document: soundPolicy({
      grants: [{ code: "award", title: "奖补", amount: { kind: "fixed", fen: 10_000 } }],
      ceilings: [{ code: "total", totalFen: 5000, share: "prorate" }],
    }),
    code: "ceiling-below-award",
    path: "ceilings[0].totalFen",
  },
] as const;

describe.each(slips)("a slip among $noun", ({ noun, field, document, code, path }) => {
  it("is warned of wherever the document is shown, with a proposal, and is no fault", async () => {
    const { create, admin, path: base } = await life(noun);
    const { faults, warnings } = (await (await create("point", document)).json()) as Record<string, Json[]>;
    expect(faults).toEqual([]);
    expect(warnings).toMatchObject([{ code, path, proposal: { text: expect.any(String) } }]);
    const checked = await admin("POST", `${base}/check`, { [field]: document });
    expect(await checked.json()).toEqual({ faults: [], warnings });
  });

  it("is published over with a reason alone, which is kept with what was warned of", async () => {
    const { create, publish, read, database } = await life(noun);
    await create("point", document);
    const [warning] = (await read("point", 1)).warnings;
    const refused = await refusal(await publish("point", 1, 1));
    expect(refused).toEqual({
      ...{ status: 409, code: "warnings-need-reason", detail: "有 1 处提醒。" },
      errors: [{ path: `document.${path}`, message: warning?.["message"] }],
    });
    expect((await refusal(await publish("point", 1, 1, { reason: "" })))["code"]).toBe("invalid");
    expect((await publish("point", 1, 1, { reason: "上级原文如此" })).status).toBe(200);
    const { publication } = await read("point", 1);
    expect(publication).toMatchObject({ reason: "上级原文如此", over: [{ path, message: warning?.["message"] }] });
    const { rows } = await database.client.execute("SELECT body FROM events WHERE action = 'publish'");
    expect(JSON.parse(String(rows[0]?.[0]))).toMatchObject({ reason: "上级原文如此", over: [{ path }] });
  });
});
