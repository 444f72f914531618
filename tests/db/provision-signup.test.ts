import { beforeAll, describe, expect, it } from "vitest";
import { templates } from "../../db/seed/templates.ts";
import { listDirectory } from "../../worker/actions/directory/list.ts";
import { type SignupRequest, submitSignup } from "../../worker/actions/signups/submit.ts";
import { provisionTenant } from "../../worker/actions/tenants/provision.ts";
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

async function signUp(place: Place, of: SignupRequest = asked): Promise<string> {
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
  return (await submitSignup(means, of)).id;
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

  it("comes to the same tenant though every run crashes one request further on than the last", async () => {
    const place = await openPlace();
    const id = await signUp(place);
    for (let at = 1; at <= steps; at += 1) {
      await provisionSignup(meansOf(place, { at, when: at % 2 === 0 ? "before" : "after" }), id).catch(() => undefined);
    }
    await provisionSignup(meansOf(place, null), id);
    expect(await dump(place, namespaces)).toBe(whole);
    await closePlace(place);
  });

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

describe("provisioning from a parent's published texts that crashes while they are read", () => {
  const child = {
    ...asked,
    code: "nuojiang",
    name: "诺江新区",
    kind: "zone",
    parent: "kaihua",
    template: "parent",
  } as const;
  const kaihua = { code: "kaihua", name: "开化县", kind: "county", parent: null } as const;
  const both = ["control", "t-nuojiang"];

  async function withParent(): Promise<{ readonly place: Place; readonly id: string }> {
    const place = await openPlace();
    const template = templates.find(({ code }) => code === "kaihua");
    if (template === undefined) throw new Error("no template");
    // A crash that never comes: it only gives the parent ids of its own.
    const means = meansOf(place, { at: Number.POSITIVE_INFINITY, when: "before" });
    const database = await provisionTenant(means, kaihua, template, null);
    database.client.close();
    return { place, id: await signUp(place, child) };
  }

  it("ends as the same tenant, with the parent's standard as a draft", async () => {
    const first = await withParent();
    const means = meansOf(first.place, null);
    await provisionSignup(means, first.id);
    const whole = await dump(first.place, both);
    expect(whole).toContain("五星");
    await closePlace(first.place);
    // From there on every request is of the kinds that are tried one by one above.
    for (let at = 1; at <= 6; at += 1) {
      const { place, id } = await withParent();
      await provisionSignup(meansOf(place, { at, when: "after" }), id).catch(() => undefined);
      for (const each of await waitingSignups(place.control)) await provisionSignup(meansOf(place, null), each);
      expect(await dump(place, both), `crashed after request ${at}`).toBe(whole);
      await closePlace(place);
    }
  });
});
