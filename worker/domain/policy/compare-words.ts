import { decimal, toText } from "../decimal.ts";
import { type Part, partOf, partsOf, writtenText } from "../difference.ts";
import { formatFen } from "../money.ts";
import { amountKinds } from "../vocabulary.ts";

/** `50,000.00 元`; an expression as it is written. */
export function fenText(fen: unknown): string {
  return typeof fen === "number" && Number.isSafeInteger(fen) ? `${formatFen(fen)} 元` : writtenText(fen);
}

/** `80%`. */
export function percentText(percent: unknown): string {
  return typeof percent === "number" ? `${toText(decimal(percent))}%` : writtenText(percent);
}

/** A quantity: `12.5`. */
export function quantityText(value: unknown): string {
  return typeof value === "number" && Number.isFinite(value) ? toText(decimal(value)) : writtenText(value);
}

/** What a key without a row comes to: an amount, or `没有这一行就报错`. */
export function otherwiseText(fen: unknown): string {
  return fen === null ? "没有这一行就报错" : fenText(fen);
}

/** `从 0 起 8%、超过 500 起 5,000.00 元`. */
export function bracketsText(brackets: unknown): string {
  return partsOf(brackets).map(bracketText).join("、");
}

function bracketText({ from, above, fen, fenEach, percent }: Part): string {
  const rates = [
    ...(fen === undefined ? [] : [fenText(fen)]),
    ...(fenEach === undefined ? [] : [`每个 ${fenText(fenEach)}`]),
    ...(percent === undefined ? [] : [percentText(percent)]),
  ];
  const line = above === undefined ? `从 ${quantityText(from)} 起` : `超过 ${quantityText(above)} 的`;
  return `${line} ${rates.length === 0 ? "没有" : rates.join("加")}`;
}

/** `90 以上 100%、80 以上 80%`. */
export function bandsText(bands: unknown): string {
  return partsOf(bands)
    .map(({ atLeast, above, percent }) => {
      const line = above === undefined ? `${quantityText(atLeast)} 以上` : `超过 ${quantityText(above)}`;
      return `${line} ${percentText(percent)}`;
    })
    .join("、");
}

/** `“facts.area” 60%、“facts.heads” 40%`. */
export function factorsText(factors: unknown): string {
  return partsOf(factors)
    .map(({ of, percent }) => `“${of}” ${percentText(percent)}`)
    .join("、");
}

/** What a grant gives, in a few words: `定额 5,000.00 元`, `按表，3 行`. */
export function amountText(value: unknown): string {
  const amount = partOf(value);
  const kind = String(amount["kind"]);
  const name = Object.hasOwn(amountKinds, kind) ? amountKinds[kind as keyof typeof amountKinds] : kind;
  switch (kind) {
    case "fixed":
      return `${name} ${fenText(amount["fen"])}`;
    case "table":
      return `${name}，${Object.keys(partOf(amount["rows"])).length} 行`;
    case "rate":
      return `${name}，每份 ${fenText(amount["fenEach"])}`;
    case "percent":
      return `${name} ${percentText(amount["percent"])}`;
    case "brackets":
      return `${name}（${bracketsText(amount["brackets"])}）`;
    case "share":
      return `${name} ${fenText(amount["poolFen"])}`;
    case "decided":
      return `${name} ${fenText(amount["atLeastFen"])}—${fenText(amount["atMostFen"])}`;
    case "formula":
      return `${name} ${writtenText(amount["fen"])}`;
    case "capped":
      return `${name}（${amountText(amount["amount"])}）`;
    case "sum":
      return `${name}（${partsOf(amount["parts"]).map(amountText).join("，")}）`;
    default:
      return writtenText(value);
  }
}

/** What one factor multiplies by: `“result.score”（90 以上 100%）`. */
export function timesText(value: unknown): string {
  const { of, bands, rows } = partOf(value);
  return `“${of}”（${bands === undefined ? `${Object.keys(partOf(rows)).length} 行` : bandsText(bands)}）`;
}

/** What a payer bears: `60%`, `8 份`, `先付 5,000.00 元`, `其余`. */
export function payerText({ percent, part, upToFen }: Part): string {
  if (percent !== undefined) return percentText(percent);
  if (part !== undefined) return `${quantityText(part)} 份`;
  return upToFen === undefined ? "其余" : `先付 ${fenText(upToFen)}`;
}
