import { ANY, claim, type Kinds, wantedNames } from "./kinds.ts";
import type { Code } from "./run.ts";
import { type Literal, type Node, nameOf } from "./tree.ts";
import { Failure, type Value } from "./values.ts";

/** A piece that is compiled: what it may yield, what a list or map it yields holds, and its value if it never changes. */
export interface Piece {
  readonly kinds: Kinds;
  readonly of: Kinds;
  readonly name: string;
  readonly code: Code;
  readonly constant?: Value;
}

/** A variable of a macro, in scope: `x` in `unit.tags.all(x, …)`. */
export interface Binding {
  readonly name: string;
  readonly slot: number;
  readonly kinds: Kinds;
}

/** One compilation: what may be read, and what was found on the way. */
export interface Compiling {
  readonly variables: ReadonlySet<string>;
  readonly bindings: readonly Binding[];
  readonly reads: Set<string>;
  readonly faults: { readonly at: number; readonly message: string }[];
  readonly slots: { most: number };
  /** Compiles a node that must be able to yield one of the wanted kinds. */
  readonly compile: (compiling: Compiling, node: Node, wanted: Kinds) => Piece;
}

const REFUSED = new Failure("表达式没有通过检查");

/** A piece that code makes; `of` is what a list or map it yields holds. */
export function piece(node: Node, kinds: Kinds, code: Code, of: Kinds = ANY): Piece {
  return { kinds, of, name: nameOf(node), code };
}

/** A piece that is the same on all data. */
export function constantPiece(node: Node, kinds: Kinds, value: Value | Literal, of: Kinds = ANY): Piece {
  return { kinds, of, name: nameOf(node), code: () => value, constant: value };
}

/** Notes what is wrong and where; what follows is still checked. */
export function refuse(compiling: Compiling, node: Node, message: string): Piece {
  compiling.faults.push({ at: node.at, message });
  return piece(node, ANY, () => REFUSED);
}

/** The fault of a piece that can yield nothing of what is wanted. */
export function mismatch(compiling: Compiling, node: Node, found: Kinds, wanted: Kinds): Piece {
  return refuse(compiling, node, `这里要${wantedNames(wanted)}，${claim(nameOf(node), found)}`);
}
