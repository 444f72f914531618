import { and, asc, eq, isNull } from "drizzle-orm";
import { events, signups } from "../../../db/control/schema.ts";
import type { Database } from "../../../db/open.ts";
import { note } from "../commit.ts";
import { type ProvisionMeans, provisionTenant } from "./provision.ts";
import { beginningOf } from "./provision-beginning.ts";

/** How long the first admin's one-time link can be used. */
export const invitationDays = 7;

const mostAtOnce = 100;

/**
 * Makes the tenant of a sign-up that was approved, and opens the one-time link for its first admin. Whatever stopped an
 * earlier run, this one goes on where it ended; two at once, or one after it is done, change nothing more.
 */
export async function provisionSignup(means: ProvisionMeans, id: string): Promise<void> {
  const [signup] = await means.control.db.select().from(signups).where(isWaiting(id));
  if (signup === undefined) return;
  const { code, name, kind, parent } = signup;
  const district = { code, name, kind, parent };
  await provisionTenant(means, district, await beginningOf(means, signup), null);
  await note(means.control, openInvitation(means, id, signup.revision + 1));
}

function openInvitation({ control: { db }, now, newId }: ProvisionMeans, id: string, revision: number) {
  const at = now().toISOString();
  const invitationExpiresAt = new Date(now().getTime() + invitationDays * 86_400_000).toISOString();
  return [
    db.update(signups).set({ invitationExpiresAt, revision }).where(isWaiting(id)),
    db
      .insert(events)
      .values({
        id: newId(),
        at,
        actorName: "系统",
        action: "invite",
        subjectKind: "signup",
        subjectId: id,
        revision,
        body: { invitationExpiresAt },
      })
      .onConflictDoNothing(),
  ];
}

const isWaiting = (id?: string) =>
  and(
    id === undefined ? undefined : eq(signups.id, id),
    eq(signups.decision, "approve"),
    isNull(signups.invitationExpiresAt),
  );

/** The sign-ups that were approved and whose tenant isn't at work yet, oldest first. */
export async function waitingSignups({ db }: Database): Promise<readonly string[]> {
  const rows = await db
    .select({ id: signups.id })
    .from(signups)
    .where(isWaiting())
    .orderBy(asc(signups.id))
    .limit(mostAtOnce);
  return rows.map(({ id }) => id);
}
