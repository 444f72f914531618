import type { Fault } from "../domain/fault.ts";
import { Problem } from "../domain/problem.ts";

const mostFaults = 1000;

/** The 400 for these faults; past a thousand it says that there are more. */
export function refuse(faults: readonly Fault[]): never {
  const errors = faults.slice(0, mostFaults);
  if (faults.length > mostFaults) {
    errors.push({ path: "", message: `共有 ${faults.length} 处错误，这里只列前 ${mostFaults} 处` });
  }
  throw new Problem("invalid", { detail: `有 ${faults.length} 处需要改正。`, errors });
}

export function refuseAny(faults: readonly Fault[]): void {
  if (faults.length > 0) refuse(faults);
}
