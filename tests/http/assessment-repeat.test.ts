import { beforeEach, describe, expect, it } from "vitest";
import { type Assessing, assessing, expectDone } from "../support/assessing.ts";
import type { Send } from "../support/tenant.ts";

let a: Assessing;
let id: string;

beforeEach(async () => {
  a = await assessing();
  id = a.cycle.assessments.get("tangxi-1") ?? "";
});

describe("a step whose answer was lost", () => {
  it("is told again by its Idempotency-Key, whatever came after, and isn't taken twice", async () => {
    const { secretary, township, assessor, assessor2 } = a.people;
    const path = `/api/tenants/${a.at.code}/assessments/${id}`;
    const refused = { isAccepted: false, reason: "没有通过" };
    const steps = [
      ["submission", secretary, undefined, "township"],
      ["return", township, { reason: "请补正" }, "self"],
      ["submission", secretary, undefined, "township"],
      ["review", township, {}, "acceptance"],
      ["verification", assessor, {}, "acceptance"],
      ["acceptance", assessor2, refused, "decided"],
    ] as const;
    const told: { send: Send; noun: string; body: unknown; headers: Record<string, string>; first: Response }[] = [];
    for (const [place, [noun, send, body, state]] of steps.entries()) {
      const headers = { "if-match": `"${place + 1}"`, "idempotency-key": `step-${place}` };
      const first = await send("POST", `${path}/${noun}`, body, headers);
      expect(await first.clone().json()).toMatchObject({ state, revision: place + 2 });
      told.push({ send, noun, body, headers, first });
    }
    for (const { send, noun, body, headers, first } of told) {
      const again = await send("POST", `${path}/${noun}`, body, headers);
      expect([again.status, again.headers.get("etag")]).toEqual([200, first.headers.get("etag")]);
      expect(await again.text()).toBe(await first.text());
    }
    expect((await a.read(secretary, id)).body).toMatchObject({ state: "decided", revision: 7, round: 2 });
  });

  it("can't be another step under the same key", async () => {
    const { secretary, township } = a.people;
    expectDone(await a.step(secretary, id, "submission"), "township");
    const review = (comment: string) =>
      township(
        "POST",
        `/api/tenants/${a.at.code}/assessments/${id}/review`,
        { comment },
        {
          ...{ "if-match": '"2"', "idempotency-key": "review-1" },
        },
      );
    expect((await review("属实")).status).toBe(200);
    expect((await review("不实")).status).toBe(422);
  });
});
