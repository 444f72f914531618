import * as v from "valibot";
import type { Fault } from "../domain/fault.ts";
import { documentCode, version } from "./fields.ts";

/** A document that came with the request, read; or the name of a version that the tenant has. */
export type Given<Read> =
  | { readonly kind: "document"; readonly document: unknown; readonly read: Read }
  | { readonly kind: "version"; readonly code: string; readonly version: number };

const named = v.strictObject({ code: documentCode, version });

/**
 * A standard or policy in a body: read whole, so that every fault of it is named below the field's own path, or
 * `{code, version}`. `component` is what OpenAPI shows.
 */
export function givenDocument<Read>(
  component: string,
  read: (document: unknown) => { readonly read: Read } | { readonly faults: readonly Fault[] },
) {
  return v.pipe(
    v.unknown(),
    v.metadata({ component }),
    v.rawTransform(({ dataset, addIssue, NEVER }): Given<Read> => {
      const { value } = dataset;
      const found = v.safeParse(named, value);
      if (found.success) return { kind: "version", ...found.output };
      const outcome = read(value);
      if ("read" in outcome) return { kind: "document", document: value, read: outcome.read };
      for (const { path, message } of outcome.faults) {
        const key = { type: "object" as const, origin: "value" as const, input: {}, key: path, value: undefined };
        addIssue(path === "" ? { message } : { message, path: [key] });
      }
      return NEVER;
    }),
  );
}
