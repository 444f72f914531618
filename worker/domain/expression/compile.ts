import { compileIndex, compileName, compileSelect } from "./access.ts";
import { compileArithmetic, compileNegation, compileOrder, compileSum } from "./arithmetic.ts";
import { compileList, compileMap } from "./collections.ts";
import { type Compiling, constantPiece, mismatch, type Piece } from "./compiling.ts";
import { compileEquality, compileIn } from "./equality.ts";
import { compileCall } from "./functions.ts";
import type { Kinds } from "./kinds.ts";
import { compileChain, compileChoice, compileNot } from "./logic.ts";
import type { Node, NodeOf } from "./tree.ts";
import { kindOf } from "./values.ts";

/** Compiles a node that must be able to yield one of the wanted kinds; what it can't is a fault where it stands. */
export function compileNode(compiling: Compiling, node: Node, wanted: Kinds): Piece {
  const compiled = compileAny(compiling, node, wanted);
  return (compiled.kinds & wanted) === 0 ? mismatch(compiling, node, compiled.kinds, wanted) : compiled;
}

function compileAny(compiling: Compiling, node: Node, wanted: Kinds): Piece {
  switch (node.op) {
    case "literal":
      return constantPiece(node, kindOf(node.value), node.value);
    case "name":
      return compileName(compiling, node);
    case "select":
      return compileSelect(compiling, node);
    case "index":
      return compileIndex(compiling, node);
    case "not":
      return compileNot(compiling, node);
    case "negate":
      return compileNegation(compiling, node);
    case "binary":
      return compileBinary(compiling, node);
    case "and":
    case "or":
      return compileChain(compiling, node);
    case "choose":
      return compileChoice(compiling, node, wanted);
    case "list":
      return compileList(compiling, node);
    case "map":
      return compileMap(compiling, node);
    case "call":
      return compileCall(compiling, node);
    default:
      return node satisfies never;
  }
}

function compileBinary(compiling: Compiling, node: NodeOf<"binary">): Piece {
  const { operator } = node;
  switch (operator) {
    case "+":
      return compileSum(compiling, node);
    case "-":
    case "*":
    case "/":
    case "%":
      return compileArithmetic(compiling, node, operator);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compileOrder(compiling, node, operator);
    case "==":
    case "!=":
      return compileEquality(compiling, node, operator === "==");
    case "in":
      return compileIn(compiling, node);
    default:
      return operator satisfies never;
  }
}
