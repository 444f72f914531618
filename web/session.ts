import { computed, shallowRef } from "vue";
import type { Role } from "../worker/domain/vocabulary.ts";
import { api, Problem, useTenant } from "./api.ts";
import type { Session, Tenant } from "./api-shapes.ts";
import { remember } from "./remembered.ts";

/** Who is signed in, and where: the only state that pages share. */
export const session = shallowRef<Session | null>(null);
export const tenant = shallowRef<Tenant | null>(null);

/** Where the platform's own people sign in; it has no tenant's pages. */
export const platform = "platform";
export const isOperator = computed(() => session.value?.tenant === platform);
/** Somebody who answers and does nothing else: on a phone, mostly. */
export const isSecretaryOnly = computed(() => session.value?.roles.every(({ role }) => role === "secretary") ?? false);
export const placeName = computed(() => (isOperator.value ? operatorWord : (tenant.value?.name ?? "")));
export const operatorWord = "平台运营";

export async function signIn(place: string, username: string, password: string): Promise<void> {
  await enter(await api.signIn({ tenant: place, username, password }));
  if (place !== platform) remember("tenant", place);
}

/** Takes up the session that the browser's cookie still holds; false where there is none. */
export async function resume(): Promise<boolean> {
  try {
    await enter(await api.session());
    return true;
  } catch (reason) {
    if (reason instanceof Problem && reason.status === 401) return false;
    throw reason;
  }
}

export async function signOut(): Promise<void> {
  await api.signOut();
  forget();
}

export function forget(): void {
  session.value = null;
  tenant.value = null;
  useTenant(null);
}

async function enter(who: Session): Promise<void> {
  useTenant(who.tenant);
  tenant.value = who.tenant === platform ? null : await api.tenant();
  session.value = who;
}

/** Whose the calculation is. Only offers places; the server alone decides who may. */
export const calculators: readonly Role[] = ["admin", "assessor", "preparer", "approver", "cashier", "viewer"];

export function mayCalculate(who: Session | null): boolean {
  return who?.roles.some(({ role }) => calculators.some((each) => each === role)) ?? false;
}

/** Only offers the editors; the server alone decides who may write. */
export function mayWrite(who: Session | null): boolean {
  return who?.roles.some(({ role }) => role === "admin") ?? false;
}

/** Only offers what stands behind a unit's answers: whoever answers, judges or leads sees it, those who pay don't. */
export function seesEvidence(who: Session | null): boolean {
  const readers = ["admin", "assessor", "department", "township", "secretary", "viewer"];
  return who?.roles.some(({ role }) => readers.includes(role)) ?? false;
}
