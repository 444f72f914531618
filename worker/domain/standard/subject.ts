import type { Json } from "../expression.ts";

/** Who or what is scored, with what is known of it (standards.md "Scoring call"). Ids are unique within one call. */
export interface Subject {
  readonly id: string;
  /** Its facts. */
  readonly unit?: JsonMap;
  /** By the code of the item. */
  readonly answers?: JsonMap;
  /** Codes of optional items that were marked not applicable. */
  readonly notApplicable?: readonly string[];
  /** Codes of vetoes that a reviewer raised. */
  readonly vetoes?: readonly string[];
  readonly held?: { readonly level: string | null; readonly levels?: Readonly<Record<string, string>> };
}

/** An object as JSON holds it. */
export type JsonMap = { readonly [key: string]: Json };
