import { and, eq, inArray } from "drizzle-orm";
import type { Difference } from "../../domain/difference.ts";
import type { DocumentNoun } from "../../domain/document-expressions.ts";
import { comparePolicies } from "../../domain/policy/compare.ts";
import { readPolicy } from "../../domain/policy/index.ts";
import { Problem } from "../../domain/problem.ts";
import { compareStandards } from "../../domain/standard/compare.ts";
import { readStandard } from "../../domain/standard/index.ts";
import { tableOf } from "../documents.ts";
import { refuse } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import type { Document } from "./examine.ts";

export interface Comparison {
  readonly from: number;
  readonly to: number;
}

/** How two versions differ, item by item, in words. Refusals: not-found, invalid (no such version, a faulty draft). */
export async function compareVersions(
  scope: Scope,
  noun: DocumentNoun,
  code: string,
  { from, to }: Comparison,
): Promise<{ readonly items: readonly Difference[] }> {
  const table = tableOf(noun);
  const [rows, [any]] = await scope.read([
    scope.db
      .select({ version: table.version, document: table.document })
      .from(table)
      .where(and(eq(table.code, code), inArray(table.version, [from, to]))),
    scope.db.select({ code: table.code }).from(table).where(eq(table.code, code)).limit(1),
  ]);
  if (any === undefined) throw new Problem("not-found");
  const documentOf = (version: number, path: "from" | "to"): Document => {
    const row = rows.find((each) => each.version === version);
    if (row === undefined) refuse([{ path, message: `没有第 ${version} 版，请核对` }]);
    return row.document;
  };
  return { items: differencesOf(noun, documentOf(from, "from"), documentOf(to, "to"), { from, to }) };
}

function differencesOf(noun: DocumentNoun, before: Document, after: Document, versions: Comparison) {
  if (noun === "standards") {
    const [old, now] = [readStandard(before), readStandard(after)];
    if ("faults" in old) refuseFaulty("from", versions.from, old.faults.length);
    if ("faults" in now) refuseFaulty("to", versions.to, now.faults.length);
    return compareStandards(old.standard.document, now.standard.document);
  }
  const [old, now] = [readPolicy(before), readPolicy(after)];
  if ("faults" in old) refuseFaulty("from", versions.from, old.faults.length);
  if ("faults" in now) refuseFaulty("to", versions.to, now.faults.length);
  return comparePolicies(old.policy.document, now.policy.document);
}

function refuseFaulty(path: "from" | "to", version: number, faults: number): never {
  refuse([{ path, message: `第 ${version} 版还有 ${faults} 处错误，改正后再比较` }]);
}
