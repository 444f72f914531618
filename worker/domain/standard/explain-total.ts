import { formatHundredths } from "../score.ts";
import { MARKED, OUT } from "./columns.ts";
import { heldPlace } from "./levels.ts";
import type { Level, Section, Standard, Veto, VetoEffect } from "./plan.ts";
import type { ScoredRecord } from "./record.ts";

/**
 * How the sections make the total and the total the level, a sentence a line: `总分 86.50`, `达到四星级（80 分以上）`,
 * `距五星级（90 分）差 3.50 分`. Steps that change nothing are left out.
 */
export function explainTotal(standard: Standard, record: ScoredRecord): readonly string[] {
  return [
    `总分 ${formatHundredths(record.score)}`,
    ...explainSections(standard, record),
    ...explainSum(standard, record),
    ...standard.vetoes.filter((veto) => record.vetoes.includes(veto.code)).map((veto) => explainVeto(standard, veto)),
    ...explainLevel(standard, record),
    ...explainNext(standard, record),
  ];
}

function explainSections(standard: Standard, record: ScoredRecord): readonly string[] {
  return standard.sections.flatMap((section) => {
    const column = record.sections[section.place];
    if (column === undefined) return [];
    const sum = section.items.reduce((total, item) => total + (record.items[item.place]?.points ?? 0), 0);
    const verb = section.kind === "deduction" ? "扣" : "得";
    const lines =
      sum > section.atMostHundredths
        ? [
            `${section.title}各项合计 ${formatHundredths(sum)} 分，最多${verb} ${formatHundredths(section.atMostHundredths)} 分`,
          ]
        : [];
    if (standard.isWeighted && section.kind === "base") lines.push(explainWeight(section, record));
    return lines;
  });
}

function explainWeight(section: Section, record: ScoredRecord): string {
  const { earned = 0, applicable = 0, points = 0 } = record.sections[section.place] ?? {};
  const marks = section.mode === "rescale" ? applicable : section.fullHundredths;
  const weight = `${section.weightHundredths / 100}%`;
  if (marks === 0) {
    const why = isOut(section, record) ? "都不适用" : "满分为 0";
    const isShared = section.mode === "rescale" && record.remaining > 0;
    return `${section.title}${why}，权重 ${weight} ${isShared ? "由其余大项分担" : "得 0.00 分"}`;
  }
  const share = record.remaining === 10_000 ? "" : ` × 100 ÷ ${record.remaining / 100}`;
  return `${section.title}权重 ${weight}：${section.weightHundredths / 100}${share} × ${formatHundredths(earned)} ÷ ${formatHundredths(marks)} = ${formatHundredths(points)} 分`;
}

/** Whether none of its items applies. */
function isOut(section: Section, record: ScoredRecord): boolean {
  return section.items.every(({ place }) => {
    const state = record.items[place]?.state;
    return state === OUT || state === MARKED;
  });
}

/** The sum that makes the total, where there is more to it than one kind of section. */
function explainSum(standard: Standard, record: ScoredRecord): readonly string[] {
  const lines = standard.isWeighted ? [] : explainRescaling(standard, record);
  const { startHundredths, atMostHundredths } = standard;
  const extra = (kind: Section["kind"]): number => {
    const sections = standard.sections.filter((section) => section.kind === kind);
    return sections.reduce((sum, section) => sum + (record.sections[section.place]?.points ?? 0), 0);
  };
  const [bonus, deduction] = [extra("bonus"), extra("deduction")];
  const sum = startHundredths + record.base + bonus - deduction;
  const parts = [
    ...(startHundredths === 0 ? [] : [`起点 ${formatHundredths(startHundredths)}`]),
    ...(standard.sections.some(({ kind }) => kind === "base") ? [`基础分 ${formatHundredths(record.base)}`] : []),
    ...(bonus === 0 ? [] : [`加分 ${formatHundredths(bonus)}`]),
  ].join(" + ");
  const less = deduction === 0 ? "" : ` − 扣分 ${formatHundredths(deduction)}`;
  if (startHundredths !== 0 || bonus !== 0 || deduction !== 0)
    lines.push(`${parts}${less} = ${formatHundredths(sum)} 分`);
  if (sum < 0) lines.push("总分不低于 0.00 分");
  if (sum > atMostHundredths) lines.push(`总分最多 ${formatHundredths(atMostHundredths)} 分`);
  return lines;
}

function explainRescaling(standard: Standard, record: ScoredRecord): string[] {
  const together = standard.sections.filter(({ kind, mode }) => kind === "base" && mode === "rescale");
  const sumOf = (of: "earned" | "applicable"): number =>
    together.reduce((sum, { place }) => sum + (record.sections[place]?.[of] ?? 0), 0);
  const full = together.reduce((sum, { fullHundredths }) => sum + fullHundredths, 0);
  const [earned, applicable] = [sumOf("earned"), sumOf("applicable")];
  if (applicable === full) return [];
  const isAll = standard.sections.every((section) => section.kind !== "base" || together.includes(section));
  const subject = isAll ? "基础分" : together.map(({ title }) => title).join("、");
  if (applicable === 0) {
    const isEmpty = together.every((section) => isOut(section, record));
    return [`${subject}${isEmpty ? "各项都不适用" : "适用各项的满分为 0"}，计 0.00 分`];
  }
  return [
    `有不适用的项，${subject}折算：${formatHundredths(earned)} × ${formatHundredths(full)} ÷ ${formatHundredths(applicable)}`,
  ];
}

function explainVeto(standard: Standard, { title, effect }: Veto): string {
  return `一票否决“${title}”：${vetoEffect(standard, effect)}`;
}

/** What a veto does to the score or the level, in words (standards.md, Arithmetic 7): `最高三星级`. */
export function vetoEffect(standard: Standard, effect: Veto["effect"]): string {
  switch (effect.kind) {
    case "zero-score":
      return "总分计 0.00 分";
    case "no-level":
      return "不定级";
    case "at-most-level":
      return `最高${standard.levels[effect.level]?.title}`;
    case "not-above-held":
      return "不得高于原来的等级";
    case "lower":
      return `降 ${effect.by} 级`;
    default:
      return effect satisfies never;
  }
}

/** `80 分以上`, `高于 60 分`. */
function lineOf(level: Level): string {
  const hundredths = level.leastHundredths - (level.isAbove ? 1 : 0);
  const points = String(hundredths / 100).replace("-", "−");
  return level.isAbove ? `高于 ${points} 分` : `${points} 分以上`;
}

function explainLevel(standard: Standard, record: ScoredRecord): readonly string[] {
  const { level } = record;
  if (standard.levels.length === 0) return [];
  const found = standard.levels[level.found];
  const held = standard.levels[level.held];
  const direct = standard.levels[level.direct];
  const lines: string[] = [];
  if (direct !== undefined) lines.push(`直接定为${direct.title}`);
  if (direct !== undefined && found !== direct) {
    lines.push(forbidText(standard, record, direct, level.direct));
    if (found !== undefined) lines.push(`只能定到${found.title}`);
  }
  if (direct === undefined && found !== undefined) lines.push(`达到${found.title}（${lineOf(found)}）`);
  const turn = level.turns.find((each) => each.level === level.found);
  if (turn !== undefined && direct === undefined) lines.push(turnText(found, turn));
  if (level.lowered > 0 && found !== undefined) {
    lines.push(`降 ${level.lowered} 级，${held === undefined ? "没有等级" : `为${held.title}`}`);
  }
  if (found === undefined) lines.push(isReached(standard, record) ? "没有定上等级" : "没有达到任何等级");
  return lines;
}

/** Whether a level was named or reached, though it could not be held. */
function isReached(standard: Standard, { score, level }: ScoredRecord): boolean {
  if (level.direct >= 0) return true;
  return standard.levels.some((each, place) => each.leastHundredths <= score && !level.unmet.includes(place));
}

function turnText(
  level: Level | undefined,
  { turn, places }: { readonly turn: number; readonly places: number },
): string {
  if (turn <= places) return `${level?.title}名额 ${places} 个，排第 ${turn}`;
  return `${level?.title}名额 ${places} 个，排第 ${turn}，与最后一名同分，一并列入`;
}

/** What stands between the subject and the level above the one it found: points, a condition, a quota, a rule. */
function explainNext(standard: Standard, record: ScoredRecord): readonly string[] {
  const { level } = record;
  if (level.direct >= 0) return [];
  const place = level.found < 0 ? standard.levels.length - 1 : level.found - 1;
  const next = standard.levels[place];
  if (next === undefined) return [];
  const lines: string[] = [];
  const gap = next.leastHundredths - record.score;
  if (gap > 0) {
    const line = next.isAbove ? lineOf(next) : `${String(next.leastHundredths / 100)} 分`;
    lines.push(`距${next.title}（${line}）差 ${formatHundredths(gap)} 分`);
  }
  if (level.unmet.includes(place)) lines.push(`${next.title}的附加条件没有满足`);
  if (place < level.best) lines.push(forbidText(standard, record, next, place));
  const turn = level.turns.find((each) => each.level === place);
  if (turn !== undefined) lines.push(`${next.title}名额 ${turn.places} 个，排第 ${turn.turn}，没有名额`);
  return lines;
}

function forbidText(standard: Standard, { level, vetoes }: ScoredRecord, next: Level, place: number): string {
  const { promotion } = standard;
  const before = heldPlace(standard, level.before);
  if (promotion !== undefined && !level.isExempt && place < before - promotion.atMostSteps) {
    return `逐级晋升，一次最多升 ${promotion.atMostSteps} 级，不能定${next.title}`;
  }
  const names = standard.vetoes
    .filter(({ code, effect }) => vetoes.includes(code) && isForbidding(effect, place, before))
    .map(({ title }) => `“${title}”`);
  return `因${names.join("、")}，不能定${next.title}`;
}

/** Whether a veto forbids the level at `place`; `before` is where the level held stands. */
function isForbidding(effect: VetoEffect, place: number, before: number): boolean {
  if (effect.kind === "at-most-level") return place < effect.level;
  return effect.kind === "no-level" || (effect.kind === "not-above-held" && place < before);
}
