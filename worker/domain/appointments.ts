import type { Fault } from "./fault.ts";
import { type Role, roles, type ScopeKind, scopeKinds } from "./vocabulary.ts";

/** A role and where it reaches: `id` is the tenant's code, a unit's id, a trade committee's, or a department's code. */
export interface Held {
  readonly role: Role;
  readonly scope: { readonly kind: ScopeKind; readonly id: string };
}

/** How many roles one person holds at most: they travel in the session's token, which a cookie has to hold. */
export const mostAppointments = 20;

/** How far each role may reach. A secretary's is one unit, a department's its sections of the standards. */
export const scopesOf: Readonly<Record<Role, readonly ScopeKind[]>> = {
  admin: ["tenant"],
  assessor: ["tenant", "unit", "trade"],
  department: ["department"],
  township: ["unit", "trade"],
  secretary: ["unit"],
  preparer: ["tenant", "unit", "trade"],
  approver: ["tenant", "unit", "trade"],
  cashier: ["tenant", "unit", "trade"],
  viewer: ["tenant", "unit", "trade"],
};

/** What there is to be appointed to: the tenant itself, its open units, those of them that are trades, its departments. */
export interface Places {
  readonly tenant: string;
  readonly units: ReadonlySet<string>;
  readonly trades: ReadonlySet<string>;
  readonly departments: ReadonlySet<string>;
}

/** What is wrong with the roles that somebody is to hold, every fault of it, by its path under `roles`. */
export function appointmentFaults(held: readonly Held[], places: Places): readonly Fault[] {
  const seen = new Set<string>();
  return held.flatMap(({ role, scope: { kind, id } }, index) => {
    const path = `roles[${index}]`;
    const key = `${role} ${kind} ${id}`;
    const isTwice = seen.has(key);
    seen.add(key);
    if (!scopesOf[role].includes(kind)) {
      const fitting = scopesOf[role].map((each) => scopeKinds[each]).join("、");
      return [{ path: `${path}.scope.kind`, message: `${roles[role]}的范围应为：${fitting}` }];
    }
    if (!isThere(kind, id, places)) return [{ path: `${path}.scope.id`, message: missing[kind] }];
    return isTwice ? [{ path, message: "同一岗位和范围写了两次，请删去一个" }] : [];
  });
}

function isThere(kind: ScopeKind, id: string, places: Places): boolean {
  if (kind === "tenant") return id === places.tenant;
  if (kind === "unit") return places.units.has(id);
  return kind === "trade" ? places.trades.has(id) : places.departments.has(id);
}

const missing: Readonly<Record<ScopeKind, string>> = {
  tenant: "应为本租户的编码",
  unit: "没有这个党组织，或已撤销",
  trade: "应为一个行业党委的 id",
  department: "没有这个牵头部门",
};
