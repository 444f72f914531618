import { and, asc, type SQL, sql } from "drizzle-orm";
import { Problem } from "../../domain/problem.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import type { EntityKind } from "../../domain/vocabulary.ts";
import { entitiesWithin } from "../entities-within.ts";
import { isCoveredOn } from "../entity-standing.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { masked, revealFacts, selectSensitive } from "../sensitive-facts.ts";
import { at, type ShownEntity, selectEntities } from "./entity.ts";

export interface EntityFilter extends PageRequest {
  readonly kind?: EntityKind | undefined;
  readonly township?: string | undefined;
  readonly unit?: string | undefined;
  readonly isCovered?: boolean | undefined;
  readonly q?: string | undefined;
  readonly asOf?: string | undefined;
}

/**
 * The entities within reach, by credit code, each once however many units cover it. `township` is a township's or
 * trade's name or id, `unit` the one that covers it, `q` a part of name or credit code.
 */
export async function listEntities(scope: Scope, filter: EntityFilter): Promise<Page<ShownEntity>> {
  const [after] = readCursor(filter.cursor, ["string"]) ?? [];
  const day = filter.asOf ?? dayInChina(scope.now);
  const conditions = [
    entitiesWithin(scope, "at"),
    after === undefined ? undefined : sql`${at("credit_code")} > ${String(after)}`,
    ...conditionsOf(filter, day),
  ];
  const [rows, sensitive] = await scope.read([
    selectEntities(scope, day)
      .where(and(...conditions))
      .orderBy(asc(at("credit_code")))
      .limit(filter.limit + 1),
    selectSensitive(scope, "entity"),
  ]);
  return pageOf(
    rows,
    filter.limit,
    (row) => [row.creditCode],
    (row) => masked(row, sensitive),
  );
}

function conditionsOf({ kind, township, unit, isCovered, q }: EntityFilter, day: string): readonly (SQL | undefined)[] {
  const covered = isCoveredOn(day, at("id"));
  return [
    kind && sql`${at("kind")} = ${kind}`,
    township &&
      sql`(${township} IN ("townships"."short_name", "trades"."short_name", ${at("township_id")}, ${at("trade_id")}))`,
    unit &&
      sql`${at("id")} IN (SELECT "entity_id" FROM "coverages" WHERE "unit_id" = ${unit} AND "from_on" <= ${day} AND ("until_on" IS NULL OR "until_on" > ${day}))`,
    isCovered === undefined ? undefined : isCovered ? covered : sql`NOT ${covered}`,
    q && sql`(instr(${at("name")}, ${q}) > 0 OR instr(${at("credit_code")}, ${q}) > 0)`,
  ].map((condition) => condition || undefined);
}

/** One entity within reach. */
export async function readEntity(scope: Scope, id: string): Promise<ShownEntity> {
  const [[row], sensitive] = await scope.read([selectOneEntity(scope, id), selectSensitive(scope, "entity")]);
  if (row === undefined) throw new Problem("not-found");
  return masked(row, sensitive);
}

/** The entity's sensitive facts, for a reason that is kept. Refusals: not-found. */
export async function revealEntityFacts(scope: Scope, id: string, reason: string) {
  const [[row], sensitive] = await scope.read([selectOneEntity(scope, id), selectSensitive(scope, "entity")]);
  if (row === undefined) throw new Problem("not-found");
  return await revealFacts(scope, { kind: "entity", id }, row.facts, sensitive, reason);
}

export function selectOneEntity(scope: Scope, id: string) {
  const isThis = and(sql`${at("id")} = ${id}`, entitiesWithin(scope, "at"));
  return selectEntities(scope, dayInChina(scope.now)).where(isThis);
}
