import { factSubjects, type ItemKind, itemKinds, proofs } from "../../domain/vocabulary.ts";
import { codes, number, oneOf, sources, text, yesNo } from "../cells.ts";
import type { Column, Table } from "../table.ts";

// The sheets of a standard. A heading is what an import finds a column by.

const expression = text(30);
const code: Column = {
  key: "code",
  title: "编码",
  format: text(16),
  isNeeded: true,
  note: "小写字母开头，只用小写字母、数字和下划线，全表不重复。",
};
const title: Column = { key: "title", title: "标题", format: text(30), isNeeded: true, note: "" };
const source: Column = {
  key: "sources",
  title: "依据",
  format: sources,
  note: "一行一条，文件与条款用 ｜ 隔开：关于创建的通知｜三、2。",
};
const itemCode: Column = { key: "item", title: "指标编码", format: text(16), isNeeded: true, note: "" };
const itemTitle: Column = {
  key: "itemTitle",
  title: "指标标题（仅供对照）",
  format: text(26),
  isForReading: true,
  note: "导入时不读。",
};
const wording: Column = { key: "wording", title: "原文", format: text(20), note: "文件里的原话，不参与计分。" };
const mode = oneOf({ rescale: "按比例折算", full: "给满分", zero: "给零分" });

export const general: Table = {
  name: "其他",
  note: "标准本身的设置，一行一项。",
  isForm: true,
  columns: [
    { key: "format", title: "格式", format: text(20), note: "照原样保留：hongdai/standard@1。" },
    { key: "title", title: "标题", format: text(30), note: "" },
    source,
    { key: "subject", title: "评价对象", format: oneOf(factSubjects), note: "空着为党组织。" },
    { key: "appliesTo", title: "适用范围", format: expression, note: "条件算式，例如 unit.on_belt；空着为全部。" },
    {
      key: "scoring",
      title: "计分方式",
      format: oneOf({ points: "按分累加", weights: "按权重" }),
      note: "按权重时各基础分大项写权重，合计 100。",
    },
    { key: "start", title: "起始分", format: number, note: "人人先有的分；空着为 0。" },
    { key: "notApplicable", title: "不适用时", format: mode, note: "空着为按比例折算。" },
    { key: "atMost", title: "总分封顶", format: number, note: "" },
    { key: "promotionSteps", title: "逐级晋升最多几级", format: number, note: "空着为不限。" },
    { key: "promotionUnless", title: "逐级晋升例外", format: expression, note: "条件算式，成立时不受逐级限制。" },
    { key: "tieBreak", title: "并列时依次比较", format: codes, note: "大项编码，用 、 隔开。" },
  ],
};

export const sections: Table = {
  name: "大项",
  note: "一行一个大项，次序即表格次序。",
  columns: [
    code,
    title,
    {
      key: "kind",
      title: "类别",
      format: oneOf({ base: "基础分", bonus: "加分", deduction: "扣分" }),
      note: "空着为基础分。",
    },
    { key: "weight", title: "权重", format: number, note: "百分数，只在按权重计分时写。" },
    { key: "atMost", title: "封顶", format: number, note: "本大项最多给（扣）多少分。" },
    { key: "notApplicable", title: "不适用时", format: mode, note: "空着同整份标准。" },
    { key: "department", title: "牵头部门", format: text(16), note: "部门编码。" },
    source,
  ],
};

export const items: Table = {
  name: "指标",
  note: "一行一个指标。评分方式决定要填哪些列，见下；用不到的列空着。",
  columns: [
    { key: "section", title: "大项", format: text(14), isNeeded: true, note: "大项编码。", from: "大项" },
    code,
    title,
    { key: "criterion", title: "评分标准", format: text(40), note: "" },
    { key: "kind", title: "评分方式", format: oneOf(itemKinds), isNeeded: true, note: "" },
    { key: "points", title: "分值", format: number, note: "满分。" },
    { key: "each", title: "每次分值", format: number, note: "" },
    { key: "atMost", title: "封顶", format: number, note: "" },
    { key: "atLeast", title: "起算次数", format: number, note: "不到这个次数不得分。" },
    { key: "take", title: "取法", format: oneOf({ sum: "累加", highest: "取最高" }), note: "" },
    {
      key: "direction",
      title: "方向",
      format: oneOf({ high: "越高越好", low: "越低越好" }),
      note: "分档空着为越高越好。",
    },
    { key: "full", title: "满分所需", format: number, note: "达到这个数得满分。" },
    { key: "floor", title: "低于不得分", format: number, note: "" },
    { key: "per", title: "单位数量", format: number, note: "每多少算一个单位；空着为 1。" },
    {
      key: "whole",
      title: "取整",
      format: oneOf({ down: "舍去", up: "进一" }),
      note: "不足一个单位时；空着为不取整。",
    },
    { key: "step", title: "步长", format: number, note: "评分只能是它的倍数。" },
    { key: "formula", title: "算式", format: expression, note: "名次、相对分按它排；公式由它算出。" },
    { key: "applies", title: "适用条件", format: expression, note: "条件算式，不成立时本指标不适用。" },
    { key: "from", title: "取数", format: expression, note: "答案由事实算出，不用填报。" },
    { key: "optional", title: "可标不适用", format: yesNo, note: "" },
    { key: "reasonRequired", title: "须写理由", format: yesNo, note: "" },
    { key: "proof", title: "佐证", format: oneOf(proofs), note: "空着为承诺。" },
    source,
  ],
};

/** Which columns each kind of item is written in: names in the document by the sheet's own. */
export const scoreColumns: Readonly<Record<ItemKind, Readonly<Record<string, string>>>> = {
  "yes-no": { points: "points" },
  choice: {},
  count: { each: "each", atMost: "atMost", atLeast: "atLeast" },
  tally: { take: "take", atMost: "atMost" },
  bands: { better: "direction" },
  brackets: { atMost: "atMost", per: "per", whole: "whole" },
  proportion: { points: "points", full: "full", floor: "floor" },
  deduct: { points: "points", each: "each" },
  rating: { points: "points", step: "step" },
  rank: { of: "formula", order: "direction" },
  relative: { points: "points", of: "formula", order: "direction" },
  formula: { points: "points", expression: "formula" },
};

export const options: Table = {
  name: "选项",
  note: "评分方式为选项、累计的指标，一行一个选项。",
  columns: [
    itemCode,
    itemTitle,
    { ...code, title: "选项编码" },
    { ...title, title: "选项标题" },
    { key: "points", title: "分值", format: number, isNeeded: true, note: "可以是负数。" },
    source,
  ],
};

export const comparisons = {
  atLeast: "不低于",
  above: "高于",
  atMost: "不高于",
  below: "低于",
  topPercent: "前百分之",
  topN: "前几名",
} as const;

export const bands: Table = {
  name: "分档",
  note: "评分方式为分档、名次的指标，一行一档，先写最好的一档。",
  columns: [
    itemCode,
    itemTitle,
    {
      key: "comparison",
      title: "比较",
      format: oneOf(comparisons),
      isNeeded: true,
      note: "越低越好时写不高于、低于；名次写前百分之、前几名。",
    },
    { key: "value", title: "数值", format: number, isNeeded: true, note: "" },
    { key: "points", title: "分值", format: number, isNeeded: true, note: "" },
    wording,
  ],
};

export const brackets: Table = {
  name: "分段",
  note: "评分方式为分段的指标，一行一段，从低到高。",
  columns: [
    itemCode,
    itemTitle,
    { key: "from", title: "起点", format: number, isNeeded: true, note: "" },
    { key: "each", title: "每单位分值", format: number, isNeeded: true, note: "" },
  ],
};
