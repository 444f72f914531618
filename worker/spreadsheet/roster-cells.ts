import type { Json } from "../domain/expression.ts";
import type { DeclaredFact } from "../domain/facts.ts";
import { type Mark, NONE, UNKNOWN } from "../domain/roster.ts";
import { choice, type Format, number, type Reading, text, yesNo } from "./cells.ts";

/** What a cell says of a value: it isn't known, or it is known that there is none. A blank cell says nothing. */
const marks: Readonly<Record<string, Mark>> = { "*": UNKNOWN, "＊": UNKNOWN, 未知: UNKNOWN, 无: NONE };

/**
 * A format whose cells may also be `*` (unknown) or 无 (none), unless these are among its own words. A text that is such
 * a word gets a backslash before it.
 */
export function marked(format: Format): Format {
  const isOwn = (cell: string): boolean => format.words?.includes(cell) === true;
  const isWord = (cell: string): boolean => !isOwn(cell) && Object.hasOwn(marks, cell.replace(/^\\+/, ""));
  return {
    ...format,
    ...(format.words === undefined ? {} : { words: [...format.words, "*", "无"] }),
    write: (value) => {
      if (value === null) return "无";
      if (isUnknown(value)) return "*";
      const written = format.write(value);
      return typeof written === "string" && isWord(written) ? `\\${written}` : written;
    },
    read: (cell): Reading => {
      if (typeof cell !== "string") return format.read(cell);
      const mark = isOwn(cell.trim()) ? undefined : marks[cell.trim()];
      if (mark !== undefined) return { value: { mark: mark.mark } };
      return format.read(isWord(cell.trim()) ? cell.trim().slice(1) : cell);
    },
  };
}

function isUnknown(value: Json): boolean {
  return typeof value === "object" && value !== null && "mark" in value && value["mark"] === "unknown";
}

/** One line without spaces at its ends: a code, a name. */
export function line(width: number): Format {
  const inner = text(width);
  return {
    ...inner,
    write: (value) => String(value),
    read: (cell) => ({ value: String(cell).normalize("NFC").trim() }),
  };
}

/** A day as text: what a spreadsheet program made into a date is refused before, since it may mean another day. */
export const day: Format = {
  numberFormat: "@",
  width: 12,
  write: String,
  read: (cell) => {
    const found = /^(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?$/.exec(String(cell).normalize("NFKC").trim());
    const [, year = "", month = "", date = ""] = found ?? [];
    const value = `${year}-${month.padStart(2, "0")}-${date.padStart(2, "0")}`;
    const time = new Date(`${value}T00:00:00Z`);
    const isDay = found !== null && !Number.isNaN(time.getTime()) && time.toISOString().startsWith(value);
    return isDay ? { value } : { fault: "要写成文字的日期，例如 2015-10-31" };
  },
};

/** How a fact's value stands in a cell, by what the tenant declared. */
export function factFormat({ type, choices }: DeclaredFact): Format {
  switch (type) {
    case "bool":
      return yesNo;
    case "number":
      return number;
    case "text":
      return text(24);
    case "date":
      return day;
    case "choice":
      return choice(choices.map(({ code, title }) => [code, title]));
    case "choices":
      return several(choices);
    default:
      return type satisfies never;
  }
}

/** Several of some choices, by their titles: `甲、乙`. */
function several(choices: DeclaredFact["choices"]): Format {
  const titles = choices.map(({ title }) => title);
  return {
    numberFormat: "@",
    width: 24,
    write: (value) =>
      (value as readonly string[])
        .map((code) => choices.find((each) => each.code === code)?.title ?? code)
        .join("、") || "（空）",
    read: (cell) => {
      const written = String(cell).trim();
      if (written === "（空）") return { value: [] };
      const named = written.split(/[、,，;；]/).map((each) => each.trim());
      const found = named.map((title) => choices.find((each) => each.title === title)?.code);
      if (found.includes(undefined)) return { fault: `要选自 ${titles.join("、")}，几项用「、」隔开` };
      return { value: found.filter((code) => code !== undefined) };
    },
  };
}
