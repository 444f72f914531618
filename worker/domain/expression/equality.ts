import { compare, toText } from "../decimal.ts";
import { type Compiling, type Piece, piece } from "./compiling.ts";
import { ANY, BOOL, LIST, MAP, NUMBER, TEXT } from "./kinds.ts";
import { EQUALITY_DEPTH_LIMIT } from "./limits.ts";
import { type Code, charge, type Run, stepsOfText } from "./run.ts";
import type { NodeOf } from "./tree.ts";
import {
  Failure,
  isList,
  isMap,
  isNumber,
  keysOf,
  kindOf,
  memberOf,
  read,
  type Value,
  type ValueList,
  type ValueMap,
  wrongKind,
} from "./values.ts";

const TOO_DEEP = new Failure(`比较的值嵌套超过 ${EQUALITY_DEPTH_LIMIT} 层`);

/** `==` and `!=`: of any two values; those of different kinds are not equal. */
export function compileEquality(compiling: Compiling, node: NodeOf<"binary">, isWanted: boolean): Piece {
  const a = compiling.compile(compiling, node.left, ANY).code;
  const b = compiling.compile(compiling, node.right, ANY).code;
  return piece(node, BOOL, (run) => {
    const x = a(run);
    const y = b(run);
    if (typeof x === "number" && typeof y === "number") return (x === y) === isWanted;
    const isSame = areEqual(run, x, y);
    return typeof isSame === "boolean" ? isSame === isWanted : isSame;
  });
}

function areEqual(run: Run, x: Value | Failure, y: Value | Failure): boolean | Failure {
  if (x instanceof Failure) return x;
  if (y instanceof Failure) return y;
  return isEqual(run, x, y, 0);
}

/** Whether two values are the same, as `==` has it; a Failure only where that takes more than a run may. */
export function isEqual(run: Run, x: Value, y: Value, depth: number): boolean | Failure {
  if (typeof x === "string") return typeof y === "string" && isSameText(run, x, y);
  if (x === y) return true;
  if (typeof x !== "object" || typeof y !== "object" || x === null || y === null) return false;
  if (kindOf(x) !== kindOf(y)) return false;
  if (isNumber(x)) return isNumber(y) && compare(x, y) === 0;
  if (depth >= EQUALITY_DEPTH_LIMIT) return TOO_DEEP;
  if (isList(x)) return isList(y) && isSameList(run, x, y, depth);
  return isMap(y) && isSameMap(run, x, y, depth);
}

function isSameText(run: Run, x: string, y: string): boolean | Failure {
  if (x.length !== y.length) return false;
  return charge(run, stepsOfText(x.length)) ?? x === y;
}

function isSameList(run: Run, x: ValueList, y: ValueList, depth: number): boolean | Failure {
  if (x.length !== y.length) return false;
  for (let i = 0; i < x.length; i++) {
    const isSame = isSameGiven(run, x[i], y[i], depth);
    if (isSame !== true) return isSame;
  }
  return true;
}

function isSameMap(run: Run, x: ValueMap, y: ValueMap, depth: number): boolean | Failure {
  const keys = keysOf(x);
  if (keys.length !== keysOf(y).length) return false;
  for (const key of keys) {
    const isSame = isSameGiven(run, memberOf(x, key), memberOf(y, key), depth);
    if (isSame !== true) return isSame;
  }
  return true;
}

function isSameGiven(run: Run, x: unknown, y: unknown, depth: number): boolean | Failure {
  const overrun = charge(run, 1);
  if (overrun !== undefined) return overrun;
  if (x === undefined || y === undefined) return x === y;
  const a = read(x);
  const b = read(y);
  if (a instanceof Failure) return a;
  return b instanceof Failure ? b : isEqual(run, a, b, depth + 1);
}

/** `x in list` (an item equals it) and `key in map`. */
export function compileIn(compiling: Compiling, node: NodeOf<"binary">): Piece {
  const left = compiling.compile(compiling, node.left, ANY);
  const right = compiling.compile(compiling, node.right, LIST | MAP);
  if (right.kinds === MAP) compiling.compile(compiling, node.left, TEXT | NUMBER);
  const code: Code = (run) => {
    const x = left.code(run);
    const within = right.code(run);
    if (x instanceof Failure) return x;
    if (within instanceof Failure) return within;
    if (isList(within)) return isAmong(run, x, within);
    if (!isMap(within)) return wrongKind(right.name, within, LIST | MAP);
    const key = keyOf(x);
    return key === undefined ? wrongKind(left.name, x, TEXT | NUMBER) : memberOf(within, key) !== undefined;
  };
  return piece(node, BOOL, code);
}

function isAmong(run: Run, x: Value, list: ValueList): boolean | Failure {
  for (const given of list) {
    if (given === x) return true;
    const isSame = isSameGiven(run, given, x, 0);
    if (isSame !== false) return isSame;
  }
  return false;
}

/** The key that a text or a number is in a map (a number by its shortest form); undefined for anything else. */
export function keyOf(value: Value): string | undefined {
  if (typeof value === "string") return value;
  return isNumber(value) ? toText(value) : undefined;
}
