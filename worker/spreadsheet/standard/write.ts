import type { ItemDocument, LevelDocument, ScoreDocument, StandardDocument } from "../../domain/standard/document.ts";
import { guide } from "../guide.ts";
import { type Values, writeForm, writeTable } from "../table.ts";
import { compared } from "../thresholds.ts";
import type { WrittenSheet } from "../workbook.ts";
import { badges, directLevels, levels, thresholds, vetoes } from "./level-tables.ts";
import { bands, brackets, comparisons, general, items, options, scoreColumns, sections } from "./tables.ts";

export const standardTables = [
  general,
  sections,
  items,
  options,
  bands,
  brackets,
  levels,
  vetoes,
  badges,
  directLevels,
] as const;

/** A sound standard as sheets, from which readStandardSheets makes the same document again. */
export function writeStandard(document: StandardDocument): readonly WrittenSheet[] {
  const all = document.sections.flatMap((section) => section.items.map((item) => ({ section, item })));
  return [
    guide("标准", standardTables),
    writeForm(general, generalRow(document)),
    writeTable(
      sections,
      document.sections.map(({ items: _, ...section }) => section as Values),
    ),
    writeTable(
      items,
      all.map(({ section, item }) => itemRow(section.code, item)),
    ),
    writeTable(
      options,
      all.flatMap(({ item }) => optionRows(item)),
    ),
    writeTable(
      bands,
      all.flatMap(({ item }) => bandRows(item)),
    ),
    writeTable(
      brackets,
      all.flatMap(({ item }) => bracketRows(item)),
    ),
    writeTable(levels, listOf(document.levels, levelRow)),
    writeTable(
      vetoes,
      listOf(document.vetoes, ({ effect: { kind, ...effect }, ...veto }) => ({ ...veto, effect: kind, ...effect })),
    ),
    writeTable(
      badges,
      listOf(document.badges, (badge) => badge as Values),
    ),
    writeTable(
      directLevels,
      listOf(document.directLevels, (direct) => direct as Values),
    ),
  ];
}

/** The rows of a list that may be left out; null for one that is there and empty. */
function listOf<Thing>(
  list: readonly Thing[] | undefined,
  row: (thing: Thing) => Readonly<Record<string, unknown>>,
): readonly Values[] | null {
  if (list?.length === 0) return null;
  return (list ?? []).map((thing) => row(thing) as Values);
}

function generalRow({ sections: _, promotion, ...document }: StandardDocument): Values {
  const steps = promotion === undefined ? {} : { promotionSteps: promotion.atMostSteps };
  const unless = promotion?.unless === undefined ? {} : { promotionUnless: promotion.unless };
  return { ...document, ...steps, ...unless } as unknown as Values;
}

function itemRow(section: string, { score, ...item }: ItemDocument): Values {
  const row: Record<string, unknown> = { ...item, section, kind: score.kind };
  for (const [name, key] of Object.entries(scoreColumns[score.kind])) {
    const value: unknown = Reflect.get(score, name);
    if (value !== undefined) row[key] = name === "better" ? directionOf(value) : value;
  }
  return row as Values;
}

/** 「方向」 of bands, in the words of the other kinds. */
function directionOf(better: unknown): "high" | "low" {
  return better === "lower" ? "low" : "high";
}

const of = ({ code, title }: ItemDocument) => ({ item: code, itemTitle: title });

function optionRows(item: ItemDocument): readonly Values[] {
  const { score } = item;
  if (score.kind !== "choice" && score.kind !== "tally") return [];
  return score.options.map((option) => ({ ...of(item), ...option }) as Values);
}

type Banded = Extract<ScoreDocument, { kind: "bands" | "rank" }>;

function bandRows(item: ItemDocument): readonly Values[] {
  const { score } = item;
  if (score.kind !== "bands" && score.kind !== "rank") return [];
  return (score.bands as readonly Banded["bands"][number][]).map(
    (band) => ({ ...of(item), ...compared(band, comparisons) }) as Values,
  );
}

function bracketRows(item: ItemDocument): readonly Values[] {
  const { score } = item;
  if (score.kind !== "brackets") return [];
  return score.brackets.map((bracket) => ({ ...of(item), ...bracket }) as Values);
}

function levelRow({ quota, ...level }: LevelDocument) {
  return { ...compared(level, thresholds), ...quota };
}
