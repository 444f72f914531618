import { Ajv2020 } from "ajv/dist/2020.js";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { policySchema, readPolicy } from "../../worker/domain/policy/index.ts";
import { readStandard, standardSchema } from "../../worker/domain/standard/index.ts";
import { documentJsonSchema } from "../../worker/http/openapi.ts";
import { caseFiles, type Refusal } from "../support/cases.ts";
import { acceptedPolicies, acceptedStandards } from "../support/documents.ts";
import { withOneChange } from "../support/one-change.ts";

// Types may be left out of a condition's parts: the object that it is of says them.
const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
const validators = {
  standard: ajv.compile(documentJsonSchema(standardSchema, "standard-1") as object),
  policy: ajv.compile(documentJsonSchema(policySchema, "policy-1") as object),
};
const isValid = (kind: Refusal["kind"], document: unknown): boolean => validators[kind](document);
const isAccepted = (kind: Refusal["kind"], document: unknown): boolean =>
  !("faults" in (kind === "standard" ? readStandard(document) : readPolicy(document)));

describe("an independent validator and we", () => {
  it.each(acceptedStandards())("agree on the standard of $name", ({ document }) => {
    expect([isAccepted("standard", document), isValid("standard", document)]).toEqual([true, true]);
  });

  it.each(acceptedPolicies())("agree on the policy of $name", ({ document }) => {
    expect([isAccepted("policy", document), isValid("policy", document)]).toEqual([true, true]);
  });

  it("differ only where JSON Schema can't say it: order, sums, references, uniqueness, decimals, expressions", () => {
    const refusals = caseFiles().flatMap(({ refuse }) => refuse);
    expect(refusals.filter(({ kind, document }) => isAccepted(kind, document))).toEqual([]);
    expect(refusals.filter(({ kind, document }) => isValid(kind, document)).map(({ name }) => name)).toEqual([
      "项目编码在别的节里用过",
      "分值三位小数",
      "档次没有从高到低",
      "两档同一条线",
      "越低越好的档次没有从低到高",
      "累进没有从低到高",
      "表达式语法错",
      "表达式里没有这个变量",
      "项目的表达式里用总分",
      "不是 CEL 自带的函数",
      "条件不是真假",
      "要数的地方给了文字",
      "章指向没有的节",
      "直接定级指向没有的级",
      "否决的最高级没有这一级",
      "并列依据没有这一节",
      "级的编码重复",
      "百分数三位小数",
      "没有这个组",
      "分档没有从低到高",
      "系数的档没有从高到低",
      "分担合计 90%",
      "分期合计 110%",
      "决定的下限高于上限",
      "条件语法错",
      "条件里没有这个变量",
      "补助编码重复",
    ]);
  });

  const documents = [
    ...acceptedStandards().map(({ document }) => ({ kind: "standard" as const, document })),
    ...acceptedPolicies().map(({ document }) => ({ kind: "policy" as const, document })),
  ];

  it("agree that what it refuses we refuse, whatever is changed in a document", () => {
    const changed = fc
      .constantFrom(...documents)
      .chain(({ kind, document }) => withOneChange(document).map((made) => ({ kind, document: made })));
    fc.assert(
      fc.property(changed, ({ kind, document }) => isValid(kind, document) || !isAccepted(kind, document)),
      { numRuns: 1_500 },
    );
  });
});
