import { allowedOf, conjunctsOf, type Test, testsIn } from "../constraints.ts";
import { at } from "../fault.ts";
import { jsonOf, type Warning } from "../warning.ts";
import type { Grant, Policy } from "./policy.ts";
import { amountsIn, type KnownLevels, type KnownStandard, levelsOf, testsOfGrant } from "./warnings-places.ts";
import { namedIn } from "./warnings-rows.ts";
import { percentText, yuan } from "./words.ts";

/**
 * Tables by level held against the levels of the standards that may be paid for: a level that is left out, a better one
 * that gets less than a worse one, one that a condition names and no standard has. Levels below every row are the
 * policy's own line, and are left. Of several standards the one that fits the rows best counts.
 */
export function levelWarnings(policy: Policy, known: KnownLevels): readonly Warning[] {
  const { standards } = known;
  if (standards === undefined) return [];
  const tables = [...amountTables(policy, known), ...factorTables(policy, known)];
  return [
    ...tables.flatMap((table) => fewest(fitting(standards, table.rows).map((each) => ofStandard(table, each)))),
    ...policy.grants.flatMap((grant) => unknownLevels(grant, known)),
  ];
}

interface LevelTable {
  readonly title: string;
  readonly name: string;
  readonly rows: Readonly<Record<string, number>>;
  readonly path: string;
  readonly when: string | undefined;
  readonly tests: readonly Test[];
  readonly text: (value: number) => string;
  /** What becomes of a level without a row; null where the document itself says. */
  readonly missing: string | null;
  /** Whether a level without a row is an error of its line, so that those below every row count too. */
  readonly isStrict: boolean;
}

function amountTables(policy: Policy, known: KnownLevels): readonly LevelTable[] {
  return amountsIn(policy, known).flatMap(({ grant, document, path, tests }) => {
    if (document.kind !== "table" || document.of !== LEVEL) return [];
    const { title, when } = grant.document;
    const missing = { 0: "没有这一行，得 0 元", 1: "没有这一行，到时这一笔会出错" };
    const isStrict = document.otherwiseFen === null;
    const told = isStrict ? missing[1] : document.otherwiseFen === undefined ? missing[0] : null;
    const rest = { name: `「${title}」`, rows: document.rows, path: at(path, "rows"), text: yuan };
    return [{ title, when, tests, isStrict, missing: told, ...rest }];
  });
}

function factorTables(policy: Policy, known: KnownLevels): readonly LevelTable[] {
  return policy.grants.flatMap((grant) =>
    grant.times.flatMap(({ document }, index) => {
      if (document.rows === undefined || document.of !== LEVEL) return [];
      const { title, when } = grant.document;
      return [
        {
          title,
          when,
          tests: testsOfGrant(grant, known),
          name: `「${title}」的系数`,
          rows: document.rows,
          path: `grants[${grant.place}].times[${index}].rows`,
          text: (percent: number): string => percentText(Math.round(percent * 100)),
          missing: document.otherwise === undefined ? "没有这一行，按 0%" : null,
          isStrict: false,
        },
      ];
    }),
  );
}

const LEVEL = "result.level";

/** The standards that have the most of the rows' keys; none where none has any. */
function fitting(standards: readonly KnownStandard[], rows: LevelTable["rows"]): readonly KnownStandard[] {
  const counts = standards.map(({ levels }) => levels.filter((code) => Object.hasOwn(rows, code)).length);
  const most = Math.max(1, ...counts);
  return standards.filter((_, place) => counts[place] === most);
}

/** What is said by the one that has the least to say: it may be the one that is paid for. */
function fewest(found: readonly (readonly Warning[])[]): readonly Warning[] {
  const [least] = found.toSorted((a, b) => a.length - b.length);
  return least ?? [];
}

function ofStandard(table: LevelTable, standard: KnownStandard): readonly Warning[] {
  return [...withoutRow(table, standard), ...falling(table, standard)];
}

function withoutRow(table: LevelTable, { title: standard, levels }: KnownStandard): readonly Warning[] {
  const { title, name, rows, path, tests, text, missing, isStrict } = table;
  if (missing === null) return [];
  const allowed = allowedOf(tests, LEVEL).texts ?? levels;
  const lowest = isStrict ? levels.length : levels.findLastIndex((code) => Object.hasOwn(rows, code));
  const named = isStrict ? [] : namedIn(testsIn(table.when), tests, LEVEL);
  return levels.flatMap((code, place) => {
    if (place > lowest || Object.hasOwn(rows, code) || !allowed.includes(code) || named.includes(code)) return [];
    const worse = levels.slice(place + 1).find((each) => Object.hasOwn(rows, each));
    const value = worse === undefined ? 0 : (rows[worse] ?? 0);
    return [
      {
        code: "level-without-row",
        path,
        message: `${name}：《${standard}》有「${code}」这一等，${missing}。`,
        figures: { grant: title, standard, level: code },
        proposal: {
          text: `补上「${code}」一行，例如 ${text(value)}；或写明其他情形。`,
          path,
          value: jsonOf({ ...rows, [code]: value }),
        },
        source: null,
      },
    ];
  });
}

/** A better level that gets less than a worse one. */
function falling(table: LevelTable, { levels }: KnownStandard): readonly Warning[] {
  const { title, name, rows, path, text } = table;
  const keys = levels.filter((code) => Object.hasOwn(rows, code));
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
        message: `${name}高一级的「${better}」${text(high)}，低一级的「${key}」反而 ${text(low)}。`,
        figures: { grant: title, better, high, worse: key, low },
        proposal: { text: `从高到低排：${sorted.map((each) => text(each)).join("、")}。`, path, value },
        source: null,
      },
    ];
  });
}

/** Levels that a condition lists beside others, and that no standard has. */
function unknownLevels(grant: Grant, known: KnownLevels): readonly Warning[] {
  const { title, when } = grant.document;
  const levels = levelsOf(known) ?? [];
  const parts = conjunctsOf(when);
  return parts.flatMap((part, place) => {
    const [test, ...others] = part.tests;
    if (test?.kind !== "texts" || !test.isIn || test.subject !== LEVEL || others.length > 0) return [];
    const gone = test.texts.filter((text) => !levels.includes(text));
    const kept = test.texts.filter((text) => levels.includes(text));
    const [first] = gone;
    if (first === undefined || kept.length === 0) return [];
    const rest = `${LEVEL} in [${kept.map(quoted).join(", ")}]`;
    const mended = parts.map(({ source }, index) => (index === place ? rest : source)).join(" && ");
    const path = at(at("grants", grant.place), "when");
    return [
      {
        code: "level-unknown",
        path,
        message: `「${title}」的条件里有${gone.map((text) => `「${text}」`).join("、")}，施行的标准没有这${gone.length === 1 ? "一等" : "几等"}（有${levels.map((text) => `「${text}」`).join("、")}）。`,
        figures: { grant: title, levels: gone.length, level: first },
        proposal: { text: `条件里只留${kept.map((text) => `「${text}」`).join("、")}。`, path, value: mended },
        source: null,
      },
    ];
  });
}

/** A text as a condition writes it; what it escapes it has escaped already. */
function quoted(text: string): string {
  return text.includes("'") ? `"${text}"` : `'${text}'`;
}
