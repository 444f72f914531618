import { allowedOf, type Bound, isEmpty, type Test } from "../constraints.ts";
import { toNumber } from "../decimal.ts";
import { Failure } from "../expression.ts";
import { at } from "../fault.ts";
import { MAX_LINE_FEN } from "../money.ts";
import { ceilR } from "../rational.ts";
import { jsonOf, type Warning } from "../warning.ts";
import { amountOn } from "./amounts.ts";
import { askingOf, recipientColumns } from "./asked.ts";
import { compareExact, type Exact, exactOf, fraction, least, minus, plus, wholeFen } from "./exact.ts";
import type { CompiledAmount, Policy, Threshold, Times } from "./policy.ts";
import { bracketOn } from "./warnings-awards.ts";
import { amountsIn, type KnownLevels, type PlacedAmount, testsOfGrant } from "./warnings-places.ts";
import { percentText, quantityText, yuan } from "./words.ts";

/** Brackets and bands that jump down or can't be reached (subsidies.md "Document"). */
export function thresholdWarnings(policy: Policy, known: KnownLevels): readonly Warning[] {
  const brackets = amountsIn(policy, known).flatMap((placed) => {
    const { amount, document } = placed;
    if (amount.kind !== "brackets" || document.kind !== "brackets") return [];
    return ofBrackets({ ...placed, amount, document });
  });
  const bands = policy.grants.flatMap((grant, place) => {
    const tests = testsOfGrant(grant, known);
    return grant.times.flatMap((times, index) =>
      ofBands(grant.document.title, times, tests, `grants[${place}].times[${index}].bands`),
    );
  });
  return [...brackets, ...bands];
}

type Brackets = Extract<CompiledAmount, { kind: "brackets" }>;
type Placed = PlacedAmount & {
  readonly amount: Brackets;
  readonly document: Extract<PlacedAmount["document"], { kind: "brackets" }>;
};

function ofBrackets(placed: Placed): readonly Warning[] {
  return [...jumps(placed), ...unreached(placed), ...capped(placed)];
}

/**
 * 「断崖」: just past a threshold there is less than just before it. By rank that is how it is meant; more than a line may
 * have is paid to nobody, so that nothing falls from there.
 */
function jumps(placed: Placed): readonly Warning[] {
  const { grant, amount, document, path } = placed;
  if (amount.mode === "marginal" || amount.of.source === "result.rank") return [];
  const { title } = grant.document;
  return amount.brackets.flatMap((bracket, place) => {
    const around = placed.amount === grant.amount ? alone(placed, place) : amidst(placed, place);
    if (around === undefined || compareExact(around.after, around.before) >= 0) return [];
    const { before, after } = around;
    if (compareExact(before, MAX_LINE_FEN) > 0) return [];
    const less = minus(before, after);
    const fen = bracket.fen + Number(ceilR(fraction(less)));
    const where = at(at(path, "brackets"), place);
    return [
      {
        code: "bracket-jumps-down",
        path: where,
        message: `「${title}」到 ${lineText(amount, bracket)}时从 ${yuan(before)}降到 ${yuan(after)}，多了反而少拿 ${yuan(less)}。`,
        figures: {
          grant: title,
          at: toNumber(bracket.value),
          beforeFen: wholeFen(before),
          afterFen: wholeFen(after),
        },
        proposal: {
          text: `这一档的底数改成 ${yuan(fen)}，接上前一档。`,
          path: where,
          value: jsonOf({ ...document.brackets[place], fen }),
        },
        source: null,
      },
    ];
  });
}

interface Around {
  readonly before: Exact;
  readonly after: Exact;
}

/** What brackets that are the whole amount give just before a line and just past it, under the grant's own limit. */
function alone({ amount, cap }: Placed, place: number): Around | undefined {
  const [bracket, previous] = [amount.brackets[place], amount.brackets[place - 1]];
  if (bracket === undefined || previous === undefined) return undefined;
  const value = exactOf(bracket.value);
  const most = (fen: Exact): Exact => (cap === undefined ? fen : least(fen, cap.fen));
  return { before: most(bracketOn(previous, value)), after: most(bracketOn(bracket, value)) };
}

/** The smallest difference that a quantity has. */
const STEP = 1e-6;

/** The same of brackets inside another amount, by working the whole out; undefined where it reads anything else. */
function amidst({ grant, amount }: Placed, place: number): Around | undefined {
  const bracket = amount.brackets[place];
  if (bracket === undefined || place === 0 || grant.amount.kind === "share") return undefined;
  const line = toNumber(bracket.value);
  const [below, above] = bracket.isStrict ? [line, line + STEP] : [line - STEP, line];
  const [before, after] = [
    amountWith(grant.amount, amount.of.source, below),
    amountWith(grant.amount, amount.of.source, above),
  ];
  if (before === undefined || after === undefined) return undefined;
  const { atMostFen } = grant.document;
  const most = typeof atMostFen === "number" && grant.times.length === 0 ? atMostFen : Number.POSITIVE_INFINITY;
  return { before: Math.min(before, most), after: Math.min(after, most) };
}

function amountWith(
  amount: Exclude<CompiledAmount, { kind: "share" }>,
  path: string,
  value: number,
): number | undefined {
  const [, root, field] = /^(unit|facts|result|previous)\.(\w+)$/.exec(path) ?? [];
  if (root === undefined || field === undefined) return undefined;
  const recipients = recipientColumns([{ id: "", [root]: { [field]: value } }]);
  const reason = amountOn(amount, { ...askingOf(recipients), index: 0 }, undefined);
  return reason instanceof Failure ? undefined : wholeFen(reason.fen);
}

/** `12,500`; `50,000.00 元` where the quantity is money. */
function lineText(amount: Brackets, { value, isStrict }: Threshold): string {
  const text = amount.isMoney ? yuan(exactOf(value)) : `${quantityText(exactOf(value))} `;
  return isStrict ? `${text}以外` : text;
}

/** Brackets that the grant's own condition leaves no value for. */
function unreached({ grant, amount, document, path, tests }: Placed): readonly Warning[] {
  const allowed = allowedOf(tests, amount.of.source);
  return amount.brackets.flatMap((bracket, place) => {
    const next = amount.mode === "whole" ? amount.brackets[place + 1] : undefined;
    if (!isHidden(bracket, next, allowed) || amount.brackets.length === 1) return [];
    const value = jsonOf(document.brackets.filter((_, index) => index !== place));
    return [
      {
        code: "bracket-unreachable",
        path: at(at(path, "brackets"), place),
        message: `「${grant.document.title}」第 ${place + 1} 档（${lineText(amount, bracket)}起）用不上：条件“${grant.document.when ?? ""}”不留这样的数。`,
        figures: { grant: grant.document.title, at: toNumber(bracket.value) },
        proposal: { text: `删去第 ${place + 1} 档，或放宽条件。`, path: at(path, "brackets"), value },
        source: null,
      },
    ];
  });
}

/** Whether all that is allowed lies below a line, or past the next better one. */
function isHidden(
  line: Threshold,
  next: Threshold | undefined,
  { lower, upper }: { readonly lower: Bound | undefined; readonly upper: Bound | undefined },
): boolean {
  if (isEmpty(boundOf(line), upper)) return true;
  if (next === undefined || lower === undefined) return false;
  const { value, isStrict } = boundOf(next);
  return lower.value > value || (lower.value === value && (lower.isStrict || !isStrict));
}

function boundOf({ value, isStrict }: Threshold): Bound {
  return { value: toNumber(value), isStrict };
}

/** Brackets that begin where the limit is reached already. */
function capped({ grant, amount, document, path, cap }: Placed): readonly Warning[] {
  if (cap === undefined) return [];
  const place = amount.brackets.findIndex((_, index) => {
    if (index === 0) return false;
    return amountsAt(amount, index).every((fen) => compareExact(fen, cap.fen) >= 0);
  });
  const bracket = amount.brackets[place];
  if (bracket === undefined) return [];
  return [
    {
      code: "bracket-above-limit",
      path: at(at(path, "brackets"), place),
      message: `「${grant.document.title}」到 ${lineText(amount, bracket)}时已经满 ${yuan(cap.fen)}的封顶，这一档起多不了钱。`,
      figures: { grant: grant.document.title, at: toNumber(bracket.value), atMostFen: cap.fen },
      proposal: {
        text: "删去这一档和以后各档，或者提高封顶。",
        path: at(path, "brackets"),
        value: jsonOf(document.brackets.slice(0, place)),
      },
      source: null,
    },
  ];
}

/** What there is at a bracket's line, just before it and from it on. */
function amountsAt(amount: Brackets, place: number): readonly Exact[] {
  const [bracket, before] = [amount.brackets[place], amount.brackets[place - 1]];
  if (bracket === undefined || before === undefined) return [];
  const value = exactOf(bracket.value);
  if (amount.mode === "whole") return [bracketOn(before, value), bracketOn(bracket, value)];
  const sum = amount.brackets.slice(0, place).reduce<Exact>((total, each, index) => {
    const next = amount.brackets[index + 1]?.value ?? bracket.value;
    return plus(total, bracketOn(each, minus(exactOf(next), exactOf(each.value))));
  }, 0);
  return [sum];
}

/** Bands of a factor: more is worth no less, and each can be reached. By rank less is better. */
function ofBands(title: string, times: Times, tests: readonly Test[], path: string): readonly Warning[] {
  const { bands, document } = times;
  if (bands === undefined) return [];
  const allowed = allowedOf(tests, times.of.source);
  return bands.flatMap((band, place) => {
    const better = bands[place - 1];
    const where = at(path, place);
    const name = `「${title}」系数第 ${place + 1} 档（${band.isStrict ? "超过 " : ""}${quantityText(exactOf(band.value))}${band.isStrict ? "" : " 以上"}）`;
    const warnings: Warning[] = [];
    if (better !== undefined && better.percent < band.percent && times.of.source !== "result.rank") {
      const sorted = bands.map(({ percent }) => percent).sort((a, b) => b - a);
      warnings.push({
        code: "band-jumps-down",
        path: at(where, "percent"),
        message: `${name}按 ${percentText(band.percent)}，比它高的一档反而只按 ${percentText(better.percent)}。`,
        figures: { grant: title, at: toNumber(band.value), percent: band.percent / 100, better: better.percent / 100 },
        proposal: {
          text: `系数从高到低排：${sorted.map(percentText).join("、")}。`,
          path,
          value: jsonOf(document.bands?.map((each, index) => ({ ...each, percent: (sorted[index] ?? 0) / 100 }))),
        },
        source: null,
      });
    }
    if (bands.length > 1 && isHidden(band, better, allowed)) {
      warnings.push({
        code: "band-unreachable",
        path: where,
        message: `${name}用不上：补助的条件不留这样的数。`,
        figures: { grant: title, at: toNumber(band.value) },
        proposal: {
          text: `删去第 ${place + 1} 档，或放宽条件。`,
          path,
          value: jsonOf(document.bands?.filter((_, index) => index !== place)),
        },
        source: null,
      });
    }
    return warnings;
  });
}
