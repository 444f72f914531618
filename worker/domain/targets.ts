/** A sum as a reader can follow it: every term, the total, and what the document states. */
export interface SumProof {
  readonly label: string;
  readonly terms: readonly number[];
  readonly total: number;
  /** What the document itself says; null where it only gives the terms. */
  readonly stated: number | null;
  readonly agrees: boolean;
  readonly text: string;
}

/**
 * Adds what a document lists and holds it against the total that it states: `28 + 8 + 4 = 40`. With `isAbout` the
 * document says 左右, and the text repeats it; the figures still have to agree.
 * Source: 关于开展党建示范带创建的通知（2015-08-25）二; 金华 plan of 2015-04-29, “1+7”.
 */
export function proveSum(label: string, terms: readonly number[], stated: number | null, isAbout = false): SumProof {
  const total = terms.reduce((sum, term) => sum + term, 0);
  const agrees = stated === null || stated === total;
  const sum = `${terms.join(" + ")} = ${total}${isAbout ? "（左右）" : ""}`;
  const text = agrees ? sum : `${sum}，文件写的是 ${stated}，差 ${Math.abs(total - stated)}`;
  return { label, terms, total, stated, agrees, text };
}
