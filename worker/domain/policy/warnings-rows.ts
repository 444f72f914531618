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
    return ofTable({ ...table, name: `「${table.title}」`, text: yuan, missing: "得 0 元" });
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
  const named = isOpen && /^[\w.]+$/.test(of) ? namedIn(testsIn(when), tests, of) : [];
  const absent = named.filter((key) => !Object.hasOwn(rows, key));
  const values = Object.values(rows);
  const value = values.length === 0 ? 0 : Math.min(...values);
  return [
    ...unreachable(name, rows, path, matcherOf(of, [tests]), text),
    ...absent.map(
      (key): Warning => ({
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
      }),
    ),
  ];
}

/** How many keys a message names. */
const NAMED = 5;

/** The rows that nobody has the key of, in one warning: at the row where it is one, else at the table. */
function unreachable(
  name: string,
  rows: Readonly<Record<string, number>>,
  path: string,
  canBe: (key: string) => boolean,
  text: (value: number) => string,
): readonly Warning[] {
  const keys = Object.keys(rows).filter((key) => !canBe(key));
  const [first] = keys;
  if (first === undefined) return [];
  const gone = new Set(keys);
  const kept = Object.fromEntries(Object.entries(rows).filter(([key]) => !gone.has(key)));
  const listed = keys
    .slice(0, NAMED)
    .map((key) => `「${key}」`)
    .join("、");
  const which =
    keys.length === 1
      ? `「${first}」这一行（${text(rows[first] ?? 0)}）`
      : `${listed}${keys.length > NAMED ? "等" : ""} ${keys.length} 行`;
  return [
    {
      code: "row-unreachable",
      path: keys.length === 1 ? at(path, first) : path,
      message: `${name}${which}用不上：没有谁会是${keys.length === 1 ? `「${first}」` : "这些"}。`,
      figures: { rows: keys.length, key: first },
      proposal: { text: `删去${keys.length === 1 ? "这一行" : "这些行"}，或放宽条件。`, path, value: jsonOf(kept) },
      source: null,
    },
  ];
}

/** The keys that a condition itself lists, among those that all that is known leaves. */
export function namedIn(asked: readonly Test[], tests: readonly Test[], subject: string): readonly string[] {
  const listed = asked.find((test) => test.kind === "texts" && test.isIn && test.subject === subject);
  const { texts } = allowedOf(tests, subject);
  return listed?.kind === "texts" ? listed.texts.filter((text) => texts?.includes(text) === true) : [];
}

const PATH = String.raw`[A-Za-z_]\w*(?:\.\w+)*`;
const KEY_PART = new RegExp(String.raw`\s*(?:(${PATH})|'([^'\\]*)'|"([^"\\]*)")\s*(\+|$)`, "y");

/**
 * Whether some recipient that meets one of these may have a key, as far as can be told: `of` is a path, or paths and texts
 * joined by `+`.
 */
function matcherOf(of: string, alternatives: readonly (readonly Test[])[]): (key: string) => boolean {
  const parts = keyParts(of);
  if (parts === undefined) return () => true;
  const [only] = parts;
  if (parts.length === 1 && only !== undefined && "path" in only) {
    const allowed = alternatives.map((tests) => allowedOf(tests, only.path));
    return (key) => allowed.some((each) => allows(each, key));
  }
  const patterns = alternatives.map((tests) => patternOf(parts, tests));
  return (key) => patterns.some((pattern) => pattern.test(key));
}

function patternOf(parts: readonly KeyPart[], tests: readonly Test[]): RegExp {
  const pattern = parts.map((part) => {
    if ("text" in part) return escaped(part.text);
    const { texts } = allowedOf(tests, part.path);
    return texts === undefined ? "[^]*" : `(?:${texts.map(escaped).join("|")})`;
  });
  return new RegExp(`^${pattern.join("")}$`);
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

/** Rows of a ceiling that none of its grants has lines for. */
function ofCeilings(policy: Policy, known: KnownLevels): readonly Warning[] {
  return policy.ceilings.flatMap(({ document, place }) => {
    const { by, rows } = document;
    if (by === undefined || rows === undefined) return [];
    const held = policy.grants.filter(({ ceilings }) => ceilings.includes(place));
    const canBe = matcherOf(
      by,
      held.map((grant) => testsOfGrant(grant, known)),
    );
    return unreachable(`封顶“${document.code}”`, rows, at(at("ceilings", place), "rows"), canBe, yuan);
  });
}
