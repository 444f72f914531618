import { STEP_LIMIT } from "./limits.ts";
import { Failure, type Value } from "./values.ts";

/** One evaluation: what it reads, what the variables of its macros stand at, and the steps it may still take. */
export interface Run {
  readonly variables: Readonly<Record<string, unknown>>;
  readonly slots: Value[];
  steps: number;
}

/** A compiled piece of an expression. */
export type Code = (run: Run) => Value | Failure;

const OUT_OF_STEPS = new Failure(`这个表达式在这份数据上要算的步数超过 ${STEP_LIMIT} 步，请写短些`);
const NO_SLOTS: Value[] = [];

/** A run of an expression whose macros need so many variables. */
export function startRun(variables: Readonly<Record<string, unknown>>, slots: number): Run {
  return { variables, slots: slots === 0 ? NO_SLOTS : new Array(slots).fill(null), steps: STEP_LIMIT };
}

/** Takes steps off what the run may still take; a Failure once there are none left. */
export function charge(run: Run, steps: number): Failure | undefined {
  run.steps -= steps;
  return run.steps < 0 ? OUT_OF_STEPS : undefined;
}

/** The steps of going through a text of so many characters. */
export function stepsOfText(length: number): number {
  return length >> 5;
}
