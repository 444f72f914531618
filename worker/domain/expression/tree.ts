import { type Decimal, toText } from "../decimal.ts";

export type Literal = null | boolean | string | Decimal;
export type BinaryOperator = "+" | "-" | "*" | "/" | "%" | "<" | "<=" | ">" | ">=" | "==" | "!=" | "in";

/** What every node has: where it begins in the source (from 0), and how many nodes it is of. */
interface Place {
  readonly at: number;
  readonly weight: number;
}

/** An expression as a tree of our own, so that one file alone knows the parser's. `parts` of && and || are its whole chain. */
export type Node = Place &
  (
    | { readonly op: "literal"; readonly value: Literal }
    | { readonly op: "name"; readonly name: string }
    | { readonly op: "select"; readonly of: Node; readonly key: string }
    | { readonly op: "index"; readonly of: Node; readonly index: Node }
    | { readonly op: "not" | "negate"; readonly of: Node }
    | { readonly op: "binary"; readonly operator: BinaryOperator; readonly left: Node; readonly right: Node }
    | { readonly op: "and" | "or"; readonly parts: readonly Node[] }
    | { readonly op: "choose"; readonly condition: Node; readonly then: Node; readonly otherwise: Node }
    | { readonly op: "list"; readonly items: readonly Node[] }
    | { readonly op: "map"; readonly entries: readonly (readonly [Node, Node])[] }
    | { readonly op: "call"; readonly name: string; readonly receiver: Node | null; readonly args: readonly Node[] }
  );

export type NodeOf<Op extends Node["op"]> = Extract<Node, { readonly op: Op }>;

const NAME_LENGTH = 60;
const IDENTIFIER = /^[A-Za-z_][A-Za-z0-9_]*$/;

/** What a reader calls the value of a node: `unit.speed`, `size(…)`, or where it stands. */
export function nameOf(node: Node): string {
  const name = pathOf(node) ?? otherNameOf(node);
  return name.length > NAME_LENGTH ? `${name.slice(0, NAME_LENGTH)}…` : name;
}

/** `unit.toilets.rebuilt`, `unit.tags[0]`; undefined where the node is not a path of names and written keys. */
export function pathOf(node: Node): string | undefined {
  if (node.op === "name") return node.name;
  if (node.op !== "select" && node.op !== "index") return undefined;
  const base = pathOf(node.of);
  if (base === undefined) return undefined;
  if (node.op === "select") return memberPath(base, node.key);
  if (node.index.op !== "literal") return `${base}[…]`;
  return memberPath(base, node.index.value);
}

/** The path of a member: `unit.speed`, `unit['速度']`, `unit.tags[0]`. */
export function memberPath(base: string, key: Literal): string {
  if (typeof key !== "string") return `${base}[${writtenLiteral(key)}]`;
  return IDENTIFIER.test(key) ? `${base}.${key}` : `${base}['${key}']`;
}

function otherNameOf(node: Node): string {
  if (node.op === "literal") return typeof node.value === "string" ? `'${node.value}'` : writtenLiteral(node.value);
  if (node.op === "call") return `${node.name}(…)`;
  return "这个式子";
}

function writtenLiteral(value: Literal): string {
  return value === null || typeof value === "boolean" || typeof value === "string" ? String(value) : toText(value);
}
