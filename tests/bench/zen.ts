import { ZenEngine } from "@gorules/zen-engine";
import type { Subject } from "../../worker/domain/standard/index.ts";
import { BONUS, ITEMS, LEVELS } from "./documents.ts";
import { type Dialect, fullHundredths, pointsFormula, removedWhen } from "./formulas.ts";

/** The expression language of @gorules/zen-engine. */
const ZEN: Dialect = {
  answer: (code, option) => `(answers.${code}${option === undefined ? "" : `.${option}`} ?? 0)`,
  isMissing: (code) => `answers.${code} == null`,
  fact: (name) => `unit.${name}`,
  isTrue: (name) => `unit.${name} == true`,
  isOption: (code, option) => `answers.${code} == '${option}'`,
  isText: (name, text) => `unit.${name} == '${text}'`,
  isMarked: (code) => `'${code}' in notApplicable`,
  yes: (code) => `answers.${code} == true`,
  choose: (condition, then, otherwise) => `((${condition}) ? ${then} : ${otherwise})`,
  and: (a, b) => `(${a}) and (${b})`,
  not: (a) => `not (${a})`,
  min: (a, b) => `min([${a}, ${b}])`,
  max: (a, b) => `max([${a}, ${b}])`,
  floor: (a) => `floor(${a})`,
  round: (a, places) => `floor((${a}) * ${10 ** places} + 0.5) / ${10 ** places}`,
};

/** Evaluations under way at once: it has threads of its own. */
const AT_ONCE = 100;

/** The same standard as a decision of 100 expressions, a total and a level; one evaluation a unit. */
export async function runZen(subjects: readonly Subject[]): Promise<{ scores: Int32Array; levels: Uint8Array }> {
  const engine = new ZenEngine();
  const decision = engine.createDecision(Buffer.from(JSON.stringify(graph())));
  const scores = new Int32Array(subjects.length);
  const levels = new Uint8Array(subjects.length);
  for (let from = 0; from < subjects.length; from += AT_ONCE) {
    const batch = subjects.slice(from, from + AT_ONCE).map(async ({ unit, answers, notApplicable, vetoes }, at) => {
      const { result } = await decision.evaluate({ unit, answers, notApplicable, accident: vetoes?.length === 1 });
      scores[from + at] = Math.round(result.score * 100);
      levels[from + at] = result.level;
    });
    await Promise.all(batch);
  }
  engine.dispose();
  return { scores, levels };
}

function graph(): object {
  const sum = (items: typeof ITEMS): string => items.map(({ code }) => `$.${code}`).join(" + ");
  const base = ITEMS.filter(({ section }) => section !== BONUS);
  const full = base.reduce((total, item) => total + fullHundredths(item), 0) / 100;
  const lost = base.flatMap((item) => {
    const removed = removedWhen(item, ZEN);
    return removed === undefined ? [] : [ZEN.choose(removed, String(fullHundredths(item) / 100), "0")];
  });
  const [five, four, three] = LEVELS;
  const expressions = [
    ...ITEMS.map((item) => [item.code, pointsFormula(item, ZEN)]),
    ["base", sum(base)],
    ["left", `${full} - (${lost.join(" + ")})`],
    ["scaled", ZEN.choose(`$.left == ${full}`, "$.base", ZEN.round(`$.base * ${full} / $.left`, 2))],
    ["score", `$.scaled + ${sum(ITEMS.filter(({ section }) => section === BONUS))}`],
    ["team", sum(ITEMS.filter(({ section }) => section === 0))],
    [
      "level",
      `accident ? 3 : ($.score >= ${five.atLeast} and $.team >= ${five.team} and not unit.vacant) ? 0 : $.score >= ${four.atLeast} ? 1 : $.score >= ${three.atLeast} ? 2 : 3`,
    ],
  ].map(([key, value], place) => ({ id: `e${place}`, key, value }));
  return {
    nodes: [
      { id: "in", type: "inputNode", name: "in", position: { x: 0, y: 0 } },
      { id: "all", type: "expressionNode", name: "all", position: { x: 1, y: 0 }, content: { expressions } },
      { id: "out", type: "outputNode", name: "out", position: { x: 2, y: 0 } },
    ],
    edges: [
      { id: "a", sourceId: "in", targetId: "all", type: "edge" },
      { id: "b", sourceId: "all", targetId: "out", type: "edge" },
    ],
  };
}
