import { and, asc, eq, sql } from "drizzle-orm";
import { standards } from "../../../db/tenant/schema/index.ts";
import type { DocumentNoun } from "../../domain/document-expressions.ts";
import type { KnownLevels } from "../../domain/policy/warnings.ts";
import { dayInChina } from "../../domain/version-in-force.ts";
import type { Scope } from "../scope.ts";

/** A tenant with more than this many standards in force is told nothing of levels, since some would be left out. */
const most = 200;

/**
 * The standards that a policy may pay for: of each, the published version that holds today and those that will, with
 * their levels alone. A standard is held against none: it gets no rows.
 */
export function selectStandardLevels(scope: Scope, noun: DocumentNoun) {
  const isReplaced = sql`EXISTS (SELECT 1 FROM ${standards} later WHERE later."code" = ${standards.code}
    AND later."version" > ${standards.version} AND later."state" = 'published'
    AND later."holds_from" <= ${dayInChina(scope.now)})`;
  return scope.db
    .select({
      title: standards.title,
      levels: sql<readonly { readonly code: string }[] | null>`json_extract(${standards.document}, '$.levels')`.mapWith(
        (text: string): readonly { readonly code: string }[] => JSON.parse(text),
      ),
    })
    .from(standards)
    .where(and(eq(standards.state, "published"), noun === "policies" ? sql`NOT ${isReplaced}` : sql`0`))
    .orderBy(asc(standards.code), asc(standards.version))
    .limit(most + 1);
}

export type StandardLevels = Awaited<ReturnType<typeof selectStandardLevels>>;

/** What a policy's rows are held against; nothing where no standard in force has levels. */
export function knownLevels(rows: StandardLevels): KnownLevels {
  const known = rows.flatMap(({ title, levels }) =>
    levels === null || levels.length === 0 ? [] : [{ title, levels: levels.map(({ code }) => code) }],
  );
  return known.length === 0 || rows.length > most ? {} : { standards: known };
}
