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
 * Adds what a document lists and holds it against the total that it states; `isAbout` where the document says 左右,
 * which excuses no difference. `remark` is what to say of a total that the document doesn't state.
 * Source: 关于开展党建示范带创建的通知（2015-08-25）二; 金华 plan of 2015-04-29, “1+7”.
 */
export function proveSum(
  label: string,
  terms: readonly number[],
  stated: { readonly count: number; readonly isAbout: boolean } | null,
  remark = "文件没有写这个合计",
): SumProof {
  const total = terms.reduce((sum, term) => sum + term, 0);
  const agrees = stated === null || stated.count === total;
  return { label, terms, total, stated: stated?.count ?? null, agrees, text: textOf(total, stated, remark) };
}

function textOf(total: number, stated: { readonly count: number; readonly isAbout: boolean } | null, remark: string) {
  if (stated === null) return remark;
  const said = `文件写明 ${stated.count}${stated.isAbout ? " 左右" : ""}`;
  return stated.count === total ? `${said}，相符` : `${said}，相差 ${Math.abs(total - stated.count)}，请核对文件`;
}
