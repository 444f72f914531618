import type { Ceiling } from "../../../document-shapes.ts";
import { expressed } from "../../documents/amounts.ts";
import type { Words } from "../../documents/condition.ts";

/** What a reader calls each ceiling, by its code: 总额, 按乡镇、街道或行业; with the code where two are called the same. */
export function ceilingTitles(ceilings: readonly Ceiling[], words: Words): ReadonlyMap<string, string> {
  const plain = ceilings.map(({ code, by }) => ({
    code,
    title: by === undefined ? "总额" : `按${expressed(by, words)}`,
  }));
  return new Map(
    plain.map(({ code, title }) => {
      const isShared = plain.filter((each) => each.title === title).length > 1;
      return [code, isShared ? `${title}（${code}）` : title];
    }),
  );
}
