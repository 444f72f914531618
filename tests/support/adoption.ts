import type { StandardDocument } from "../../worker/domain/standard/index.ts";

type Json = Readonly<Record<string, unknown>>;

/** What a parent asks: an item of each kind that a rule speaks of, a bonus, a deduction, a veto, a badge, three levels. */
export const parentStandard: Json = {
  format: "hongdai/standard@1",
  title: "上级标准",
  sources: [{ document: "上级通知", clause: "一" }],
  scoring: "points",
  atMost: 110,
  sections: [
    {
      code: "team",
      title: "队伍",
      items: [
        { code: "secretary", title: "书记选配", score: { kind: "yes-no", points: 10 }, proof: "record" },
        {
          code: "meetings",
          title: "三会一课",
          criterion: "每季度一次。",
          score: { kind: "count", each: 5, atMost: 20, atLeast: 2 },
          optional: true,
        },
        {
          code: "share",
          title: "党员比例",
          score: {
            kind: "bands",
            bands: [
              { atLeast: 30, points: 20 },
              { atLeast: 10, points: 10 },
            ],
          },
        },
      ],
    },
    {
      code: "place",
      title: "阵地",
      items: [
        {
          code: "venue",
          title: "活动场所",
          score: {
            kind: "choice",
            options: [
              { code: "full", title: "健全", points: 30 },
              { code: "part", title: "基本健全", points: 15 },
            ],
          },
          applies: "unit.members >= 3",
        },
        { code: "funds", title: "经费", score: { kind: "proportion", points: 20, full: 100, floor: 10 } },
      ],
    },
    {
      code: "honours",
      title: "荣誉",
      kind: "bonus",
      atMost: 10,
      items: [{ code: "honour", title: "表彰", score: { kind: "count", each: 2 } }],
    },
    {
      code: "faults",
      title: "扣分",
      kind: "deduction",
      items: [{ code: "complaint", title: "投诉属实", score: { kind: "count", each: 1, atMost: 5 } }],
    },
  ],
  vetoes: [
    { code: "accident", title: "重大事故", effect: { kind: "no-level" } },
    { code: "vacant", title: "书记空缺", when: "unit.vacant", effect: { kind: "at-most-level", level: "4" } },
  ],
  badges: [{ code: "home", title: "阵地之星", section: "place", atLeast: 80 }],
  levels: [
    { code: "5", title: "五星级", atLeast: 90, when: "sections.team >= 40", quota: { percent: 10 } },
    { code: "4", title: "四星级", atLeast: 80 },
    { code: "3", title: "三星级", atLeast: 60 },
  ],
  promotion: { atMostSteps: 1, unless: "unit.outstanding" },
};

/** A document read as sound: that it is, the tests say. */
export const asStandard = (document: Json): StandardDocument => document as object as StandardDocument;

/** The document with one place set anew, or with undefined taken away; `sections[0].items[1].score.each`. */
export function withPlace(document: Json, path: string, value: unknown): Json {
  const copy = structuredClone(document);
  const keys = path.match(/[^.[\]]+/g) ?? [];
  const last = keys.pop() ?? "";
  const holder = keys.reduce<unknown>((at, key) => Reflect.get(at as object, key), copy) as object;
  if (value !== undefined) Reflect.set(holder, last, value);
  else if (Array.isArray(holder)) holder.splice(Number(last), 1);
  else Reflect.deleteProperty(holder, last);
  return copy;
}
