import { describe, expect, it } from "vitest";
import type { Fact } from "../../web/api-shapes.ts";
import type { StandardDocument } from "../../web/document-shapes.ts";
import { completionAt, type Scope, variablesIn } from "../../web/pages/standard-editor/completion.ts";

const fact = (key: string, label: string, more: Partial<Fact> = {}): Fact => ({
  key,
  label,
  type: "number",
  measure: null,
  choices: [],
  of: "unit",
  per: "standing",
  filledBy: "admin",
  isSensitive: false,
  formerKeys: [],
  revision: 1,
  ...more,
});
const facts = [
  fact("members", "党员数", { measure: "人" }),
  fact("stage", "阶段", { type: "choice", choices: [{ code: "old", title: "老点" }] }),
  fact("length", "长度", { of: "belt" }),
];
const standard: StandardDocument = {
  title: "标准",
  sections: [
    {
      code: "team",
      title: "队伍",
      items: [
        {
          code: "staff",
          title: "班子",
          score: { kind: "choice", options: [{ code: "full", title: "健全", points: 5 }] },
        },
      ],
    },
  ],
  levels: [{ code: "5", title: "五星级", atLeast: 90 }],
  badges: [{ code: "harmony", title: "和谐之星" }],
};
function offered(source: string, scope: Scope = "early"): readonly string[] {
  return completionAt(source, source.length, scope, standard, facts).suggestions.map(({ text }) => text);
}

describe("what an expression may read", () => {
  it("is offered by key and by Chinese name", () => {
    expect(offered("unit.mem")).toEqual(["unit.members"]);
    expect(offered("党员")).toEqual(["unit.members"]);
    expect(offered("unit.on_belt && 班")).toEqual(["answers.staff"]);
  });

  it("are facts of the standard's own subject", () => {
    expect(offered("长度")).toEqual([]);
    const belts = variablesIn("early", { ...standard, subject: "belt" }, facts).map(({ text }) => text);
    expect(belts).toContain("unit.length");
  });

  it("has scores and sections only where they stand already", () => {
    expect(offered("sec")).toEqual([]);
    expect(offered("sec", "late")).toEqual(["sections.team"]);
    expect(offered("和谐", "late")).toEqual(["'harmony' in badges"]);
  });

  it("replaces the word that was begun, and no more", () => {
    expect(completionAt("unit.on_belt && 党", 17, "early", standard, facts).from).toBe(16);
  });

  it("isn't offered behind a finished name or a number", () => {
    expect(offered("unit.members")).toEqual([]);
    expect(offered("unit.members ")).toEqual([]);
    expect(offered("score >= 90", "late")).toEqual([]);
  });
});

describe("what it is compared with", () => {
  it("is offered where a fact, a choice or a level is one of several", () => {
    expect(offered("unit.stage == ")).toEqual(["'old'"]);
    expect(offered("unit.stage == 老")).toEqual(["'old'"]);
    expect(offered("answers.staff != 'f")).toEqual(["'full'"]);
    expect(offered("held.level == ", "late")).toEqual(["'5'"]);
    expect(offered("unit.field == 'vil")).toEqual(["'village'"]);
    expect(offered("unit.field in ['village', ")).toContain("'community'");
  });
});
