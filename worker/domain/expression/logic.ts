import { type Compiling, type Piece, piece } from "./compiling.ts";
import { BOOL, type Kinds } from "./kinds.ts";
import type { Code } from "./run.ts";
import type { NodeOf } from "./tree.ts";
import { Failure, type Value, wrongKind } from "./values.ts";

/** `&&` and `||`, a whole chain at once: one part that decides is enough, whatever fails beside it, as in CEL. */
export function compileChain(compiling: Compiling, node: NodeOf<"and" | "or">): Piece {
  const parts = node.parts.map((part) => compiling.compile(compiling, part, BOOL));
  return piece(node, BOOL, chainCode(parts, node.op === "or"));
}

function chainCode(parts: readonly Piece[], decides: boolean): Code {
  const [first, second] = parts;
  if (parts.length === 2 && first !== undefined && second !== undefined) return pairCode(first, second, decides);
  return (run) => {
    let failure: Failure | undefined;
    for (const part of parts) {
      const value = part.code(run);
      if (value === decides) return decides;
      if (value !== !decides) failure ??= notBool(part, value);
    }
    return failure ?? !decides;
  };
}

function pairCode(first: Piece, second: Piece, decides: boolean): Code {
  const [a, b] = [first.code, second.code];
  return (run) => {
    const x = a(run);
    if (x === decides) return decides;
    const y = b(run);
    if (y === decides) return decides;
    if (typeof x !== "boolean") return notBool(first, x);
    return typeof y === "boolean" ? !decides : notBool(second, y);
  };
}

/** `!x`. */
export function compileNot(compiling: Compiling, node: NodeOf<"not" | "negate">): Piece {
  const of = compiling.compile(compiling, node.of, BOOL);
  const { code } = of;
  return piece(node, BOOL, (run) => {
    const value = code(run);
    return typeof value === "boolean" ? !value : notBool(of, value);
  });
}

/** `condition ? then : otherwise`; each branch must be able to yield what is wanted of the whole. */
export function compileChoice(compiling: Compiling, node: NodeOf<"choose">, wanted: Kinds): Piece {
  const condition = compiling.compile(compiling, node.condition, BOOL);
  const then = compiling.compile(compiling, node.then, wanted);
  const otherwise = compiling.compile(compiling, node.otherwise, wanted);
  const code: Code = (run) => {
    const value = condition.code(run);
    if (value === true) return then.code(run);
    return value === false ? otherwise.code(run) : notBool(condition, value);
  };
  return piece(node, then.kinds | otherwise.kinds, code, then.of | otherwise.of);
}

/** The Failure of a value that should have been true or false: its own where it is one already. */
export function notBool(of: Piece, value: Value | Failure): Failure {
  return value instanceof Failure ? value : wrongKind(of.name, value, BOOL);
}
