import type { Role, ScopeKind } from "../../../worker/domain/vocabulary.ts";
import type { Held, User } from "../../people-api.ts";

/** A role while it is being written: `place` is what stands in the field, `id` what it was found to be. */
export interface DraftHeld {
  readonly role: Role;
  readonly kind: ScopeKind;
  readonly id: string;
  readonly place: string;
}

export function draftOf(user: User): DraftHeld[] {
  return user.roles.map(({ role, scope, place }) => ({ role, kind: scope.kind, id: scope.id, place }));
}

export function heldOf(draft: readonly DraftHeld[]): Held[] {
  return draft.map(({ role, kind, id }) => ({ role, scope: { kind, id } }));
}

/** What is still missing of each role, by its index. */
export function missingOf(draft: readonly DraftHeld[]): Readonly<Record<number, string>> {
  const missing: Record<number, string> = {};
  draft.forEach(({ kind, id }, index) => {
    if (id === "") missing[index] = kind === "department" ? "选一个部门。" : "从找到的党组织里选一个。";
  });
  return missing;
}
