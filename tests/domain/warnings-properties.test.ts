import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { canonicalJson } from "../../worker/domain/canonical.ts";
import type { Json } from "../../worker/domain/expression.ts";
import { readPolicy } from "../../worker/domain/policy/index.ts";
import { readStandard } from "../../worker/domain/standard/index.ts";
import { type Warning, withProposal } from "../../worker/domain/warning.ts";
import { documentsIn } from "../support/cases.ts";
import { mutated, picks, reading } from "../support/document-changes.ts";
import { warningsIn } from "../support/warnings.ts";

function isSound(document: Json): boolean {
  const isPolicy = (document as { readonly format?: Json } | null)?.format === "hongdai/policy@1";
  return !("faults" in (isPolicy ? readPolicy(document) : readStandard(document)));
}

const documents = [...documentsIn("hongdai/standard@1"), ...documentsIn("hongdai/policy@1")];

/** Fails where a warning says nothing, or where its proposal leaves the document unsound or the warning in place. */
function checkWarnings(document: Json): number {
  const warnings = warningsIn(document);
  for (const warning of warnings) {
    expect(warning.code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(warning.message).toMatch(/[一-龥].*。$/);
    expect(Object.keys(warning.figures).length).toBeGreaterThan(0);
    if (warning.proposal === null) continue;
    const mended = withProposal(document, warning.proposal);
    expect([warning, isSound(mended)]).toEqual([warning, true]);
    const same = warningsIn(mended).filter((each) => isSame(each, warning));
    expect(same).toEqual([]);
  }
  return warnings.length;
}

function isSame(a: Warning, b: Warning): boolean {
  return a.code === b.code && a.path === b.path && canonicalJson(a.figures) === canonicalJson(b.figures);
}

const figure = fc.constantFrom(0, 1, 2, 3, 5, 60, 69.99, 70, 79, 79.5, 79.99, 80, 89, 90, 100, 101);
const wording = fc
  .tuple(
    fc.constantFrom(
      "A—B 分",
      "A 分以上",
      "不满 B 分",
      "A 分以上、不满 B 分",
      "A 分以上 B 分以下",
      "超过 A 分",
      "A—B 个",
      "A—B%",
    ),
    figure,
    figure,
  )
  .map(([form, a, b]) => form.replace("A", String(a)).replace("B", String(b)));
const lines = fc.uniqueArray(figure, { minLength: 1, maxLength: 4 });
const texts = fc.constantFrom(
  "展示",
  "每日打卡",
  "领导批示、媒体刊发",
  "上传照片至平台",
  "不搞拍照留痕",
  "积分排名和点赞数",
);

/** A standard whose levels and bands have wordings of all kinds, in any order that is sound. */
const worded: fc.Arbitrary<Json> = fc
  .record({
    levels: fc.array(fc.tuple(figure, fc.boolean(), wording), { maxLength: 4 }),
    lines,
    wordings: fc.array(wording, { minLength: 4, maxLength: 4 }),
    isLower: fc.boolean(),
    title: texts,
    points: figure,
  })
  .map(({ levels, lines: thresholds, wordings, isLower, title, points }) => {
    const sorted = thresholds.toSorted((a, b) => (isLower ? a - b : b - a));
    const bands = sorted.map((line, place) => ({
      [isLower ? "atMost" : "atLeast"]: line,
      points: line,
      wording: wordings[place] ?? "",
    }));
    const score = { kind: "bands", bands, ...(isLower ? { better: "lower" } : {}) };
    return {
      format: "hongdai/standard@1",
      title: "标准",
      scoring: "points",
      sections: [
        { code: "a", title: "甲", items: [{ code: "x", title, score }] },
        {
          code: "b",
          title: "乙",
          atMost: points,
          items: [{ code: "y", title: "丙", score: { kind: "rating", points: 50 } }],
        },
      ],
      levels: levels.map(([line, isAbove, words], place) => ({
        code: `l${place}`,
        title: `${place} 级`,
        [isAbove ? "above" : "atLeast"]: line,
        wording: words,
      })),
    };
  });

describe("every warning has a path, numbers, words, and a proposal that leaves the document sound and without it", () => {
  it("in the cases, whatever is changed in them", () => {
    let seen = 0;
    fc.assert(
      fc.property(fc.constantFrom(...documents), picks, fc.integer({ min: 0, max: 3 }), ({ document }, list, times) => {
        const pick = reading(list);
        let changed = document;
        for (let round = 0; round < times; round++) changed = mutated(changed, pick);
        fc.pre(isSound(changed));
        seen += checkWarnings(changed);
      }),
      { numRuns: 1_000 },
    );
    expect(seen).toBeGreaterThan(30);
  });

  it("in standards with wordings of every kind", () => {
    let seen = 0;
    fc.assert(
      fc.property(worded, (document) => {
        seen += checkWarnings(document);
      }),
      { numRuns: 300 },
    );
    expect(seen).toBeGreaterThan(300);
  });
});
