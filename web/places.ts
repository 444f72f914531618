import { computed } from "vue";
import type { Role } from "../worker/domain/vocabulary.ts";
import type { IconName } from "./parts/icons.ts";
import { calculators, isOperator, session } from "./session.ts";

export interface Place {
  readonly to: string;
  readonly word: string;
  readonly icon: IconName;
}

/** Whose side bar a place stands in, and in whose bottom bar of a phone. */
interface RolesPlace extends Place {
  readonly roles: "everyone" | readonly Role[];
  readonly phone: "everyone" | "nobody" | readonly Role[];
}

/** Who reads of pools, batches and payments. */
const financiers: readonly Role[] = ["admin", "preparer", "approver", "cashier", "viewer"];

/** In the order in which they stand. A place that a role can't do anything in isn't theirs. */
const places: readonly RolesPlace[] = [
  { to: "/work", word: "工作", icon: "work", roles: ["secretary"], phone: ["secretary"] },
  { to: "/assessments", word: "填报", icon: "pencil", roles: ["secretary"], phone: ["secretary"] },
  { to: "/results", word: "结果", icon: "star", roles: ["secretary"], phone: ["secretary"] },
  { to: "/", word: "首页", icon: "belt", roles: "everyone", phone: "everyone" },
  { to: "/assessments", word: "示范带自评", icon: "pencil", roles: ["township"], phone: "nobody" },
  { to: "/review", word: "初审", icon: "work", roles: ["township"], phone: ["township"] },
  { to: "/department", word: "评审", icon: "work", roles: ["department"], phone: ["department"] },
  { to: "/visits", word: "今天", icon: "visit", roles: ["assessor"], phone: ["assessor"] },
  { to: "/acceptance", word: "核验与验收", icon: "work", roles: ["assessor"], phone: ["assessor"] },
  {
    to: "/findings",
    word: "问题整改",
    icon: "finding",
    roles: ["admin", "assessor", "department", "township", "secretary", "viewer"],
    phone: ["assessor", "township", "secretary"],
  },
  { to: "/calculation", word: "测算", icon: "calculation", roles: calculators, phone: calculators },
  { to: "/trial", word: "试算比较", icon: "try", roles: financiers, phone: "nobody" },
  {
    to: "/batches",
    word: "发放批次",
    icon: "batch",
    roles: financiers,
    phone: ["preparer", "approver", "cashier", "viewer"],
  },
  { to: "/payees", word: "收款人", icon: "account", roles: ["preparer", "approver", "cashier"], phone: "nobody" },
  { to: "/pools", word: "资金池", icon: "pool", roles: financiers, phone: "nobody" },
  { to: "/payments", word: "我的补助", icon: "money", roles: ["secretary"], phone: "nobody" },
  { to: "/payments", word: "补助发放", icon: "money", roles: ["township"], phone: "nobody" },
  { to: "/reconciliation", word: "账实核对", icon: "balance", roles: financiers, phone: "nobody" },
  { to: "/units", word: "党组织", icon: "tree", roles: "everyone", phone: "everyone" },
  {
    to: "/entities",
    word: "两新组织",
    icon: "entity",
    roles: ["admin", "assessor", "department", "township", "viewer"],
    phone: "nobody",
  },
  { to: "/belts", word: "示范带", icon: "belt", roles: ["admin", "assessor", "township", "viewer"], phone: "nobody" },
  {
    to: "/plans",
    word: "一点一策",
    icon: "plan",
    roles: ["admin", "assessor", "township", "secretary", "viewer"],
    phone: ["secretary"],
  },
  { to: "/inspections", word: "督查", icon: "visit", roles: ["admin", "assessor", "viewer"], phone: "nobody" },
  { to: "/draws", word: "随机抽查", icon: "draw", roles: "everyone", phone: "nobody" },
  {
    to: "/vetoes",
    word: "一票否决",
    icon: "veto",
    roles: ["admin", "assessor", "township", "secretary", "viewer"],
    phone: "nobody",
  },
  {
    to: "/cycles",
    word: "考核周期",
    icon: "calendar",
    roles: ["admin", "assessor", "township", "viewer"],
    phone: "nobody",
  },
  { to: "/standards", word: "标准", icon: "standard", roles: "everyone", phone: "everyone" },
  { to: "/policies", word: "办法", icon: "policy", roles: "everyone", phone: "nobody" },
  { to: "/facts", word: "事实", icon: "fact", roles: "everyone", phone: "nobody" },
  { to: "/burden", word: "负担计", icon: "gauge", roles: ["admin", "viewer", "township"], phone: "nobody" },
  { to: "/publicity", word: "公示", icon: "publicity", roles: "everyone", phone: "nobody" },
  { to: "/inbox", word: "消息", icon: "message", roles: "everyone", phone: "nobody" },
  { to: "/webhooks", word: "群机器人", icon: "robot", roles: ["admin"], phone: "nobody" },
  { to: "/users", word: "用户与权限", icon: "people", roles: ["admin"], phone: "nobody" },
  { to: "/settings", word: "设置", icon: "settings", roles: ["admin"], phone: "nobody" },
  { to: "/audit", word: "留痕", icon: "trail", roles: ["admin", "viewer"], phone: "nobody" },
];
const me: Place = { to: "/me", word: "我的", icon: "person" };

const signups: Place = { to: "/operator", word: "申请", icon: "standard" };
const tenants: Place = { to: "/operator/tenants", word: "租户", icon: "tree" };
const operatorPlaces = [signups, tenants, me];

/** The side bar of a desk. */
export const deskPlaces = computed(() => (isOperator.value ? operatorPlaces : [...placesOf(({ roles }) => roles), me]));

const mostOnPhone = 3;

/** The bottom bar of a phone: four at most, the rest is reached from 我的. */
export const phonePlaces = computed(() => {
  if (isOperator.value) return operatorPlaces;
  return [...placesOf(({ phone }) => phone).slice(0, mostOnPhone), me];
});

/** What stands on 我的 because a phone's bottom bar has no room for it. */
export const otherPlaces = computed(() => deskPlaces.value.filter((place) => !phonePlaces.value.includes(place)));

/** The places whose `whose` names a role of the person's own. */
function placesOf(whose: (place: RolesPlace) => "everyone" | "nobody" | readonly Role[]): readonly Place[] {
  const own = (session.value?.roles ?? []).map(({ role }) => role);
  return places.filter((place) => {
    const roles = whose(place);
    if (typeof roles === "string") return roles === "everyone";
    return own.some((role) => roles.some((each) => each === role));
  });
}

/** Where somebody begins: those who have one thing to do, at it; everyone else on the first page. */
export const firstPlace = computed(() => {
  const roles = new Set((session.value?.roles ?? []).map(({ role }) => role));
  const [only] = roles;
  return roles.size === 1
    ? ({ secretary: "/work", township: "/review", department: "/department" }[only as "secretary"] ?? "/")
    : "/";
});

/** Whether `path` lies in a place: the place itself or a page under it; two have other places under them. */
export function isAt(place: Place, path: string): boolean {
  const isWhole = place.to === "/" || place.to === "/operator";
  return path === place.to || (!isWhole && path.startsWith(`${place.to}/`));
}
