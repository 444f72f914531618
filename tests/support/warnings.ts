import type { Json } from "../../worker/domain/expression.ts";
import { warningsOf as warningsOfPolicy } from "../../worker/domain/policy/warnings.ts";
import { warningsOf as warningsOfStandard } from "../../worker/domain/standard/warnings.ts";
import { type Warning, withProposal } from "../../worker/domain/warning.ts";
import { policyOf } from "./policies.ts";
import { standardOf } from "./standards.ts";

/** The warnings of a sound document, standard or policy by its format. */
export function warningsIn(document: unknown): readonly Warning[] {
  const format = (document as { readonly format?: unknown }).format;
  return format === "hongdai/policy@1"
    ? warningsOfPolicy(policyOf(document))
    : warningsOfStandard(standardOf(document));
}

/** `code path` of each. */
export function raised(document: unknown): readonly string[] {
  return warningsIn(document).map(({ code, path }) => `${code} ${path}`);
}

/** The one warning of a code; fails where there is none or another. */
export function theWarning(document: unknown, code: string): Warning {
  const [warning, ...others] = warningsIn(document).filter((each) => each.code === code);
  if (warning === undefined || others.length > 0) throw new Error(`not one ${code}: ${raised(document).join(", ")}`);
  return warning;
}

/** Takes the first proposal of a code; gives what the document, which must still be sound, then raises. */
export function afterProposal(document: unknown, code: string): readonly string[] {
  return raised(withFirst(document, code));
}

/** Takes proposals of a code until none is left; gives what is then raised. */
export function afterProposals(document: unknown, code: string): readonly string[] {
  let current = document;
  for (let round = 0; round < 20; round++) {
    if (!raised(current).some((each) => each.startsWith(`${code} `))) return raised(current);
    current = withFirst(current, code);
  }
  throw new Error(`${code} does not go away`);
}

function withFirst(document: unknown, code: string): Json {
  const warning = warningsIn(document).find((each) => each.code === code);
  if (warning?.proposal === null || warning === undefined) throw new Error(`no proposal for ${code}`);
  return withProposal(document as Json, warning.proposal);
}
