import { describe, expect, it } from "vitest";
import type { PolicyDocument } from "../../web/document-shapes.ts";
import { withCode } from "../../web/pages/policy-editor/codes.ts";
import { emptyPolicy, formsOf } from "../../web/pages/policy-editor/draft-document.ts";
import {
  droppedOn,
  groupName,
  movedBy,
  withCopy,
  withGrant,
  withinGroup,
  withoutGrant,
} from "../../web/pages/policy-editor/operations.ts";
import { patternsOf } from "../../web/pages/policy-editor/patterns.ts";
import { fieldName, placeFor, placeIn, placeName } from "../../web/pages/policy-editor/places.ts";

const grant = (code: string, title: string) => ({ code, title, amount: { kind: "fixed", fen: 100 } });
const policy: PolicyDocument = {
  title: "办法",
  year: 2026,
  grants: [
    grant("creation", "创建"),
    { ...grant("project", "项目"), when: "paidFen.creation > 0" },
    grant("area", "面积"),
  ],
  groups: [{ code: "one", pay: "highest" }],
  rounding: { toFen: 1, mode: "half-up" },
  ceilings: [
    { code: "first", totalFen: 1, share: "prorate", grants: ["creation", "area"] },
    { code: "second", totalFen: 1, share: "prorate", grants: ["creation"] },
    { code: "all", totalFen: 1, share: "prorate" },
  ],
};
const titles = ({ grants }: PolicyDocument): readonly string[] => grants.map(({ title }) => title);

describe("a draft of a policy", () => {
  it("has forms once it is begun, from nothing or from a pattern", () => {
    expect(formsOf(emptyPolicy)).toBe(emptyPolicy);
    expect(patternsOf(2026).map(({ document }) => formsOf(document) === document)).toEqual([true, true, true, true]);
  });

  it.each([
    ["a text", "办法"],
    ["one without grants", { rounding: {} }],
    ["one without a rounding", { grants: [] }],
    ["a grant without an amount", { rounding: {}, grants: [{ code: "a" }] }],
    ["a kind that there isn't", { rounding: {}, grants: [{ amount: { kind: "magic" } }] }],
    ["a sum without parts", { rounding: {}, grants: [{ amount: { kind: "sum" } }] }],
    ["a part of an unknown kind", { rounding: {}, grants: [{ amount: { kind: "sum", parts: [{ kind: "magic" }] } }] }],
    ["rows that are a list", { rounding: {}, grants: [{ amount: { kind: "table", rows: [] } }] }],
    ["payers that are no list", { rounding: {}, grants: [], payers: {} }],
  ])("has none where it is %s", (_name, document) => {
    expect(formsOf(document)).toBeNull();
  });
});

describe("grants", () => {
  it("are added at the end, with a code by their position", () => {
    const made = withGrant(policy);
    expect(made.path).toBe("grants[3]");
    expect(made.document.grants[3]).toEqual({ code: "grant_4", title: "", amount: { kind: "fixed", fen: 0 } });
  });

  it("are copied under themselves, with a code of their own", () => {
    expect(withCopy(policy, "grants[0]")?.document.grants.map(({ code }) => code)).toEqual([
      "creation",
      "grant_2",
      "project",
      "area",
    ]);
  });

  it("move by one, and no further than the ends", () => {
    expect(titles(movedBy(policy, "grants[0]", 1)?.document ?? policy)).toEqual(["项目", "创建", "面积"]);
    expect(movedBy(policy, "grants[0]", 1)?.said).toBe("「创建」移到第 2 项，共 3 项");
    expect(movedBy(policy, "grants[0]", -1)).toBeNull();
    expect(movedBy(policy, "grants[2]", 1)).toBeNull();
  });

  it("take the place of what they are dropped on, and nothing else takes them", () => {
    expect(titles(droppedOn(policy, "grants[2]", "grants[0]")?.document ?? policy)).toEqual(["面积", "创建", "项目"]);
    expect(titles(droppedOn(policy, "grants[0]", "grants[2]")?.document ?? policy)).toEqual(["项目", "面积", "创建"]);
    expect(droppedOn(policy, "grants[0]", "ceilings")).toBeNull();
  });

  it("that are removed take ceilings for them alone with them", () => {
    const { document, path, said } = withoutGrant(policy, "grants[0]");
    expect({ path, said }).toEqual({ path: "grants[0]", said: "删去「创建」" });
    expect(document.ceilings).toEqual([
      { code: "first", totalFen: 1, share: "prorate", grants: ["area"] },
      { code: "all", totalFen: 1, share: "prorate" },
    ]);
  });

  it("go into a group and out of it, and the group is called by them", () => {
    const within = withinGroup(withinGroup(policy, "one", "creation", true), "one", "area", true);
    expect(groupName(within, "one")).toBe("「创建」「面积」");
    expect(withinGroup(within, "one", "area", false).grants[2]).toEqual(grant("area", "面积"));
    expect(groupName(policy, "one")).toBe("还没有补助的一组（one）");
  });
});

describe("a code that changes in a policy", () => {
  it("of a grant is followed by ceilings and by what was paid", () => {
    const changed = withCode(policy, "grants[0].code", "built");
    expect(changed.ceilings?.[1]?.grants).toEqual(["built"]);
    expect(changed.grants[1]?.when).toBe("paidFen.built > 0");
  });

  it("of a group is followed by its grants", () => {
    const within = withinGroup(policy, "one", "area", true);
    expect(withCode(within, "groups[0].code", "best").grants[2]?.group).toBe("best");
  });

  it("of a payer of one grant changes nothing else", () => {
    const shared = {
      ...policy,
      grants: [{ ...grant("zone", "甲"), payers: [{ code: "zone", title: "区", percent: 100 }] }],
    };
    const changed = withCode(shared, "grants[0].payers[0].code", "district");
    expect(changed.grants[0]?.code).toBe("zone");
    expect(changed.grants[0]?.payers?.[0]?.code).toBe("district");
  });
});

describe("a fault's path in a policy", () => {
  it.each([
    ["grants[1].amount.parts[0].fen", "grants[1]"],
    ["ceilings[0].rows.甲", "ceilings"],
    ["payers", "payers"],
    ["rounding.toFen", "general"],
    ["grants", "general"],
  ])("%s leads to the form of %s", (path, place) => {
    expect(placeFor(path)).toBe(place);
  });

  it("is named as its forms are", () => {
    expect(placeName(policy, "grants[1].when")).toBe("项目");
    expect(placeName(policy, "ceilings[0].order")).toBe("封顶");
    expect(fieldName("grants[0].amount.brackets[1].fenEach")).toBe("第 2 档的每份金额");
    expect(fieldName("grants[0].amount.rows.5")).toBe("「5」");
    expect(fieldName("ceilings[1].by")).toBe("第 2 道封顶的按什么分");
    expect(fieldName("perRecipientAtMostFen")).toBe("一个对象合起来最多");
  });

  it("leads to the whole where its grant is gone", () => {
    expect(placeIn(policy, "grants[2]")).toBe("grants[2]");
    expect(placeIn(policy, "grants[3]")).toBe("general");
    expect(placeIn(policy, null)).toBe("general");
  });
});
