import { and, desc, eq, lt, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { units, unitVetoes, users } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { isVetoInForce, vetoStateOf } from "../../domain/unit-veto.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import type { Role, VetoState } from "../../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { type UnitReference, unitReference } from "../unit-reference.ts";
import { isInForceOn } from "../vetoes-in-force.ts";
import { unitsWithin } from "../within.ts";

/** A veto that came upon a unit. `from` and `until` are both included; `isInForce` says today. */
export interface UnitVeto {
  readonly id: string;
  readonly unit: UnitReference;
  readonly standard: string;
  readonly veto: string;
  readonly title: string;
  readonly happenedOn: string;
  readonly from: string;
  readonly until: string;
  readonly text: string;
  readonly proof: string;
  readonly decidedBy: string;
  readonly decidedAt: string;
  readonly state: VetoState;
  readonly isInForce: boolean;
  readonly appeal: string | null;
  readonly appealedBy: string | null;
  readonly appealedAt: string | null;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
  readonly may: readonly ("appeal" | "decide")[];
  readonly revision: number;
}

export interface VetoFilter extends PageRequest {
  readonly unit?: string | undefined;
  /** Only those in force on this day. */
  readonly on?: string | undefined;
}

/** The vetoes within reach, the latest decided first. */
export async function listVetoes(scope: Scope, { unit, on, limit, cursor }: VetoFilter): Promise<Page<UnitVeto>> {
  const [before] = readCursor(cursor, ["string"]) ?? [];
  const [rows] = await scope.read([
    selectVetoes(scope)
      .where(
        and(
          unitsWithin(scope, sql`${unitVetoes.unitId}`),
          unit === undefined ? undefined : eq(unitVetoes.unitId, unit),
          on === undefined ? undefined : isInForceOn(sql`${on}`),
          before === undefined ? undefined : lt(unitVetoes.id, String(before)),
        ),
      )
      .orderBy(desc(unitVetoes.id))
      .limit(limit + 1),
  ]);
  return pageOf(
    rows,
    limit,
    (row) => [row.id],
    (row) => vetoOf(scope, row),
  );
}

/** Refusals: not-found. */
export async function readVeto(scope: Scope, id: string, roles?: readonly Role[]): Promise<UnitVeto> {
  return vetoOf(scope, await loadVeto(scope, id, roles));
}

export async function loadVeto(scope: Scope, id: string, roles?: readonly Role[]): Promise<VetoRow> {
  const within = unitsWithin(scope, sql`${unitVetoes.unitId}`, roles);
  const [[row]] = await scope.read([selectVetoes(scope).where(and(eq(unitVetoes.id, id), within))]);
  if (row === undefined) throw new Problem("not-found");
  return row;
}

export type VetoRow = Awaited<ReturnType<typeof selectVetoes>>[number];

function selectVetoes(scope: Scope) {
  const [appealers, answerers] = [alias(users, "appealers"), alias(users, "answerers")];
  const { id, title, happenedOn, text, proof, decidedAt, appeal, appealedAt, answer, answeredAt, revision } =
    unitVetoes;
  return scope.db
    .select({
      ...{ id, title, happenedOn, text, proof, decidedAt, appeal, appealedAt, answer, answeredAt, revision },
      unit: unitReference,
      standard: unitVetoes.standardCode,
      veto: unitVetoes.vetoCode,
      from: unitVetoes.fromOn,
      until: unitVetoes.untilOn,
      isLifted: unitVetoes.isLifted,
      deciderId: unitVetoes.decidedBy,
      appealerId: unitVetoes.appealedBy,
      decidedBy: users.name,
      appealedBy: appealers.name,
      answeredBy: answerers.name,
    })
    .from(unitVetoes)
    .innerJoin(units, eq(units.id, unitVetoes.unitId))
    .innerJoin(users, eq(users.id, unitVetoes.decidedBy))
    .leftJoin(appealers, eq(appealers.id, unitVetoes.appealedBy))
    .leftJoin(answerers, eq(answerers.id, unitVetoes.answeredBy))
    .$dynamic();
}

export function vetoOf(scope: Scope, { isLifted, deciderId, appealerId, ...row }: VetoRow): UnitVeto {
  const standing = { fromOn: row.from, untilOn: row.until, appealedAt: row.appealedAt, isLifted };
  const isAnother = scope.actor.id !== deciderId && scope.actor.id !== appealerId;
  const has = (...roles: readonly Role[]) => scope.actor.roles.some(({ role }) => roles.some((each) => each === role));
  const state = vetoStateOf(standing);
  const may = [
    ...(state === "standing" && has("secretary", "township") ? (["appeal"] as const) : []),
    ...(state === "appealed" && isAnother && has("admin", "assessor") ? (["decide"] as const) : []),
  ];
  return { ...row, state, isInForce: isVetoInForce(standing, dayInChina(scope.now)), may };
}
