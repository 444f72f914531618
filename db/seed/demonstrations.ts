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
 * The users of a demonstration tenant, named by office: 财务经办 01. There is a second assessor, since who checks on site
 * doesn't accept.
 */
export function demonstrationUsers(reach: Demonstration["reach"]): readonly UserSeed[] {
  const first = (Object.keys(roles) as Role[]).map((role) => ({
    username: role,
    name: `${roles[role].replace(/（.*）/, "")} 01`,
    role,
    scope: scopeOf(role, reach),
  }));
  const { assessor } = roles;
  return [
    ...first,
    { username: "assessor2", name: `${assessor} 02`, role: "assessor", scope: scopeOf("assessor", reach) },
  ];
}

function scopeOf(role: Role, reach: Demonstration["reach"]): UserSeed["scope"] {
  if (role === "township") return { kind: "unit", id: reach.township };
  if (role === "secretary") return { kind: "unit", id: reach.secretary };
  if (role === "department" && reach.department !== null) return { kind: "department", id: reach.department };
  return { kind: "tenant", id: null };
}
