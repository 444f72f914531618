import { compareCodePoints } from "../code-points.ts";
import { type Decimal, decimal, unscaled } from "../decimal.ts";
import {
  type Column,
  type ColumnTable,
  type Expression,
  evaluate,
  evaluateColumn,
  type Failure,
  fieldColumn,
  type Value,
} from "../expression.ts";
import { type Recipient, variablesOf } from "./recipient.ts";
import type { Trace } from "./steps.ts";

/**
 * The recipients of a calculation by column, in the order of their ids by code point. recipientColumns() makes it of JSON;
 * results that were scored a moment ago are columns already and need no object for a recipient.
 */
export interface RecipientColumns {
  readonly ids: readonly string[];
  /** `unit.township`, `result.level`; undefined where it has no column. */
  readonly columnOf: ColumnTable["columnOf"];
  /** One recipient as JSON, for an expression that isn't simple, decisions and what was paid. */
  readonly recipientAt: (index: number) => Recipient;
}

/** Recipients as JSON, by column. */
export function recipientColumns(recipients: readonly Recipient[]): RecipientColumns {
  const ordered = inOrder(recipients);
  const columns = new Map<string, Column>();
  return {
    ids: ordered.map(({ id }) => id),
    columnOf: (variable, field) => {
      if (field === undefined) return undefined;
      const name = `${variable}.${field}`;
      const column = columns.get(name) ?? fieldColumn(mapsOf(ordered, variable), field);
      columns.set(name, column);
      return column;
    },
    recipientAt: (index) => ordered[index] ?? NOBODY,
  };
}

const NOBODY: Recipient = { id: "" };

function inOrder(recipients: readonly Recipient[]): readonly Recipient[] {
  const isOrdered = recipients.every(
    ({ id }, at) => at === 0 || compareCodePoints(recipients[at - 1]?.id ?? "", id) < 0,
  );
  return isOrdered ? recipients : recipients.toSorted((a, b) => compareCodePoints(a.id, b.id));
}

function mapsOf(recipients: readonly Recipient[], variable: string): readonly unknown[] {
  switch (variable) {
    case "unit":
    case "facts":
    case "result":
    case "previous":
    case "paidFen":
      return recipients.map((recipient) => recipient[variable]);
    default:
      return [];
  }
}

/** All recipients, and what expressions came to for them as far as they were asked. */
export interface Asking {
  readonly recipients: RecipientColumns;
  readonly known: Map<Expression, Column | null>;
  /** By the grant's place and the row of its table: how the traces of its lines begin. */
  readonly begun: readonly Map<string, Trace>[];
}

/** One of them. */
export interface Asked extends Asking {
  readonly index: number;
}

/** Begins to ask. */
export function askingOf(recipients: RecipientColumns, grants: readonly unknown[] = []): Asking {
  return { recipients, known: new Map(), begun: grants.map(() => new Map()) };
}

/** What an expression yields for one recipient: out of its column where it is simple, by itself where it isn't. */
export function valueFor(expression: Expression, asked: Asked): Value | Failure {
  const column = columnFor(expression, asked);
  const { index } = asked;
  switch (column?.kind) {
    case "number": {
      const millionths = column.values[index] ?? Number.NaN;
      if (!Number.isNaN(millionths)) return fromMillionths(millionths);
      break;
    }
    case "bool": {
      const holds = column.values[index];
      if (holds === 1 || holds === 0) return holds === 1;
      break;
    }
    case "codes": {
      const value = column.dictionary[column.codes[index] ?? -1];
      if (value !== undefined) return value;
      break;
    }
  }
  return evaluate(expression, variablesOf(asked.recipients.recipientAt(index)));
}

function columnFor(expression: Expression, { recipients, known }: Asking): Column | null {
  let column = known.get(expression);
  if (column === undefined) {
    const { ids, columnOf } = recipients;
    column = evaluateColumn(expression, { count: ids.length, columnOf }) ?? null;
    known.set(expression, column);
  }
  return column;
}

/** Fifteen digits read back as one double only. */
const FIFTEEN_DIGITS = 1e15;

function fromMillionths(millionths: number): Decimal {
  if (millionths % 1e6 === 0) return millionths / 1e6;
  return Math.abs(millionths) < FIFTEEN_DIGITS ? decimal(millionths / 1e6) : unscaled(millionths, 6);
}
