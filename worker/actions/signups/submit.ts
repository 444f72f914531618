import { and, eq, inArray, isNull, ne, or } from "drizzle-orm";
import { events, signups, tenants } from "../../../db/control/schema.ts";
import type { Database } from "../../../db/open.ts";
import type { Fault } from "../../domain/fault.ts";
import { Problem } from "../../domain/problem.ts";
import type { SignupMode, TenantKind, TenantState } from "../../domain/vocabulary.ts";
import { record, type Statement } from "../commit.ts";
import { refuseAny } from "../refuse.ts";
import { readBatch } from "../scope.ts";
import { hashOf } from "../secret.ts";
import { invitationSecret } from "./signup.ts";

/** What a district says of itself; `code` is the tenant's code that it wants. */
export interface SignupRequest {
  readonly name: string;
  readonly code: string;
  readonly kind: TenantKind;
  readonly parent: string | null;
  readonly contact: { readonly name: string; readonly phone: string };
  readonly creditCode: string;
  readonly template: string;
}

export interface SubmitMeans {
  readonly control: Database;
  readonly now: Date;
  readonly newId: () => string;
  readonly mode: SignupMode;
  /** What the applicant alone is told, once; with an Idempotency-Key the same for the same request. */
  readonly secret: string;
  readonly repeatKey: string | undefined;
}

export interface SubmittedSignup {
  readonly id: string;
  readonly state: "submitted" | "approved";
  readonly token: string;
}

/**
 * Notes that a district asks to join; where the platform is open, it is approved by that. Refusals, in this order:
 * signups-closed, idempotency-mismatch, invalid (a parent that isn't there), code-taken.
 */
export async function submitSignup(means: SubmitMeans, asked: SignupRequest): Promise<SubmittedSignup> {
  if (means.mode === "closed") throw new Problem("signups-closed");
  const secretHash = await hashOf(means.secret);
  const repeatHash = means.repeatKey === undefined ? null : await hashOf(means.repeatKey);
  const known = await around(means.control, asked, repeatHash);
  if (known.earlier !== undefined) return repeated(known.earlier, means.secret, secretHash);
  refuseAny(faultsOf(asked, known.tenants));
  if (known.isTaken) throw codeTaken(asked.code);
  const row = await rowOf(means, asked, { secretHash, repeatHash });
  try {
    await record(means.control, statementsOf(means, row));
  } catch (error) {
    const { earlier } = await around(means.control, asked, repeatHash);
    if (earlier !== undefined) return repeated(earlier, means.secret, secretHash);
    throw error instanceof Problem && error.code === "code-taken" ? codeTaken(asked.code) : error;
  }
  return { id: row.id, state: means.mode === "open" ? "approved" : "submitted", token: means.secret };
}

interface Around {
  readonly tenants: readonly { readonly code: string; readonly state: TenantState }[];
  readonly isTaken: boolean;
  readonly earlier: typeof signups.$inferSelect | undefined;
}

/** Who has the code or asks for it already, whether the parent is there, and an earlier request with the same key. */
async function around({ db }: Database, { code, parent }: SignupRequest, repeatHash: string | null): Promise<Around> {
  const isOpen = or(isNull(signups.decision), ne(signups.decision, "refuse"));
  const [named, open, earlier] = (await readBatch(db, [
    db
      .select({ code: tenants.code, state: tenants.state })
      .from(tenants)
      .where(inArray(tenants.code, parent === null ? [code] : [code, parent])),
    db
      .select({ id: signups.id })
      .from(signups)
      .where(and(eq(signups.code, code), isOpen)),
    db
      .select()
      .from(signups)
      .where(eq(signups.repeatHash, repeatHash ?? "")),
  ])) as [Around["tenants"], { id: string }[], (typeof signups.$inferSelect)[]];
  return { tenants: named, isTaken: open.length > 0 || named.some((each) => each.code === code), earlier: earlier[0] };
}

function repeated(earlier: typeof signups.$inferSelect, token: string, secretHash: string): SubmittedSignup {
  if (earlier.secretHash !== secretHash) throw new Problem("idempotency-mismatch");
  const isApprovedAtOnce = earlier.decision === "approve" && earlier.decidedBy === null;
  return { id: earlier.id, state: isApprovedAtOnce ? "approved" : "submitted", token };
}

function faultsOf({ parent, template }: SignupRequest, known: Around["tenants"]): readonly Fault[] {
  const faults: Fault[] = [];
  const isThere = known.some(({ code, state }) => code === parent && state === "active");
  if (parent !== null && !isThere) faults.push({ path: "parent", message: "没有这个上级，请从名录里选" });
  if (template === "parent" && parent === null) {
    faults.push({ path: "template", message: "没有填上级，请填上级或另选一个模板" });
  }
  return faults;
}

function codeTaken(code: string): Problem {
  return new Problem("code-taken", { detail: `代码 ${code} 已有地方使用或正在申请，请换一个。` });
}

async function rowOf(
  { mode, now, newId, secret }: SubmitMeans,
  { contact, ...asked }: SignupRequest,
  hashes: { readonly secretHash: string; readonly repeatHash: string | null },
): Promise<typeof signups.$inferInsert & { readonly id: string }> {
  const createdAt = now.toISOString();
  return {
    id: newId(),
    ...asked,
    contactName: contact.name,
    contactPhone: contact.phone,
    ...hashes,
    invitationHash: await hashOf(await invitationSecret(secret)),
    createdAt,
    ...(mode === "open" ? { decision: "approve" as const, decidedAt: createdAt } : {}),
  };
}

function statementsOf(
  { control: { db }, newId, mode }: SubmitMeans,
  row: typeof signups.$inferInsert & { id: string },
): Statement[] {
  const { code, name, kind, parent, template, createdAt: at } = row;
  return [
    db.insert(signups).values(row),
    db.insert(events).values({
      id: newId(),
      at,
      actorName: "申请人",
      action: "sign-up",
      subjectKind: "signup",
      subjectId: row.id,
      revision: 1,
      body: { code, name, kind, parent, template, mode },
    }),
  ];
}
