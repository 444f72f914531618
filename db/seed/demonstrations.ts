import { type Role, roles } from "../../worker/domain/vocabulary.ts";
import type { Demonstration, UserSeed } from "./demonstration.ts";
import { jinhua } from "./demonstrations/jinhua.ts";
import { jinhuaEdz } from "./demonstrations/jinhua-edz.ts";
import { kaihua } from "./demonstrations/kaihua.ts";
import { quzhou } from "./demonstrations/quzhou.ts";

/** The demonstration tenants, parents before children. */
export const demonstrations: readonly Demonstration[] = [jinhua, quzhou, kaihua, jinhuaEdz];

/** Everyone's password in the local demonstration, printed in the README; no other installation has these users. */
export const demonstrationPassword = "Hongdai-2015";

/**
 * The users of a demonstration tenant, named by office: 财务经办 01. One of each office, then the second ones: who checks
 * on site doesn't accept, who approves a batch first doesn't approve it again, and other places have people of their own.
 */
export function demonstrationUsers(reach: Demonstration["reach"]): readonly UserSeed[] {
  const byRole = (Object.keys(roles) as Role[]).map((role) => scopesOf(role, reach).map((scope) => ({ role, scope })));
  const users = byRole.map((each) =>
    each.map(({ role, scope }, index) => ({
      username: index === 0 ? role : `${role}${index + 1}`,
      name: `${roles[role].replace(/（.*）/, "")} ${String(index + 1).padStart(2, "0")}`,
      ...{ role, scope },
    })),
  );
  return [...users.flatMap((each) => each.slice(0, 1)), ...users.flatMap((each) => each.slice(1))];
}

function scopesOf(role: Role, reach: Demonstration["reach"]): readonly UserSeed["scope"][] {
  if (role === "township" || role === "secretary") return reach[role].map((id) => ({ kind: "unit", id }));
  if (role === "department") return reach.department.map((id) => ({ kind: "department", id }));
  const tenant = { kind: "tenant", id: null } as const;
  return role === "assessor" || role === "approver" ? [tenant, tenant] : [tenant];
}
