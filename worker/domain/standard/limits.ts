/** How much a standard may hold; reaching one of these is a fault that names it. */
export const limits = {
  /** Of the whole document: every text, number, list and object in it. */
  values: 100_000,
  /** Compiled at most; as many as all that may hold one, and more. */
  expressions: 2_000,
  titleCharacters: 200,
  criterionCharacters: 2_000,
  codeCharacters: 64,
  expressionCharacters: 2_000,
  sections: 50,
  /** Of all sections together. */
  items: 300,
  options: 50,
  bands: 50,
  levels: 20,
  vetoes: 100,
  badges: 100,
  sources: 50,
  points: 1_000_000,
  /** Of thresholds, `from`, `per`, `full`: 1e9 with six decimals is still a safe integer of millionths. */
  threshold: 1_000_000_000,
  steps: 20,
  cohort: 1_000_000,
} as const;

/**
 * The most hundredths that one item may give or take. Three hundred of them are still a safe integer, so that sums need
 * no check; a subject that passes it (by an absurd count) fails in that item.
 */
export const ITEM_POINTS_LIMIT = 1e11;

/** The most hundredths a total may have, so that no rescaling of absurd points leaves what is exact. */
export const TOTAL_POINTS_LIMIT = 1e15;
