import { type ItemKind, itemKinds } from "../../../../worker/domain/vocabulary.ts";
import type { Score } from "../../../document-shapes.ts";

/** A field of a kind's form, by its key in `score`. */
export type ScoreField =
  | {
      readonly field: "number";
      readonly key: string;
      readonly label: string;
      readonly unit?: string;
      readonly hint?: string;
    }
  | {
      readonly field: "choice";
      readonly key: string;
      readonly label: string;
      readonly choices: readonly (readonly [string, string])[];
      readonly otherwise?: string;
    }
  | { readonly field: "expression"; readonly key: string; readonly label: string; readonly hint: string }
  | { readonly field: "options" | "bands" | "rank-bands" | "brackets" };

const points = { field: "number", key: "points", label: "满分", unit: "分" } as const;
const cap = { field: "number", key: "atMost", label: "最多", unit: "分" } as const;
const order = {
  field: "choice",
  key: "order",
  label: "怎样算好",
  choices: [
    ["high", "高的好"],
    ["low", "低的好"],
  ],
} as const;

/** What each kind asks for (standards.md "Item kinds"). */
export const kindFields: Readonly<Record<ItemKind, readonly ScoreField[]>> = {
  "yes-no": [{ ...points, label: "是，得" }],
  choice: [{ field: "options" }],
  count: [
    { field: "number", key: "each", label: "每次", unit: "分" },
    { ...cap, hint: "加分、扣分的大项里可以不写。" },
    { field: "number", key: "atLeast", label: "至少几次才得分", unit: "次", hint: "不写，就从第一次算起。" },
  ],
  tally: [
    { field: "options" },
    {
      field: "choice",
      key: "take",
      label: "怎样合计",
      choices: [
        ["sum", "加起来"],
        ["highest", "取最高的一种"],
      ],
    },
    { ...cap, hint: "可以不写。" },
  ],
  bands: [
    {
      field: "choice",
      key: "better",
      label: "怎样算好",
      choices: [
        ["higher", "高的好"],
        ["lower", "低的好"],
      ],
      otherwise: "higher",
    },
    { field: "bands" },
  ],
  brackets: [
    { field: "brackets" },
    cap,
    { field: "number", key: "per", label: "每多少算一份", hint: "不写，就是 1。" },
    {
      field: "choice",
      key: "whole",
      label: "不满一份的",
      choices: [
        ["exact", "按实际算"],
        ["down", "不算"],
        ["up", "算一份"],
      ],
      otherwise: "exact",
    },
  ],
  proportion: [
    points,
    { field: "number", key: "full", label: "做到多少得满分" },
    { field: "number", key: "floor", label: "低于多少得 0 分", hint: "可以不写。" },
  ],
  deduct: [points, { field: "number", key: "each", label: "每次扣", unit: "分" }],
  rating: [points, { field: "number", key: "step", label: "几分一档", unit: "分", hint: "不写，最细到 0.01 分。" }],
  rank: [
    { field: "expression", key: "of", label: "按什么排名", hint: "例如 unit.members，人人都要有的数。" },
    order,
    { field: "rank-bands" },
  ],
  relative: [
    points,
    { field: "expression", key: "of", label: "比什么", hint: "最好的得满分，其余按与最好的比例。" },
    order,
  ],
  formula: [
    points,
    { field: "expression", key: "expression", label: "公式", hint: "算出来的就是得分，0 到满分之间。" },
  ],
};

/** Which kind fits, in a sentence for whoever chooses one. */
export const kindHints: Readonly<Record<ItemKind, string>> = {
  "yes-no": "做到了得分，没做到 0 分。",
  choice: "从几种情况里选一种。",
  count: "数一数有几次，每次几分。",
  tally: "几种都数，例如省级、市级表彰各几次。",
  bands: "一个数落在哪一档，得哪一档的分。",
  brackets: "一个数分段算，每段的单价不同。",
  proportion: "一个数，与满分要求的比例。",
  deduct: "从满分扣起，每次扣几分。",
  rating: "由人酌情打分。",
  rank: "在全部对象里排名次，不用填。",
  relative: "与最好的比，不用填。",
  formula: "用公式算，不用填。",
};

/** How each kind begins. */
const begun: Readonly<Record<ItemKind, Score>> = {
  "yes-no": { kind: "yes-no", points: 5 },
  choice: {
    kind: "choice",
    options: [
      { code: "option_1", title: "", points: 5 },
      { code: "option_2", title: "", points: 0 },
    ],
  },
  count: { kind: "count", each: 1, atMost: 5 },
  tally: { kind: "tally", take: "sum", options: [{ code: "option_1", title: "", points: 1 }] },
  bands: { kind: "bands", bands: [{ atLeast: 1, points: 5 }] },
  brackets: { kind: "brackets", brackets: [{ from: 0, each: 1 }], atMost: 5 },
  proportion: { kind: "proportion", points: 5, full: 1 },
  deduct: { kind: "deduct", points: 5, each: 1 },
  rating: { kind: "rating", points: 5 },
  rank: { kind: "rank", of: "", order: "high", bands: [{ topPercent: 10, points: 5 }] },
  relative: { kind: "relative", points: 5, of: "", order: "high" },
  formula: { kind: "formula", points: 5, expression: "" },
};

/** The kind's own fields, with what the score before had under the same name, and as many full marks. */
export function scoreAs(kind: ItemKind, before: Score, full: number): Score {
  const blank = begun[kind];
  const marks = full > 0 ? full : 5;
  const wanted: Record<string, unknown> = { ...blank };
  if ("points" in wanted) wanted["points"] = marks;
  if ("atMost" in wanted) wanted["atMost"] = marks;
  for (const { key } of keyed(kind)) {
    if (key in before && key !== "bands") wanted[key] = before[key as keyof Score];
  }
  if (kind === "choice" || kind === "tally") wanted["options"] = before.options ?? withMarks(blank, marks);
  if (kind === "bands" || kind === "rank") {
    wanted["bands"] = (blank.bands ?? []).map((band) => ({ ...band, points: marks }));
  }
  return wanted as unknown as Score;
}

function withMarks(blank: Score, marks: number): Score["options"] {
  return blank.options?.map((option, place) =>
    place === 0 && blank.kind === "choice" ? { ...option, points: marks } : option,
  );
}

function keyed(kind: ItemKind): readonly { readonly key: string }[] {
  return kindFields[kind].flatMap((field) => ("key" in field ? [{ key: field.key }] : [{ key: field.field }]));
}

export const kinds = Object.keys(itemKinds) as readonly ItemKind[];

/** Kinds that nobody answers: the points come from facts. */
export const isAnswered = (kind: ItemKind): boolean => !["rank", "relative", "formula"].includes(kind);
