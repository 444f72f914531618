import type { Expression } from "../expression.ts";
import { at } from "../fault.ts";
import { COMPUTED } from "./check-items.ts";
import { compilePoints, fullMarksOf, hundredthsOf } from "./compile-points.ts";
import type { ItemDocument, LevelDocument, SectionDocument, StandardDocument, VetoDocument } from "./document.ts";
import type { Badge, Item, Level, Section, Standard, Veto, VetoEffect } from "./plan.ts";

/** The plan of a sound document; `expressions` holds what compiled, by path. */
export function compileStandard(document: StandardDocument, expressions: ReadonlyMap<string, Expression>): Standard {
  const sections = compileSections(document, expressions);
  const items = sections.flatMap((section) => section.items);
  const levels = (document.levels ?? []).map((level, place) =>
    compileLevel(level, expressions.get(`levels[${place}].when`)),
  );
  const levelByCode = new Map(levels.map((level, place) => [level.code, place]));
  const sectionPlace = (code: string): number => sections.findIndex((section) => section.code === code);
  const { promotion } = document;
  return {
    document,
    appliesTo: expressions.get("appliesTo"),
    startHundredths: hundredthsOf(document.start ?? 0),
    atMostHundredths: hundredthsOf(document.atMost),
    isWeighted: document.scoring === "weights",
    sections,
    items,
    itemByCode: new Map(items.map((item) => [item.code, item])),
    vetoes: (document.vetoes ?? []).map((veto, place): Veto => {
      const effect = effectOf(veto.effect, levelByCode);
      return { code: veto.code, title: veto.title, when: expressions.get(`vetoes[${place}].when`), effect };
    }),
    badges: (document.badges ?? []).map((badge, place): Badge => {
      return {
        code: badge.code,
        title: badge.title,
        section: badge.section === undefined ? -1 : sectionPlace(badge.section),
        atLeastHundredths: hundredthsOf(badge.atLeast ?? 0),
        when: expressions.get(`badges[${place}].when`),
      };
    }),
    levels,
    levelByCode,
    directLevels: (document.directLevels ?? []).map((direct, place) => ({
      level: placeOf(levelByCode, direct.level),
      when: expressionAt(expressions, `directLevels[${place}].when`),
    })),
    promotion: promotion && { atMostSteps: promotion.atMostSteps, unless: expressions.get("promotion.unless") },
    tieBreak: (document.tieBreak ?? []).map(sectionPlace),
    hasExpressions: expressions.size > 0,
    readsAnswers: [...expressions.values()].some(readsAnswers),
  };
}

function compileLevel(level: LevelDocument, when: Expression | undefined): Level {
  const isAbove = level.atLeast === undefined;
  return {
    code: level.code,
    title: level.title,
    leastHundredths: hundredthsOf(level.atLeast ?? level.above) + (isAbove ? 1 : 0),
    isAbove,
    when,
    quota: level.quota,
  };
}

function compileSections(document: StandardDocument, expressions: ReadonlyMap<string, Expression>): readonly Section[] {
  let place = 0;
  return document.sections.map((section, sectionPlace): Section => {
    const items = section.items.map((item, index) => {
      const path = at(at(at("sections", sectionPlace), "items"), index);
      return compileItem(item, place++, sectionPlace, path, expressions);
    });
    const atMostHundredths = hundredthsOf(section.atMost);
    const sum = items.reduce((total, item) => total + item.fullHundredths, 0);
    return {
      place: sectionPlace,
      code: section.code,
      title: section.title,
      kind: section.kind ?? "base",
      mode: modeOf(document, section),
      weightHundredths: hundredthsOf(section.weight ?? 0),
      atMostHundredths,
      fullHundredths: Math.min(sum, atMostHundredths),
      items,
    };
  });
}

function modeOf(document: StandardDocument, section: SectionDocument): Section["mode"] {
  return section.notApplicable ?? document.notApplicable ?? "rescale";
}

function compileItem(
  item: ItemDocument,
  place: number,
  section: number,
  path: string,
  expressions: ReadonlyMap<string, Expression>,
): Item {
  const points = compilePoints(item, (below) => expressionAt(expressions, at(path, below)));
  const from = expressions.get(at(path, "from"));
  return {
    place,
    section,
    code: item.code,
    title: item.title,
    points,
    fullHundredths: fullMarksOf(points),
    from,
    applies: expressions.get(at(path, "applies")),
    isOptional: item.optional === true,
    isAsked: from === undefined && !COMPUTED.includes(points.kind),
    isInheritedName: item.code in Object.prototype,
  };
}

function effectOf(effect: VetoDocument["effect"], levelByCode: ReadonlyMap<string, number>): VetoEffect {
  return effect.kind === "at-most-level" ? { kind: effect.kind, level: placeOf(levelByCode, effect.level) } : effect;
}

/** A document that passed validate.ts refers only to levels it has. */
function placeOf(levelByCode: ReadonlyMap<string, number>, code: string): number {
  const place = levelByCode.get(code);
  if (place === undefined) throw new Error(`level ${code} passed validation but is not there`);
  return place;
}

/** A document whose expressions all compiled has each that its form demands. */
function expressionAt(expressions: ReadonlyMap<string, Expression>, path: string): Expression {
  const expression = expressions.get(path);
  if (expression === undefined) throw new Error(`${path} passed validation but did not compile`);
  return expression;
}

function readsAnswers(expression: Expression): boolean {
  return expression.reads.some(
    (read) => read === "answers" || read.startsWith("answers.") || read.startsWith("answers["),
  );
}
