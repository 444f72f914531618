import type { DocumentNoun } from "../../domain/document-expressions.ts";
import { readPolicy } from "../../domain/policy/index.ts";
import { Problem } from "../../domain/problem.ts";
import { readStandard } from "../../domain/standard/index.ts";
import { documentWorkbook, type SoundDocument } from "../../spreadsheet/document.ts";
import { xlsxType } from "../../spreadsheet/workbook.ts";
import type { Scope } from "../scope.ts";
import { type Document, titleOf } from "./examine.ts";
import { selectStored } from "./version.ts";

/** A document as a file. */
export interface DocumentFile {
  readonly body: string | Uint8Array<ArrayBuffer>;
  readonly type: string;
  /** What a Chinese reader's computer calls it, and what one that knows only ASCII does. */
  readonly name: string;
  readonly plainName: string;
}

/**
 * One version as a file: its JSON as it stands, or sheets that a clerk can edit. Refusals: not-found; conflict, where
 * a draft's faults leave nothing that sheets could hold without loss.
 */
export async function exportVersion(
  scope: Scope,
  noun: DocumentNoun,
  { code, version, as }: { readonly code: string; readonly version: number; readonly as: "json" | "xlsx" },
): Promise<DocumentFile> {
  const [[row]] = await scope.read([selectStored(scope, noun, code, version)]);
  if (row === undefined) throw new Problem("not-found");
  const title = titleOf(row.document).replaceAll(/[\\/:*?"<>|]/g, "_");
  const names = { name: `${title}（第${version}版）.${as}`, plainName: `${code}-${version}.${as}` };
  if (as === "json") return { ...names, body: JSON.stringify(row.document, null, 2), type: "application/json" };
  return { ...names, body: await documentWorkbook(soundOf(noun, row.document)), type: xlsxType };
}

function soundOf(noun: DocumentNoun, document: Document): SoundDocument {
  if (noun === "standards") {
    const read = readStandard(document);
    if ("faults" in read) throw faulty(read.faults.length);
    return { noun, document: read.standard.document };
  }
  const read = readPolicy(document);
  if ("faults" in read) throw faulty(read.faults.length);
  return { noun, document: read.policy.document };
}

function faulty(count: number): Problem {
  const detail = `这一版还有 ${count} 处错误，导成表格会丢内容；请先改正，或导出 JSON。`;
  return new Problem("conflict", { detail });
}
