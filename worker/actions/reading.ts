import { commit } from "./commit.ts";
import type { Scope } from "./scope.ts";

/** What is read: its subject, what was seen of it in Chinese, and why where a reason is asked for. */
export interface Reading {
  readonly subject: { readonly kind: string; readonly id: string };
  readonly what: string;
  readonly reason?: string | undefined;
}

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
  await noteReadings(scope, [{ subject, what, reason }]);
}

/** As noteReading, of several at once: each has its event, all in one round trip. */
export async function noteReadings(scope: Scope, readings: readonly Reading[]): Promise<void> {
  const [first, ...rest] = readings.map(({ subject, what, reason }) => {
    const id = `${subject.kind}/${subject.id}/${scope.newId()}`;
    const body = { what, of: subject, ...(reason === undefined ? {} : { reason }) };
    return { subject: { kind: "reading", id, revision: 1 }, action: "read", body };
  });
  if (first !== undefined) await commit(scope, { ...first, alongside: rest }, []);
}
