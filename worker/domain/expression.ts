import { type ASTNode, Environment, ParseError } from "@marcbachmann/cel-js";
import { countCodePoints } from "./code-points.ts";
import { round } from "./decimal.ts";
import type { VariableName } from "./expression/access.ts";
import { compileNode } from "./expression/compile.ts";
import type { Compiling } from "./expression/compiling.ts";
import { ANY, BOOL, type Kinds, NULL, NUMBER, TEXT } from "./expression/kinds.ts";
import { DEPTH_LIMIT, NODE_LIMIT, SOURCE_LIMIT } from "./expression/limits.ts";
import { type Code, startRun } from "./expression/run.ts";
import { explainSyntax } from "./expression/syntax.ts";
import type { BinaryOperator, Literal, Node } from "./expression/tree.ts";
import { Failure, isNumber, kindOf, numberFrom, type Value, wrongKind } from "./expression/values.ts";

export type { VariableName } from "./expression/access.ts";
export { type Column, type ColumnTable, codesOf, fieldColumn, shrunk } from "./expression/column.ts";
export { evaluateColumn } from "./expression/columns.ts";
export { Failure, type Value, type ValueList, type ValueMap } from "./expression/values.ts";

/** Anything that JSON can say. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/**
 * What an expression has to yield. `text-or-number` also lets null through, which finds no row of a table
 * (subsidies.md "Amount kinds"); `any` lets everything through.
 */
export type ResultType = "bool" | "number" | "text" | "text-or-number" | "any";

/**
 * A CEL expression of a document (standards.md "Expressions"), parsed and checked once. `reads` names what it reads,
 * a variable or a field of one: `score`, `unit.on_belt`, `answers.secretary`.
 */
export interface Expression {
  readonly source: string;
  readonly result: ResultType;
  readonly reads: readonly string[];
  readonly code: Code;
  /** What code was made of: evaluateColumn() works it out for many at once. */
  readonly tree: Node;
  /** What a Failure calls its value: `unit.speed`, `这个式子`. */
  readonly name: string;
  /** How many variables its macros hold at a time. */
  readonly slots: number;
}

/** Digits after the point of a number that an expression yields (standards.md "Expressions"). */
const RESULT_PLACES = 6;

const WANTED: Readonly<Record<ResultType, Kinds>> = {
  bool: BOOL,
  number: NUMBER,
  text: TEXT,
  "text-or-number": TEXT | NUMBER | NULL,
  any: ANY,
};

/**
 * Compiles an expression that may read these variables and must yield this. The fault is Chinese: which character
 * (from 1), and what is expected there. Refused: what is no CEL, unknown variables and functions, the wrong number of
 * arguments, a kind of value that can't be right, and what is beyond the bounds of expression/limits.ts.
 */
export function compileExpression(
  source: string,
  scope: { readonly variables: readonly VariableName[]; readonly result: ResultType },
): { readonly expression: Expression } | { readonly fault: string } {
  if (source.length > SOURCE_LIMIT) return { fault: `表达式长 ${source.length} 个字符，最多 ${SOURCE_LIMIT} 个` };
  if (source.trim() === "") return { fault: "表达式是空的，请写一个式子，如 unit.on_belt" };
  const parsed = parse(source);
  if ("fault" in parsed) return parsed;
  const wanted = WANTED[scope.result];
  const compiling: Compiling = {
    variables: new Set<string>(scope.variables),
    bindings: [],
    reads: new Set(),
    faults: parsed.faults,
    slots: { most: 0 },
    compile: compileNode,
  };
  const { code, name } = compileNode(compiling, parsed.node, wanted);
  const [first] = compiling.faults.toSorted((a, b) => a.at - b.at);
  if (first !== undefined) return { fault: faultAt(source, first.at, first.message) };
  const { reads, slots } = compiling;
  return {
    expression: { source, result: scope.result, reads: [...reads], code, tree: parsed.node, name, slots: slots.most },
  };
}

/**
 * The value of an expression on this data, of the kind it was compiled for; a number to six decimals, half away from
 * zero. Never throws: what can't be had of this data (a fact that is missing, a wrong kind, 0 as divisor) is a Failure.
 */
export function evaluate(expression: Expression, variables: Readonly<Record<string, unknown>>): Value | Failure {
  const value = expression.code(startRun(variables, expression.slots));
  if (value instanceof Failure) return value;
  const wanted = WANTED[expression.result];
  if ((kindOf(value) & wanted) === 0) return wrongKind(expression.name, value, wanted);
  return isNumber(value) ? round(value, RESULT_PLACES) : value;
}

const parser = new Environment({
  unlistedVariablesAreDyn: true,
  limits: {
    maxAstNodes: NODE_LIMIT,
    maxDepth: DEPTH_LIMIT * 4,
    maxListElements: NODE_LIMIT,
    maxMapEntries: NODE_LIMIT,
    maxCallArguments: DEPTH_LIMIT,
  },
});

interface Growing {
  readonly source: string;
  readonly faults: { readonly at: number; readonly message: string }[];
}

function parse(
  source: string,
): { readonly node: Node; readonly faults: Growing["faults"] } | { readonly fault: string } {
  try {
    const growing: Growing = { source, faults: [] };
    return { node: grow(growing, parser.parse(source).ast, 1), faults: growing.faults };
  } catch (error) {
    if (!(error instanceof ParseError)) throw error;
    const at = error.range?.start ?? 0;
    return { fault: faultAt(source, at, explainSyntax(error.code, error.summary, source.slice(at))) };
  }
}

function faultAt(source: string, at: number, message: string): string {
  return `第 ${countCodePoints(source.slice(0, at)) + 1} 个字符：${message}`;
}

/** The parser's tree as our own; `depth` counts what stands inside something else. */
function grow(growing: Growing, ast: ASTNode, depth: number): Node {
  if (depth > DEPTH_LIMIT) return refused(growing, ast, `嵌套超过 ${DEPTH_LIMIT} 层，请拆开写`);
  const below = (inner: ASTNode): Node => grow(growing, inner, depth + 1);
  const at = ast.pos;
  switch (ast.op) {
    case "value":
      return { op: "literal", value: literal(growing, ast), at, weight: 1 };
    case "id":
      return { op: "name", name: ast.args, at, weight: 1 };
    case ".": {
      const of = below(ast.args[0]);
      return { op: "select", of, key: ast.args[1], at: ast.start, weight: of.weight + 1 };
    }
    case "[]": {
      const [of, index] = [below(ast.args[0]), below(ast.args[1])];
      return { op: "index", of, index, at, weight: weigh([of, index]) };
    }
    case "!_":
    case "-_": {
      const of = below(ast.args);
      return { op: ast.op === "!_" ? "not" : "negate", of, at, weight: of.weight + 1 };
    }
    case "&&":
    case "||":
      return growChain(growing, ast.op === "&&" ? "and" : "or", ast.args, at, depth);
    case "?:": {
      const [condition, then] = [below(ast.args[0]), below(ast.args[1])];
      const otherwise = grow(growing, ast.args[2], depth);
      return { op: "choose", condition, then, otherwise, at, weight: weigh([condition, then, otherwise]) };
    }
    case "list":
    case "map":
    case "call":
    case "rcall":
      return growParts(ast, at, below);
    case ".?":
    case "[?]":
      return refused(growing, ast, "不能用可选访问 ?，请用 has(unit.x)");
    default:
      return growBinary(growing, ast.op, ast.args, at, depth);
  }
}

type Parts = Extract<ASTNode, { readonly op: "list" | "map" | "call" | "rcall" }>;

function growParts(ast: Parts, at: number, below: (inner: ASTNode) => Node): Node {
  switch (ast.op) {
    case "list": {
      const items = ast.args.map(below);
      return { op: "list", items, at, weight: weigh(items) };
    }
    case "map": {
      const entries = ast.args.map(([key, value]) => [below(key), below(value)] as const);
      return { op: "map", entries, at, weight: weigh(entries.flat()) };
    }
    case "call": {
      const args = ast.args[1].map(below);
      return { op: "call", name: ast.args[0], receiver: null, args, at, weight: weigh(args) };
    }
    case "rcall": {
      const [receiver, args] = [below(ast.args[1]), ast.args[2].map(below)];
      return { op: "call", name: ast.args[0], receiver, args, at, weight: weigh([receiver, ...args]) };
    }
    default:
      return ast satisfies never;
  }
}

type Pair = readonly [ASTNode, ASTNode];

function growBinary(growing: Growing, operator: BinaryOperator, [a, b]: Pair, at: number, depth: number): Node {
  const isChain = a.op === operator;
  const [left, right] = [grow(growing, a, isChain ? depth : depth + 1), grow(growing, b, depth + 1)];
  return { op: "binary", operator, left, right, at, weight: weigh([left, right]) };
}

function growChain(growing: Growing, op: "and" | "or", [a, b]: Pair, at: number, depth: number): Node {
  const isChain = a.op === (op === "and" ? "&&" : "||");
  const [left, right] = [grow(growing, a, isChain ? depth : depth + 1), grow(growing, b, depth + 1)];
  const parts = left.op === op ? [...left.parts, right] : [left, right];
  return { op, parts, at, weight: weigh([left, right]) };
}

function weigh(nodes: readonly Node[]): number {
  return nodes.reduce((sum, node) => sum + node.weight, 1);
}

/** A written value; numbers from their text, so that 0.1 is a tenth. */
function literal(growing: Growing, ast: Extract<ASTNode, { readonly op: "value" }>): Literal {
  const value = ast.args;
  if (value === null || typeof value === "boolean" || typeof value === "string") return value;
  if (typeof value === "object") {
    refused(growing, ast, value instanceof Uint8Array ? "不能用字节 b''，请写文字" : "数后面不要写 u");
    return null;
  }
  const number = numberFrom(typeof value === "bigint" ? String(value) : growing.source.slice(ast.start, ast.end));
  if (number !== undefined && !(number instanceof Failure)) return number;
  refused(growing, ast, number?.reason ?? "这个数写得太长");
  return null;
}

function refused(growing: Growing, ast: ASTNode, message: string): Node {
  growing.faults.push({ at: ast.pos, message });
  return { op: "literal", value: null, at: ast.pos, weight: 1 };
}
