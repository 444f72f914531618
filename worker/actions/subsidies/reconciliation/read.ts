import { desc, sql } from "drizzle-orm";
import { reconciliations, tenant } from "../../../../db/tenant/schema/index.ts";
import type { Scope } from "../../scope.ts";
import { checks } from "./checks.ts";

/** 账实核对: each invariant with how many rows break it, and what the latest dated check found. */
export interface Reconciliation {
  readonly at: string;
  readonly isBalanced: boolean;
  readonly checks: readonly { readonly code: string; readonly title: string; readonly broken: number }[];
  /** What the daily job found: recomputation, hashes, stored files; null before its first run. */
  readonly daily: {
    readonly at: string;
    readonly checks: readonly { readonly code: string; readonly title: string; readonly broken: number }[];
    readonly details: readonly string[];
  } | null;
}

/** What the daily job checks, by code. */
export const dailyTitles: Readonly<Record<string, string>> = {
  recomputation: "测算重算一遍相同",
  documents: "已发布的标准和办法没有改动",
  evidence: "佐证材料的文件都在",
};

/** Counts every invariant afresh: one round trip. */
export async function reconcile(scope: Scope): Promise<Reconciliation> {
  const counted = Object.fromEntries(checks.map(({ code, broken }) => [code, broken]));
  const [[row], [latest]] = await scope.read([
    scope.db.select(counted).from(tenant).where(sql`${tenant.id} = 1`),
    scope.db
      .select({ at: reconciliations.at, found: reconciliations.found, details: reconciliations.details })
      .from(reconciliations)
      .orderBy(desc(reconciliations.at), desc(reconciliations.id))
      .limit(1),
  ]);
  const fresh = checks.map(({ code, title }) => ({ code, title, broken: Number(row?.[code] ?? 0) }));
  const daily = latest === undefined ? null : { at: latest.at, checks: dailyOf(latest.found), details: latest.details };
  const all = [...fresh, ...(daily?.checks ?? [])];
  return { at: scope.now, isBalanced: all.every(({ broken }) => broken === 0), checks: fresh, daily };
}

function dailyOf(found: Readonly<Record<string, number>>) {
  return Object.entries(dailyTitles).map(([code, title]) => ({ code, title, broken: found[code] ?? 0 }));
}
