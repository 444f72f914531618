import {
  type CodedList,
  compareCoded,
  comparePart,
  type Difference,
  type Fields,
  type Part,
  partOf,
  partsOf,
  rowsField,
  writtenText,
} from "../difference.ts";
import { payees } from "../vocabulary.ts";
import { compareAmounts, compareTimes } from "./compare-amounts.ts";
import { amountText, fenText, payerText, percentText } from "./compare-words.ts";
import type { PolicyDocument } from "./document.ts";

/**
 * What two versions of a policy differ in, in words (standards.md "Versions"; subsidies.md "Document"). Grants, groups,
 * ceilings, payers and instalments are matched by their codes, rows by their keys. Two documents differ in nothing
 * exactly where their canonical JSON is the same.
 */
export function comparePolicies(before: PolicyDocument, after: PolicyDocument): readonly Difference[] {
  return comparePart(before, after, "", "", DOCUMENT);
}

const TEXT = (text: string): string => writtenText(text);

const PAYER: Fields = {
  title: { label: "名称", text: TEXT },
  percent: { label: "承担", text: percentText, absent: "没有" },
  part: { label: "承担份数", text: (part: number) => `${part} 份`, absent: "没有" },
  upToFen: { label: "先付", text: fenText, absent: "没有" },
  rest: { label: "承担其余", text: yesText, absent: "否" },
  sources: { label: "依据", text: sourcesText, absent: "没有" },
};

const INSTALMENT: Fields = {
  percent: { label: "占", text: percentText },
  when: { label: "到期条件", text: TEXT, absent: "没有" },
};

const CEILING: Fields = {
  grants: { label: "管的补助", text: codesText, absent: "全部" },
  by: { label: "分开按", text: TEXT, absent: "不分" },
  rows: rowsField("", fenText),
  otherwiseFen: { label: "其余各处", text: fenText, absent: "不封顶" },
  totalFen: { label: "总额", text: fenText, absent: "没有" },
  share: { label: "不够时", text: (share: string) => (share === "prorate" ? "按比例折算" : "按次序付") },
  order: { label: "次序", text: TEXT, absent: "没有" },
  partial: { label: "付到一半的", text: partialText, absent: "付剩下的（没有写）" },
};

const payers = coded("承担方", PAYER, (part) => ` ${payerText(part)}`);
const instalments = coded("分期", INSTALMENT, ({ percent }) => ` ${percentText(percent)}`);

const GRANT: Fields = {
  title: { label: "名称", text: TEXT },
  sources: { label: "依据", text: sourcesText, absent: "没有" },
  payee: { label: "发给", text: payeeText, absent: "党组织（没有写）" },
  when: { label: "的条件", text: TEXT, absent: "都有" },
  amount: { compare: compareAmounts },
  times: { compare: compareTimes },
  atLeastFen: { label: "保底", text: fenText, absent: "没有" },
  atMostFen: { label: "封顶", text: fenText, absent: "不封顶" },
  lessPaid: { label: "升级补差", text: yesText, absent: "否" },
  once: { label: "不重复奖补", text: yesText, absent: "否" },
  group: { label: "所在的组", text: TEXT, absent: "没有" },
  payers,
  instalments,
};

const DOCUMENT: Fields = {
  title: { label: "办法名称", text: TEXT },
  sources: { label: "办法依据", text: sourcesText, absent: "没有" },
  year: { label: "年度", text: String },
  grants: coded("补助", GRANT, ({ amount }) => `：${amountText(amount)}`),
  groups: coded("就高不重复的组", { pay: { label: "付", text: TEXT } }),
  perRecipientAtMostFen: { label: "每家最多", text: fenText, absent: "不封顶" },
  rounding: { label: "取整", text: roundingText },
  ceilings: coded("封顶", CEILING),
  payers,
  instalments,
};

/** A list whose parts carry a code; within a grant its parts are called by the grant too. */
function coded(noun: string, fields: Fields, about: (part: Part) => string = () => ""): Fields[string] {
  return {
    compare: (before, after, path, owner) => {
      const nameOf = (part: Part): string => `${noun}「${part["title"] ?? part["code"] ?? ""}」`;
      const list: CodedList = {
        noun,
        nameOf,
        about,
        compare: (was, is, where) => comparePart(was, is, where, `${owner}${nameOf(was)}`, fields),
      };
      return compareCoded(before, after, path, owner, list);
    },
  };
}

function payeeText(payee: string): string {
  return Object.hasOwn(payees, payee) ? payees[payee as keyof typeof payees] : writtenText(payee);
}

function yesText(value: boolean): string {
  return value ? "是" : "否";
}

function partialText(partial: unknown): string {
  return partial === "stop" ? "不付，后面的也不付" : partial === false ? "不付，再试后面的" : "付剩下的";
}

function roundingText(rounding: unknown): string {
  const { toFen, mode } = partOf(rounding);
  const modes: Readonly<Record<string, string>> = { down: "舍去", "half-up": "四舍五入", up: "进一" };
  return `到 ${fenText(toFen)}，${modes[String(mode)] ?? String(mode)}`;
}

function codesText(codes: unknown): string {
  return Array.isArray(codes) && codes.length > 0 ? codes.map((code) => `「${code}」`).join("、") : "没有";
}

function sourcesText(sources: unknown): string {
  const parts = partsOf(sources).map(({ document, clause }) => `《${document}》${clause ?? ""}`);
  return parts.length === 0 ? "没有" : parts.join("、");
}
