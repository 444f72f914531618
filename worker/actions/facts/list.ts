import { and, asc, eq, sql } from "drizzle-orm";
import { facts } from "../../../db/tenant/schema/index.ts";
import type { FactPeriod, FactSubject, FactType, Role } from "../../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { type FactRow, selectFacts } from "./fact.ts";
import { readersOf, selectReaders, type Use, usesOf } from "./uses.ts";

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
  /** Shown to nobody who gives no reason; each look is an event. */
  readonly isSensitive: boolean;
}

export interface FactFilter extends PageRequest {
  readonly of?: FactSubject | undefined;
  readonly per?: FactPeriod | undefined;
  /** Whether each says what reads it: that takes every version of every document. */
  readonly uses?: boolean | undefined;
}

/** What the tenant declares about its units, belts and entities, in its own order. */
export async function listFacts(
  scope: Scope,
  filter: FactFilter,
): Promise<Page<Fact & { readonly usedBy?: readonly Use[] }>> {
  const after = readCursor(filter.cursor, ["number", "string", "string"]);
  const page = scope.db
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
    .limit(filter.limit + 1);
  const paged = <Item>(rows: readonly FactRow[], itemOf: (fact: Fact) => Item): Page<Item> =>
    pageOf(
      rows,
      filter.limit,
      (row) => [row.position, row.key, row.of],
      ({ position: _, ...fact }) => itemOf(fact),
    );
  if (filter.uses !== true) {
    const [rows] = await scope.read([page]);
    return paged(rows, (fact) => fact);
  }
  const [rows, all, ...found] = await scope.read([page, selectFacts(scope), ...selectReaders(scope, [])]);
  const readers = readersOf(found);
  return paged(rows, (fact) => ({ ...fact, usedBy: usesOf(fact, all, readers) }));
}
