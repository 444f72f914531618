import { readOutcomes } from "../../../spreadsheet/outcomes.ts";
import { refuseAny } from "../../refuse.ts";
import type { Outcome } from "./confirm.ts";

/** The bank's answers out of a list that was filled in. Refusals: invalid, with the row and the column of each fault. */
export async function outcomesIn(bytes: Uint8Array): Promise<readonly Outcome[]> {
  const { outcomes, faults } = await readOutcomes(bytes);
  refuseAny(faults);
  return outcomes;
}
