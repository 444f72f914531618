/** What was done and can be undone: the documents before and after the one shown, newest last. */
export interface History<Document> {
  readonly past: readonly Step<Document>[];
  readonly future: readonly Step<Document>[];
}

interface Step<Document> {
  readonly document: Document;
  /** What led away from it, as undoing names it: `删去「书记选配」`. */
  readonly said: string;
  /** Changes with the same one are one step: typing into a field. */
  readonly field: string | null;
}

const most = 200;

export const emptyHistory: History<never> = { past: [], future: [] };

/** `before` is left for something new; what was undone is gone. */
export function done<Document>(
  history: History<Document>,
  before: Document,
  said: string,
  field: string | null = null,
): History<Document> {
  const last = history.past.at(-1);
  if (field !== null && last?.field === field && history.future.length === 0) return history;
  return { past: [...history.past, { document: before, said, field }].slice(-most), future: [] };
}

/** The document before the last step; null where there is none. */
export function undone<Document>(
  { past, future }: History<Document>,
  shown: Document,
): { readonly document: Document; readonly said: string; readonly history: History<Document> } | null {
  const last = past.at(-1);
  if (last === undefined) return null;
  const history = { past: past.slice(0, -1), future: [...future, { ...last, document: shown, field: null }] };
  return { document: last.document, said: last.said, history };
}

/** The document that the last undoing left; null where nothing was undone. */
export function redone<Document>(
  { past, future }: History<Document>,
  shown: Document,
): { readonly document: Document; readonly said: string; readonly history: History<Document> } | null {
  const next = future.at(-1);
  if (next === undefined) return null;
  const history = { past: [...past, { ...next, document: shown, field: null }], future: future.slice(0, -1) };
  return { document: next.document, said: next.said, history };
}
