import { commit } from "./commit.ts";
import type { Scope } from "./scope.ts";

/**
 * Notes that the actor reads something sensitive: a fact about somebody's membership, a proof, a whole account number.
 * Asked for after the data was loaded through the actor and before it is handed out: where the event can't be written
 * nothing is shown. `what` says in Chinese what was seen, `reason` why where one is asked for. One round trip.
 */
export async function noteReading(
  scope: Scope,
  subject: { readonly kind: string; readonly id: string },
  what: string,
  reason?: string,
): Promise<void> {
  const id = `${subject.kind}/${subject.id}/${scope.newId()}`;
  const body = { what, of: subject, ...(reason === undefined ? {} : { reason }) };
  await commit(scope, { subject: { kind: "reading", id, revision: 1 }, action: "read", body }, []);
}
