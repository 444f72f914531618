import { expect, it } from "vitest";
import { assessing, expectDone, fullMarks } from "../support/assessing.ts";

it("a veto in force upon a unit comes into what acceptance takes, though nobody names it", async () => {
  const a = await assessing();
  const { people, at } = a;
  const [id, other] = [a.cycle.assessments.get("tangxi-1") ?? "", a.cycle.assessments.get("tangxi-2") ?? ""];
  const { body } = await a.read(people.admin, id);
  const { code } = body["standard"] as { readonly code: string };
  const veto = {
    ...{ unit: "tangxi-1", standard: code, veto: "accident", happenedOn: "2026-11-01", from: "2026-11-01" },
    ...{ until: "2027-10-31", text: "发生一起责任事故", proof: "应急管理部门通报" },
  };
  expect((await people.admin("POST", `/api/tenants/${at.code}/vetoes`, veto)).status).toBe(201);
  expect(other).not.toBe("");
  await a.type(people.secretary, id, fullMarks);
  expectDone(await a.step(people.secretary, id, "submission"), "township");
  expectDone(await a.step(people.township, id, "review", {}), "acceptance");
  const before = (await a.read(people.secretary, id)).body;
  expect(before["vetoes"]).toEqual([
    {
      ...{ code: "accident", title: "发生重大安全责任事故", isAutomatic: false, isRaised: true, effect: "不定级" },
      inForce: [
        {
          ...{ id: expect.any(String), happenedOn: "2026-11-01", from: "2026-11-01", until: "2027-10-31" },
          ...{ text: "发生一起责任事故", proof: "应急管理部门通报", state: "standing" },
        },
      ],
    },
  ]);
  expect(before["score"]).toMatchObject({ of: "claimed", level: null });
  expect((await a.read(people.admin, other)).body["vetoes"]).toMatchObject([{ isRaised: false, inForce: [] }]);
  expectDone(await a.step(people.assessor, id, "verification", {}), "acceptance");
  const accepted = {
    isAccepted: false,
    reason: "有责任事故",
    answers: [{ item: "effect", value: 15, reason: "属实" }],
  };
  expectDone(await a.step(people.assessor2, id, "acceptance", accepted), "decided");
  const stored = await at.database.client.execute(
    "SELECT document -> '$.vetoes' AS vetoes FROM assessment_documents WHERE stage = 'accepted'",
  );
  expect(stored.rows.map(({ vetoes }) => vetoes)).toEqual(['["accident"]']);
});
