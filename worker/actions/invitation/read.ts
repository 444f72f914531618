import { eq } from "drizzle-orm";
import { signups, tenants } from "../../../db/control/schema.ts";
import type { Database } from "../../../db/open.ts";
import { Problem } from "../../domain/problem.ts";
import { readBatch } from "../scope.ts";
import { hashOf } from "../secret.ts";

/** The one-time link that somebody holds: whose first admin it makes, and until when. */
export interface Invitation {
  readonly signup: string;
  readonly tenant: { readonly code: string; readonly name: string };
  readonly expiresAt: string;
}

/**
 * The link that this secret opens. Refusals: not-found for a secret that nobody was given; invitation-spent where it was
 * used or has expired; forbidden where the tenant is suspended.
 */
export async function readInvitation({ db }: Database, secret: string, now: string): Promise<Invitation> {
  const { code, name, state } = tenants;
  const { id, invitationExpiresAt: expiresAt, invitationUsedAt: usedAt } = signups;
  const [[row]] = (await readBatch(db, [
    db
      .select({ id, expiresAt, usedAt, code, name, state })
      .from(signups)
      .innerJoin(tenants, eq(code, signups.code))
      .where(eq(signups.invitationHash, await hashOf(secret))),
  ])) as [{ id: string; expiresAt: string | null; usedAt: string | null; code: string; name: string; state: string }[]];
  if (row === undefined || row.expiresAt === null) throw new Problem("not-found");
  if (row.usedAt !== null) throw usedUp();
  if (row.expiresAt <= now) {
    throw new Problem("invitation-spent", { detail: "链接过了期限，请平台运营延期后再打开。" });
  }
  if (row.state !== "active") throw new Problem("forbidden", { detail: "本租户已停用，请联系平台运营。" });
  return { signup: row.id, tenant: { code: row.code, name: row.name }, expiresAt: row.expiresAt };
}

export function usedUp(): Problem {
  return new Problem("invitation-spent", { detail: "首位管理员已设好，请用那个用户名登录。" });
}
