import type { Fact } from "../../api-shapes.ts";
import { standards } from "../../document-api.ts";
import type { StandardDocument } from "../../document-shapes.ts";
import type { Kind } from "../../editing/kind.ts";
import { standardWordsWith } from "../documents/words.ts";
import { withCode } from "./codes.ts";
import { completionAt } from "./completion.ts";
import { countsOf, emptyStandard, formsOf } from "./draft-document.ts";
import { agreementsOf, warningTitle } from "./health.ts";
import { droppedOn, movedBy, withCopy, withoutPart } from "./operations.ts";
import { fieldName, isItemPlace, placeFor, placeIn, placeName } from "./places.ts";
import { spokenOfStandards } from "./spoken.ts";
import { levelsWord } from "./words.ts";

/** Standards, as the editor knows them. */
export const standardKind = (facts: readonly Fact[]): Kind<StandardDocument> => ({
  word: "标准",
  name: "standard",
  under: "/standards",
  api: standards,
  empty: emptyStandard,
  formsOf,
  wordsOf: (document) => standardWordsWith(facts, document),
  agreementsOf,
  warningTitle,
  placeFor,
  placeIn,
  placeName: (document, path) => placeName(document, path, levelsWord(document)),
  fieldName,
  counts: (document) => {
    const { sections, items } = countsOf(document);
    return `${sections} 节 ${items} 项`;
  },
  withCode,
  movedBy,
  droppedOn,
  withoutPart,
  withCopy,
  isCopied: isItemPlace,
  differences: async (theirs, mine) => {
    const { compareStandards } = await import("../../../worker/domain/standard/compare.ts");
    return compareStandards(theirs as never, mine as never);
  },
  spoken: (differing, after, before) => spokenOfStandards(differing, after, before, standardWordsWith(facts, after)),
  completionAt: (source, caret, scope, document) =>
    completionAt(source, caret, scope === "late" ? "late" : "early", document, facts),
});
