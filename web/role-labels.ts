import { type Role, roles } from "../worker/domain/vocabulary.ts";
import type { Session } from "./api-shapes.ts";
import { operatorWord } from "./session.ts";

/** What somebody is, in words: 考核员、书记. */
export function roleLabels(who: Session): string {
  return who.roles.map(({ role }) => (role in roles ? roles[role as Role] : operatorWord)).join("、");
}
