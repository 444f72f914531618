import { HyperFormula } from "hyperformula";
import type { Subject } from "../../worker/domain/standard/index.ts";
import { outcomeOf, rowOf } from "./sheet.ts";

/** The same formulas in HyperFormula: the sheet is built, computed and read. */
export function runHyperFormula(subjects: readonly Subject[]): { scores: Int32Array; levels: Uint8Array } {
  const rows = subjects.map((subject, row) => [...rowOf(subject, row)]);
  const sheet = HyperFormula.buildFromArray(rows, { licenseKey: "gpl-v3", maxColumns: 400, maxRows: 20_000 });
  const outcome = outcomeOf(sheet.getSheetValues(0));
  sheet.destroy();
  return outcome;
}
