import { allowedOf, type Bound, isEmpty } from "../constraints.ts";
import { toNumber } from "../decimal.ts";
import { at } from "../fault.ts";
import { jsonOf, type Warning, without } from "../warning.ts";
import { exactOf } from "./exact.ts";
import type { Bracket, Policy, Threshold } from "./policy.ts";
import { amountsIn, type KnownLevels, type PlacedAmount, testsOfGrant } from "./warnings-places.ts";
import { quantityText, yuan } from "./words.ts";

/**
 * Values that a condition lets in and no band or bracket names, so that they come to nothing (subsidies.md "Document").
 * Both state lower ends only: a gap lies below the lowest, or is a bracket between two others that gives nothing.
 * Two that overlap would have to have the same line, which is a fault.
 */
export function gapWarnings(policy: Policy, known: KnownLevels): readonly Warning[] {
  return [
    ...amountsIn(policy, known).flatMap((placed) => [...belowFirst(placed), ...between(placed)]),
    ...policy.grants.flatMap((grant) => {
      const tests = testsOfGrant(grant, known);
      return grant.times.flatMap(({ bands, document, of }, index) => {
        const lowest = bands?.at(-1);
        const { lower } = allowedOf(tests, of.source);
        if (bands === undefined || lowest === undefined || !isLeftOut(lower, lowest)) return [];
        const path = `grants[${grant.place}].times[${index}].bands[${bands.length - 1}]`;
        return [
          {
            code: "band-gap",
            path,
            message: `「${grant.document.title}」的条件从 ${boundText(lower)}起，系数最低一档从 ${lineText(lowest)}起：中间的按 0%，一分不补。`,
            figures: { grant: grant.document.title, from: lower.value, to: toNumber(lowest.value) },
            proposal: isShort(lower)
              ? {
                  text: `最低一档改成从 ${boundText(lower)}起，或补上一档。`,
                  path,
                  value: lowered(document.bands?.at(-1) ?? {}, "atLeast", lower),
                }
              : null,
            source: null,
          },
        ];
      });
    }),
  ];
}

/** Whether a condition's lower end lets in values below a line. */
function isLeftOut(lower: Bound | undefined, line: Threshold): lower is Bound {
  if (lower === undefined) return false;
  // What lies below a line ends at it: strictly where the line itself is in.
  return !isEmpty(lower, { value: toNumber(line.value), isStrict: !line.isStrict });
}

/** Whether a document may have it as a line: not negative, two decimals at most. */
function isShort({ value }: Bound): boolean {
  return value >= 0 && Number(value.toFixed(2)) === value;
}

function lowered(written: object, key: "atLeast" | "from", { value, isStrict }: Bound) {
  return jsonOf({ [isStrict ? "above" : key]: value, ...without(written, ["atLeast", "from", "above"]) });
}

/** Brackets that are the whole amount, of which the first begins above the condition's own line. */
function belowFirst({ grant, amount, document, path, tests }: PlacedAmount): readonly Warning[] {
  if (amount.kind !== "brackets" || document.kind !== "brackets" || amount !== grant.amount) return [];
  const [first] = amount.brackets;
  const { lower } = allowedOf(tests, amount.of.source);
  if (amount.mode !== "whole" || first === undefined || !isLeftOut(lower, first)) return [];
  const where = at(at(path, "brackets"), 0);
  const text = amount.isMoney ? yuan(exactOf(first.value)) : lineText(first);
  return [
    {
      code: "bracket-gap",
      path: where,
      message: `「${grant.document.title}」的条件从 ${amount.isMoney && Number.isSafeInteger(lower.value) ? yuan(lower.value) : boundText(lower)}起，第 1 档从 ${text}起：中间的得 0 元。`,
      figures: { grant: grant.document.title, from: lower.value, to: toNumber(first.value) },
      proposal: isShort(lower)
        ? {
            text: "第 1 档改成从条件的起点起，或在前面补一档。",
            path: where,
            value: lowered(document.brackets[0] ?? {}, "from", lower),
          }
        : null,
      source: null,
    },
  ];
}

/** By parts: a bracket that gives nothing, with ones that do on both sides. */
function between({ grant, amount, document, path }: PlacedAmount): readonly Warning[] {
  if (amount.kind !== "brackets" || document.kind !== "brackets" || amount.mode !== "marginal") return [];
  const { brackets } = amount;
  return brackets.flatMap((bracket, place) => {
    const [previous, next] = [brackets[place - 1], brackets[place + 1]];
    if (gives(bracket) || !gives(previous) || !gives(next) || next === undefined) return [];
    const where = at(at(path, "brackets"), place);
    const { fenEach, percent } = document.brackets[place - 1] ?? {};
    const rate = { ...(fenEach === undefined ? {} : { fenEach }), ...(percent === undefined ? {} : { percent }) };
    const text = (line: Threshold): string => (amount.isMoney ? yuan(exactOf(line.value)) : lineText(line));
    return [
      {
        code: "bracket-gap",
        path: where,
        message: `「${grant.document.title}」${text(bracket)}到 ${text(next)}这一段不给钱，前后两段都给。`,
        figures: { grant: grant.document.title, from: toNumber(bracket.value), to: toNumber(next.value) },
        proposal: {
          text: "这一段照前一段算，或者写明为什么不给。",
          path: where,
          value: jsonOf({ ...document.brackets[place], ...rate }),
        },
        source: null,
      },
    ];
  });
}

function gives(bracket: Bracket | undefined): boolean {
  return bracket !== undefined && (bracket.fenEach > 0 || bracket.percent > 0);
}

function lineText({ value, isStrict }: Threshold): string {
  return `${isStrict ? "超过 " : ""}${quantityText(exactOf(value))} `;
}

function boundText({ value, isStrict }: Bound): string {
  return `${isStrict ? "超过 " : ""}${value} `;
}
