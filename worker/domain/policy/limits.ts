/** How much a policy may hold; reaching one of these is a fault that names it. */
export const limits = {
  /** Of the whole document, all keys and items counted. */
  values: 100_000,
  grants: 50,
  groups: 50,
  ceilings: 20,
  rows: 2_000,
  brackets: 100,
  bands: 100,
  times: 20,
  factors: 20,
  parts: 20,
  payers: 20,
  instalments: 24,
  sources: 20,
  titleCharacters: 200,
  keyCharacters: 200,
  codeCharacters: 64,
  expressionCharacters: 2_000,
  /** How many `sum` and `capped` may stand inside one another. */
  nestedAmounts: 3,
  /** How deep anything may lie in a document. */
  depth: 32,
} as const;

/** How much one call may hold of the recipients' side. */
export const recipientLimits = {
  recipients: 100_000,
  idCharacters: 200,
  /** Keys of `paidFen` and `decidedFen`. */
  amounts: 200,
  /** How deep facts may lie in one another. */
  depth: 16,
} as const;
