import { describe, expect, it } from "vitest";
import type { Json } from "../../worker/domain/expression.ts";
import { policySchema } from "../../worker/domain/policy/index.ts";
import { standardSchema } from "../../worker/domain/standard/index.ts";
import { documentJsonSchema } from "../../worker/http/openapi.ts";
import { acceptedPolicies, acceptedStandards } from "../support/documents.ts";
import { bothNouns, life, soundPolicy, soundStandard } from "../support/life.ts";
import { type SchemaLimit, schemaLimits } from "../support/schema-limits.ts";

const sources = [{ document: "通知", clause: "三、2" }];
const options = [{ code: "one", title: "一", points: 1, sources }];
const scores = [
  { kind: "choice", options },
  { kind: "tally", options, take: "sum", atMost: 1 },
  { kind: "bands", bands: [{ atLeast: 1, points: 1, wording: "一" }] },
  { kind: "rank", of: "unit.members", order: "high", bands: [{ topN: 1, points: 1, wording: "一" }] },
];
const items = scores.map((score, index) => ({ code: `i${index}`, title: "项", criterion: "写明", sources, score }));
/** What no district's standard has. */
const fullStandard = soundStandard({
  sections: [{ code: "team", title: "队伍", sources, department: "组织部", items }],
  vetoes: [{ code: "v", title: "否决", sources, effect: { kind: "no-level" } }],
  badges: [{ code: "b", title: "章", sources, when: "score > 1" }],
  levels: [{ code: "3", title: "三星级", sources, atLeast: 1, wording: "一" }],
});
const amount = { kind: "capped", atLeastFen: 1, amount: { kind: "fixed", fen: 1 } };
const payers = (share: object) => [{ code: "zone", title: "区", sources, ...share }];
/** What no district's policy has. */
const fullPolicy = soundPolicy({
  grants: [
    { code: "a", title: "一", sources, amount, payers: payers({ percent: 100 }) },
    { code: "b", title: "二", amount, payers: payers({ part: 1 }) },
  ],
  payers: payers({ percent: 100 }),
});

const asJson = (document: unknown): Json => JSON.parse(JSON.stringify(document));
const ofSchema = (schema: unknown, documents: readonly Json[]) => schemaLimits(schema as { type: "object" }, documents);
const bounded = {
  standards: ofSchema(documentJsonSchema(standardSchema, "standard-1"), [
    ...acceptedStandards().map(({ document }) => document),
    asJson(fullStandard),
  ]),
  policies: ofSchema(documentJsonSchema(policySchema, "policy-1"), [
    ...acceptedPolicies().map(({ document }) => document),
    asJson(fullPolicy),
  ]),
};

interface Fault {
  readonly path: string;
  readonly message: string;
}

/** Whether a fault is of this limit: it lies where the limit is and says it. */
function isOf({ path, name, limit }: SchemaLimit, fault: Fault): boolean {
  if (fault.path !== path) return false;
  if (name.endsWith("minLength")) return /^不能(空着|为空)/.test(fault.message);
  if (name.endsWith("minItems")) return fault.message.startsWith("至少要有");
  return new RegExp(`(最多写?|大于|小于) ${limit}( |。)`).test(fault.message);
}

describe.each(bothNouns)("a document of $noun at each limit that its schema has, and one beyond", ({ noun, sound }) => {
  const { limits, unreached } = bounded[noun];
  const importer = async () => {
    const { admin, path } = await life(noun);
    return async (document: unknown): Promise<readonly Fault[]> => {
      const response = await admin("POST", `${path}/imports`, document);
      expect(response.status).toBe(200);
      return ((await response.json()) as { readonly faults: readonly Fault[] }).faults;
    };
  };

  it("is all of its limits", () => {
    expect(unreached).toEqual([]);
    expect(limits.length).toBeGreaterThan(150);
  });

  it("is no fault when it is reached, and one that names it where it is passed", async () => {
    const faultsOf = await importer();
    const wrong: string[] = [];
    for (const limit of limits) {
      const [reached, passed] = [await faultsOf(limit.atLimit), await faultsOf(limit.beyond)];
      if (reached.some((fault) => isOf(limit, fault))) wrong.push(`${limit.name} is refused at ${limit.limit}`);
      if (!passed.some((fault) => isOf(limit, fault))) wrong.push(`${limit.name} is passed beyond ${limit.limit}`);
    }
    expect(wrong).toEqual([]);
  }, 60_000);

  it("holds 100,000 values and no more", async () => {
    const faultsOf = await importer();
    const count = (value: unknown): number =>
      value !== null && typeof value === "object"
        ? Object.values(value).reduce<number>((sum, each) => sum + count(each), 1)
        : 1;
    const filled = (values: number) => sound({ more: Array.from({ length: values - count(sound()) - 1 }, () => 0) });
    const most = noun === "standards" ? "分成几份标准" : "分成几份办法";
    const tooMany = [{ path: "", message: `全文最多 100,000 个值，请删减，或${most}。` }];
    expect((await faultsOf(filled(100_000))).map(({ path }) => path)).toEqual(["more"]);
    expect(await faultsOf(filled(100_001))).toMatchObject(tooMany);
  });

  it("names every one of two thousand faults, in the order in which they stand", async () => {
    const faultsOf = await importer();
    const keys = Array.from({ length: 1_000 }, (_, index) => `key_${index}`);
    const codes = Array.from({ length: 1_000 }, (_, index) => `sources[${index}].document`);
    const more = Object.fromEntries(keys.map((key) => [key, 1]));
    const faults = await faultsOf(sound({ title: "", sources: codes.map(() => ({ document: "" })), ...more }));
    expect(faults.map(({ path }) => path)).toEqual(["title", "sources", ...codes, ...keys]);
  });
});
