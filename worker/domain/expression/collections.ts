import { type Compiling, constantPiece, type Piece, piece, refuse } from "./compiling.ts";
import { keyOf } from "./equality.ts";
import { ANY, type Kinds, LIST, MAP, NUMBER, TEXT } from "./kinds.ts";
import type { Code } from "./run.ts";
import type { NodeOf } from "./tree.ts";
import { Failure, type Value, wrongKind } from "./values.ts";

/** `['5', '4']`: made once where nothing in it changes. */
export function compileList(compiling: Compiling, node: NodeOf<"list">): Piece {
  const items = node.items.map((item) => compiling.compile(compiling, item, ANY));
  const of = join(items);
  const constants = items.map((item) => item.constant);
  if (constants.every((constant) => constant !== undefined)) {
    return constantPiece(node, LIST, Object.freeze(constants), of);
  }
  const code: Code = (run) => {
    const list: Value[] = [];
    for (const item of items) {
      const value = item.code(run);
      if (value instanceof Failure) return value;
      list.push(value);
    }
    return list;
  };
  return piece(node, LIST, code, of);
}

/** `{'small': 1}`: keys are texts or numbers, none twice. */
export function compileMap(compiling: Compiling, node: NodeOf<"map">): Piece {
  const written = new Set<string>();
  for (const [key] of node.entries) {
    const text = key.op === "literal" ? keyOf(key.value) : undefined;
    if (text !== undefined && written.has(text)) return refuse(compiling, key, `键 ${text} 写了两次`);
    if (text !== undefined) written.add(text);
  }
  const entries = node.entries.map(([key, value]): Entry => {
    return [compiling.compile(compiling, key, TEXT | NUMBER), compiling.compile(compiling, value, ANY)];
  });
  return piece(node, MAP, mapCode(entries), join(entries.map(([, value]) => value)));
}

type Entry = readonly [Piece, Piece];

function mapCode(entries: readonly Entry[]): Code {
  return (run) => {
    const map = new Map<string, Value>();
    for (const [key, value] of entries) {
      const k = key.code(run);
      if (k instanceof Failure) return k;
      const v = value.code(run);
      if (v instanceof Failure) return v;
      const text = keyOf(k);
      if (text === undefined) return wrongKind(key.name, k, TEXT | NUMBER);
      if (map.has(text)) return new Failure(`键 ${text} 出现两次`);
      map.set(text, v);
    }
    return map;
  };
}

/** What the pieces may be together; of none, anything. */
function join(pieces: readonly Piece[]): Kinds {
  return pieces.length === 0 ? ANY : pieces.reduce((kinds, one) => kinds | one.kinds, 0);
}
