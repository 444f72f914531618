/** How much a spreadsheet may hold; reaching one of these is a refusal that names it. */
export const limits = {
  /** Of the file as it is sent. */
  bytes: 4 * 1_048_576,
  /** Of everything in it, unpacked. */
  unpackedBytes: 32 * 1_048_576,
  /** Files inside the archive. */
  parts: 200,
  sheets: 40,
  rows: 20_000,
  columns: 100,
  /** Of all sheets together, empty ones that were written included. */
  cells: 400_000,
  /** What an answer lists. */
  faults: 5_000,
} as const;
