import { and, asc, eq, sql } from "drizzle-orm";
import type { Database } from "../../db/open.ts";
import { type DocumentDecision, facts, standards } from "../../db/tenant/schema/index.ts";
import { type Allowance, noAllowance } from "../domain/standard/adopt.ts";
import { readBatch } from "./scope.ts";

// What a child may see of its parent's database: the texts that the parent has published, what it declared with them,
// and the facts that they read. Nothing else of another tenant's is ever read by a request.

/** A standard's latest published version, as a child is told of it. */
export interface ParentVersion {
  readonly code: string;
  readonly version: number;
  readonly title: string;
  readonly holdsFrom: string;
  readonly sha256: string;
  readonly allows: Allowance;
}

/** A published text with the facts that may stand in it. */
export interface ParentText extends ParentVersion {
  readonly document: Readonly<Record<string, unknown>>;
  readonly facts: readonly ParentFact[];
}

export type ParentFact = Omit<typeof facts.$inferSelect, "position" | "revision">;

/** A parent has a few standards; no list shows more. */
const mostStandards = 500;

const isLatest = sql`${standards.version} = (SELECT max(x."version") FROM "standards" x WHERE x."code" = ${standards.code} AND x."state" = 'published')`;

function selectLatest({ db }: Database) {
  const { code, version, title, holdsFrom, sha256, publication } = standards;
  return db
    .select({ code, version, title, holdsFrom, sha256, publication })
    .from(standards)
    .where(and(eq(standards.state, "published"), isLatest))
    .orderBy(asc(code))
    .limit(mostStandards);
}

/** The latest published version of each of a parent's standards, by code. One round trip. */
export async function publishedBy(parent: Database): Promise<readonly ParentVersion[]> {
  const [rows] = (await readBatch(parent.db, [selectLatest(parent)])) as [Awaited<ReturnType<typeof selectLatest>>];
  return rows.map(versionFrom);
}

/** The latest published text of one standard; undefined where the parent has none of this code. One round trip. */
export async function textBy(parent: Database, code: string): Promise<ParentText | undefined> {
  const text = parent.db
    .select({ document: standards.document })
    .from(standards)
    .where(and(eq(standards.code, code), eq(standards.state, "published"), isLatest));
  const [rows, [found], declared] = (await readBatch(parent.db, [
    selectLatest(parent),
    text,
    parent.db.select().from(facts),
  ])) as [Awaited<ReturnType<typeof selectLatest>>, Pick<ParentText, "document">[], (typeof facts.$inferSelect)[]];
  const row = rows.find((each) => each.code === code);
  if (row === undefined || found === undefined) return undefined;
  return {
    ...versionFrom(row),
    document: found.document,
    facts: declared.map(({ position: _, revision: __, ...fact }) => fact),
  };
}

interface PublishedRow extends Omit<ParentVersion, "holdsFrom" | "sha256" | "allows"> {
  readonly holdsFrom: string | null;
  readonly sha256: string | null;
  readonly publication: DocumentDecision | null;
}

/** The table holds a day and a hash of whatever is published. */
function versionFrom({ publication, holdsFrom, sha256, ...row }: PublishedRow): ParentVersion {
  if (holdsFrom === null || sha256 === null) throw new Error(`${row.code} is published without a day or a hash`);
  return { ...row, holdsFrom, sha256, allows: publication?.allows ?? noAllowance };
}
