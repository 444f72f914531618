import { beforeAll, describe, expect, it } from "vitest";
import { listDirectory } from "../../worker/actions/directory/list.ts";
import { submitSignup } from "../../worker/actions/signups/submit.ts";
import { provisionSignup, waitingSignups } from "../../worker/actions/tenants/provision-signup.ts";
import { closePlace, dump, meansOf, openPlace, type Place } from "../support/provision-place.ts";

// A district that signed up, where any request to the databases may be the last one that arrives.

const asked = {
  code: "tongjiang",
  name: "通江县",
  kind: "county",
  parent: null,
  contact: { name: "王某", phone: "0827-7222222" },
  creditCode: "11330700002592599F",
  template: "quzhou",
} as const;
const namespaces = ["control", "t-tongjiang"];

async function signUp(place: Place): Promise<string> {
  const now = new Date("2026-11-22T08:00:00.000Z");
  let ids = 0;
  const newId = (): string => {
    ids += 1;
    return `made-signup-${ids}`;
  };
  const means = {
    control: place.control,
    now,
    newId,
    mode: "open",
    secret: "s".repeat(43),
    repeatKey: undefined,
  } as const;
  return (await submitSignup(means, asked)).id;
}

const visible = async ({ control }: Place): Promise<readonly string[]> =>
  (await listDirectory(control, { limit: 200 })).items.map(({ code }) => code);

describe("provisioning a sign-up that crashes at any request", () => {
  let whole = "";
  let steps = 0;

  beforeAll(async () => {
    const place = await openPlace();
    const means = meansOf(place, null);
    await provisionSignup(means, await signUp(place));
    whole = await dump(place, namespaces);
    steps = means.asked();
    await closePlace(place);
  });

  it("makes the district in a handful of requests", () => {
    expect(steps).toBeLessThanOrEqual(22);
    expect(whole).toContain("两新组织");
  });

  it.each(["before", "after"] as const)(
    "shows no half tenant, waits to be gone on with, and ends as the same tenant (%s the request)",
    async (when) => {
      for (let at = 1; at <= steps; at += 1) {
        const place = await openPlace();
        const id = await signUp(place);
        await expect(provisionSignup(meansOf(place, { at, when }), id)).rejects.toThrow();
        const [shown, waiting] = [await visible(place), await waitingSignups(place.control)];
        if (shown.length === 0) expect(waiting, `${when} ${at}`).toEqual([id]);
        for (const each of waiting) await provisionSignup(meansOf(place, null), each);
        expect(await dump(place, namespaces), `crashed ${when} request ${at}`).toBe(whole);
        expect([await visible(place), await waitingSignups(place.control)]).toEqual([["tongjiang"], []]);
        await closePlace(place);
      }
    },
  );

  it("comes to the same when it is run again, and by two at once", async () => {
    const place = await openPlace();
    const id = await signUp(place);
    await Promise.allSettled([provisionSignup(meansOf(place, null), id), provisionSignup(meansOf(place, null), id)]);
    await provisionSignup(meansOf(place, null), id);
    const { client } = place.control;
    const { rows } = await client.execute(
      "SELECT action, revision FROM events WHERE subject_kind = 'signup' ORDER BY seq",
    );
    expect(rows.map((row) => Object.values(row))).toEqual([
      ["sign-up", 1],
      ["invite", 2],
    ]);
    expect(await visible(place)).toEqual(["tongjiang"]);
    await closePlace(place);
  });
});
