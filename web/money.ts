import { formatFen } from "../worker/domain/money.ts";

/** 元 from whole fen, thousands separated, two decimals: `46,900.00`; a minus is `−`. The only place that writes money. */
export function money(fen: number): string {
  return formatFen(fen);
}
