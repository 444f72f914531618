import { type SQL, sql } from "drizzle-orm";
import { entities } from "../../../db/tenant/schema/index.ts";
import type { EntityKind } from "../../domain/vocabulary.ts";
import { entitiesAsOf, isCoveredOn, mustMembers } from "../entity-standing.ts";
import type { Scope } from "../scope.ts";
import type { MaskedFacts } from "../sensitive-facts.ts";
import { unitsAsOf } from "../unit-standing.ts";

/** An entity as the API shows it; `township` and `trade` are ids. Null in what is known of it is unknown. */
export interface Entity {
  readonly id: string;
  readonly creditCode: string;
  readonly name: string;
  readonly kind: EntityKind;
  readonly township: string | null;
  readonly townshipName: string | null;
  readonly trade: string | null;
  readonly tradeName: string | null;
  readonly isOperating: boolean | null;
  readonly fullMembers: number | null;
  readonly mustOrganise: boolean | null;
  readonly isCovered: boolean;
  readonly establishedOn: string | null;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly revision: number;
}

/** An entity as it is shown unasked. */
export type ShownEntity = Entity & MaskedFacts;

export const at = (name: string): SQL => sql.raw(`"at"."${name}"`);

/** Whether an entity is one that must be covered: unknown as long as its members are, or whether it operates. */
const isMust = sql`CASE WHEN ${at("is_operating")} = 0 THEN 0 WHEN ${at("full_members")} < ${mustMembers} THEN 0
  WHEN ${at("is_operating")} IS NULL OR ${at("full_members")} IS NULL THEN NULL ELSE 1 END`;

/** Entities as they stand on a day, as `at`. */
export function selectEntities(scope: Scope, day: string) {
  const text = (name: string) => sql<string | null>`${at(name)}`;
  const bool = (value: SQL) => sql<boolean | null>`${value}`.mapWith((said) => (said === null ? null : Boolean(said)));
  return scope.db
    .select({
      id: sql<string>`${at("id")}`,
      creditCode: sql<string>`${at("credit_code")}`,
      name: sql<string>`${at("name")}`,
      kind: sql<EntityKind>`${at("kind")}`,
      township: text("township_id"),
      townshipName: sql<string | null>`"townships"."short_name"`,
      trade: text("trade_id"),
      tradeName: sql<string | null>`"trades"."short_name"`,
      isOperating: bool(at("is_operating")),
      fullMembers: sql<number | null>`${at("full_members")}`,
      mustOrganise: bool(isMust),
      isCovered: sql<boolean>`${isCoveredOn(day, at("id"))}`.mapWith(Boolean),
      establishedOn: text("established_on"),
      facts: sql<Readonly<Record<string, unknown>>>`${at("facts")}`.mapWith(entities.facts),
      revision: sql<number>`${at("revision")}`,
    })
    .from(entitiesAsOf(day, "at"))
    .leftJoin(unitsAsOf(day, "townships"), sql`"townships"."id" = ${at("township_id")}`)
    .leftJoin(unitsAsOf(day, "trades"), sql`"trades"."id" = ${at("trade_id")}`)
    .$dynamic();
}
