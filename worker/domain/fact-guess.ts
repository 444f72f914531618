import { type Node, pathOf } from "./expression/tree.ts";
import type { Expression, ResultType } from "./expression.ts";
import { factOf, factReads, factVariables, type NamedFact } from "./fact-reads.ts";
import type { FactPeriod, FactSubject, FactType } from "./vocabulary.ts";

/** A fact that a document reads and nobody declared, as it would be declared; `type` null where its use doesn't tell. */
export interface FactToDeclare {
  readonly key: string;
  readonly of: FactSubject;
  readonly per: FactPeriod;
  readonly type: FactType | null;
  /** The codes that it is compared with, of a choice. */
  readonly choices: readonly string[];
  readonly paths: readonly string[];
}

/** What one place says of a fact's type; `codes` are of a choice. */
interface Hint {
  readonly type: FactType;
  readonly codes: readonly string[];
}

/** Every undeclared fact that could be declared as the document names it, with the type that its use lets guess. */
export function factsToDeclare(
  expressions: ReadonlyMap<string, Expression>,
  facts: readonly NamedFact[],
  subject: FactSubject | null,
): readonly FactToDeclare[] {
  const reads = factReads(expressions).filter(
    (read) =>
      /^[a-z][a-z0-9_]{0,63}$/.test(read.key) &&
      factOf(facts, read, subject) === undefined &&
      !facts.some(({ key, per }) => key === read.key && per !== read.per),
  );
  const byName = Map.groupBy(reads, ({ per, key }) => `${factVariables[per]}.${key}`);
  return [...byName].flatMap(([name, [first, ...rest]]) => {
    if (first === undefined) return [];
    const paths = [...new Set([first, ...rest].map(({ path }) => path))];
    const hints = paths.flatMap((path) => {
      const expression = expressions.get(path);
      return expression === undefined ? [] : hintsIn(expression.tree, name, wantedOf[expression.result]);
    });
    return [{ key: first.key, of: subject ?? "unit", per: first.per, ...agreed(hints), paths }];
  });
}

/** As many as a fact can have. */
const mostChoices = 1000;

const wantedOf: Readonly<Record<ResultType, FactType | null>> = {
  bool: "bool",
  number: "number",
  text: "text",
  "text-or-number": null,
  any: null,
};

function agreed(hints: readonly Hint[]): Pick<FactToDeclare, "type" | "choices"> {
  const [type, ...others] = new Set(hints.map((hint) => hint.type));
  if (type === undefined || others.length > 0) return { type: null, choices: [] };
  const codes = [...new Set(hints.flatMap((hint) => hint.codes))].slice(0, mostChoices);
  const isChoice = type === "choice" || type === "choices";
  // A choice's codes are plain; what isn't compared with such is text.
  if (isChoice && !codes.every((code) => /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/.test(code)))
    return { type: type === "choice" ? "text" : null, choices: [] };
  return { type, choices: isChoice ? codes : [] };
}

/** What each place of `name` under a node has to be; `wanted` is what the node itself has to be. */
function hintsIn(node: Node, name: string, wanted: FactType | null): readonly Hint[] {
  if (pathOf(node) === name) return wanted === null ? [] : [{ type: wanted, codes: [] }];
  const under = (inner: Node, as: FactType | null): readonly Hint[] => hintsIn(inner, name, as);
  switch (node.op) {
    case "literal":
    case "name":
      return [];
    case "select":
      return under(node.of, null);
    case "index":
      return [...under(node.of, null), ...under(node.index, null)];
    case "not":
      return under(node.of, "bool");
    case "negate":
      return under(node.of, "number");
    case "and":
    case "or":
      return node.parts.flatMap((part) => under(part, "bool"));
    case "choose":
      return [...under(node.condition, "bool"), ...[node.then, node.otherwise].flatMap((each) => under(each, wanted))];
    case "list":
      return node.items.flatMap((item) => under(item, null));
    case "map":
      return node.entries.flat().flatMap((each) => under(each, null));
    case "binary":
      return hintsOfBinary(node, name);
    case "call":
      return hintsOfCall(node, name);
    default:
      return node satisfies never;
  }
}

type Of<Op extends Node["op"]> = Extract<Node, { readonly op: Op }>;

function hintsOfBinary({ operator, left, right }: Of<"binary">, name: string): readonly Hint[] {
  const sides = [
    { side: left, other: right },
    { side: right, other: left },
  ];
  return sides.flatMap(({ side, other }) => {
    if (pathOf(side) !== name) return hintsIn(side, name, null);
    if (operator === "in") return side === left ? hintOfOneOf(other) : hintOfMember(other);
    const like = hintOfLiteral(other);
    if (operator === "==" || operator === "!=") return like;
    const isNumber = like[0] === undefined || like[0].type === "number";
    return isNumber ? [{ type: "number", codes: [] }] : like.filter(({ type }) => type === "date");
  });
}

function hintOfLiteral(node: Node): readonly Hint[] {
  if (node.op === "negate") return [{ type: "number", codes: [] }];
  if (node.op !== "literal" || node.value === null) return [];
  const { value } = node;
  if (typeof value === "boolean") return [{ type: "bool", codes: [] }];
  if (typeof value !== "string") return [{ type: "number", codes: [] }];
  return /^\d{4}-\d{2}-\d{2}$/.test(value) ? [{ type: "date", codes: [] }] : [{ type: "choice", codes: [value] }];
}

/** `unit.size in ['big', 'small']` */
function hintOfOneOf(node: Node): readonly Hint[] {
  return node.op === "list" ? node.items.flatMap(hintOfLiteral) : [];
}

/** `'tea' in unit.products` */
function hintOfMember(node: Node): readonly Hint[] {
  const codes = node.op === "literal" && typeof node.value === "string" ? [node.value] : [];
  return [{ type: "choices", codes }];
}

const ofText = new Set(["startsWith", "endsWith", "contains"]);
const ofNumbers = new Set(["int", "double"]);

function hintsOfCall({ name: called, receiver, args }: Of<"call">, name: string): readonly Hint[] {
  const parts = args.flatMap((arg) => hintsIn(arg, name, ofNumbers.has(called) ? "number" : null));
  return receiver === null ? parts : [...hintsIn(receiver, name, ofText.has(called) ? "text" : null), ...parts];
}
