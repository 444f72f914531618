import { and, desc, eq, lt } from "drizzle-orm";
import { signups } from "../../../db/control/schema.ts";
import type { SignupState } from "../../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../page.ts";
import type { Scope } from "../scope.ts";
import { type Signup, selectSignups, signupOf, stateOf } from "./signup.ts";

export interface SignupFilter extends PageRequest {
  readonly state?: SignupState | undefined;
}

/** The operator's list, the latest first. */
export async function listSignups(scope: Scope, { state, limit, cursor }: SignupFilter): Promise<Page<Signup>> {
  const [after] = readCursor(cursor, ["string"]) ?? [];
  const [rows] = await scope.read([
    selectSignups(scope)
      .where(
        and(
          state === undefined ? undefined : eq(stateOf, state),
          after === undefined ? undefined : lt(signups.id, String(after)),
        ),
      )
      .orderBy(desc(signups.id))
      .limit(limit + 1),
  ]);
  return pageOf(
    rows,
    limit,
    ({ signup }) => [signup.id],
    (row) => signupOf(row, scope.now),
  );
}
