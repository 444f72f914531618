import type { DocumentState } from "./vocabulary.ts";

/** A version as far as it says when it holds; days are `YYYY-MM-DD` in China. */
export interface HoldingVersion {
  readonly version: number;
  readonly state: DocumentState;
  readonly holdsFrom: string | null;
  /** The day on which it was retired; from then on it holds no more. */
  readonly retiredOn: string | null;
}

/**
 * The version that holds on a day (standards.md "Versions"): of those published that hold from that day or an earlier
 * one and weren't retired by then, the latest published, which is the highest. Null where none does.
 */
export function versionInForce(versions: readonly HoldingVersion[], day: string): number | null {
  const holding = versions.filter(
    ({ state, holdsFrom, retiredOn }) =>
      state !== "draft" &&
      holdsFrom !== null &&
      holdsFrom <= day &&
      (state === "published" || (retiredOn !== null && day < retiredOn)),
  );
  return holding.length === 0 ? null : Math.max(...holding.map(({ version }) => version));
}

/** The day in China, `YYYY-MM-DD`, of an instant in RFC 3339: eight hours ahead of UTC, without summer time. */
export function dayInChina(instant: string): string {
  return new Date(Date.parse(instant) + 8 * 3_600_000).toISOString().slice(0, 10);
}
