import type { Decimal } from "../decimal.ts";
import type { Column } from "../expression.ts";
import { type PackedSubjects, packedColumns } from "./packed-subjects.ts";
import type { Standard } from "./plan.ts";
import type { Subject } from "./subject.ts";
import type { AnswerColumn } from "./subject-columns.ts";

/**
 * Pages of packed subjects as one, in their order: a cohort that is read page by page never stands in memory as JSON.
 * A fact that is a number on one page and text on another is kept whole for the subjects of the lesser pages.
 */
export function joinPacked(standard: Standard, pages: readonly PackedSubjects[]): PackedSubjects {
  const starts = startsOf(pages);
  const others = new Map<number, Subject>();
  pages.forEach((page, at) => {
    for (const [index, subject] of page.others) others.set((starts[at] ?? 0) + index, subject);
  });
  const keys = new Set(pages.flatMap(({ facts }) => [...facts.keys()]));
  const facts = new Map([...keys].map((key) => [key, joinFacts(standard, pages, starts, key, others)]));
  return {
    ids: pages.flatMap(({ ids }) => ids),
    answers: standard.items.map(({ place }) => joinAnswers(pages.map(({ answers }) => answers[place]))),
    raised: standard.vetoes.map((_, place) => joinBytes(pages.map(({ raised }) => raised[place]))),
    held: joinHeld(pages),
    facts,
    others,
  };
}

function startsOf(pages: readonly PackedSubjects[]): readonly number[] {
  let start = 0;
  return pages.map(({ ids }) => {
    start += ids.length;
    return start - ids.length;
  });
}

/** Every page was packed for one standard: what one lacks, all lack. */
function joinAnswers(pages: readonly (AnswerColumn | undefined)[]): AnswerColumn | undefined {
  const columns = pages.flatMap((column) => column ?? []);
  if (columns.length !== pages.length) return undefined;
  const values = new Float64Array(columns.reduce((sum, column) => sum + column.values.length, 0));
  const wide = new Map<number, Decimal>();
  const refused = new Map<number, string>();
  let [cell, index] = [0, 0];
  for (const column of columns) {
    values.set(column.values, cell);
    for (const [at, number] of column.wide) wide.set(cell + at, number);
    for (const [at, reason] of column.refused) refused.set(index + at, reason);
    cell += column.values.length;
    index += column.states.length;
  }
  const states = joinBytes(columns.map((column) => column.states)) ?? new Uint8Array(0);
  return { states, values, wide, refused };
}

function joinBytes(pages: readonly (Uint8Array | undefined)[]): Uint8Array | undefined {
  const columns = pages.flatMap((column) => (column === undefined ? [] : [column]));
  if (columns.length !== pages.length) return undefined;
  const joined = new Uint8Array(columns.reduce((sum, column) => sum + column.length, 0));
  let start = 0;
  for (const column of columns) {
    joined.set(column, start);
    start += column.length;
  }
  return joined;
}

function joinHeld(pages: readonly PackedSubjects[]): PackedSubjects["held"] {
  const dictionary: (string | null)[] = [];
  const codes = pages.flatMap(({ held }) => {
    const places = held.dictionary.map((level) => placeIn(dictionary, level));
    return Array.from(held.codes, (code) => places[code] ?? -1);
  });
  return { codes: Int32Array.from(codes), dictionary };
}

function placeIn<Value>(dictionary: Value[], value: Value): number {
  const place = dictionary.indexOf(value);
  return place < 0 ? dictionary.push(value) - 1 : place;
}

function joinFacts(
  standard: Standard,
  pages: readonly PackedSubjects[],
  starts: readonly number[],
  key: string,
  others: Map<number, Subject>,
): Column {
  const columns = pages.map(({ facts }) => facts.get(key));
  const kind = columns.find((column) => column !== undefined && isAnyKnown(column))?.kind ?? "codes";
  const count = pages.reduce((sum, { ids }) => sum + ids.length, 0);
  const places = Math.max(0, ...columns.map((column) => (column?.kind === "number" ? column.places : 0)));
  const values = new Float64Array(kind === "codes" ? 0 : count).fill(Number.NaN);
  const codes = new Int32Array(kind === "codes" ? count : 0).fill(-1);
  const placeOf = new Map<unknown, number>();
  columns.forEach((column, at) => {
    const [page, start] = [pages[at], starts[at] ?? 0];
    if (column === undefined || page === undefined || !isAnyKnown(column)) return;
    if (column.kind !== kind) {
      const { subjectAt } = packedColumns(standard, page);
      for (const index of page.ids.keys()) if (!others.has(start + index)) others.set(start + index, subjectAt(index));
    } else if (column.kind === "codes") {
      const into = column.dictionary.map((value) => {
        const place = placeOf.get(value) ?? placeOf.size;
        placeOf.set(value, place);
        return place;
      });
      column.codes.forEach((code, index) => {
        codes[start + index] = into[code] ?? -1;
      });
    } else {
      const factor = column.kind === "number" ? 10 ** (places - column.places) : 1;
      column.values.forEach((value, index) => {
        values[start + index] = value * factor;
      });
    }
  });
  if (kind === "codes") return { kind, codes, dictionary: [...placeOf.keys()] as (string | boolean | null)[] };
  return kind === "bool" ? { kind, values } : { kind, places, values };
}

function isAnyKnown(column: Column): boolean {
  if (column.kind === "codes") return column.codes.some((code) => code >= 0);
  return column.values.some((value) => !Number.isNaN(value));
}
