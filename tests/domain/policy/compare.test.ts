import { describe, expect, it } from "vitest";
import { comparePolicies } from "../../../worker/domain/policy/compare.ts";
import { grantOf, policyDocument, policyOf } from "../../support/policies.ts";

type Fields = Readonly<Record<string, unknown>>;

const told = (before: unknown, after: unknown): readonly string[] =>
  comparePolicies(policyOf(before).document, policyOf(after).document).map(
    ({ kind, path, text }) => `${kind} ${path} ${text}`,
  );
const fixed = (fen: number): Fields => ({ kind: "fixed", fen });
const table = (rows: Fields): Fields => ({ kind: "table", of: "result.level", rows });
const grant = (code: string, title: string, more: Fields = {}): Fields => ({
  code,
  title,
  amount: fixed(100),
  ...more,
});
const of = (more: Fields): Fields => policyDocument({ grants: [grant("g", "补助")], ...more });

describe("a grant", () => {
  const path = "grants[0]";
  const times = (percent: number): Fields => ({ of: "result.score", bands: [{ atLeast: 90, percent }] });
  const brackets = (percent: number): Fields => ({
    kind: "brackets",
    ofFen: "facts.x",
    mode: "marginal",
    brackets: [{ from: 0, percent }],
  });

  it.each<[string, Fields, Fields, string]>([
    [
      "its amount",
      grantOf(fixed(5_000_000)),
      grantOf(fixed(6_000_000)),
      `changed ${path}.amount.fen 补助「补助」金额 50,000.00 元 → 60,000.00 元`,
    ],
    [
      "another kind",
      grantOf(fixed(100)),
      grantOf(table({ 5: 1 })),
      `changed ${path}.amount 补助「补助」金额 定额 1.00 元 → 按表，1 行`,
    ],
    [
      "its condition",
      grantOf(fixed(1)),
      grantOf(fixed(1), { when: "unit.a" }),
      `changed ${path}.when 补助「补助」的条件 都有 → “unit.a”`,
    ],
    [
      "its cap",
      grantOf(fixed(1)),
      grantOf(fixed(1), { atMostFen: 400 }),
      `changed ${path}.atMostFen 补助「补助」封顶 不封顶 → 4.00 元`,
    ],
    [
      "a cap that goes",
      grantOf(fixed(1), { atMostFen: 400 }),
      grantOf(fixed(1)),
      `changed ${path} 补助「补助」封顶 4.00 元 → 不封顶`,
    ],
    [
      "its brackets",
      grantOf(brackets(5)),
      grantOf(brackets(8)),
      `changed ${path}.amount.brackets 补助「补助」分档 从 0 起 5% → 从 0 起 8%`,
    ],
    [
      "a factor's bands",
      grantOf(fixed(1), { times: [times(100)] }),
      grantOf(fixed(1), { times: [times(90)] }),
      `changed ${path}.times[0].bands 补助「补助」第 1 个系数分档 90 以上 100% → 90 以上 90%`,
    ],
    [
      "a factor more",
      grantOf(fixed(1)),
      grantOf(fixed(1), { times: [times(90)] }),
      `added ${path}.times[0] 加了补助「补助」第 1 个系数：“result.score”（90 以上 90%）`,
    ],
    [
      "an amount inside a cap inside a sum",
      grantOf({ kind: "sum", parts: [fixed(1), { kind: "capped", amount: fixed(200), atMostFen: 100 }] }),
      grantOf({ kind: "sum", parts: [fixed(1), { kind: "capped", amount: fixed(300), atMostFen: 100 }] }),
      `changed ${path}.amount.parts[1].amount.fen 补助「补助」第 2 部分金额 2.00 元 → 3.00 元`,
    ],
    [
      "what is paid once",
      grantOf(fixed(1)),
      grantOf(fixed(1), { once: true }),
      `changed ${path}.once 补助「补助」不重复奖补 否 → 是`,
    ],
    [
      "what an unknown key comes to",
      grantOf({ ...table({ 5: 1 }), otherwiseFen: 0 }),
      grantOf({ ...table({ 5: 1 }), otherwiseFen: null }),
      `changed ${path}.amount.otherwiseFen 补助「补助」其他情形 0.00 元 → 没有这一行就报错`,
    ],
  ])("is told by %s", (_, before, after, text) => {
    expect(told(before, after)).toEqual([text]);
  });

  it("is told row by row", () => {
    expect(told(grantOf(table({ 5: 500, 4: 300 })), grantOf(table({ 5: 600, 3: 100 })))).toEqual([
      "removed grants[0].amount.rows.4 补助「补助」「4」删去一行，3.00 元",
      "changed grants[0].amount.rows.5 补助「补助」「5」 5.00 元 → 6.00 元",
      "added grants[0].amount.rows.3 补助「补助」「3」加了一行，1.00 元",
    ]);
  });

  it("is added, removed and moved", () => {
    const [a, b] = [grant("a", "甲"), grant("b", "乙")];
    expect(told(of({ grants: [a] }), of({ grants: [a, b] }))).toEqual(["added grants[1] 加了补助「乙」：定额 1.00 元"]);
    expect(told(of({ grants: [a, b] }), of({ grants: [b] }))).toEqual([
      "removed grants[0] 删去补助「甲」：定额 1.00 元",
    ]);
    expect(told(of({ grants: [a, b] }), of({ grants: [b, a] }))).toEqual(["moved grants[0] 补助「乙」移到最前面"]);
  });
});

describe("the rest of a policy", () => {
  const ceiling = (more: Fields): Fields =>
    of({ ceilings: [{ code: "township", by: "unit.township", rows: { 汤溪镇: 100 }, share: "prorate", ...more }] });
  const payers = (zone: number): Fields =>
    of({
      payers: [
        { code: "zone", title: "开发区财政", percent: zone },
        { code: "township", title: "乡镇配套", percent: 100 - zone },
      ],
    });

  it.each<[string, Fields, Fields, readonly string[]]>([
    ["the year", of({ year: 2015 }), of({ year: 2016 }), ["changed year 年度 2015 → 2016"]],
    [
      "rounding",
      of({ rounding: { toFen: 100, mode: "down" } }),
      of({ rounding: { toFen: 10_000, mode: "half-up" } }),
      ["changed rounding 取整 到 1.00 元，舍去 → 到 100.00 元，四舍五入"],
    ],
    [
      "a ceiling's row",
      ceiling({}),
      ceiling({ rows: { 汤溪镇: 200 } }),
      ["changed ceilings[0].rows.汤溪镇 封顶「township」「汤溪镇」 1.00 元 → 2.00 元"],
    ],
    [
      "a ceiling's rest",
      ceiling({}),
      ceiling({ otherwiseFen: 300 }),
      ["changed ceilings[0].otherwiseFen 封顶「township」其余各处 不封顶 → 3.00 元"],
    ],
    [
      "how it is shared",
      ceiling({}),
      ceiling({ share: "rank", order: "result.score" }),
      [
        "changed ceilings[0].share 封顶「township」不够时 按比例折算 → 按次序付",
        "changed ceilings[0].order 封顶「township」次序 没有 → “result.score”",
      ],
    ],
    [
      "payers",
      payers(60),
      payers(70),
      [
        "changed payers[0].percent 承担方「开发区财政」承担 60% → 70%",
        "changed payers[1].percent 承担方「乡镇配套」承担 40% → 30%",
      ],
    ],
    [
      "what each may have",
      of({}),
      of({ perRecipientAtMostFen: 800 }),
      ["changed perRecipientAtMostFen 每家最多 不封顶 → 8.00 元"],
    ],
    [
      "groups",
      of({ grants: [grant("g", "补助")] }),
      of({ grants: [grant("g", "补助", { group: "c" })], groups: [{ code: "c", pay: "highest" }] }),
      ["changed grants[0].group 补助「补助」所在的组 没有 → “c”", "added groups[0] 加了就高不重复的组「c」"],
    ],
    [
      "instalments",
      of({}),
      of({ instalments: [{ code: "all", percent: 100, when: "result.accepted" }] }),
      ["added instalments[0] 加了分期「all」 100%"],
    ],
  ])("is told by %s", (_, before, after, texts) => {
    expect(told(before, after)).toEqual(texts);
  });
});
