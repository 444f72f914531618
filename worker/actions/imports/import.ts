import { and, eq } from "drizzle-orm";
import { imports } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { ImportMode, ImportState, ImportSubject } from "../../domain/vocabulary.ts";
import type { Scope } from "../scope.ts";

/** A roster that was checked, and applied or not yet. */
export interface Import {
  readonly id: string;
  readonly of: ImportSubject;
  readonly mode: ImportMode;
  readonly state: ImportState;
  readonly sha256: string;
  readonly rows: number;
  readonly added: number;
  readonly updated: number;
  readonly unchanged: number;
  readonly skipped: number;
  readonly checkedAt: string;
  readonly appliedAt: string | null;
  readonly revision: number;
}

export function selectImport(scope: Scope, of: ImportSubject, id: string) {
  const { checkedBy: _, ...columns } = importColumns;
  return scope.db
    .select(columns)
    .from(imports)
    .where(and(eq(imports.id, id), eq(imports.of, of)));
}

const importColumns = {
  id: imports.id,
  of: imports.of,
  mode: imports.mode,
  state: imports.state,
  sha256: imports.sha256,
  basis: imports.basis,
  rows: imports.rows,
  added: imports.added,
  updated: imports.updated,
  unchanged: imports.unchanged,
  skipped: imports.skipped,
  checkedBy: imports.checkedBy,
  checkedAt: imports.checkedAt,
  appliedAt: imports.appliedAt,
  revision: imports.revision,
};

/** One import. Refusals: not-found. */
export async function readImport(scope: Scope, of: ImportSubject, id: string): Promise<Import> {
  const [[row]] = await scope.read([selectImport(scope, of, id)]);
  if (row === undefined) throw new Problem("not-found");
  const { basis: _, ...shown } = row;
  return shown;
}
