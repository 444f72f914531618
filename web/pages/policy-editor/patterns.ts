import { emptyPolicy } from "./draft-document.ts";

/** What a new policy may begin from: nothing, or the shape of a common one, whose sums are still to be filled in. */
export function patternsOf(year: number): readonly { readonly title: string; readonly document: object }[] {
  const begun = { ...emptyPolicy, year };
  return [
    { title: "空白", document: begun },
    { title: "样式：按等次定额，各级财政分担", document: { ...begun, ...byLevel } },
    { title: "样式：按数量发，全县合计封顶", document: { ...begun, ...byNumber } },
    { title: "样式：按实际支出的比例，单项封顶", document: { ...begun, ...byCost } },
  ];
}

const byLevel = {
  grants: [
    {
      code: "level_award",
      title: "按等次奖补（金额待填）",
      when: "result.accepted",
      amount: { kind: "table", of: "result.level", rows: { "5": 0, "4": 0, "3": 0 } },
    },
  ],
  payers: [
    { code: "county", title: "县级财政", percent: 60 },
    { code: "township", title: "乡镇配套", percent: 40 },
  ],
};

const byNumber = {
  grants: [
    {
      code: "per_member",
      title: "按党员人数补助（金额待填）",
      when: "result.accepted",
      amount: { kind: "rate", of: "unit.members", fenEach: 0 },
    },
  ],
  ceilings: [{ code: "budget", totalFen: 0, share: "prorate" }],
};

const byCost = {
  grants: [
    {
      code: "cost_share",
      title: "按支出的比例补助（比例待填）",
      when: "result.accepted",
      amount: { kind: "percent", ofFen: "facts.cost_fen", percent: 50 },
      atMostFen: 0,
    },
  ],
};
