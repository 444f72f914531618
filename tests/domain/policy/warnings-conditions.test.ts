import { describe, expect, it } from "vitest";
import { warningsOf } from "../../../worker/domain/policy/warnings.ts";
import { grantOf, policyOf } from "../../support/policies.ts";
import { afterProposal, raised, theWarning } from "../../support/warnings.ts";

type Fields = Readonly<Record<string, unknown>>;

const of = (when: string, more: Fields = {}): Fields => ({
  ...grantOf({ kind: "fixed", fen: 100 }, { when }),
  ...more,
});

describe("a grant", () => {
  it.each([
    "result.accepted && result.level in ['4', '5']",
    "result.score >= 60 && result.score < 70",
    "unit.a || false",
  ])("under %s can be had", (when) => {
    expect(raised(of(when))).toEqual([]);
  });

  it.each([
    "false",
    "result.level == '5' && result.level == '4'",
    "result.score >= 90 && result.score < 80",
    "result.accepted && !result.accepted && unit.demonstration",
  ])("under %s is never had; the proposal lets it", (when) => {
    expect(raised(of(when))).toEqual(["grant-never grants[0].when"]);
    expect(afterProposal(of(when), "grant-never")).toEqual([]);
  });

  it("for a level that the standard lacks is never had", () => {
    const warnings = (levels: readonly string[]) =>
      warningsOf(policyOf(of("result.level == '5'")), { standards: [{ title: "验收标准", levels }] });
    expect(warnings(["5", "4"])).toEqual([]);
    expect(warnings(["三星", "二星"]).map(({ code }) => code)).toEqual(["grant-never"]);
  });
});

describe("an instalment", () => {
  const instalments = (when: string): Fields => ({
    instalments: [
      { code: "start", percent: 50 },
      { code: "end", percent: 50, when },
    ],
  });

  it("whose condition can hold falls due", () => {
    expect(raised(of("result.accepted", instalments("facts.plan_approved && result.accepted")))).toEqual([]);
  });

  it("whose condition the grant's excludes never does", () => {
    const document = of("!result.accepted", instalments("result.accepted"));
    const warning = theWarning(document, "instalment-never-due");
    expect(warning.path).toBe("instalments[1].when");
    expect(warning.message).toBe(
      "「补助」的第 2 期（50%）永远到不了期：条件“result.accepted”与补助的条件矛盾，或不可能成立。",
    );
    expect(warning.figures).toEqual({ grant: "补助", instalment: "end", condition: "result.accepted" });
    expect(warning.proposal?.value).toEqual({ code: "end", percent: 50 });
    expect(afterProposal(document, "instalment-never-due")).toEqual([]);
  });

  it("of a grant's own is found there", () => {
    const document = grantOf(
      { kind: "fixed", fen: 100 },
      { when: "result.accepted", ...instalments("unit.a && false") },
    );
    expect(raised(document)).toEqual(["instalment-never-due grants[0].instalments[1].when"]);
    expect(theWarning(document, "instalment-never-due").proposal?.value).toBe("unit.a");
    expect(afterProposal(document, "instalment-never-due")).toEqual([]);
  });
});
