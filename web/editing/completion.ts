/** Something that can be written into an expression at its place. */
export interface Suggestion {
  /** What is written: `unit.on_belt`, `'village'`. */
  readonly text: string;
  readonly title: string;
  readonly group: string;
}

/** The suggestions that fit what stands before the caret, and what of it they replace. */
export interface Completion {
  readonly from: number;
  readonly suggestions: readonly Suggestion[];
}

/** What an expression may read in its place, and what a variable of it can be compared with. */
export interface Readable {
  readonly variables: () => readonly Suggestion[];
  readonly valuesOf: (variable: string) => readonly Suggestion[];
}

export function completionIn(readable: Readable, source: string, caret: number): Completion {
  const before = source.slice(0, caret);
  const compared = /([A-Za-z_][\w.]*)\s*(?:==|!=|in\s*\[(?:[^\]]*,)?)\s*('?[\w一-鿿]*)$/.exec(before);
  if (compared !== null) {
    const [, variable = "", begun = ""] = compared;
    const found = fitting(readable.valuesOf(variable), begun.replace("'", ""));
    if (found.length > 0) return { from: caret - begun.length, suggestions: found };
  }
  const begun = /(?:[A-Za-z_][\w.]*|[一-鿿]+)$/.exec(before)?.[0] ?? "";
  if (begun === "" && /[^\s(!&|]\s*$/.test(before)) return { from: caret, suggestions: [] };
  const found = fitting(readable.variables(), begun);
  const isWhole = found.length === 1 && found[0]?.text === begun;
  return { from: caret - begun.length, suggestions: isWhole ? [] : found };
}

function fitting(all: readonly Suggestion[], begun: string): readonly Suggestion[] {
  const wanted = begun.toLowerCase();
  const starts = all.filter(
    ({ text, title }) => text.replaceAll("'", "").startsWith(wanted) || title.startsWith(begun),
  );
  const within = all.filter(
    (each) => !starts.includes(each) && (each.text.includes(wanted) || each.title.includes(begun)),
  );
  return [...starts, ...within];
}
