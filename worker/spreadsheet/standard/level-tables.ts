import { number, oneOf, sources, text } from "../cells.ts";
import type { Column, Table } from "../table.ts";

// The sheets of what a score leads to: levels, vetoes, badges.

const condition: Column = { key: "when", title: "条件", format: text(30), note: "条件算式；空着为总是。" };
const code: Column = { key: "code", title: "编码", format: text(16), isNeeded: true, note: "" };
const title: Column = { key: "title", title: "标题", format: text(30), isNeeded: true, note: "" };
const source: Column = { key: "sources", title: "依据", format: sources, note: "" };

export const thresholds = { atLeast: "不低于", above: "高于" } as const;

export const levels: Table = {
  name: "星级",
  note: "一行一级，先写最高的一级。",
  mayBeEmpty: true,
  columns: [
    code,
    title,
    { key: "comparison", title: "比较", format: oneOf(thresholds), isNeeded: true, note: "" },
    { key: "value", title: "分数线", format: number, isNeeded: true, note: "" },
    { ...condition, note: "条件算式，除分数线外还要成立的。" },
    { key: "percent", title: "名额百分比", format: number, note: "名额百分比与名额个数只写一个。" },
    { key: "count", title: "名额个数", format: number, note: "" },
    {
      key: "rounding",
      title: "名额取整",
      format: oneOf({ down: "舍去", "half-up": "四舍五入", up: "进一" }),
      note: "空着为舍去。",
    },
    { key: "ties", title: "名额并列", format: oneOf({ exclude: "都不给", include: "都给" }), note: "空着为都不给。" },
    { key: "wording", title: "原文", format: text(20), note: "文件里的原话，例如 80—89 分；不参与计分。" },
    source,
  ],
};

export const effects = {
  "zero-score": "总分清零",
  "no-level": "不定级",
  "at-most-level": "最高定为",
  "not-above-held": "不高于现有等级",
  lower: "降级",
} as const;

export const vetoes: Table = {
  name: "一票否决",
  note: "一行一条。",
  mayBeEmpty: true,
  columns: [
    code,
    title,
    { key: "effect", title: "后果", format: oneOf(effects), isNeeded: true, note: "" },
    { key: "level", title: "最高等级", format: text(10), note: "后果为最高定为时写星级编码。", from: "星级" },
    { key: "by", title: "降几级", format: number, note: "后果为降级时写。" },
    { ...condition, note: "条件算式；空着由评审的人提出。" },
    source,
  ],
};

export const badges: Table = {
  name: "争创之星",
  note: "一行一颗星。",
  mayBeEmpty: true,
  columns: [
    code,
    title,
    { key: "section", title: "大项", format: text(14), note: "大项编码，与百分比同写。", from: "大项" },
    { key: "atLeast", title: "达到百分比", format: number, note: "得分占大项满分的百分比。" },
    condition,
    source,
  ],
};

export const directLevels: Table = {
  name: "直接定级",
  note: "一行一条，条件成立的直接定为这一级。",
  mayBeEmpty: true,
  columns: [
    { key: "level", title: "等级", format: text(10), isNeeded: true, note: "星级编码。", from: "星级" },
    { ...condition, isNeeded: true, note: "条件算式。" },
  ],
};
