/** How much a spreadsheet may hold; reaching one of these is a refusal that names it. */
export const limits = {
  /** Of the file as it is sent. */
  bytes: 4 * 1_048_576,
  /** Of everything in it, unpacked. */
  unpackedBytes: 10 * 1_048_576,
  /** Files inside the archive. */
  parts: 200,
  sheets: 40,
  /** More than any document of 256 KB has. */
  rows: 40_000,
  columns: 40,
  /** That all sheets together write, empty ones included. */
  cells: 120_000,
  /** That all sheets together span, from A1 to their last row and column; a row costs as much as eight cells. */
  area: 400_000,
  /** What an answer lists. */
  faults: 5_000,
} as const;

/** Of a list of units or entities: ten thousand rows with the tenant's own columns. */
export const rosterLimits = {
  ...limits,
  bytes: 8 * 1_048_576,
  unpackedBytes: 32 * 1_048_576,
  rows: 10_301,
  columns: 80,
  cells: 400_000,
  area: 830_000,
  faults: 1000,
} as const;

/** What bounds a workbook that is read. */
export type WorkbookLimits = { readonly [Key in keyof typeof limits]: number };
