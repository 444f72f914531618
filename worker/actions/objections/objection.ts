import { and, asc, eq, isNotNull, isNull, type SQL, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { cycles, objections, publicities, results, standards, units, users } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { ObjectionSource, ObjectionState, ResultState } from "../../domain/vocabulary.ts";
import { type AssessedBelt, assessedBelt, assessedBelts } from "../belt-variables.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { unitsWithin } from "../within.ts";

/** An objection to one result, and its answer once there is one. */
export interface Objection {
  readonly id: string;
  readonly publicity: string;
  readonly cycleTitle: string;
  readonly result: string;
  readonly resultState: ResultState;
  readonly standardTitle: string;
  readonly unit: string;
  readonly unitName: string;
  /** The belt whose result it is, where it is one's; `unit` then answers for it. */
  readonly ofBelt: AssessedBelt | null;
  readonly source: ObjectionSource;
  readonly text: string;
  readonly state: ObjectionState;
  readonly raisedBy: string;
  readonly raisedAt: string;
  readonly dueOn: string;
  readonly answer: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: string | null;
  readonly revision: number;
}

const answerers = alias(users, "answerers");

export function selectObjections(scope: Scope) {
  return scope.db
    .select({
      ...{ id: objections.id, publicity: objections.publicityId, cycleTitle: cycles.title },
      ...{ result: objections.resultId, resultState: results.state, standardTitle: standards.title },
      ...{ unit: objections.unitId, unitName: units.name, ofBelt: assessedBelt },
      ...{ source: objections.source, text: objections.text },
      ...{ isUpheld: objections.isUpheld, raisedBy: users.name, raisedById: objections.raisedBy },
      ...{ raisedAt: objections.raisedAt, dueOn: objections.dueOn, answer: objections.answer },
      ...{ answeredBy: answerers.name, answeredAt: objections.answeredAt, revision: objections.revision },
    })
    .from(objections)
    .innerJoin(publicities, eq(publicities.id, objections.publicityId))
    .innerJoin(cycles, eq(cycles.id, publicities.cycleId))
    .innerJoin(results, eq(results.id, objections.resultId))
    .leftJoin(assessedBelts, eq(assessedBelts.id, results.beltId))
    .innerJoin(standards, and(eq(standards.code, results.standardCode), eq(standards.version, results.standardVersion)))
    .innerJoin(units, eq(units.id, objections.unitId))
    .innerJoin(users, eq(users.id, objections.raisedBy))
    .leftJoin(answerers, eq(answerers.id, objections.answeredBy))
    .$dynamic();
}

export type ObjectionRow = Awaited<ReturnType<typeof selectObjections>>[number];

export function objectionOf({ isUpheld, raisedById: _, ...row }: ObjectionRow): Objection {
  return { ...row, state: isUpheld === null ? "open" : isUpheld ? "upheld" : "dismissed" };
}

/** Within reach: a secretary's own unit's, a township's units', all for the tenant's people. */
export function isObjectionWithin(scope: Scope): SQL | undefined {
  return unitsWithin(scope, sql`${objections.unitId}`);
}

export interface ObjectionFilter extends PageRequest {
  readonly publicity?: string | undefined;
  readonly result?: string | undefined;
  readonly state?: ObjectionState | undefined;
}

const stateIs: Readonly<Record<ObjectionState, SQL | undefined>> = {
  open: isNull(objections.answeredAt),
  upheld: eq(objections.isUpheld, true),
  dismissed: and(isNotNull(objections.answeredAt), eq(objections.isUpheld, false)),
};

/** Those that wait first, by the day on which the answer is due; then the answered ones. */
const listKey = sql<string>`(iif(${objections.answeredAt} IS NULL, '0', '1') || ${objections.dueOn} || ${objections.id})`;

export async function listObjections(scope: Scope, filter: ObjectionFilter): Promise<Page<Objection>> {
  const after = readCursor(filter.cursor, ["string"]);
  const [rows] = await scope.read([
    selectObjections(scope)
      .where(
        and(
          isObjectionWithin(scope),
          filter.publicity === undefined ? undefined : eq(objections.publicityId, filter.publicity),
          filter.result === undefined ? undefined : eq(objections.resultId, filter.result),
          filter.state && stateIs[filter.state],
          after && sql`${listKey} > ${after[0]}`,
        ),
      )
      .orderBy(asc(listKey))
      .limit(filter.limit + 1),
  ]);
  return pageOf(
    rows,
    filter.limit,
    (row) => [`${row.answeredAt === null ? "0" : "1"}${row.dueOn}${row.id}`],
    objectionOf,
  );
}

export async function readObjection(scope: Scope, id: string): Promise<Objection> {
  const [[row]] = await scope.read([
    selectObjections(scope).where(and(eq(objections.id, id), isObjectionWithin(scope))),
  ]);
  if (row === undefined) throw new Problem("not-found");
  return objectionOf(row);
}
