import type { OwnPayment } from "../../pools-api.ts";

/** `示范点创建补助 第 first 期`, `示范点创建补助 更正`. */
export function nameOf({ title, instalment, correction, fen }: OwnPayment): string {
  const part = instalment === "all" ? "" : ` ${instalment} 期`;
  const corrected = correction === 0 ? "" : fen < 0 ? "（收回）" : "（补差）";
  return `${title}${part}${corrected}`;
}
