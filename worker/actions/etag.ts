import { Problem } from "../domain/problem.ts";

/** An entity's revision as its ETag. */
export function etagOf(revision: number): string {
  return `"${revision}"`;
}

/** Refuses a change of what has been changed since: `ifMatch` is the header, a list of ETags or `*`. */
export function refuseStale(ifMatch: string, revision: number): void {
  const named = ifMatch.split(",").map((each) => each.trim());
  if (named.includes("*") || named.includes(etagOf(revision))) return;
  throw new Problem("stale", { detail: `现在是第 ${revision} 次修改后的内容，请重新打开再改。` });
}
