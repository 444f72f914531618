/** How many rows one statement writes. */
const atOnce = 1000;

/** Rows by the thousand, in order. */
export function chunksOf<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const chunks: (readonly Row[])[] = [];
  for (let from = 0; from < rows.length; from += atOnce) chunks.push(rows.slice(from, from + atOnce));
  return chunks;
}
