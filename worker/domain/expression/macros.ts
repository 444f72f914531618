import { type Compiling, type Piece, piece, refuse } from "./compiling.ts";
import { ANY, BOOL, LIST, MAP, TEXT } from "./kinds.ts";
import { COMPREHENSION_LIMIT } from "./limits.ts";
import { notBool } from "./logic.ts";
import { type Code, charge, type Run } from "./run.ts";
import type { Node, NodeOf } from "./tree.ts";
import { Failure, isList, isMap, keysOf, read, type Value, type ValueList, wrongKind } from "./values.ts";

const MACROS = ["all", "exists", "exists_one", "filter", "map"] as const;
type Macro = (typeof MACROS)[number];

/** Whether the name is that of a macro. */
export function isMacro(name: string): name is Macro {
  return MACROS.some((macro) => macro === name);
}

/** `list.all(x, …)` and its like, over the items of a list or the keys of a map. */
export function compileMacro(compiling: Compiling, node: NodeOf<"call">, macro: Macro, receiver: Node): Piece {
  const [variable, ...rest] = node.args;
  const isArity = rest.length === 1 || (macro === "map" && rest.length === 2);
  const [first, second] = rest;
  if (variable?.op !== "name" || first === undefined || !isArity) {
    return refuse(compiling, node, `${macro} 要写成 .${macro}(x, 对 x 的式子)`);
  }
  const slot = compiling.bindings.length;
  if (slot >= COMPREHENSION_LIMIT) {
    return refuse(compiling, node, `${MACROS.join("、")} 最多套 ${COMPREHENSION_LIMIT} 层`);
  }
  compiling.slots.most = Math.max(compiling.slots.most, slot + 1);
  const over = compiling.compile(compiling, receiver, LIST | MAP);
  const kinds = over.kinds === LIST ? over.of : over.kinds === MAP ? TEXT : ANY;
  const inner = { ...compiling, bindings: [...compiling.bindings, { name: variable.name, slot, kinds }] };
  const steps = node.weight - receiver.weight;
  if (macro === "map") {
    const filter = second === undefined ? undefined : inner.compile(inner, first, BOOL);
    const transform = inner.compile(inner, second ?? first, ANY);
    return piece(node, LIST, mapCode(loopOver(over, slot, steps), filter, transform), transform.kinds);
  }
  const predicate = inner.compile(inner, first, BOOL);
  const loop = loopOver(over, slot, steps);
  if (macro === "filter") return piece(node, LIST, filterCode(loop, predicate, slot), kinds);
  if (macro === "exists_one") return piece(node, BOOL, exactlyOneCode(loop, predicate));
  return piece(node, BOOL, quantifierCode(loop, predicate, macro === "exists"));
}

/** Sets the macro's variable to each item in turn, until `visit` answers something other than undefined. */
type Loop = (
  run: Run,
  visit: (given: Failure | undefined) => Value | Failure | undefined,
) => Value | Failure | undefined;

function loopOver(over: Piece, slot: number, steps: number): Loop {
  return (run, visit) => {
    const value = over.code(run);
    if (value instanceof Failure) return value;
    const items = itemsOf(value);
    if (items === undefined) return wrongKind(over.name, value, LIST | MAP);
    for (const given of items) {
      const overrun = charge(run, steps);
      if (overrun !== undefined) return overrun;
      const item = read(given);
      if (!(item instanceof Failure)) run.slots[slot] = item;
      const answer = visit(item instanceof Failure ? item : undefined);
      if (answer !== undefined) return answer;
    }
    return undefined;
  };
}

function itemsOf(value: Value): ValueList | undefined {
  if (isList(value)) return value;
  return isMap(value) ? keysOf(value) : undefined;
}

/** `all` and `exists`: one item that decides is enough, whatever fails at the others. */
function quantifierCode(loop: Loop, predicate: Piece, decides: boolean): Code {
  return (run) => {
    let failure: Failure | undefined;
    const answer = loop(run, (given) => {
      const value = given ?? predicate.code(run);
      if (value === decides) return decides;
      if (value !== !decides) failure ??= notBool(predicate, value);
      return undefined;
    });
    return answer ?? failure ?? !decides;
  };
}

function exactlyOneCode(loop: Loop, predicate: Piece): Code {
  return (run) => {
    let count = 0;
    const answer = loop(run, (given) => {
      const value = given ?? predicate.code(run);
      if (typeof value !== "boolean") return notBool(predicate, value);
      if (value) count++;
      return undefined;
    });
    return answer ?? count === 1;
  };
}

function filterCode(loop: Loop, predicate: Piece, slot: number): Code {
  return (run) => {
    const kept: Value[] = [];
    const answer = loop(run, (given) => {
      const value = given ?? predicate.code(run);
      if (typeof value !== "boolean") return notBool(predicate, value);
      if (value) kept.push(run.slots[slot] ?? null);
      return undefined;
    });
    return answer ?? kept;
  };
}

function mapCode(loop: Loop, filter: Piece | undefined, transform: Piece): Code {
  return (run) => {
    const made: Value[] = [];
    const answer = loop(run, (given) => {
      if (given !== undefined) return given;
      const isKept = filter === undefined ? true : filter.code(run);
      if (typeof isKept !== "boolean") return filter === undefined ? undefined : notBool(filter, isKept);
      if (!isKept) return undefined;
      const value = transform.code(run);
      if (value instanceof Failure) return value;
      made.push(value);
      return undefined;
    });
    return answer ?? made;
  };
}
