import { and, asc, eq, gt, sql } from "drizzle-orm";
import { adoptionNotices, adoptions, standards } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { OverlayChange } from "../../domain/standard/adopt.ts";
import type { DocumentState } from "../../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import { type ParentVersion, publishedBy } from "../parent-standards.ts";
import type { Scope } from "../scope.ts";
import type { OpenTenant } from "./adopt.ts";
import {
  type AdoptionRow,
  changesOf,
  nameOf,
  selectAdoption,
  selectNewer,
  selectOwnFacts,
  selectParent,
} from "./adoption.ts";
import { selectStored } from "./version.ts";

/** The parent's text that a version stands on. */
export interface Taken {
  readonly parent: { readonly code: string; readonly name: string };
  readonly standard: string;
  readonly version: number;
  readonly title: string;
  readonly sha256: string;
  readonly allows: AdoptionRow["allowance"];
  readonly at: string;
  readonly by: { readonly id: string; readonly name: string };
}

type Newer = Awaited<ReturnType<typeof selectNewer>>[number];

/** A version of one's own, on what it stands, and what it has otherwise. */
export interface Adoption {
  readonly code: string;
  readonly version: number;
  readonly state: DocumentState;
  readonly taken: Taken;
  /** Null while the text has faults, of which no differences can be told. */
  readonly changes: readonly OverlayChange[] | null;
  readonly newer: Newer | null;
}

const lastVersion = sql`(SELECT max(x."version") FROM "standards" x WHERE x."code" = ${adoptions.code})`;

/** How a version differs from the parent's that it stands on. One round trip. Refusals: not-found. */
export async function readAdoption(scope: Scope, code: string, version: number): Promise<Adoption> {
  const [[row], [stored], [newer], own] = await scope.read([
    selectAdoption(scope, code, version),
    selectStored(scope, "standards", code, version),
    selectNewer(scope, code, version),
    selectOwnFacts(scope),
  ]);
  if (row === undefined || stored === undefined) throw new Problem("not-found");
  const { state, document } = stored;
  const taken = takenOf(row);
  return { code, version, state, taken, changes: changesOf(row, document, own), newer: newer ?? null };
}

function takenOf(row: AdoptionRow): Taken {
  return {
    parent: { code: row.parent, name: row.parentName },
    standard: row.parentCode,
    version: row.parentVersion,
    title: row.title,
    sha256: row.sha256,
    allows: row.allowance,
    at: row.takenAt,
    by: row.takenBy,
  };
}

/** A standard of one's own that stands on a parent's, in a list. */
export interface AdoptionHead {
  readonly code: string;
  readonly title: string;
  readonly version: number;
  readonly state: DocumentState;
  readonly parent: { readonly code: string; readonly name: string };
  readonly standard: string;
  readonly parentTitle: string;
  readonly parentVersion: number;
  /** The parent's latest version, where it is known to be a later one. */
  readonly newerVersion: number | null;
}

/** The last version of every standard that was adopted, by code. One round trip. */
export async function listAdoptions(scope: Scope, { limit, cursor }: PageRequest): Promise<Page<AdoptionHead>> {
  const [after] = readCursor(cursor, ["string"]) ?? [];
  const newest = sql<number | null>`(SELECT max(n."parent_version") FROM ${adoptionNotices} n
    WHERE n."parent" = ${adoptions.parent} AND n."parent_code" = ${adoptions.parentCode}
    AND n."parent_version" > ${adoptions.parentVersion})`;
  const { code, version, parent, parentName, parentCode, parentVersion, title: parentTitle } = adoptions;
  const [rows] = await scope.read([
    scope.db
      .select({
        ...{ code, version, parent, parentName, standard: parentCode, parentVersion, parentTitle },
        title: standards.title,
        state: standards.state,
        newerVersion: newest.as("newer_version"),
      })
      .from(adoptions)
      .innerJoin(standards, and(eq(standards.code, code), eq(standards.version, version)))
      .where(and(eq(version, lastVersion), after === undefined ? undefined : gt(code, String(after))))
      .orderBy(asc(code))
      .limit(limit + 1),
  ]);
  return pageOf(
    rows,
    limit,
    (row) => [row.code],
    ({ parent, parentName, ...row }) => ({ ...row, parent: { code: parent, name: parentName } }),
  );
}

/** What the parent has published, and under which codes it stands here already. */
export interface ParentStandards {
  readonly parent: { readonly code: string; readonly name: string } | null;
  readonly items: readonly (ParentVersion & { readonly adoptedAs: readonly string[] })[];
}

/** The parent's published standards. Two round trips, the second to the parent's database. */
export async function listParentStandards(scope: Scope, openTenant: OpenTenant): Promise<ParentStandards> {
  const { code, parentCode, parent: of } = adoptions;
  const [parents, taken] = await scope.read([
    selectParent(scope),
    scope.db.selectDistinct({ code, parentCode, of }).from(adoptions).orderBy(asc(code)),
  ]);
  const parent = parents[0]?.parent ?? null;
  if (parent === null) return { parent: null, items: [] };
  const published = await publishedBy(openTenant(`t-${parent}`));
  const items = published.map((each) => ({
    ...each,
    adoptedAs: taken.filter((row) => row.of === parent && row.parentCode === each.code).map((row) => row.code),
  }));
  return { parent: { code: parent, name: nameOf(parents) ?? parent }, items };
}
