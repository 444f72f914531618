import { countCodePoints } from "../code-points.ts";
import { toText, truncate } from "../decimal.ts";
import { compileHas } from "./access.ts";
import { type Compiling, type Piece, piece, refuse } from "./compiling.ts";
import { BOOL, type Kinds, LIST, MAP, NUMBER, TEXT } from "./kinds.ts";
import { compileMacro, isMacro } from "./macros.ts";
import { charge, type Run, stepsOfText } from "./run.ts";
import type { NodeOf } from "./tree.ts";
import { Failure, isList, isMap, isNumber, keysOf, numberFrom, type Value, wrongKind } from "./values.ts";

/** A function of one value: what it takes, what it yields. `apply` answers undefined for a kind that it doesn't take. */
interface Conversion {
  readonly takes: Kinds;
  readonly yields: Kinds;
  readonly apply: (run: Run, value: Value) => Value | Failure | undefined;
}

const CONVERSIONS: ReadonlyMap<string, Conversion> = new Map([
  ["size", { takes: TEXT | LIST | MAP, yields: NUMBER, apply: sizeOf }],
  ["int", { takes: NUMBER | TEXT, yields: NUMBER, apply: wholeOf }],
  ["double", { takes: NUMBER | TEXT, yields: NUMBER, apply: numberOf }],
  ["string", { takes: NUMBER | TEXT | BOOL, yields: TEXT, apply: textOf }],
]);

const TESTS: ReadonlyMap<string, (text: string, part: string) => boolean> = new Map([
  ["startsWith", (text: string, part: string) => text.startsWith(part)],
  ["endsWith", (text: string, part: string) => text.endsWith(part)],
  ["contains", (text: string, part: string) => text.includes(part)],
]);

/** A call: `has`, a macro, a conversion, a test of texts. Everything else, and the wrong number of arguments, is refused. */
export function compileCall(compiling: Compiling, node: NodeOf<"call">): Piece {
  const { name, receiver, args } = node;
  if (receiver === null && name === "has") return compileHas(compiling, node);
  if (isMacro(name)) {
    if (receiver !== null) return compileMacro(compiling, node, name, receiver);
    return refuse(compiling, node, `${name} 要写在列表后面，如 unit.list.${name}(x, …)`);
  }
  const conversion = CONVERSIONS.get(name);
  if (conversion !== undefined) {
    const isMethod = receiver !== null && name === "size" && args.length === 0;
    const of = isMethod ? receiver : args[0];
    if (of === undefined || (!isMethod && (receiver !== null || args.length !== 1))) {
      return refuse(compiling, node, `${name} 要一个参数，如 ${name}(unit.x)`);
    }
    return conversionPiece(node, compiling.compile(compiling, of, conversion.takes), conversion);
  }
  const test = TESTS.get(name);
  const [part] = args;
  if (test !== undefined) {
    if (receiver !== null && part !== undefined && args.length === 1) return compileTest(compiling, node, test);
    return refuse(compiling, node, `${name} 要写在文字后面，带一个参数，如 unit.name.${name}('村')`);
  }
  if (name === "matches") return refuse(compiling, node, "不能用正则 matches，请用 startsWith、endsWith、contains");
  return refuse(compiling, node, `没有函数 ${name}，能用的是 ${FUNCTION_NAMES}`);
}

const FUNCTION_NAMES = ["has", ...CONVERSIONS.keys(), ...TESTS.keys(), "all、exists、exists_one、filter、map"].join(
  "、",
);

function conversionPiece(node: NodeOf<"call">, of: Piece, conversion: Conversion): Piece {
  return piece(node, conversion.yields, (run) => {
    const value = of.code(run);
    if (value instanceof Failure) return value;
    return conversion.apply(run, value) ?? wrongKind(of.name, value, conversion.takes);
  });
}

function sizeOf(run: Run, value: Value): Value | Failure | undefined {
  if (typeof value === "string") return charge(run, stepsOfText(value.length)) ?? countCodePoints(value);
  if (isList(value)) return value.length;
  if (!isMap(value)) return undefined;
  const size = keysOf(value).length;
  return charge(run, stepsOfText(size)) ?? size;
}

function wholeOf(_run: Run, value: Value): Value | Failure | undefined {
  if (isNumber(value)) return truncate(value);
  if (typeof value !== "string") return undefined;
  return (/^[+-]?\d+$/.test(value) ? numberFrom(value) : undefined) ?? new Failure(`“${shown(value)}”不是整数`);
}

function numberOf(_run: Run, value: Value): Value | Failure | undefined {
  if (isNumber(value)) return value;
  if (typeof value !== "string") return undefined;
  return numberFrom(value) ?? new Failure(`“${shown(value)}”不是数`);
}

function textOf(_run: Run, value: Value): Value | undefined {
  if (typeof value === "string") return value;
  if (typeof value === "boolean") return String(value);
  return isNumber(value) ? toText(value) : undefined;
}

function shown(text: string): string {
  return text.length > 20 ? `${text.slice(0, 20)}…` : text;
}

function compileTest(compiling: Compiling, node: NodeOf<"call">, test: (text: string, part: string) => boolean): Piece {
  const [textNode, partNode] = [node.receiver ?? node, node.args[0] ?? node];
  const text = compiling.compile(compiling, textNode, TEXT);
  const part = compiling.compile(compiling, partNode, TEXT);
  return piece(node, BOOL, (run) => {
    const x = text.code(run);
    const y = part.code(run);
    if (x instanceof Failure) return x;
    if (y instanceof Failure) return y;
    if (typeof x !== "string") return wrongKind(text.name, x, TEXT);
    if (typeof y !== "string") return wrongKind(part.name, y, TEXT);
    return charge(run, stepsOfText(x.length)) ?? test(x, y);
  });
}
