import { and, eq, inArray } from "drizzle-orm";
import { belts, importParts, imports } from "../../../db/tenant/schema/index.ts";
import { type EntityAfter, planEntities } from "../../domain/entity-roster.ts";
import type { RosterCounts, RosterFault, RosterRow } from "../../domain/roster.ts";
import { planUnits, type UnitAfter } from "../../domain/unit-roster.ts";
import type { ImportMode, ImportSubject } from "../../domain/vocabulary.ts";
import { rosterLimits } from "../../spreadsheet/limits.ts";
import { readRoster } from "../../spreadsheet/roster.ts";
import type { CellFault, Table } from "../../spreadsheet/table.ts";
import { commit } from "../commit.ts";
import type { Scope } from "../scope.ts";
import { traced } from "../sensitive-facts.ts";
import {
  entityGround,
  selectBasis,
  selectPlaces,
  selectRosterEntities,
  selectRosterUnits,
  selectTerms,
  termsOf,
  unitGround,
} from "./ground.ts";
import type { Import } from "./import.ts";

/** One thing wrong with a roster, at its row and column. */
export interface ImportFault {
  readonly row: number | null;
  readonly column: string | null;
  readonly message: string;
}

/** What a roster would do: with faults nothing is kept of it; without it waits as `import` to be applied. */
export interface Checked {
  readonly import: Import | null;
  readonly counts: RosterCounts;
  readonly faultCount: number;
  readonly faults: readonly ImportFault[];
}

const rowsAPart = 500;

interface Plan {
  readonly faults: readonly RosterFault[];
  readonly changes: readonly (UnitAfter | EntityAfter)[];
  readonly counts: RosterCounts;
  readonly basis: string;
}

/**
 * Checks a roster against what is there, all of it, and lists every fault by row and column. Without a fault what it
 * will do is laid ready in the database; nothing of it shows until it is applied. Refusals: invalid (a file that can't
 * be read).
 */
export async function checkImport(
  scope: Scope,
  of: ImportSubject,
  mode: ImportMode,
  bytes: Uint8Array,
): Promise<Checked> {
  const [declared, categories] = await scope.read(selectTerms(scope, of));
  const terms = termsOf([declared, categories]);
  const { table, rows, faults: cellFaults } = await readRoster(of, terms, bytes);
  const plan = await planOf(scope, of, mode, rows);
  const faults = inOrder(table, cellFaults, plan.faults);
  if (faults.length > 0) {
    return {
      import: null,
      counts: plan.counts,
      faultCount: faults.length,
      faults: faults.slice(0, rosterLimits.faults),
    };
  }
  const sha256 = await hashOf(bytes);
  const row = {
    ...{ id: scope.newId(), of, mode, state: "checked" as const, sha256, basis: plan.basis, ...plan.counts },
    ...{ checkedBy: scope.actor.id, checkedAt: scope.now, appliedAt: null, revision: 1 },
  };
  const mine = and(eq(imports.checkedBy, scope.actor.id), eq(imports.state, "checked"));
  const earlier = scope.db.select({ id: imports.id }).from(imports).where(mine);
  const subject = { kind: "import", id: row.id, revision: 1 };
  await commit(scope, { subject, action: "check", body: { of, mode, sha256, ...plan.counts } }, [
    scope.db.delete(importParts).where(inArray(importParts.importId, earlier)),
    scope.db.delete(imports).where(mine),
    scope.db.insert(imports).values(row),
    ...partsOf(scope, plan.changes, declared).map((part, index) =>
      scope.db.insert(importParts).values({ importId: row.id, part: index, rows: part }),
    ),
  ]);
  const { basis: _, checkedBy: __, ...shown } = row;
  return { import: shown, counts: plan.counts, faultCount: 0, faults: [] };
}

async function planOf(scope: Scope, of: ImportSubject, mode: ImportMode, rows: readonly RosterRow[]): Promise<Plan> {
  if (of === "units") {
    const [[stood], declared, list, units, beltCodes] = await scope.read([
      selectBasis(scope),
      ...selectTerms(scope, of),
      selectRosterUnits(scope),
      scope.db.select({ code: belts.code }).from(belts),
    ]);
    const ground = unitGround(scope, termsOf([declared, list]), units, beltCodes);
    return { ...planUnits(rows, mode, ground), basis: stood?.basis ?? "" };
  }
  const [[stood], declared, list, entities, places] = await scope.read([
    selectBasis(scope),
    ...selectTerms(scope, of),
    selectRosterEntities(scope),
    selectPlaces(scope),
  ]);
  const ground = entityGround(scope, termsOf([declared, list]), entities, places);
  return { ...planEntities(rows, mode, ground), basis: stood?.basis ?? "" };
}

/** By row, then by column; a cell that can't be read is said once. */
function inOrder(table: Table, cells: readonly CellFault[], rows: readonly RosterFault[]): readonly ImportFault[] {
  const titles = new Map(table.columns.map(({ key, title }) => [key, title]));
  const own = cells.map(({ place, message }) => ({ row: place.row, column: place.column, message }));
  const keyOf = ({ row, column }: Omit<ImportFault, "message">): string => `${row} ${column}`;
  const told = new Set(own.map(keyOf));
  const rest = rows
    .map(({ row, key, message }) => ({ row, column: key === null ? null : (titles.get(key) ?? key), message }))
    .filter((fault) => !told.has(keyOf(fault)));
  const rank = new Map(table.columns.map(({ title }, index) => [title, index]));
  const rankOf = ({ column }: ImportFault): number => (column === null ? -1 : (rank.get(column) ?? rank.size));
  return [...own, ...rest].toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0) || rankOf(a) - rankOf(b));
}

/** What will be written, a few hundred rows a part, with the event that each will leave. */
function partsOf(scope: Scope, changes: Plan["changes"], declared: Parameters<typeof traced>[1]) {
  const rows = changes.map(({ before, ...after }) => ({
    ...after,
    isNew: before === null ? 1 : 0,
    event: scope.newId(),
    body: traced(bodyOf(before, after), declared),
    ...("covered" in after ? { covered: after.covered.map((link) => ({ ...link, id: scope.newId() })) } : {}),
  }));
  return Array.from({ length: Math.ceil(rows.length / rowsAPart) }, (_, part) =>
    rows.slice(part * rowsAPart, (part + 1) * rowsAPart),
  );
}

/** Of a new one everything, of another what changes. */
function bodyOf(before: object | null, after: object): Readonly<Record<string, unknown>> {
  const was = new Map(Object.entries(before ?? {}).map(([key, value]) => [key, JSON.stringify(value)]));
  return Object.fromEntries(Object.entries(after).filter(([key, value]) => was.get(key) !== JSON.stringify(value)));
}

async function hashOf(bytes: Uint8Array): Promise<string> {
  const digest = await crypto.subtle.digest("SHA-256", Uint8Array.from(bytes));
  return Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
}
