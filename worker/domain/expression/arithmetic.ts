import { compareCodePoints } from "../code-points.ts";
import { add, compare, type Decimal, divide, isInteger, multiply, negate, remainder, subtract } from "../decimal.ts";
import { type Compiling, constantPiece, type Piece, piece, refuse } from "./compiling.ts";
import { BOOL, type Kinds, LIST, NUMBER, namesOf, TEXT } from "./kinds.ts";
import { LIST_LIMIT, TEXT_LIMIT } from "./limits.ts";
import { type Code, charge, type Run, stepsOfText } from "./run.ts";
import type { BinaryOperator, NodeOf } from "./tree.ts";
import { bounded, Failure, isList, isNumber, kindOf, type Value, wrongKind } from "./values.ts";

const DIVISION_BY_ZERO = new Failure("除数是 0");
const ADDED = NUMBER | TEXT | LIST;
const ORDERED = NUMBER | TEXT | BOOL;

/** `+`: numbers added, texts or lists joined. */
export function compileSum(compiling: Compiling, node: NodeOf<"binary">): Piece {
  const left = compiling.compile(compiling, node.left, ADDED);
  const right = compiling.compile(compiling, node.right, ADDED);
  const kinds = left.kinds & right.kinds & ADDED;
  if (kinds === 0) return refuse(compiling, node, unlike("+", left, right));
  return piece(node, kinds, sumCode(left, right), left.of | right.of);
}

function sumCode(left: Piece, right: Piece): Code {
  const [a, b] = [left.code, right.code];
  return (run) => {
    const x = a(run);
    const y = b(run);
    if (typeof x === "number" && typeof y === "number") {
      const sum = x + y;
      if (Number.isSafeInteger(sum)) return sum;
    }
    return sumOf(run, x, y, left, right);
  };
}

function sumOf(run: Run, x: Value | Failure, y: Value | Failure, left: Piece, right: Piece): Value | Failure {
  if (x instanceof Failure) return x;
  if (y instanceof Failure) return y;
  if (isNumber(x) && isNumber(y)) return bounded(add(x, y));
  if (typeof x === "string" && typeof y === "string") {
    if (x.length + y.length > TEXT_LIMIT) return new Failure(`连起来的文字超过 ${TEXT_LIMIT} 个字`);
    return charge(run, stepsOfText(x.length + y.length)) ?? x + y;
  }
  if (isList(x) && isList(y)) {
    if (x.length + y.length > LIST_LIMIT) return new Failure(`连起来的列表超过 ${LIST_LIMIT} 项`);
    return charge(run, x.length + y.length) ?? [...x, ...y];
  }
  return unlikeFailure(x, y, left, right, ADDED);
}

/** Of two values that don't go together the one to blame: of a kind not allowed, else what is read, else the right one. */
function unlikeFailure(x: Value, y: Value, left: Piece, right: Piece, allowed: Kinds): Failure {
  const isLeftAllowed = (kindOf(x) & allowed) !== 0;
  const isRightAllowed = (kindOf(y) & allowed) !== 0;
  if (isLeftAllowed && (!isRightAllowed || right.constant === undefined)) return wrongKind(right.name, y, kindOf(x));
  return wrongKind(left.name, x, isRightAllowed ? kindOf(y) : allowed);
}

/** `-`, `*`, `/`, `%`: numbers only. */
export function compileArithmetic(
  compiling: Compiling,
  node: NodeOf<"binary">,
  operator: "-" | "*" | "/" | "%",
): Piece {
  const left = compiling.compile(compiling, node.left, NUMBER);
  const right = compiling.compile(compiling, node.right, NUMBER);
  return piece(node, NUMBER, ARITHMETIC[operator](left, right));
}

const ARITHMETIC: Readonly<Record<"-" | "*" | "/" | "%", (left: Piece, right: Piece) => Code>> = {
  "-": (left, right) => {
    const [a, b] = [left.code, right.code];
    return (run) => {
      const x = a(run);
      const y = b(run);
      if (typeof x === "number" && typeof y === "number") {
        const difference = x - y;
        if (Number.isSafeInteger(difference)) return difference;
      }
      return onNumbers(x, y, left, right, subtract);
    };
  },
  "*": (left, right) => {
    const [a, b] = [left.code, right.code];
    return (run) => {
      const x = a(run);
      const y = b(run);
      if (typeof x === "number" && typeof y === "number") {
        const product = x * y;
        if (Number.isSafeInteger(product)) return product + 0; // −0 + 0 is 0
      }
      return onNumbers(x, y, left, right, multiply);
    };
  },
  "/": (left, right) => {
    const [a, b] = [left.code, right.code];
    return (run) => onNumbers(a(run), b(run), left, right, quotientOf);
  },
  "%": (left, right) => {
    const [a, b] = [left.code, right.code];
    return (run) => onNumbers(a(run), b(run), left, right, remainderOf);
  },
};

function onNumbers(
  x: Value | Failure,
  y: Value | Failure,
  left: Piece,
  right: Piece,
  operation: (x: Decimal, y: Decimal) => Decimal | Failure,
): Value | Failure {
  if (x instanceof Failure) return x;
  if (y instanceof Failure) return y;
  if (!isNumber(x)) return wrongKind(left.name, x, NUMBER);
  if (!isNumber(y)) return wrongKind(right.name, y, NUMBER);
  const result = operation(x, y);
  return result instanceof Failure ? result : bounded(result);
}

function quotientOf(x: Decimal, y: Decimal): Decimal | Failure {
  return y === 0 ? DIVISION_BY_ZERO : divide(x, y);
}

function remainderOf(x: Decimal, y: Decimal): Decimal | Failure {
  if (y === 0) return DIVISION_BY_ZERO;
  if (!isInteger(x) || !isInteger(y)) return new Failure("% 两边要整数");
  return remainder(x, y);
}

/** `-x`. */
export function compileNegation(compiling: Compiling, node: NodeOf<"not" | "negate">): Piece {
  const of = compiling.compile(compiling, node.of, NUMBER);
  if (isNumber(of.constant)) return constantPiece(node, NUMBER, negate(of.constant));
  return piece(node, NUMBER, (run) => {
    const x = of.code(run);
    if (x instanceof Failure) return x;
    return isNumber(x) ? negate(x) : wrongKind(of.name, x, NUMBER);
  });
}

type Order = Extract<BinaryOperator, "<" | "<=" | ">" | ">=">;

/** `<`, `<=`, `>`, `>=`: numbers, texts by code point, and false before true. */
export function compileOrder(compiling: Compiling, node: NodeOf<"binary">, operator: Order): Piece {
  const left = compiling.compile(compiling, node.left, ORDERED);
  const right = compiling.compile(compiling, node.right, ORDERED);
  if ((left.kinds & right.kinds & ORDERED) === 0) return refuse(compiling, node, unlike(operator, left, right));
  return piece(node, BOOL, ORDERS[operator](left, right));
}

const ORDERS: Readonly<Record<Order, (left: Piece, right: Piece) => Code>> = {
  "<": (left, right) => orderCode(left, right, (order) => order < 0),
  "<=": (left, right) => orderCode(left, right, (order) => order <= 0),
  ">": (left, right) => orderCode(left, right, (order) => order > 0),
  ">=": (left, right) => orderCode(left, right, (order) => order >= 0),
};

function orderCode(left: Piece, right: Piece, holds: (order: number) => boolean): Code {
  const [a, b] = [left.code, right.code];
  return (run) => {
    const x = a(run);
    const y = b(run);
    if (typeof x === "number" && typeof y === "number") return holds(x - y);
    const order = orderOf(x, y, left, right);
    return typeof order === "number" ? holds(order) : order;
  };
}

function orderOf(x: Value | Failure, y: Value | Failure, left: Piece, right: Piece): number | Failure {
  if (x instanceof Failure) return x;
  if (y instanceof Failure) return y;
  if (isNumber(x) && isNumber(y)) return compare(x, y);
  if (typeof x === "string" && typeof y === "string") return compareCodePoints(x, y);
  if (typeof x === "boolean" && typeof y === "boolean") return Number(x) - Number(y);
  return unlikeFailure(x, y, left, right, ORDERED);
}

function unlike(operator: string, left: Piece, right: Piece): string {
  return `${operator} 两边要同一种，这里左边是${namesOf(left.kinds)}，右边是${namesOf(right.kinds)}`;
}
