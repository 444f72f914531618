import { nouns } from "../../../worker/domain/vocabulary.ts";

const actions: Readonly<Record<string, string>> = {
  create: "新建",
  change: "改动",
  remove: "删去",
  "sign-in": "登录",
  "sign-out": "退出",
  invite: "给一次性链接",
  "reset-password": "重设密码",
  "set-password": "设密码",
  "change-password": "改密码",
  disable: "停用",
  enable: "恢复",
  decide: "定下",
  end: "终止",
  use: "用一次性链接",
  read: "查看",
  publish: "发布",
  retire: "停用",
  rename: "改名",
  submit: "提交",
  return: "退回",
  review: "初审",
  verify: "核验",
  accept: "验收",
  open: "开启",
  close: "撤销、结束",
  import: "导入",
  provision: "开通",
  demonstrate: "备好示范数据",
  save: "保存",
  delete: "删去",
  approve: "同意",
  refuse: "不同意",
  adopt: "采用",
  merge: "并入",
  "begin-draft": "另起草稿",
  "rename-fact": "跟着事实改名",
  renew: "延期",
};

const subjects: Readonly<Record<string, string>> = {
  session: "",
  invitation: "",
  demonstration: "",
  user: "用户",
  relaxation: "放宽",
  reading: "敏感内容",
  belt: "示范带",
  fact: "事实",
  standard: "标准",
  policy: "办法",
};

/** What was done, in Chinese; a word that this page doesn't know yet is shown as it is stored. */
export function actionWord(action: string): string {
  return actions[action] ?? action;
}

/** To what: 党组织, 用户, and so on. */
export function subjectWord(kind: string): string {
  return subjects[kind] ?? nouns[kind] ?? kind;
}

const fields: Readonly<Record<string, string>> = {
  reason: "理由",
  name: "名称",
  from: "原来",
  roles: "岗位",
  username: "用户名",
  expiresAt: "到期",
  firstStep: "前一步",
  secondStep: "后一步",
  what: "看了什么",
  facts: "事实",
  settings: "设置",
};

/** What a detail of an event is called; one that this page doesn't know is shown as it is stored. */
export function fieldWord(key: string): string {
  return fields[key] ?? key;
}
