import type { Fact } from "../../api-shapes.ts";
import { policies } from "../../document-api.ts";
import type { PolicyDocument } from "../../document-shapes.ts";
import type { Kind } from "../../editing/kind.ts";
import type { Words } from "../documents/condition.ts";
import { withCode } from "./codes.ts";
import { completionAt, paidTitle } from "./completion.ts";
import { countsWording, emptyPolicy, formsOf } from "./draft-document.ts";
import { agreementsOf, warningTitle } from "./health.ts";
import { droppedOn, isGrantPlace, movedBy, withCopy, withoutGrant } from "./operations.ts";
import { fieldName, placeFor, placeIn, placeName } from "./places.ts";
import { spokenOfPolicies } from "./spoken.ts";

/** Policies, as the editor knows them; `words` are the tenant's own. */
export const policyKind = (facts: readonly Fact[], words: Words): Kind<PolicyDocument> => ({
  word: "办法",
  name: "policy",
  under: "/policies",
  api: policies,
  empty: emptyPolicy,
  formsOf,
  wordsOf: (document) => {
    const paid = document.grants.map(({ code, title }) => [`paidFen.${code}`, paidTitle(title)] as const);
    return { ...words, names: new Map([...words.names, ...paid]) };
  },
  agreementsOf,
  warningTitle,
  placeFor,
  placeIn,
  placeName,
  fieldName,
  counts: countsWording,
  withCode,
  movedBy,
  droppedOn,
  withoutPart: withoutGrant,
  withCopy,
  isCopied: isGrantPlace,
  differences: async (theirs, mine) => {
    const { comparePolicies } = await import("../../../worker/domain/policy/compare.ts");
    return comparePolicies(theirs as never, mine as never);
  },
  spoken: (differing, after, before) => spokenOfPolicies(differing, after, before, words),
  completionAt: (source, caret, _scope, document) => completionAt(source, caret, document, facts, words),
});
