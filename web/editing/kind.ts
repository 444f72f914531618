import type { Fact } from "../api-shapes.ts";
import type { DocumentApi, Warning } from "../document-api.ts";
import type { Words } from "../pages/documents/condition.ts";
import type { Completion } from "./completion.ts";
import type { Agreement, Differing, Done } from "./editor.ts";

/** What an editor has to know of the kind of document it edits: a standard, or a policy. */
export interface Kind<Document extends object> {
  /** 标准, 办法. */
  readonly word: string;
  /** What browsers keep its drafts under. */
  readonly name: string;
  /** Where its pages lie: `/standards`. */
  readonly under: string;
  readonly api: DocumentApi;
  /** A document that nobody has written anything in yet. */
  readonly empty: object;
  /** A draft as the forms read it; null where it has no form. */
  readonly formsOf: (document: unknown) => Document | null;
  readonly wordsOf: (document: Document) => Words;
  readonly agreementsOf: (document: Document, warnings: readonly Warning[]) => readonly Agreement[];
  readonly warningTitle: (code: string) => string;
  readonly placeFor: (path: string) => string;
  readonly placeIn: (document: Document, asked: string | null) => string;
  readonly placeName: (document: Document, path: string) => string;
  readonly fieldName: (path: string) => string;
  readonly counts: (document: Document) => string;
  readonly withCode: (document: Document, path: string, code: string) => Document;
  readonly movedBy: (document: Document, path: string, by: -1 | 1) => Done<Document> | null;
  readonly droppedOn: (document: Document, path: string, onto: string) => Done<Document> | null;
  readonly withoutPart: (document: Document, path: string) => Done<Document>;
  /** The same once more, under it, with a code of its own. */
  readonly withCopy: (document: Document, path: string) => Done<Document> | null;
  readonly isCopied: (path: string) => boolean;
  /** How theirs differs from mine, in words; fetched when it is asked for. */
  readonly differences: (theirs: object, mine: Document) => Promise<readonly Differing[]>;
  /** What differs, in the tenant's words. */
  readonly spoken: (differing: Differing, after: Document, before: Document) => string;
  readonly completionAt: (
    source: string,
    caret: number,
    scope: string,
    document: Document,
    facts: readonly Fact[],
  ) => Completion;
}
