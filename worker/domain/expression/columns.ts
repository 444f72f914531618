import type { Expression } from "../expression.ts";
import { roundedQuotient } from "../score.ts";
import type { Column, ColumnTable, Scalar } from "./column.ts";
import {
  type Arithmetic,
  combine,
  compareColumns,
  constantNumbers,
  divideColumns,
  type Numbers,
  spread,
} from "./number-columns.ts";
import type { BinaryOperator, Node, NodeOf } from "./tree.ts";
import { isNumber } from "./values.ts";

type Truths = Extract<Column, { kind: "bool" }>;

/**
 * What an expression yields for all subjects at once; undefined where it isn't of the simple kind that can be worked out
 * by column. NaN or −1 stands where a subject has to be asked by itself with evaluate(), which alone knows failures and
 * numbers of any size: what is answered here is what evaluate() answers. Numbers come in millionths (`places` 6).
 */
export function evaluateColumn(expression: Expression, table: ColumnTable): Column | undefined {
  const column = columnOf(expression.tree, table);
  switch (expression.result) {
    case "bool": {
      const truth = truthsOf(column);
      return truth && truths(spread(truth.values, table.count));
    }
    case "number":
      return column?.kind === "number" ? inMillionths(column, table.count) : undefined;
    case "text":
    case "text-or-number":
      if (column?.kind === "number")
        return expression.result === "text" ? undefined : inMillionths(column, table.count);
      return column?.kind === "codes" ? withoutTruths(column, expression.result === "text") : undefined;
    default:
      return undefined;
  }
}

/** Values that aren't of the kind that is wanted have to be asked, to fail. */
function withoutTruths(column: Extract<Column, { kind: "codes" }>, isTextOnly: boolean): Column {
  const isWanted = column.dictionary.map((value) => typeof value === "string" || (value === null && !isTextOnly));
  if (isWanted.every((wanted) => wanted)) return column;
  return { ...column, codes: column.codes.map((code) => (isWanted[code] === true ? code : -1)) };
}

function columnOf(node: Node, table: ColumnTable): Column | undefined {
  switch (node.op) {
    case "literal":
      if (isNumber(node.value)) return constantNumbers(node.value);
      if (typeof node.value === "boolean") return truths(Float64Array.of(node.value ? 1 : 0));
      return undefined;
    case "name":
      return table.columnOf(node.name, undefined);
    case "select":
      return node.of.op === "name" ? table.columnOf(node.of.name, node.key) : undefined;
    case "index": {
      const key = node.index.op === "literal" ? node.index.value : undefined;
      return node.of.op === "name" && typeof key === "string" ? table.columnOf(node.of.name, key) : undefined;
    }
    case "not":
      return negated(truthsOf(columnOf(node.of, table)));
    case "and":
    case "or":
      return chain(node, table);
    case "binary":
      return binary(node, node.operator, table);
    case "choose":
      return choose(node, table);
    case "call":
      return presence(node, table);
    default:
      return undefined;
  }
}

function truths(values: Float64Array): Truths {
  return { kind: "bool", values };
}

function truthsOf(column: Column | undefined): Truths | undefined {
  if (column?.kind !== "codes") return column?.kind === "bool" ? column : undefined;
  return lookUp(column, (value) => (typeof value === "boolean" ? Number(value) : Number.NaN));
}

/** Works something out once for each value of the dictionary. */
function lookUp(column: Extract<Column, { kind: "codes" }>, of: (value: Scalar) => number): Truths {
  const { codes } = column;
  const answers = Float64Array.from(column.dictionary, of);
  const values = new Float64Array(codes.length);
  for (let i = 0; i < values.length; i++) values[i] = answers[codes[i] ?? -1] ?? Number.NaN;
  return truths(values);
}

function negated(column: Truths | undefined): Truths | undefined {
  return column && truths(column.values.map((value) => 1 - value));
}

/** One part that decides is enough, whatever is not known beside it. */
function chain(node: NodeOf<"and" | "or">, table: ColumnTable): Truths | undefined {
  const decides = node.op === "or" ? 1 : 0;
  const values = new Float64Array(table.count).fill(1 - decides);
  for (const part of node.parts) {
    const next = truthsOf(columnOf(part, table))?.values;
    if (next === undefined) return undefined;
    const step = next.length === 1 ? 0 : 1;
    for (let i = 0; i < values.length; i++) {
      const value = next[i * step] ?? Number.NaN;
      if (value === decides || (values[i] !== decides && Number.isNaN(value))) values[i] = value;
    }
  }
  return truths(values);
}

function binary(node: NodeOf<"binary">, operator: BinaryOperator, table: ColumnTable): Column | undefined {
  if (operator === "in") return membership(node, table);
  if (operator === "==" || operator === "!=") return equality(node, operator, table);
  const [left, right] = [columnOf(node.left, table), columnOf(node.right, table)];
  if (left?.kind !== "number" || right?.kind !== "number") return undefined;
  switch (operator) {
    case "+":
    case "-":
    case "*":
      return combine(left, right, operator satisfies Arithmetic);
    case "/":
      return divideColumns(left, right);
    case "%":
      return undefined;
    default:
      return truths(compareColumns(left, right, operator));
  }
}

/** `unit.field == 'village'`, either way round; numbers with numbers. */
function equality(node: NodeOf<"binary">, operator: "==" | "!=", table: ColumnTable): Column | undefined {
  const [read, written] = node.left.op === "literal" ? [node.right, node.left] : [node.left, node.right];
  const column = columnOf(read, table);
  const isEqual = operator === "==" ? 1 : 0;
  if (column?.kind === "codes") {
    if (written.op !== "literal" || isNumber(written.value)) return undefined;
    return lookUp(column, (value) => (value === written.value ? isEqual : 1 - isEqual));
  }
  const other = columnOf(written, table);
  return column?.kind === "number" && other?.kind === "number"
    ? truths(compareColumns(column, other, operator))
    : undefined;
}

/** `result.level in ['5', '4']`. */
function membership(node: NodeOf<"binary">, table: ColumnTable): Column | undefined {
  const column = columnOf(node.left, table);
  if (column?.kind !== "codes" || node.right.op !== "list") return undefined;
  const values = new Set<unknown>();
  for (const item of node.right.items) {
    if (item.op !== "literal") return undefined;
    values.add(item.value);
  }
  return lookUp(column, (value) => (values.has(value) ? 1 : 0));
}

function choose(node: NodeOf<"choose">, table: ColumnTable): Column | undefined {
  const condition = truthsOf(columnOf(node.condition, table));
  const [then, otherwise] = [columnOf(node.then, table), columnOf(node.otherwise, table)];
  if (condition === undefined || then?.kind !== "number" || otherwise?.kind !== "number") return undefined;
  const places = Math.max(then.places, otherwise.places);
  const [a, b] = [withPlaces(then, places), withPlaces(otherwise, places)].map((values) => spread(values, table.count));
  const holds = spread(condition.values, table.count);
  const values = new Float64Array(table.count);
  for (let i = 0; i < values.length; i++) {
    values[i] = (holds[i] === 1 ? a?.[i] : holds[i] === 0 ? b?.[i] : Number.NaN) ?? Number.NaN;
  }
  return { kind: "number", places, values };
}

function withPlaces({ places, values }: Numbers, wanted: number): Float64Array {
  if (places === wanted) return values;
  const factor = 10 ** (wanted - places);
  return values.map((value) => safe(value * factor));
}

/** `has(unit.x)`: what is known is there; what is not known may be. */
function presence(node: NodeOf<"call">, table: ColumnTable): Truths | undefined {
  const [asked] = node.args;
  if (node.name !== "has" || node.receiver !== null || asked?.op !== "select") return undefined;
  const column = columnOf(asked, table);
  if (column === undefined) return undefined;
  if (column.kind === "codes") return truths(Float64Array.from(column.codes, (code) => (code < 0 ? Number.NaN : 1)));
  return truths(column.values.map((value) => (Number.isNaN(value) ? value : 1)));
}

/** To six decimals, half away from zero, as evaluate() rounds. */
function inMillionths(column: Numbers, count: number): Numbers {
  const { places } = column;
  const values = spread(column.values, count);
  if (places === 6) return { ...column, values };
  if (places < 6) {
    const factor = 10 ** (6 - places);
    return { kind: "number", places: 6, values: values.map((value) => safe(value * factor)) };
  }
  const divisor = 10 ** (places - 6);
  return {
    kind: "number",
    places: 6,
    values: values.map((value) => (Number.isNaN(value) ? value : roundedQuotient(value, divisor))),
  };
}

function safe(value: number): number {
  return value <= Number.MAX_SAFE_INTEGER && value >= -Number.MAX_SAFE_INTEGER ? value : Number.NaN;
}
