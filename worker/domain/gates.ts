import { compileExpression, type Expression, evaluate, Failure } from "./expression.ts";
import { gapText, type Level, levelTitle, reaches } from "./level-scale.ts";

/** 验收门槛 as a tenant stores it: units for which `applies` holds need `atLeastLevel`; a hard one decides acceptance. */
export interface GateRule {
  readonly code: string;
  readonly title: string;
  readonly applies: string;
  readonly atLeastLevel: string;
  readonly isHard: boolean;
}

/** A gate that applied to a unit, as stored with its result: data, put into words when read. */
export interface GateOutcome {
  readonly code: string;
  readonly title: string;
  readonly isHard: boolean;
  readonly atLeastLevel: string;
  readonly isMet: boolean;
}

/** A rule with its expression compiled once for a run over many units. */
export interface Gate {
  readonly rule: GateRule;
  readonly expression: Expression;
}

/** The gates are of units (documents speak of 创建点 and 示范点): a standard of belts has none. */
export function gatesFor<Rule extends GateRule>(subject: string | undefined, rules: readonly Rule[]): readonly Rule[] {
  return subject === "belt" ? [] : rules;
}

/** Compiles the rules of a tenant; an expression that doesn't compile is returned as a fault with the gate's code. */
export function compileGates(rules: readonly GateRule[]): { readonly gates: Gate[] } | { readonly fault: string } {
  const gates: Gate[] = [];
  for (const rule of rules) {
    const compiled = compileExpression(rule.applies, { variables: ["unit"], result: "bool" });
    if ("fault" in compiled) return { fault: `门槛 ${rule.code}：${compiled.fault}` };
    gates.push({ rule, expression: compiled.expression });
  }
  return { gates };
}

/**
 * The gates that apply to a unit, each met or not. `unit` is what expressions see (api.md, Shapes). A gate whose
 * condition fails on an unknown fact counts as applying and not met: acceptance fails closed.
 * Source: 关于开展党建示范带创建的通知（2015-08-25）二.
 */
export function gateOutcomes(
  gates: readonly Gate[],
  unit: Readonly<Record<string, unknown>>,
  level: string | null,
  levels: readonly Level[],
): GateOutcome[] {
  return gates.flatMap(({ rule, expression }) => {
    const applies = evaluate(expression, { unit });
    if (applies === false) return [];
    const isMet = !(applies instanceof Failure) && reaches(levels, level, rule.atLeastLevel);
    const { code, title, isHard, atLeastLevel } = rule;
    return [{ code, title, isHard, atLeastLevel, isMet }];
  });
}

/** A result is accepted where its unit got a score and no hard gate is left unmet. */
export function isAccepted(scoreHundredths: number | null, outcomes: readonly GateOutcome[]): boolean {
  return scoreHundredths !== null && outcomes.every((outcome) => outcome.isMet || !outcome.isHard);
}

/** `要求四星级以上，认定三星级，差 0.50 分到四星级`; a soft gate says 力争. */
export function gateText(
  outcome: GateOutcome,
  levels: readonly Level[],
  scoreHundredths: number | null,
  level: string | null,
): string {
  const asked = `${outcome.isHard ? "要求" : "力争"}${levelTitle(levels, outcome.atLeastLevel)}以上`;
  const got = `${asked}，认定${levelTitle(levels, level)}`;
  return outcome.isMet ? got : `${got}，${gapText(levels, scoreHundredths, outcome.atLeastLevel)}`;
}
