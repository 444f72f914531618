import { readdirSync, readFileSync } from "node:fs";
import type { Json } from "../../worker/domain/expression.ts";
import { caseFiles } from "./cases.ts";

/** A document that is sound, and where it stands. */
export interface NamedDocument {
  readonly name: string;
  readonly document: Json;
}

/** Every standard of tests/cases and db/seed/templates. */
export function acceptedStandards(): readonly NamedDocument[] {
  return [...cases(), ...templates()].filter(({ document }) => formatOf(document) === "hongdai/standard@1");
}

/** Every policy of tests/cases and db/seed/templates. */
export function acceptedPolicies(): readonly NamedDocument[] {
  return [...cases(), ...templates()].filter(({ document }) => formatOf(document) === "hongdai/policy@1");
}

function formatOf(document: Json | undefined): unknown {
  return document !== null && typeof document === "object" ? Reflect.get(document, "format") : undefined;
}

function cases(): readonly NamedDocument[] {
  return caseFiles().flatMap(({ file, standard, policy, runs, calculations }) => [
    { name: file, document: standard },
    { name: file, document: policy },
    ...runs.map((run) => ({ name: `${file} ${run.name}`, document: run.standard ?? null })),
    ...calculations.map((each) => ({ name: `${file} ${each.name}`, document: each.policy ?? null })),
  ]);
}

function templates(): readonly NamedDocument[] {
  const folder = new URL("../../db/seed/templates/", import.meta.url);
  return readdirSync(folder)
    .filter((name) => name.endsWith(".json"))
    .map((name) => ({ name, document: JSON.parse(readFileSync(new URL(name, folder), "utf8")) }));
}
