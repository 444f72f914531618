import { and, asc, eq, sql } from "drizzle-orm";
import { facts } from "../../../db/tenant/schema/index.ts";
import type { FactPeriod, FactSubject, FactType, Role } from "../../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";

export interface Fact {
  readonly key: string;
  readonly label: string;
  readonly type: FactType;
  readonly measure: string | null;
  readonly choices: readonly { readonly code: string; readonly title: string }[];
  readonly of: FactSubject;
  readonly per: FactPeriod;
  readonly filledBy: Role;
  /** Names that it had before: published versions go on reading it under them. */
  readonly formerKeys: readonly string[];
  readonly revision: number;
}

export interface FactFilter extends PageRequest {
  readonly of?: FactSubject | undefined;
  readonly per?: FactPeriod | undefined;
}

/** What the tenant declares about its units, belts and entities, in its own order. */
export async function listFacts(scope: Scope, filter: FactFilter): Promise<Page<Fact>> {
  const after = readCursor(filter.cursor, ["number", "string", "string"]);
  const [rows] = await scope.read([
    scope.db
      .select()
      .from(facts)
      .where(
        and(
          filter.of && eq(facts.of, filter.of),
          filter.per && eq(facts.per, filter.per),
          after && sql`(${facts.position}, ${facts.key}, ${facts.of}) > (${after[0]}, ${after[1]}, ${after[2]})`,
        ),
      )
      .orderBy(asc(facts.position), asc(facts.key), asc(facts.of))
      .limit(filter.limit + 1),
  ]);
  return pageOf(
    rows,
    filter.limit,
    (row) => [row.position, row.key, row.of],
    ({ position: _, ...fact }) => fact,
  );
}
