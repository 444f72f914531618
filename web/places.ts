import { computed } from "vue";
import type { IconName } from "./parts/icons.ts";
import { isOperator, mayCalculate, session } from "./session.ts";

export interface Place {
  readonly to: string;
  readonly word: string;
  readonly icon: IconName;
}

const home: Place = { to: "/", word: "首页", icon: "belt" };
const calculation: Place = { to: "/calculation", word: "测算", icon: "calculation" };
const units: Place = { to: "/units", word: "党组织", icon: "tree" };
const standards: Place = { to: "/standards", word: "标准", icon: "standard" };
const policies: Place = { to: "/policies", word: "办法", icon: "policy" };
const facts: Place = { to: "/facts", word: "事实", icon: "fact" };
const me: Place = { to: "/me", word: "我的", icon: "person" };

const signups: Place = { to: "/operator", word: "申请", icon: "standard" };
const tenants: Place = { to: "/operator/tenants", word: "租户", icon: "tree" };
const operatorPlaces = [signups, tenants, me];

/** The side bar of a desk. */
export const deskPlaces = computed(() => {
  if (isOperator.value) return operatorPlaces;
  return mayCalculate(session.value)
    ? [home, calculation, units, standards, policies, facts, me]
    : [home, units, standards, policies, facts, me];
});

/** The bottom bar of a phone: four at most, the rest is reached from 我的. */
export const phonePlaces = computed(() => {
  if (isOperator.value) return operatorPlaces;
  return mayCalculate(session.value) ? [home, calculation, units, me] : [home, units, standards, me];
});

/** What stands on 我的 because a phone's bottom bar has no room for it. */
export const otherPlaces = computed(() => deskPlaces.value.filter((place) => !phonePlaces.value.includes(place)));

/** Whether `path` lies in a place: the place itself or a page under it; two have other places under them. */
export function isAt(place: Place, path: string): boolean {
  const isWhole = place.to === "/" || place.to === "/operator";
  return path === place.to || (!isWhole && path.startsWith(`${place.to}/`));
}
