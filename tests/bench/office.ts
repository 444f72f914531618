import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Subject } from "../../worker/domain/standard/index.ts";
import { type Cell, outcomeOf, rowOf } from "./sheet.ts";

/** Whether LibreOffice is on this machine. */
export function hasOffice(): boolean {
  try {
    execFileSync("soffice", ["--version"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

/** The same formulas in LibreOffice without a screen: the file is read, computed and written as text. */
export function runOffice(subjects: readonly Subject[]): { scores: Int32Array; levels: Uint8Array; ms: number } {
  const folder = mkdtempSync(join(tmpdir(), "hongdai-bench-"));
  try {
    const file = join(folder, "units.fods");
    writeFileSync(file, flatSheet(subjects.map(rowOf)));
    const begun = performance.now();
    const profile = `-env:UserInstallation=file://${join(folder, "profile")}`;
    execFileSync("soffice", [profile, "--headless", "--convert-to", "csv", "--outdir", folder, file], {
      stdio: "ignore",
    });
    const ms = performance.now() - begun;
    const lines = readFileSync(join(folder, "units.csv"), "utf8").trim().split("\n");
    return { ...outcomeOf(lines.map((line) => line.split(","))), ms };
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function flatSheet(rows: readonly (readonly Cell[])[]): string {
  const body = rows.map((row) => `<table:table-row>${row.map(cellOf).join("")}</table:table-row>`).join("\n");
  const names = ["office", "table", "text"].map(
    (name) => `xmlns:${name}="urn:oasis:names:tc:opendocument:xmlns:${name}:1.0"`,
  );
  return `<?xml version="1.0" encoding="UTF-8"?>
<office:document ${names.join(" ")} xmlns:of="urn:oasis:names:tc:opendocument:xmlns:of:1.2" office:version="1.2" office:mimetype="application/vnd.oasis.opendocument.spreadsheet"><office:body><office:spreadsheet><table:table table:name="units">
${body}
</table:table></office:spreadsheet></office:body></office:document>`;
}

function cellOf(cell: Cell): string {
  if (cell === null) return "<table:table-cell/>";
  if (typeof cell === "number") return `<table:table-cell office:value-type="float" office:value="${cell}"/>`;
  if (!cell.startsWith("=")) {
    return `<table:table-cell office:value-type="string"><text:p>${cell}</text:p></table:table-cell>`;
  }
  const formula = cell
    .replaceAll(/\b([A-Z]{1,2}\d+)\b/g, "[.$1]")
    .replaceAll(",", ";")
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
  return `<table:table-cell table:formula="of:${formula}"/>`;
}
