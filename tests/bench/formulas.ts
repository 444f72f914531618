import type { BenchItem } from "./documents.ts";

/** How a language of formulas says what the items need: one set of formulas for zen, HyperFormula and LibreOffice. */
export interface Dialect {
  /** The number answered; 0 where nothing is. */
  readonly answer: (code: string, option?: string) => string;
  readonly isMissing: (code: string) => string;
  readonly fact: (name: string) => string;
  readonly isTrue: (fact: string) => string;
  readonly isOption: (code: string, option: string) => string;
  readonly isText: (fact: string, text: string) => string;
  readonly isMarked: (code: string) => string;
  readonly yes: (code: string) => string;
  readonly choose: (condition: string, then: string, otherwise: string) => string;
  readonly and: (a: string, b: string) => string;
  readonly not: (a: string) => string;
  readonly min: (a: string, b: string) => string;
  readonly max: (a: string, b: string) => string;
  readonly floor: (a: string) => string;
  readonly round: (a: string, places: number) => string;
}

/** Full marks in hundredths. */
export function fullHundredths({ nth }: BenchItem): number {
  return 100 + (nth % 3) * 50;
}

/** When an item doesn't apply to a unit; undefined for an item that always does. */
export function removedWhen({ code }: BenchItem, say: Dialect): string | undefined {
  switch (code) {
    case "yes_no5":
      return say.not(say.isText("field", "village"));
    case "choice3":
      return say.and(say.not(say.isText("field", "village")), say.not(say.isText("field", "community")));
    case "bands1":
      return `${say.fact("households")} <= 120`;
    case "deduct2":
      return say.not(say.and(`${say.fact("members")} >= 10`, say.not(say.isTrue("vacant"))));
    case "rating3":
    case "tally1":
      return say.isMarked(code);
    default:
      return undefined;
  }
}

/** The points of an item. */
export function pointsFormula(item: BenchItem, say: Dialect): string {
  const points = ownPoints(item, say);
  const removed = removedWhen(item, say);
  return removed === undefined ? points : say.choose(removed, "0", points);
}

function ownPoints(item: BenchItem, say: Dialect): string {
  const { code, kind, nth } = item;
  const most = String(fullHundredths(item) / 100);
  const x = say.answer(code);
  switch (kind) {
    case "yes-no":
      return say.choose(nth === 0 ? say.isTrue("trained") : say.yes(code), most, "0");
    case "choice": {
      const shares = [1, 0.7, 0.4].map((share) => String((fullHundredths(item) * share) / 100));
      return shares.reduceRight(
        (otherwise, points, place) => say.choose(say.isOption(code, `o${place}`), points, otherwise),
        "0",
      );
    }
    case "count": {
      const n = nth === 0 ? say.fact("members") : x;
      const earned = say.min(most, say.round(`${n} * 0.15`, 2));
      return nth % 2 === 0 ? say.choose(`${n} < 2`, "0", earned) : earned;
    }
    case "bands":
      return [90, 80, 60].reduceRight(
        (otherwise, line, place) => say.choose(`${x} >= ${line}`, String(Number(most) - place * 0.25), otherwise),
        "0",
      );
    case "brackets":
      return say.min(most, say.round(bracketsSum(x, nth % 2 === 0, say), 2));
    case "proportion": {
      const share = nth === 0 ? say.round(`${say.fact("fund")} * 100 / 60000`, 6) : x;
      return say.choose(`${share} < 50`, "0", say.min(most, say.round(`${most} * (${share}) / 95`, 2)));
    }
    case "deduct":
      return say.choose(say.isMissing(code), "0", say.max("0", `${most} - ${x} * 0.25`));
    case "rating":
      return x;
    case "tally": {
      const [a, b, c] = ["o0", "o1", "o2"].map((option) => say.answer(code, option));
      return say.choose(say.isMissing(code), "0", say.min(most, `${a} * 0.5 + ${b} * 0.3 - ${c} * 0.2`));
    }
    case "formula":
      return say.min(most, say.round(factFormula(nth, say), 2));
    default:
      return kind satisfies never;
  }
}

function bracketsSum(x: string, isWhole: boolean, say: Dialect): string {
  const part = (from: number, to: number | undefined, each: number): string => {
    const within = say.max("0", `${to === undefined ? x : say.min(x, String(to))} - ${from}`);
    return `${isWhole ? say.floor(`(${within}) / 5`) : within} * ${each}`;
  };
  return `${part(0, 50, 0.012)} + ${part(50, 120, 0.007)} + ${part(120, undefined, 0.003)}`;
}

function factFormula(nth: number, say: Dialect): string {
  if (nth === 0) return `${say.fact("fund")} / ${say.fact("households")} * 0.02`;
  return `${say.fact("members")} * 0.03 + ${say.choose(say.isTrue("trained"), "0.4", "0.15")}`;
}
