import { describe, expect, it } from "vitest";
import { demonstrations, demonstrationUsers } from "../../db/seed/demonstrations.ts";
import { templates } from "../../db/seed/templates.ts";
import { compileGates } from "../../worker/domain/gates.ts";
import { readPolicy } from "../../worker/domain/policy/index.ts";
import { readStandard } from "../../worker/domain/standard/index.ts";
import { unitVariables } from "../../worker/domain/vocabulary.ts";

describe.each(templates)("the template $code", (template) => {
  it.each(template.standards)("has a standard $code without a fault", ({ document }) => {
    const read = readStandard(document);
    expect("faults" in read ? read.faults : []).toEqual([]);
  });

  it.each(template.policies)("has a policy $code without a fault", ({ document }) => {
    const read = readPolicy(document);
    expect("faults" in read ? read.faults : []).toEqual([]);
  });

  it("has gates that compile", () => {
    expect(compileGates(template.gates)).not.toHaveProperty("fault");
  });

  it("declares every fact that its documents speak of", () => {
    const documents = JSON.stringify([template.standards, template.policies, template.gates]);
    const spoken = [...documents.matchAll(/\b(?:unit|facts)\.([a-z][a-z0-9_]*)/g)].map((match) => match[1]);
    const known = new Set<string | undefined>([...unitVariables, ...template.facts.map((fact) => fact.key)]);
    expect(spoken.filter((name) => !known.has(name))).toEqual([]);
  });

  it("says 示例 wherever its points or rates are made up", () => {
    const published = [...template.standards, ...template.policies].filter((each) => each.state === "published");
    expect(published.filter((each) => !each.document.title.includes("示例")).map((each) => each.code)).toEqual([]);
  });

  it("names its source", () => {
    const bare = [...template.standards, ...template.policies].filter(
      (each) => !Array.isArray(each.document["sources"]),
    );
    expect(bare).toEqual([]);
  });
});

describe.each(demonstrations)("the demonstration $tenant", (demonstration) => {
  it("has a template of the same code", () => {
    expect(templates.map((template) => template.code)).toContain(demonstration.tenant);
  });

  it("names only units and belts that it has", () => {
    const units = new Set(demonstration.units.map((unit) => unit.code));
    const belts = new Set<string | undefined>(demonstration.belts.map((belt) => belt.code));
    const named = demonstration.units.flatMap(({ parent, township, trade }) => [parent, township, trade]);
    expect(named.filter((code) => typeof code === "string" && !units.has(code))).toEqual([]);
    expect(demonstration.units.filter((unit) => unit.belt !== undefined && !belts.has(unit.belt))).toEqual([]);
  });

  it("has a user of every office, then second ones, since four eyes are asked for", () => {
    const names = demonstrationUsers(demonstration.reach).map((user) => user.name);
    expect(names).toEqual(expect.arrayContaining(["考核员 02", "财务审批 02"]));
    expect(names.slice(0, 9)).toEqual([
      "租户管理员 01",
      "考核员 01",
      "牵头部门 01",
      "乡镇经办 01",
      "书记 01",
      "财务经办 01",
      "财务审批 01",
      "出纳 01",
      "领导 01",
    ]);
  });
});

describe("Jinhua and Quzhou", () => {
  const titled = (code: string) => templates.find((each) => each.code === code)?.standards ?? [];
  const itemTitles = (code: string, standard: string): string[] => {
    const document = titled(code).find((each) => each.code === standard)?.document;
    const sections = (document?.["sections"] ?? []) as { items: { title: string }[] }[];
    return sections.flatMap((section) => section.items.map((item) => item.title));
  };

  it("both have a 五个有 that asks for different things", () => {
    expect(itemTitles("quzhou", "committee-five")).toEqual(["有机构", "有队伍", "有阵地", "有经费", "有制度"]);
    expect(itemTitles("jinhua", "belt-point")).toEqual([
      "有坚强有力的红色队伍",
      "有健全完善的红色制度",
      "有务实管用的红色载体",
      "有功能齐全的红色阵地",
      "有生动活泼的红色文化",
    ]);
  });

  it("have a 六个好 for enterprises and another one for social organisations", () => {
    expect(itemTitles("quzhou", "six-goods-economic").slice(0, 6)).toEqual([
      "生产经营好",
      "发展成效好",
      "劳动关系好",
      "文化建设好",
      "履行社会责任好",
      "党组织自身建设好",
    ]);
    expect(itemTitles("quzhou", "six-goods-social").slice(0, 6)).toEqual([
      "领导班子好",
      "党员队伍好",
      "工作机制好",
      "发展业绩好",
      "诚信服务好",
      "群众反映好",
    ]);
  });
});
