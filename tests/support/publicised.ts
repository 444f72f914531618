import { eq } from "drizzle-orm";
import * as own from "../../db/tenant/schema/index.ts";
import type { Role } from "../../worker/domain/vocabulary.ts";
import { wakeTenant } from "../../worker/jobs.ts";
import { type Assessing, assessing, expectDone, fullMarks, type Told, told } from "./assessing.ts";

const townships = { "tangxi-1": "tangxi", "tangxi-2": "tangxi" } as const;
type UnitCode = keyof typeof townships;

/** A closed cycle whose results may be publicised, and the ways to do so. */
export interface Publicising {
  readonly a: Assessing;
  /** By their units: 95 points and five stars for tangxi-1, 70 and three for tangxi-2. */
  readonly results: Readonly<Record<UnitCode, string>>;
  readonly start: (body?: object) => Promise<Told>;
  /** Moves the clock to a moment, as `2026-11-26T23:59:59+08:00`, and lets the minute's schedule do its work. */
  readonly until: (moment: string) => Promise<void>;
  /** Sends as a role that signs in now. */
  readonly send: (role: Role, method: string, path: string, body?: unknown, etag?: string) => Promise<Told>;
  readonly raise: (role: Role, unit: UnitCode) => Promise<Told>;
  /** Each result's state, by its unit. */
  readonly states: () => Promise<Readonly<Record<string, string>>>;
}

/** Everything from the forms to the closing, in the cycle `kind`; assessor2 has accepted both. */
export async function closedCycle(kind = "acceptance"): Promise<Publicising> {
  const a = await assessing({ kind });
  await decide(a, "tangxi-1", fullMarks);
  await decide(a, "tangxi-2", fullMarks.slice(0, 3));
  const path = (rest: string) => `/api/tenants/${a.at.code}/${rest}`;
  await a.people.admin("POST", path(`cycles/${a.cycle.id}/closing`), { reason: "年底结账" });
  await a.at.drain();
  const rows = async () =>
    await a.at.database.db
      .select({ id: own.results.id, unit: own.results.unitId, state: own.results.state })
      .from(own.results)
      .where(eq(own.results.cycleId, a.cycle.id));
  const ids = Object.fromEntries((await rows()).map(({ id, unit }) => [unit, id])) as Record<UnitCode, string>;
  const send: Publicising["send"] = async (role, method, rest, body, etag) =>
    await told(await (await a.at.as(role))(method, path(rest), body, etag === undefined ? {} : { "if-match": etag }));
  return {
    ...{ a, results: ids, send },
    start: async (body = { days: 5, termMonths: 12 }) => {
      const started = await send("admin", "POST", "publicity", { cycle: a.cycle.id, ...body });
      await a.at.drain();
      return started;
    },
    until: async (moment) => {
      a.at.clock.forward((Date.parse(moment) - a.at.clock.now().getTime()) / 1000);
      await wakeTenant(a.at.deps, a.at.code);
      await a.at.drain();
    },
    raise: async (role, unit) =>
      await send(role, "POST", "objections", { result: ids[unit], text: "活动场所是独立的，核验时看错了" }),
    states: async () => Object.fromEntries((await rows()).map(({ unit, state }) => [unit, state])),
  };
}

async function decide(a: Assessing, unit: UnitCode, typed: readonly object[]): Promise<void> {
  const id = a.cycle.assessments.get(unit) ?? "";
  const secretary = await a.at.asHolder({ role: "secretary", scope: { kind: "unit", id: unit } });
  const township = await a.at.asHolder({ role: "township", scope: { kind: "unit", id: townships[unit] } });
  await a.type(secretary, id, typed);
  await a.step(secretary, id, "submission");
  await a.step(township, id, "review", {});
  await a.step(a.people.assessor, id, "verification", {});
  expectDone(await a.step(a.people.assessor2, id, "acceptance", { isAccepted: true }), "decided");
}
