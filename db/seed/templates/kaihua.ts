import type { Template } from "../template.ts";
import fiveStars from "./kaihua-five-stars.json" with { type: "json" };
import secretaryAllowance from "./kaihua-secretary-allowance.json" with { type: "json" };

/** 五星争创 in the report's order of duties, each star with its department. */
const badges = [
  { code: "harmony", title: "和谐之星" },
  { code: "innovation", title: "创新之星" },
  { code: "ecology", title: "生态之星" },
  { code: "dedication", title: "敬业之星" },
  { code: "service", title: "服务之星" },
] as const;

/** 开化 from the report of 2015-03-24. Points, the line of a star and the allowance are examples: the report gives none. */
export const kaihua: Template = {
  code: "kaihua",
  title: "县域党群共建“三五模式”",
  kind: "county",
  departments: [
    { code: "organisation", title: "组织部门" },
    { code: "economy", title: "经信科技部门" },
    { code: "environment", title: "环保部门" },
    { code: "union", title: "总工会" },
    { code: "youth", title: "团县委" },
  ],
  categories: [],
  facts: [
    {
      key: "declared",
      of: "unit",
      label: "申报争创的星",
      type: "choices",
      choices: badges,
      per: "standing",
      filledBy: "secretary",
    },
    {
      key: "months",
      of: "unit",
      label: "书记在任月数",
      type: "number",
      measure: "个月",
      per: "cycle",
      filledBy: "department",
    },
    {
      key: "outstanding",
      of: "unit",
      label: "书记工作突出、表现优秀",
      type: "bool",
      per: "cycle",
      filledBy: "department",
    },
    {
      key: "secretary_background",
      of: "unit",
      label: "书记来源",
      type: "choice",
      choices: [
        { code: "owner", title: "党员业主" },
        { code: "executive", title: "董事会、经理层等高级管理人员" },
        { code: "mass-organisation", title: "群团组织负责人" },
        { code: "other", title: "其他" },
      ],
      per: "standing",
      filledBy: "secretary",
    },
  ],
  standards: [{ code: "five-stars", state: "published", holdsFrom: "2015-01-01", document: fiveStars }],
  policies: [
    { code: "secretary-allowance", state: "published", holdsFrom: "2015-01-01", document: secretaryAllowance },
  ],
  horizons: [],
  targets: [],
  gates: [],
};
