import { describe, expect, it } from "vitest";
import { documentsIn } from "../support/cases.ts";
import { afterProposals, raised, warningsIn } from "../support/warnings.ts";

const documents = [...documentsIn("hongdai/standard@1"), ...documentsIn("hongdai/policy@1")].filter(
  ({ where }) => !where.startsWith("a"),
);

/** The slips of the published documents, each as its case's note or its own text bears out. */
const SLIPS: Readonly<Record<string, readonly string[]>> = {
  // 60,000 square metres and more get 600,000.00, a little less gets 1,500,000.00: so in the original.
  "48-siming-steps.json policy": ["bracket-jumps-down grants[0].amount.parts[0].brackets[3]"],
  "48-siming-steps.json calculations[2].policy": ["bracket-jumps-down grants[0].amount.parts[0].brackets[3]"],
  "48-siming-steps.json calculations[3].policy": ["bracket-jumps-down grants[0].amount.parts[0].brackets[3]"],
  // 信息报道 is worth up to 3 points.
  "22-shicheng-river.json standard": ["formalism-media sections[0].items[3].title"],
  // 「展示与布局」 is proven by photographs.
  "s1-jinhua-edz-notice.json standard": ["proof-photo sections[4].items[0].proof"],
};

describe("the documents of the cases", () => {
  it("are many", () => {
    expect(documents.length).toBeGreaterThan(40);
  });

  it.each(documents)("raise what they get wrong, and no more: $where", ({ where, document }) => {
    expect(raised(document)).toEqual(SLIPS[where] ?? []);
  });

  it.each(documents.filter(({ where }) => where in SLIPS))("raise it no more once mended: $where", ({ document }) => {
    for (const { code } of warningsIn(document)) {
      expect(afterProposals(document, code).filter((each) => each.startsWith(code))).toEqual([]);
    }
  });
});
