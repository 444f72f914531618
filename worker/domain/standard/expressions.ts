import { compileExpression, type Expression, type ResultType, type VariableName } from "../expression.ts";
import { at, type Fault } from "../fault.ts";
import { limits } from "./limits.ts";
import { type Loose, listAt, looseAt } from "./outline.ts";

/** What `appliesTo` and items may read (standards.md "Expressions"). */
const EARLY: readonly VariableName[] = ["unit", "answers", "held"];

/** What vetoes, badges, levels, direct levels and promotion may read beside. */
const LATE: readonly VariableName[] = [...EARLY, "score", "sections", "badges"];

/** The expressions of a document by their path, compiled once, and the faults of those that don't compile. */
export interface Expressions {
  readonly compiled: ReadonlyMap<string, Expression>;
  readonly faults: readonly Fault[];
}

/** Compiles every expression of a document, however malformed the rest of it is; of too many the first ones. */
export function compileExpressions(document: Loose): Expressions {
  const compiled = new Map<string, Expression>();
  const faults: Fault[] = [];
  let count = 0;
  const compile = (source: unknown, path: string, variables: readonly VariableName[], result: ResultType): void => {
    if (typeof source !== "string" || source === "" || ++count > limits.expressions) return;
    const outcome = compileExpression(source, { variables, result });
    if ("fault" in outcome) faults.push({ path, message: outcome.fault });
    else compiled.set(path, outcome.expression);
  };
  const compileWhens = (list: string): void => {
    listAt(document[list]).forEach((each, index) => {
      compile(looseAt(each)["when"], at(at(list, index), "when"), LATE, "bool");
    });
  };

  compile(document["appliesTo"], "appliesTo", EARLY, "bool");
  for (const { item, path } of itemsOf(document)) {
    const score = looseAt(item["score"]);
    const result = ANSWER_RESULTS.get(score["kind"]);
    compile(item["applies"], at(path, "applies"), EARLY, "bool");
    if (result !== undefined) compile(item["from"], at(path, "from"), EARLY, result);
    compile(score["of"], at(path, "score.of"), EARLY, "number");
    compile(score["expression"], at(path, "score.expression"), EARLY, "number");
  }
  for (const list of ["vetoes", "badges", "levels", "directLevels"]) compileWhens(list);
  compile(looseAt(document["promotion"])["unless"], "promotion.unless", LATE, "bool");
  return { compiled, faults };
}

/** Every expression of a standard that compiles, by its path, however malformed the rest of it is. */
export function standardExpressions(document: unknown): ReadonlyMap<string, Expression> {
  return compileExpressions(looseAt(document)).compiled;
}

/** Every item that stands in a section, with its section and path. */
export function itemsOf(
  document: Loose,
): readonly { readonly item: Loose; readonly section: Loose; readonly path: string }[] {
  return listAt(document["sections"]).flatMap((section, place) =>
    listAt(looseAt(section)["items"]).map((item, index) => ({
      item: looseAt(item),
      section: looseAt(section),
      path: at(at(at("sections", place), "items"), index),
    })),
  );
}

/** What `from` has to yield; kinds without an answer are not here, and have no `from`. */
const ANSWER_RESULTS: ReadonlyMap<unknown, ResultType> = new Map([
  ["yes-no", "bool"],
  ["choice", "text"],
  ["count", "number"],
  ["tally", "any"],
  ["bands", "number"],
  ["brackets", "number"],
  ["proportion", "number"],
  ["deduct", "number"],
  ["rating", "number"],
]);
