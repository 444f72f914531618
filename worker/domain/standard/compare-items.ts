import {
  type CodedList,
  compareCoded,
  comparePart,
  type Difference,
  type Fields,
  isEqual,
  keyed,
  type Part,
  partOf,
  partsOf,
} from "../difference.ts";
import { at } from "../fault.ts";
import {
  bandsText,
  bracketsText,
  figureText,
  pointsText,
  proofText,
  quoted,
  scoreText,
  shareText,
  sourcesText,
  sourceText,
  wordOf,
  yesText,
} from "./compare-words.ts";

/** 「书记选配」; the code where a part has no title. */
export function itemName(part: Part): string {
  return `「${part["title"] ?? part["code"] ?? ""}」`;
}

/** Sections by code, and items by code over the whole document, so that an item that changes its section is moved. */
export function compareSections(before: unknown, after: unknown, path: string): readonly Difference[] {
  const homes = homesOf(before, after);
  const list: CodedList = {
    noun: "大项",
    nameOf: (part) => `大项${itemName(part)}`,
    about: (part) => `，${partsOf(part["items"]).length} 项`,
    compare: (was, is, where) =>
      comparePart(was, is, where, `大项${itemName(was)}`, { ...SECTION, items: itemsOf(was, is, homes) }),
  };
  const differences = compareCoded(before, after, path, "", list);
  return [...differences, ...movesIntoNew(before, after, path, homes)];
}

/** The code of the section in which each item stood and stands; a code given twice isn't followed from one to another. */
interface Homes {
  readonly before: ReadonlyMap<string, Home>;
  readonly after: ReadonlyMap<string, Home>;
}

interface Home {
  readonly section: string;
  readonly title: string;
  readonly item: Part;
}

function homesOf(before: unknown, after: unknown): Homes {
  const of = (sections: unknown): ReadonlyMap<string, Home> => {
    const homes = new Map<string, Home>();
    const twice = new Set<string>();
    for (const [section, { part }] of keyed(sections)) {
      for (const item of partsOf(part["items"])) {
        const code = String(item["code"]);
        if (homes.has(code)) twice.add(code);
        homes.set(code, { section, title: itemName(part), item });
      }
    }
    for (const code of twice) homes.delete(code);
    return homes;
  };
  return { before: of(before), after: of(after) };
}

/** Where an item stood, if it stood in another section. */
function former({ before, after }: Homes, code: string): Home | undefined {
  const [was, is] = [before.get(code), after.get(code)];
  return was === undefined || is === undefined || was.section === is.section ? undefined : was;
}

function itemsOf(was: Part, is: Part, homes: Homes): Fields[string] {
  return {
    compare: (before, after, path) => {
      const staying = (items: unknown): unknown =>
        Array.isArray(items)
          ? items.filter((item) => former(homes, String(partOf(item)["code"])) === undefined)
          : items;
      const stayed = compareCoded(staying(before), staying(after), path, `大项${itemName(was)}`, ITEMS);
      // What moved away or in shifts the places of the rest: the paths are those of the whole lists.
      const [gone, here] = [placesOf(staying(before), before), placesOf(staying(after), after)];
      const told = stayed.map((difference) => replaced(difference, path, isGone(difference, path) ? gone : here));
      return [...told, ...moves(is, path, homes), ...left(before, after, path, homes)];
    },
  };
}

/** A list whose parts all left or came is told where they came; what is left to tell is that a list is no list. */
function left(before: unknown, after: unknown, path: string, homes: Homes): readonly Difference[] {
  const isMoved = [...partsOf(before), ...partsOf(after)].some(
    (item) => former(homes, String(item["code"])) !== undefined,
  );
  if (isMoved || (Array.isArray(before) && Array.isArray(after))) return [];
  return isEqual(before, after) ? [] : [{ path, kind: "changed", text: "指标列表改了" }];
}

/** Whether an item itself was removed, not something in it. */
function isGone({ kind, path }: Difference, list: string): boolean {
  return kind === "removed" && /^\[\d+\]$/.test(path.slice(list.length));
}

/** Where each item of a shortened list stands in the whole one. */
function placesOf(shortened: unknown, whole: unknown): readonly number[] {
  const items: readonly unknown[] = Array.isArray(whole) ? whole : [];
  return Array.isArray(shortened) ? shortened.map((item) => items.indexOf(item)) : [];
}

/** A difference of a shortened list, at its place in the whole one. What went is placed in the earlier list. */
function replaced(difference: Difference, path: string, places: readonly number[]): Difference {
  const [index, place] = /^\[(\d+)\]/.exec(difference.path.slice(path.length)) ?? [];
  const whole = place === undefined ? undefined : places[Number(place)];
  if (index === undefined || whole === undefined) return difference;
  return { ...difference, path: `${at(path, whole)}${difference.path.slice(path.length + index.length)}` };
}

/** The items that came to a section from another, and what else changed in them. */
function moves(section: Part, path: string, homes: Homes): readonly Difference[] {
  return partsOf(section["items"]).flatMap((item, place): readonly Difference[] => {
    const from = former(homes, String(item["code"]));
    if (from === undefined) return [];
    const where = at(path, place);
    const text = `${itemName(item)}从${from.title}移到${itemName(section)}`;
    return [{ path: where, kind: "moved", text }, ...compareItem(from.item, item, where)];
  });
}

/** A new section's items that stood elsewhere before. */
function movesIntoNew(before: unknown, after: unknown, path: string, homes: Homes): readonly Difference[] {
  const known = keyed(before);
  return [...keyed(after)].flatMap(([code, { part, place }]) =>
    known.has(code) ? [] : moves(part, at(at(path, place), "items"), homes),
  );
}

function compareItem(before: Part, after: Part, path: string): readonly Difference[] {
  return comparePart(before, after, path, itemName(before), ITEM);
}

const ITEMS: CodedList = {
  noun: "指标",
  nameOf: itemName,
  about: (item) => `：${scoreText(item["score"])}`,
  compare: compareItem,
};

const SECTION: Fields = {
  title: { label: "名称", text: quoted },
  kind: {
    label: "类别",
    text: wordOf({ base: "基础分", bonus: "加分", deduction: "扣分" }),
    absent: "基础分（没有写）",
  },
  weight: { label: "权重", text: shareText, absent: "没有" },
  atMost: { label: "封顶", text: pointsText, absent: "不封顶" },
  notApplicable: {
    label: "不适用的分",
    text: wordOf({ rescale: "折算", full: "按满分计", zero: "按零分计" }),
    absent: "随标准",
  },
  department: { label: "牵头部门", text: quoted, absent: "没有" },
  sources: { label: "依据", text: sourcesText },
};

const OPTIONS: CodedList = {
  noun: "选项",
  nameOf: (part) => `选项${itemName(part)}`,
  about: ({ points }) => ` ${points} 分`,
  compare: (before, after, path) =>
    comparePart(before, after, path, `选项${itemName(before)}`, {
      title: { label: "名称", text: quoted },
      points: { label: "", text: pointsText },
      sources: { label: "依据", text: sourcesText },
    }),
};

const SCORE: Fields = {
  points: { label: "满分", text: pointsText },
  each: { label: "每次", text: pointsText },
  atMost: { label: "封顶", text: pointsText, absent: "不封顶" },
  atLeast: { label: "起算", text: figureText, absent: "没有" },
  options: {
    compare: (before, after, path, name) => compareCoded(before, after, path, name, OPTIONS),
  },
  take: { label: "取", text: wordOf({ sum: "累加", highest: "最高一项" }) },
  better: { label: "方向", text: wordOf({ higher: "越高越好", lower: "越低越好" }), absent: "越高越好（没有写）" },
  bands: { label: "分档", text: bandsText },
  brackets: { label: "分段", text: bracketsText },
  per: { label: "每份", text: figureText, absent: "1（没有写）" },
  whole: { label: "零头", text: wordOf({ down: "舍去", up: "算一份" }), absent: "照算" },
  full: { label: "得满分要", text: figureText },
  floor: { label: "起算", text: figureText, absent: "没有" },
  step: { label: "每次加减", text: pointsText, absent: "不限" },
  of: { label: "看的数", text: sourceText },
  order: { label: "次序", text: wordOf({ high: "高的在前", low: "低的在前" }) },
  expression: { label: "公式", text: sourceText },
};

const ITEM: Fields = {
  title: { label: "名称", text: quoted },
  criterion: { label: "要求", text: sourceText },
  score: { compare: compareScore },
  from: { label: "答案取自", text: sourceText, absent: "由人填" },
  applies: { label: "适用", text: sourceText, absent: "都适用" },
  optional: { label: "可填不适用", text: yesText, absent: "否（没有写）" },
  reasonRequired: { label: "要写理由", text: yesText, absent: "否（没有写）" },
  proof: { label: "佐证", text: proofText, absent: "承诺（没有写）" },
  sources: { label: "依据", text: sourcesText },
};

/** Another kind is another rule, told whole; within a kind its figures are told one by one. */
function compareScore(before: unknown, after: unknown, path: string, name: string): readonly Difference[] {
  const [was, is] = [partOf(before), partOf(after)];
  if (was["kind"] === is["kind"] && before !== undefined && after !== undefined) {
    const fields = comparePart(was, is, path, name, SCORE);
    if (fields.length > 0) return fields;
  }
  return [{ path, kind: "changed", text: `${name}评分办法 ${scoreText(before)} → ${scoreText(after)}` }];
}
