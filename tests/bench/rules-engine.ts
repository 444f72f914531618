import { Engine, type RuleProperties } from "json-rules-engine";
import type { Subject } from "../../worker/domain/standard/index.ts";
import { type BenchItem, BONUS, ITEMS, LEVELS } from "./documents.ts";
import { fullHundredths } from "./formulas.ts";

/**
 * The same standard for json-rules-engine: one rule for each way to earn points, its event carrying them. It has no
 * arithmetic, so that counts, brackets, shares and formulas are facts computed in JavaScript, which is the way it offers.
 */
export async function runRulesEngine(
  subjects: readonly Subject[],
): Promise<{ scores: Int32Array; levels: Uint8Array }> {
  const engine = new Engine(ITEMS.flatMap(rulesOf), { allowUndefinedFacts: true });
  for (const item of ITEMS) {
    const compute = COMPUTED[item.kind];
    if (compute === undefined) continue;
    engine.addFact(`points:${item.code}`, async (_, almanac) => compute(item, await almanac.factValue("subject")));
  }
  const full = ITEMS.reduce((sum, item) => sum + (item.section === BONUS ? 0 : fullHundredths(item)), 0);
  const scores = new Int32Array(subjects.length);
  const levels = new Uint8Array(subjects.length);
  for (const [index, subject] of subjects.entries()) {
    const unit = subject.unit ?? {};
    const marks = Object.fromEntries((subject.notApplicable ?? []).map((code) => [`marked:${code}`, true]));
    const { events, almanac } = await engine.run({ ...unit, ...subject.answers, ...marks, subject });
    let [base, bonus, team, left] = [0, 0, 0, full];
    for (const { type, params } of events) {
      if (params === undefined) continue;
      if (type === "removed") {
        left -= params["full"];
        continue;
      }
      const points: number = params["points"] ?? (await almanac.factValue(`points:${params["code"]}`));
      if (params["section"] === BONUS) bonus += points;
      else base += points;
      if (params["section"] === 0) team += points;
    }
    const score = (left === full ? base : Math.floor((base * full * 2 + left) / (left * 2))) + bonus;
    scores[index] = score;
    levels[index] = levelOf(score, team, subject);
  }
  return { scores, levels };
}

function levelOf(score: number, team: number, { unit, vetoes }: Subject): number {
  if (vetoes?.length === 1) return LEVELS.length;
  const place = LEVELS.findIndex((level) => score >= level.atLeast * 100 && team >= level.team * 100);
  if (place === 0 && unit?.["vacant"] === true) return 1;
  return place < 0 ? LEVELS.length : place;
}

type Condition = { readonly fact: string; readonly operator: string; readonly value: unknown };

function rulesOf(item: BenchItem): RuleProperties[] {
  const { code, section } = item;
  const full = fullHundredths(item);
  const applies = APPLIES[code] ?? [];
  const rule = (conditions: readonly Condition[], params: object): RuleProperties => ({
    conditions: { all: [...applies, ...conditions] },
    event: { type: "earned", params: { code, section, ...params } },
  });
  return [...earning(item, rule), ...removal(item, full)];
}

function earning(
  item: BenchItem,
  rule: (conditions: readonly Condition[], params: object) => RuleProperties,
): RuleProperties[] {
  const { code, kind, nth } = item;
  const full = fullHundredths(item);
  switch (kind) {
    case "yes-no":
      return [rule([{ fact: nth === 0 ? "trained" : code, operator: "equal", value: true }], { points: full })];
    case "choice":
      return [1, 0.7, 0.4].map((share, place) =>
        rule([{ fact: code, operator: "equal", value: `o${place}` }], { points: full * share }),
      );
    case "bands":
      return [90, 80, 60].map((line, place) =>
        rule(
          [
            { fact: code, operator: "greaterThanInclusive", value: line },
            { fact: code, operator: "lessThan", value: [1e9, 90, 80][place] },
          ],
          { points: full - place * 25 },
        ),
      );
    default:
      return [rule([{ fact: `points:${code}`, operator: "greaterThan", value: -1e9 }], {})];
  }
}

const APPLIES: Readonly<Record<string, readonly Condition[]>> = {
  yes_no5: [{ fact: "field", operator: "equal", value: "village" }],
  choice3: [{ fact: "field", operator: "in", value: ["village", "community"] }],
  bands1: [{ fact: "households", operator: "greaterThan", value: 120 }],
  deduct2: [
    { fact: "members", operator: "greaterThanInclusive", value: 10 },
    { fact: "vacant", operator: "equal", value: false },
  ],
  rating3: [{ fact: "marked:rating3", operator: "notEqual", value: true }],
  tally1: [{ fact: "marked:tally1", operator: "notEqual", value: true }],
};

function removal({ code, section }: BenchItem, full: number): RuleProperties[] {
  const applies = APPLIES[code];
  if (applies === undefined || section === BONUS) return [];
  return [{ conditions: { not: { all: [...applies] } }, event: { type: "removed", params: { full } } }];
}

type Compute = (item: BenchItem, subject: Subject) => number;

const numberOf = (item: BenchItem, { answers }: Subject): number => Number(answers?.[item.code] ?? 0);
const rounded = (hundredths: number): number => Math.floor(hundredths + 0.5 + 1e-7);

const COMPUTED: Partial<Record<string, Compute>> = {
  count: (item, subject) => {
    const n = item.nth === 0 ? Number(subject.unit?.["members"]) : numberOf(item, subject);
    return item.nth % 2 === 0 && n < 2 ? 0 : Math.min(fullHundredths(item), n * 15);
  },
  brackets: (item, subject) => {
    const tenths = Math.round(numberOf(item, subject) * 10);
    const part = (from: number, to: number, each: number): number => {
      const within = Math.max(0, Math.min(tenths, to) - from);
      return (item.nth % 2 === 0 ? Math.floor(within / 50) * 10 : within) * each;
    };
    return Math.min(fullHundredths(item), rounded((part(0, 500, 12) + part(500, 1200, 7) + part(1200, 1e9, 3)) / 100));
  },
  proportion: (item, subject) => {
    const share =
      item.nth === 0 ? Math.round((Number(subject.unit?.["fund"]) * 1e8) / 60_000) / 1e6 : numberOf(item, subject);
    return share < 50 ? 0 : Math.min(fullHundredths(item), rounded((fullHundredths(item) * share) / 95));
  },
  deduct: (item, subject) =>
    subject.answers?.[item.code] === undefined ? 0 : Math.max(0, fullHundredths(item) - numberOf(item, subject) * 25),
  rating: (item, subject) => Math.round(numberOf(item, subject) * 100),
  tally: (item, subject) => {
    const counts = (subject.answers?.[item.code] ?? {}) as Readonly<Record<string, number>>;
    return Math.min(
      fullHundredths(item),
      (counts["o0"] ?? 0) * 50 + (counts["o1"] ?? 0) * 30 - (counts["o2"] ?? 0) * 20,
    );
  },
  formula: (item, { unit }) => {
    const [fund, households, members] = [unit?.["fund"], unit?.["households"], unit?.["members"]].map(Number);
    const points =
      item.nth === 0
        ? rounded(Math.round(((fund ?? 0) * 20_000) / (households ?? 1)) / 10_000)
        : (members ?? 0) * 3 + (unit?.["trained"] === true ? 40 : 15);
    return Math.min(fullHundredths(item), points);
  },
};
