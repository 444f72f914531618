import { payees } from "../../domain/vocabulary.ts";
import { choice, codes, emptyMark, number, oneOf, sources, text, yesNo, yuan, yuanOrExpression } from "../cells.ts";
import type { Column, Table } from "../table.ts";
import { amountColumns } from "./amount-tables.ts";

// The sheets of a policy. Money stands in 元; an expression yields fen.

const expression = text(30);
const code: Column = {
  key: "code",
  title: "编码",
  format: text(16),
  isNeeded: true,
  note: "小写字母开头，只用小写字母、数字和下划线。",
};
const title: Column = { key: "title", title: "名称", format: text(30), isNeeded: true, note: "" };
const source: Column = {
  key: "sources",
  title: "依据",
  format: sources,
  note: "一行一条，文件与条款用 ｜ 隔开：关于创建的通知｜三、2。",
};
const when: Column = { key: "when", title: "条件", format: expression, note: "条件算式；空着为总是。" };

export const general: Table = {
  name: "其他",
  note: "办法本身的设置，一行一项。",
  isForm: true,
  columns: [
    { key: "format", title: "格式", format: text(20), note: "照原样保留：hongdai/policy@1。" },
    { key: "title", title: "标题", format: text(30), note: "" },
    source,
    { key: "year", title: "年度", format: number, note: "" },
    { key: "perRecipientAtMostFen", title: "每户封顶（元）", format: yuan, note: "空着为不封顶。" },
    { key: "toFen", title: "取整到（元）", format: yuan, note: "例如 100 为取整到百元，0.01 为到分。" },
    { key: "mode", title: "取整方式", format: oneOf({ "half-up": "四舍五入", down: "舍去", up: "进一" }), note: "" },
  ],
};

export const grants: Table = {
  name: "补助项目",
  note: "一行一项补助。金额方式决定要填哪些金额列，用不到的列空着。",
  columns: [
    code,
    title,
    { key: "payee", title: "发给", format: oneOf(payees), note: "空着为党组织。" },
    { ...when, title: "条件", note: "条件算式；空着为人人都有。" },
    ...amountColumns,
    { key: "least", title: "补助下限", format: yuanOrExpression, note: "元数；或 算式：…（结果以分计）。" },
    { key: "most", title: "补助上限", format: yuanOrExpression, note: "元数；或 算式：…（结果以分计）。" },
    { key: "lessPaid", title: "升级补差", format: yesNo, note: "扣去已发的；与不重复奖补只用一个。" },
    { key: "once", title: "不重复奖补", format: yesNo, note: "发过的不再发。" },
    { key: "group", title: "就高组", format: text(14), note: "就高组的编码。", from: "就高组" },
    source,
    { key: "times", title: "系数", format: emptyMark, note: "系数写在「系数」表；这里一般空着。" },
  ],
};

export const factors = { rows: "等于", atLeast: "不低于", above: "高于", otherwise: "其余" } as const;

export const times: Table = {
  name: "系数",
  note: "金额乘以系数。同一项补助、同一序号的几行为一个系数。",
  columns: [
    { key: "grant", title: "补助编码", format: text(16), isNeeded: true, note: "", from: "补助项目" },
    { key: "number", title: "序号", format: number, isNeeded: true, note: "第几个系数：1、2、3。" },
    { key: "of", title: "按", format: expression, isNeeded: true, note: "算式，写在第一行即可，例如 result.score。" },
    {
      key: "comparison",
      title: "比较",
      format: oneOf(factors),
      isNeeded: true,
      note: "分档写不低于、高于；对照写等于、其余。",
    },
    { key: "value", title: "值", format: text(14), isNeeded: true, note: "分档写数，对照写键。" },
    { key: "percent", title: "百分比", format: number, isNeeded: true, note: "80% 写 80。" },
  ],
};

export const groups: Table = {
  name: "就高组",
  note: "一行一组；同组的补助只发最高的一项。",
  mayBeEmpty: true,
  columns: [code, { key: "pay", title: "发法", format: oneOf({ highest: "就高" }), isNeeded: true, note: "" }],
};

export const ceilings: Table = {
  name: "封顶",
  note: "一行一道封顶，自上而下依次执行。",
  mayBeEmpty: true,
  columns: [
    code,
    { key: "grants", title: "只限补助", format: codes, note: "补助编码，用 、 隔开；空着为全部。" },
    { key: "by", title: "分别按", format: expression, note: "算式，例如 unit.township；空着为合在一起。" },
    { key: "totalFen", title: "总额（元）", format: yuan, note: "合在一起封顶时写。" },
    { key: "rows", title: "封顶表", format: emptyMark, note: "各值的封顶写在「封顶表」；这里一般空着。" },
    { key: "otherwiseFen", title: "其余（元）", format: yuan, note: "封顶表里没有的值。" },
    { key: "share", title: "分法", format: oneOf({ prorate: "按比例", rank: "按先后" }), isNeeded: true, note: "" },
    { key: "order", title: "先后按", format: expression, note: "算式，大的在先。" },
    {
      key: "partial",
      title: "不够时",
      format: choice([
        [true, "给剩余"],
        [false, "跳过"],
        ["stop", "到此为止"],
      ]),
      note: "按先后时写；空着为给剩余。",
    },
  ],
};

export const ceilingRows: Table = {
  name: "封顶表",
  note: "一行一个值的封顶。",
  columns: [
    { key: "ceiling", title: "封顶编码", format: text(16), isNeeded: true, note: "", from: "封顶" },
    { key: "key", title: "值", format: text(20), isNeeded: true, note: "例如乡镇名。" },
    { key: "fen", title: "金额（元）", format: yuan, isNeeded: true, note: "" },
  ],
};

const ofGrant: Column = {
  key: "grant",
  title: "补助编码",
  format: text(16),
  isNeeded: true,
  note: "空着为全部补助。",
  from: "补助项目",
};

export const payers: Table = {
  name: "分担",
  note: "一行一家。各家都写百分比，或都写份数，或依次写至多、最后一家写兜底。",
  columns: [
    ofGrant,
    code,
    title,
    { key: "percent", title: "百分比", format: number, note: "合计 100。" },
    { key: "part", title: "份数", format: number, note: "" },
    { key: "upToFen", title: "至多（元）", format: yuan, note: "" },
    { key: "rest", title: "兜底", format: yesNo, note: "" },
    source,
  ],
};

export const instalments: Table = {
  name: "分期",
  note: "一行一期。",
  columns: [
    ofGrant,
    code,
    { key: "percent", title: "百分比", format: number, isNeeded: true, note: "合计 100。" },
    when,
  ],
};
