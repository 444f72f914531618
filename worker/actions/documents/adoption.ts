import { and, asc, desc, eq, gt, sql } from "drizzle-orm";
import { adoptionNotices, adoptions, events, facts, tenant } from "../../../db/tenant/schema/index.ts";
import type { NamedFact } from "../../domain/fact-reads.ts";
import { Problem } from "../../domain/problem.ts";
import { type OverlayChange, overlayOf } from "../../domain/standard/adopt.ts";
import { inOwnNames } from "../../domain/standard/adopted-names.ts";
import { readStandard } from "../../domain/standard/index.ts";
import type { Statement } from "../commit.ts";
import { refuse } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import type { Document } from "./examine.ts";

export type AdoptionRow = typeof adoptions.$inferSelect;

/** On what a version stands, if it was adopted. */
export function selectAdoption(scope: Scope, code: string, version: number) {
  return scope.db
    .select()
    .from(adoptions)
    .where(and(eq(adoptions.code, code), eq(adoptions.version, version)));
}

/** The latest version that the parent is known to have published of what a version stands on, if it is a later one. */
export function selectNewer(scope: Scope, code: string, version: number) {
  const { parentVersion, title, holdsFrom, sha256, noticedAt } = adoptionNotices;
  return scope.db
    .select({ version: parentVersion, title, holdsFrom, sha256, noticedAt })
    .from(adoptionNotices)
    .innerJoin(
      adoptions,
      and(
        eq(adoptions.parent, adoptionNotices.parent),
        eq(adoptions.parentCode, adoptionNotices.parentCode),
        gt(adoptionNotices.parentVersion, adoptions.parentVersion),
      ),
    )
    .where(and(eq(adoptions.code, code), eq(adoptions.version, version)))
    .orderBy(desc(parentVersion))
    .limit(1);
}

/** Who the parent is, as this tenant's own row says. */
export function selectParent(scope: Scope) {
  const { parent, settings } = tenant;
  return scope.db.select({ parent, settings }).from(tenant);
}

/** The facts declared here, whole: they are few. */
export function selectOwnFacts(scope: Scope) {
  const { key, of, per, formerKeys } = facts;
  return scope.db.select({ key, of, per, formerKeys }).from(facts).orderBy(asc(facts.position));
}

/** The revision with which a fact begins that was here before and was removed, by subject and key. */
export function selectFactRevisions(scope: Scope) {
  return scope.db
    .select({ id: events.subjectId, revision: sql<number>`max(${events.revision}) + 1` })
    .from(events)
    .where(eq(events.subjectKind, "fact"))
    .groupBy(events.subjectId);
}

/** The next draft stands on what the last version stands on; nothing where that was not adopted. */
export function adoptionGoesOn({ db }: Scope, code: string, from: number, to: number): Statement {
  return db.insert(adoptions).select(
    db
      .select({ ...adoptionColumns, version: sql<number>`${to}`.as("version") })
      .from(adoptions)
      .where(and(eq(adoptions.code, code), eq(adoptions.version, from))),
  );
}

const adoptionColumns = {
  code: adoptions.code,
  version: adoptions.version,
  parent: adoptions.parent,
  parentName: adoptions.parentName,
  parentCode: adoptions.parentCode,
  parentVersion: adoptions.parentVersion,
  title: adoptions.title,
  sha256: adoptions.sha256,
  document: adoptions.document,
  allowance: adoptions.allowance,
  names: adoptions.names,
  takenAt: adoptions.takenAt,
  takenBy: adoptions.takenBy,
};

/** A draft that is removed leaves nothing to stand on. */
export function adoptionEnds({ db }: Scope, code: string, version: number): Statement {
  return db.delete(adoptions).where(and(eq(adoptions.code, code), eq(adoptions.version, version)));
}

/** What a version has otherwise than its parent's; null while its text still has faults. */
export function changesOf(
  { document: parent, allowance, names }: Pick<AdoptionRow, "document" | "allowance" | "names">,
  document: Document,
  own: readonly NamedFact[],
): readonly OverlayChange[] | null {
  const [base, child] = [soundly(inOwnNames(parent, own, names)), readStandard(inOwnNames(document, own))];
  return "faults" in child ? null : overlayOf(base, child.standard.document, allowance);
}

/** A published text, which is sound; that it isn't is a bug. */
export function soundly(document: Document) {
  const read = readStandard(document);
  if ("faults" in read) throw new Error(`a published standard has faults: ${read.faults[0]?.path}`);
  return read.standard.document;
}

/**
 * Refuses to publish what lowers the parent's standard without its leave (`lowers-parent`): every place, by paths from
 * `document.`; of what was removed, the place of its list.
 */
export function refuseLowered(row: AdoptionRow | undefined, document: Document, own: readonly NamedFact[]): void {
  if (row === undefined) return;
  const refused = (changesOf(row, document, own) ?? []).filter(({ isRefused }) => isRefused);
  if (refused.length === 0) return;
  const errors = refused.map(({ path, kind, text }) => {
    const place = kind === "removed" ? path.replace(/\[\d+\]$/, "") : path;
    return { path: place === "" ? "document" : `document.${place}`, message: text };
  });
  const from = `${row.parentName}《${row.title}》第 ${row.parentVersion} 版`;
  throw new Problem("lowers-parent", { detail: `有 ${refused.length} 处低于${from}的要求。`, errors });
}

/** The parent's code and name, or the refusal that there is none. */
export function knownParent(rows: Awaited<ReturnType<typeof selectParent>>, path: string) {
  const parent = rows[0]?.parent ?? null;
  if (parent === null) refuse([{ path, message: "本租户没有上级，没有可采用的标准" }]);
  return { code: parent, name: nameOf(rows) ?? parent };
}

export function nameOf(rows: Awaited<ReturnType<typeof selectParent>>): string | null {
  const name = rows[0]?.settings["parentName"];
  return typeof name === "string" ? name : null;
}
