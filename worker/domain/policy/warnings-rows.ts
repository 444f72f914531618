import { type Allowed, allowedOf, allowsText, isEmpty, type Test, testsIn } from "../constraints.ts";
import { at } from "../fault.ts";
import { jsonOf, type Warning } from "../warning.ts";
import type { Policy } from "./policy.ts";
import { amountsIn, type KnownLevels, testsOfGrant } from "./warnings-places.ts";
import { percentText, yuan } from "./words.ts";

/** Rows that no recipient has the key of, and keys that a condition names and no row has (subsidies.md "Document"). */
export function rowWarnings(policy: Policy, known: KnownLevels): readonly Warning[] {
  const tables = amountsIn(policy, known).flatMap(({ grant, document, path, tests }) => {
    if (document.kind !== "table") return [];
    const isOpen = document.otherwiseFen === undefined;
    const table = {
      title: grant.document.title,
      of: document.of,
      rows: document.rows,
      path: at(path, "rows"),
      isOpen,
      when: grant.document.when,
      tests,
    };
    return [
      ...ofTable({ ...table, name: `「${table.title}」`, text: yuan, missing: "得 0 元" }),
      ...fallingRows(table, known),
    ];
  });
  const factors = policy.grants.flatMap((grant, place) =>
    grant.times.flatMap(({ document }, index) => {
      if (document.rows === undefined) return [];
      const path = `grants[${place}].times[${index}].rows`;
      const isOpen = document.otherwise === undefined;
      const { title, when } = grant.document;
      const table = { title, of: document.of, rows: document.rows, path, isOpen, when };
      const text = (percent: number): string => percentText(Math.round(percent * 100));
      const told = { name: `「${title}」的系数`, text, missing: "按 0%" };
      return ofTable({ ...table, ...told, tests: testsOfGrant(grant, known) });
    }),
  );
  return [...tables, ...factors, ...ofCeilings(policy, known)];
}

interface Table {
  readonly title: string;
  readonly of: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly path: string;
  /** Whether a key without a row comes to 0 without anybody having said so. */
  readonly isOpen: boolean;
  readonly when: string | undefined;
  readonly tests: readonly Test[];
}

type Told = Table & { readonly name: string; readonly text: (value: number) => string; readonly missing: string };

function ofTable(table: Told): readonly Warning[] {
  const { title, name, of, rows, path, isOpen, when, tests, text, missing } = table;
  const unreached = Object.entries(rows).flatMap(([key, value]) => {
    if (canBe(of, tests, key)) return [];
    return [unreachable(`${name}「${key}」这一行（${text(value)}）`, key, rows, path)];
  });
  const named = /^[\w.]+$/.test(of) ? namedIn(testsIn(when), of) : [];
  const absent = isOpen ? named.filter((key) => !Object.hasOwn(rows, key)) : [];
  const least = Math.min(...Object.values(rows));
  return [
    ...unreached,
    ...absent.map((key): Warning => {
      const value = Number.isFinite(least) ? least : 0;
      return {
        code: "row-missing",
        path,
        message: `${name}：条件里有「${key}」，表里没有这一行，${missing}。`,
        figures: { grant: title, key },
        proposal: {
          text: `补上「${key}」一行，例如 ${text(value)}；或写明其他情形。`,
          path,
          value: jsonOf({ ...rows, [key]: value }),
        },
        source: null,
      };
    }),
  ];
}

function unreachable(row: string, key: string, rows: Readonly<Record<string, number>>, path: string): Warning {
  const kept = Object.fromEntries(Object.entries(rows).filter(([each]) => each !== key));
  return {
    code: "row-unreachable",
    path: at(path, key),
    message: `${row}用不上：没有谁会是「${key}」。`,
    figures: { key },
    proposal: { text: `删去「${key}」这一行，或放宽条件。`, path, value: jsonOf(kept) },
    source: null,
  };
}

/** The keys that a condition itself lists, among those that are left. */
function namedIn(tests: readonly Test[], subject: string): readonly string[] {
  const listed = tests.find((test) => test.kind === "texts" && test.isIn && test.subject === subject);
  const { texts } = allowedOf(tests, subject);
  return listed?.kind === "texts" ? listed.texts.filter((text) => texts?.includes(text) === true) : [];
}

const PATH = String.raw`[A-Za-z_]\w*(?:\.\w+)*`;
const KEY_PART = new RegExp(String.raw`\s*(?:(${PATH})|'([^'\\]*)'|"([^"\\]*)")\s*(\+|$)`, "y");

/** Whether some recipient may have this key, as far as can be told: `of` is a path, or paths and texts joined by `+`. */
function canBe(of: string, tests: readonly Test[], key: string): boolean {
  const parts = keyParts(of);
  if (parts === undefined) return true;
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && "path" in only) return allows(allowedOf(tests, only.path), key);
  const pattern = parts.map((part) => {
    if ("text" in part) return escaped(part.text);
    const { texts } = allowedOf(tests, part.path);
    return texts === undefined ? "[^]*" : `(?:${texts.map(escaped).join("|")})`;
  });
  return new RegExp(`^${pattern.join("")}$`).test(key);
}

function allows(allowed: Allowed, key: string): boolean {
  const number = /^-?\d+(?:\.\d+)?$/.test(key) ? { value: Number(key), isStrict: false } : undefined;
  const isOutside = number !== undefined && (isEmpty(allowed.lower, number) || isEmpty(number, allowed.upper));
  return allowsText(allowed, key) && !isOutside;
}

/** A text as a pattern of itself. */
function escaped(text: string): string {
  return text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
}

type KeyPart = { readonly path: string } | { readonly text: string };

function keyParts(of: string): readonly KeyPart[] | undefined {
  const parts: KeyPart[] = [];
  KEY_PART.lastIndex = 0;
  for (;;) {
    const match = KEY_PART.exec(of);
    if (match === null) return undefined;
    const [, path, single, double, joint] = match;
    parts.push(path === undefined ? { text: single ?? double ?? "" } : { path });
    if (joint === "") return parts;
  }
}

/** A better level that gets less than a worse one; the levels are known best first. */
function fallingRows(
  { title, of, rows, path }: Pick<Table, "title" | "of" | "rows" | "path">,
  known: KnownLevels,
): readonly Warning[] {
  if (of !== "result.level" || known.levels === undefined) return [];
  const keys = known.levels.filter((code) => Object.hasOwn(rows, code));
  const sorted = keys.map((key) => rows[key] ?? 0).sort((a, b) => b - a);
  const value = jsonOf({ ...rows, ...Object.fromEntries(keys.map((key, place) => [key, sorted[place] ?? 0])) });
  return keys.flatMap((key, place) => {
    const better = keys[place - 1];
    const [high, low] = [better === undefined ? undefined : rows[better], rows[key]];
    if (better === undefined || high === undefined || low === undefined || high >= low) return [];
    return [
      {
        code: "row-jumps-down",
        path: at(path, better),
        message: `「${title}」高一级的「${better}」${yuan(high)}，低一级的「${key}」反而 ${yuan(low)}。`,
        figures: { grant: title, better, betterFen: high, worse: key, worseFen: low },
        proposal: { text: `从高到低排：${sorted.map((fen) => yuan(fen)).join("、")}。`, path, value },
        source: null,
      },
    ];
  });
}

/** Rows of a ceiling that none of its grants has lines for. */
function ofCeilings(policy: Policy, known: KnownLevels): readonly Warning[] {
  return policy.ceilings.flatMap(({ document, place }) => {
    const { by, rows } = document;
    if (by === undefined || rows === undefined) return [];
    const grants = policy.grants.filter(({ ceilings }) => ceilings.includes(place));
    return Object.entries(rows).flatMap(([key, fen]) => {
      if (grants.some((grant) => canBe(by, testsOfGrant(grant, known), key))) return [];
      return [
        unreachable(
          `封顶“${document.code}”「${key}」这一行（${yuan(fen)}）`,
          key,
          rows,
          at(at("ceilings", place), "rows"),
        ),
      ];
    });
  });
}
