import { describe, expect, it } from "vitest";
import { readWording, writeWording } from "../../../worker/domain/standard/warnings-wording.ts";

/** `[80, 90)` as text, so that a table of them reads like the documents. */
function interval(text: string): string {
  const wording = readWording(text);
  if (wording === undefined) return "?";
  const { lower, upper } = wording;
  const left = lower === undefined ? "(" : `${lower.isStrict ? "(" : "["}${lower.value}`;
  const right = upper === undefined ? ")" : `${upper.value}${upper.isStrict ? ")" : "]"}`;
  return `${left}, ${right}`;
}

describe("a wording names", () => {
  it.each([
    ["80—89 分", "[80, 89]"],
    ["80-89分", "[80, 89]"],
    ["80~89分", "[80, 89]"],
    ["80～89 分", "[80, 89]"],
    ["８０－８９分", "[80, 89]"],
    ["80——89 分", "[80, 89]"],
    ["70 至 79.99", "[70, 79.99]"],
    ["70 分到 79.99 分", "[70, 79.99]"],
    ["89—80 分", "[80, 89]"],
    ["90 分以上", "[90, )"],
    ["90分及以上", "[90, )"],
    ["90分（含）以上", "[90, )"],
    ["90分以上（含90分）", "[90, )"],
    ["90分以上（不含90分）", "(90, )"],
    ["超过 90 分", "(90, )"],
    ["不低于 90 分", "[90, )"],
    ["达到90分", "[90, )"],
    ["≥90", "[90, )"],
    ["得分＞90", "(90, )"],
    ["不满 80", "(, 80)"],
    ["不足80分", "(, 80)"],
    ["低于60分", "(, 60)"],
    ["60 分以下", "(, 60]"],
    ["60分以下（不含60分）", "(, 60)"],
    ["不超过 60 分", "(, 60]"],
    ["80 分以上、不满 90 分", "[80, 90)"],
    ["80分以上90分以下", "[80, 90]"],
    ["80分以上至90分", "[80, 90]"],
    ["80分（含）至90分（不含）", "[80, 90)"],
    ["80≤得分＜90", "[80, 90)"],
    ["90＞x≥80", "[80, 90)"],
    ["[80, 90)", "[80, 90)"],
    ["九十分以上", "[90, )"],
    ["八十分以上不满九十五分", "[80, 95)"],
    ["一百分以下", "(, 100]"],
    ["90 分至满分", "[90, )"],
    ["1,000 人以上", "[1000, )"],
    ["3 个以上", "[3, )"],
    ["2 个", "[2, 2]"],
    ["80%以上", "[80, )"],
    ["至少 3 次", "[3, )"],
    ["至多 3 次", "(, 3]"],
    ["90 分以上、80 分以下", "[90, 80]"],
  ])("「%s」 the interval %s", (text, expected) => {
    expect(interval(text)).toBe(expected);
  });

  it.each([
    "",
    "优秀",
    "80 分",
    "前 10%或 90 分以上的 5 家",
    "2015 年 90 分以上",
    "5 万元以上",
    "90 分以上或 95 分以上",
  ])("no interval that could be held against a line: 「%s」", (text) => {
    expect(interval(text)).toBe("?");
  });

  it.each(["80 分以上、不满 90 分", "超过 80 分、90 分以下", "90 分以上", "不满 60 分", "80%以上", "3 个以上"])(
    "the same again when written out: 「%s」",
    (text) => {
      const wording = readWording(text);
      expect(wording && writeWording(wording)).toBe(text);
    },
  );
});
