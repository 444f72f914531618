import { isInteger, toText } from "../decimal.ts";
import { type Compiling, mismatch, type Piece, piece, refuse } from "./compiling.ts";
import { keyOf } from "./equality.ts";
import { ANY, BOOL, type Kinds, LIST, MAP, NUMBER, TEXT } from "./kinds.ts";
import type { Code } from "./run.ts";
import { memberPath, type Node, type NodeOf, nameOf } from "./tree.ts";
import { Failure, isList, isMap, isNumber, memberOf, read, type Value, type ValueList, wrongKind } from "./values.ts";

/** What is known of a variable: its kind, what it holds, and, where that is fixed, its fields. */
interface Variable {
  readonly kinds: Kinds;
  readonly of: Kinds;
  readonly fields?: Readonly<Record<string, { readonly kinds: Kinds; readonly of: Kinds }>>;
}

/** Every variable that a document's expressions may know (standards.md "Expressions", subsidies.md "Steps"). */
export const VARIABLES = {
  unit: { kinds: MAP, of: ANY },
  answers: { kinds: MAP, of: ANY },
  held: { kinds: MAP, of: ANY, fields: { level: { kinds: ANY, of: ANY }, levels: { kinds: MAP, of: TEXT } } },
  score: { kinds: NUMBER, of: ANY },
  sections: { kinds: MAP, of: NUMBER },
  badges: { kinds: LIST, of: TEXT },
  facts: { kinds: MAP, of: ANY },
  result: { kinds: MAP, of: ANY },
  previous: { kinds: MAP, of: ANY },
  paidFen: { kinds: MAP, of: NUMBER },
} as const satisfies Readonly<Record<string, Variable>>;

export type VariableName = keyof typeof VARIABLES;

const VARIABLE_TABLE: ReadonlyMap<string, Variable> = new Map(Object.entries<Variable>(VARIABLES));

/** A variable, of the document or of a macro. */
export function compileName(compiling: Compiling, node: NodeOf<"name">): Piece {
  return compileVariable(compiling, node, node.name);
}

function compileVariable(compiling: Compiling, node: NodeOf<"name">, read: string): Piece {
  const binding = compiling.bindings.findLast((one) => one.name === node.name);
  if (binding !== undefined) {
    const { slot } = binding;
    return piece(node, binding.kinds, (run) => run.slots[slot] ?? null);
  }
  const variable = compiling.variables.has(node.name) ? VARIABLE_TABLE.get(node.name) : undefined;
  if (variable === undefined) {
    const known = [...compiling.bindings.map((one) => one.name), ...compiling.variables];
    return refuse(compiling, node, `没有 ${nameOf(node)}，这里能用的是 ${known.join("、")}`);
  }
  compiling.reads.add(read);
  return piece(node, variable.kinds, variableCode(node.name), variable.of);
}

function variableCode(name: string): Code {
  const missing = new Failure(`缺少 ${name}`);
  return (run) => {
    const given = run.variables[name];
    return given === undefined ? missing : read(given);
  };
}

/** `map.key`. */
export function compileSelect(compiling: Compiling, node: NodeOf<"select">): Piece {
  return compileMember(compiling, node, node.of, node.key);
}

/** `list[0]`, `map['key']`, `map[4]`. */
export function compileIndex(compiling: Compiling, node: NodeOf<"index">): Piece {
  if (node.index.op === "literal" && typeof node.index.value === "string") {
    return compileMember(compiling, node, node.of, node.index.value);
  }
  const of = compiling.compile(compiling, node.of, LIST | MAP);
  const index = compiling.compile(compiling, node.index, of.kinds === LIST ? NUMBER : NUMBER | TEXT);
  const code: Code = (run) => {
    const within = of.code(run);
    const at = index.code(run);
    if (within instanceof Failure) return within;
    if (at instanceof Failure) return at;
    if (isList(within)) return itemAt(within, at, of.name, index.name);
    if (!isMap(within)) return wrongKind(of.name, within, LIST | MAP);
    const key = keyOf(at);
    if (key === undefined) return wrongKind(index.name, at, NUMBER | TEXT);
    const given = memberOf(within, key);
    return given === undefined ? new Failure(`缺少 ${memberPath(of.name, key)}`) : read(given);
  };
  return piece(node, of.of, code);
}

function itemAt(list: ValueList, at: Value, listName: string, indexName: string): Value | Failure {
  if (!isNumber(at)) return wrongKind(indexName, at, NUMBER);
  if (!isInteger(at)) return new Failure(`${listName} 的下标要整数，${indexName} 是 ${toText(at)}`);
  const given = typeof at === "number" ? list[at] : undefined;
  return given === undefined ? new Failure(`缺少 ${listName}[${toText(at)}]，它有 ${list.length} 项`) : read(given);
}

function compileMember(compiling: Compiling, node: Node, ofNode: Node, key: string): Piece {
  const of = compileOwner(compiling, ofNode, key);
  const missing = new Failure(`缺少 ${memberPath(of.name, key)}`);
  const field = fieldOf(compiling, ofNode, key);
  if (field === "unknown") return refuse(compiling, node, `${of.name} 没有 ${key}，只有 level、levels`);
  const code: Code = (run) => {
    const map = of.code(run);
    if (!isMap(map)) return map instanceof Failure ? map : wrongKind(of.name, map, MAP);
    const given = memberOf(map, key);
    return given === undefined ? missing : read(given);
  };
  return piece(node, field?.kinds ?? of.of, code, field?.of);
}

/** The map whose member is read. Of a variable the read is noted with its field: `unit.speed` in place of `unit`. */
function compileOwner(compiling: Compiling, ofNode: Node, key: string): Piece {
  if (ofNode.op !== "name") return compiling.compile(compiling, ofNode, MAP);
  const of = compileVariable(compiling, ofNode, `${ofNode.name}.${key}`);
  return (of.kinds & MAP) === 0 ? mismatch(compiling, ofNode, of.kinds, MAP) : of;
}

/** What is known of a variable's field, where its fields are fixed. */
function fieldOf(compiling: Compiling, ofNode: Node, key: string) {
  if (ofNode.op !== "name" || compiling.bindings.some((binding) => binding.name === ofNode.name)) return undefined;
  const fields = VARIABLE_TABLE.get(ofNode.name)?.fields;
  if (fields === undefined) return undefined;
  return Object.hasOwn(fields, key) ? fields[key] : ("unknown" as const);
}

/** `has(unit.x)`: whether the fact is there; fails where `unit` itself is no map, or is not there. */
export function compileHas(compiling: Compiling, node: NodeOf<"call">): Piece {
  const [asked] = node.args;
  if (node.args.length !== 1 || asked?.op !== "select") {
    return refuse(compiling, node, "has 里要写一个字段，如 has(unit.x)");
  }
  const { key } = asked;
  const of = compileOwner(compiling, asked.of, key);
  if (fieldOf(compiling, asked.of, key) === "unknown") {
    return refuse(compiling, asked, `${of.name} 没有 ${key}，只有 level、levels`);
  }
  return piece(node, BOOL, (run) => {
    const map = of.code(run);
    if (!isMap(map)) return map instanceof Failure ? map : wrongKind(of.name, map, MAP);
    return memberOf(map, key) !== undefined;
  });
}
