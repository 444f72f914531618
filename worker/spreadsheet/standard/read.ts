import type { Json } from "../../domain/expression.ts";
import { at } from "../../domain/fault.ts";
import { type Draft, placeOf, refuseCell, take } from "../places.ts";
import { type ReadTable, type Row, readForm, readTable, type Table } from "../table.ts";
import type { ReadSheet } from "../workbook.ts";
import { readBadges, readDirectLevels, readLevels, readVetoes } from "./read-levels.ts";
import { type Parts, readParts } from "./read-parts.ts";
import { scoreOf } from "./read-score.ts";
import { general, items, sections } from "./tables.ts";

/** The document that the sheets of a standard say, as far as they say one; what is wrong with cells joins the draft. */
export function readStandardSheets(draft: Draft, sheetOf: (table: Table) => ReadSheet): Json {
  const { values, rowOf } = readForm(general, sheetOf(general), draft.faults);
  const { promotionSteps, promotionUnless, ...head } = values;
  for (const { key, title } of general.columns) {
    draft.places.set(pathOfField(key), { sheet: general.name, row: rowOf(key), column: title });
  }
  const table = (of: Table): ReadTable => readTable(of, sheetOf(of), draft.faults);
  const promotion = {
    ...(promotionSteps === undefined ? {} : { atMostSteps: promotionSteps }),
    ...(promotionUnless === undefined ? {} : { unless: promotionUnless }),
  };
  return {
    ...head,
    sections: readSections(draft, table(sections), table(items), readParts(draft, table)),
    ...readLevels(draft, table),
    ...readVetoes(draft, table),
    ...readBadges(draft, table),
    ...readDirectLevels(draft, table),
    ...(Object.keys(promotion).length === 0 ? {} : { promotion }),
  };
}

function pathOfField(key: string): string {
  if (key === "promotionSteps") return "promotion.atMostSteps";
  return key === "promotionUnless" ? "promotion.unless" : key;
}

const sectionKeys = ["code", "title", "kind", "weight", "atMost", "notApplicable", "department", "sources"];

/** An item of a section that isn't there makes one, so that nothing that was typed is lost; the fault is its cell's. */
function readSections(draft: Draft, sectionRows: ReadTable, itemRows: ReadTable, parts: Parts): Json {
  const made = sectionRows.rows.map((row, index) => {
    const path = at("sections", index);
    draft.places.set(at(path, "items"), placeOf(sections, row, "code"));
    return { section: take(draft, sections, row, path, sectionKeys), path, items: [] as Json[] };
  });
  for (const row of itemRows.rows) {
    const code = row.values["section"];
    let home = made.find(({ section }) => section["code"] === code);
    if (home === undefined) {
      const message = code === undefined ? "要填，写大项的编码" : "大项表里没有这个编码，请改成已有的编码";
      refuseCell(draft, items, row, "section", message);
      const path = at("sections", made.length);
      for (const key of sectionKeys) draft.places.set(at(path, key), placeOf(items, row, "section"));
      home = { section: code === undefined ? {} : { code }, path, items: [] };
      made.push(home);
    }
    home.items.push(readItem(draft, row, at(at(home.path, "items"), home.items.length), parts));
  }
  parts.refuseStrays();
  return made.map(({ section, items: own }) => ({ ...section, items: own }));
}

const itemKeys = [
  "code",
  "title",
  "criterion",
  "from",
  "applies",
  "optional",
  "reasonRequired",
  "proof",
  "sources",
] as const;

function readItem(draft: Draft, row: Row, path: string, parts: Parts): Json {
  const item = take(draft, items, row, path, itemKeys);
  return { ...item, score: scoreOf(draft, row, at(path, "score"), parts) };
}
