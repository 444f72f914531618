// Where in what was sent a refusal stands, in words: `document.grants[1].amount.fen` → 第 2 项补助 · 金额.

const rows: Readonly<Record<string, string>> = {
  sections: "节",
  items: "项",
  options: "个选项",
  bands: "档",
  brackets: "段",
  levels: "级",
  vetoes: "种否决",
  badges: "枚章",
  grants: "项补助",
  times: "个系数",
  parts: "部分",
  ceilings: "处封顶",
  payers: "家承担方",
  instalments: "期",
  groups: "组",
  sources: "条依据",
  subjects: "个对象",
  recipients: "个对象",
  choices: "个选项",
};

const fields: Readonly<Record<string, string>> = {
  title: "名称",
  name: "名称",
  code: "编码",
  year: "年度",
  amount: "金额",
  fen: "金额",
  percent: "百分比",
  when: "条件",
  of: "看的数",
  rows: "表",
  by: "分开按",
  order: "次序",
  rounding: "取整",
  score: "评分",
  points: "分值",
  weight: "权重",
  from: "从",
  to: "到",
  per: "一份",
  atLeast: "线",
  atLeastFen: "至少",
  atMost: "最多",
  atMostFen: "最多",
  totalFen: "总额",
  otherwiseFen: "其余",
  answers: "答案",
  facts: "事实",
  unit: "党组织",
  result: "认定结果",
  previous: "上期",
  cycle: "考核周期",
  policy: "办法",
  standard: "标准",
  version: "版本",
  holdsFrom: "施行日",
  reason: "理由",
  q: "查找的名称",
  limit: "一页几个",
  cursor: "翻页的位置",
};

const roots = ["document", "policy", "standard"];

/** Empty where a refusal is about the whole; a key without a word stands as it is written. */
export function placeOf(path: string): string {
  const keys = path.match(/\d+(?=\])|[^.[\]]+/g) ?? [];
  const told = keys.flatMap((key, at) => {
    if (at === 0 && keys.length > 1 && roots.includes(key)) return [];
    const before = keys[at - 1] ?? "";
    if (/^\d+$/.test(key)) return [`第 ${Number(key) + 1} ${rows[before] ?? `个 ${before}`}`];
    if (/^\d+$/.test(keys[at + 1] ?? "") && path.includes(`${key}[`)) return [];
    return [fields[key] ?? key];
  });
  return told.join(" · ");
}
