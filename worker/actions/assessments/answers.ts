import { and, eq, sql } from "drizzle-orm";
import { assessmentDrafts } from "../../../db/tenant/schema/index.ts";
import { type GivenValue, valueFaults } from "../../domain/assessment.ts";
import { canonicalJson } from "../../domain/canonical.ts";
import { Problem } from "../../domain/problem.ts";
import { typeIn } from "../commit.ts";
import { refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import { readCase, refuseElsewhere, refuseOthersForm } from "./case.ts";
import { refuseLate } from "./submit.ts";

/** An item as it was typed: `base` is the value that stood there when it was, null for none. */
export interface TypedAnswer extends GivenValue {
  readonly base: unknown;
}

/** What became of each typed item: 409 where somebody else had typed there meanwhile; `value` is what stands now. */
export interface TypedOutcome {
  readonly items: readonly {
    readonly item: string;
    readonly status: 200 | 409;
    readonly value: unknown;
    readonly yours: unknown;
  }[];
  readonly updatedAt: string;
}

/**
 * Keeps what is typed, each item by itself: two people at one form lose nothing, and one of two who typed into the same
 * item is told so with both values. No event; handing in is one. Refusals: not-found, forbidden, invalid,
 * wrong-stage, too-late.
 */
export async function typeAnswers(scope: Scope, id: string, typed: readonly TypedAnswer[]): Promise<TypedOutcome> {
  const found = await readCase(scope, id, ["secretary", "township"]);
  refuseOthersForm(found);
  refuseElsewhere(found, ["self"]);
  refuseLate(scope, found);
  refuseAny(valueFaults(found.standard, typed, ""));
  const drafts = assessmentDrafts;
  const updates = typed.map(({ item, value, base }) => {
    const path = `$."${item}"`;
    const [is, was] = [canonicalJson(value), canonicalJson(base)];
    const stored = sql`coalesce(${drafts.answers} -> ${path}, 'null')`;
    return scope.db
      .update(drafts)
      .set({
        answers: sql`json_set(${drafts.answers}, ${path}, json(${is}))`,
        prefilled: sql`json_remove(${drafts.prefilled}, ${path})`,
        updatedAt: scope.now,
        updatedBy: scope.actor.id,
      })
      .where(
        and(
          eq(drafts.assessmentId, id),
          sql`${stored} IN (${was}, ${is})`,
          sql`EXISTS (SELECT 1 FROM "assessments" a WHERE a."id" = ${id} AND a."state" = 'self')`,
        ),
      );
  });
  const look = scope.db.select({ answers: drafts.answers }).from(drafts).where(eq(drafts.assessmentId, id));
  const results = await typeIn(scope, [...updates, look]);
  const stands = JSON.parse(String(results.at(-1)?.rows[0]?.["answers"] ?? "null")) as Record<string, unknown> | null;
  if (stands === null) throw new Problem("wrong-stage", { detail: "这份考核没有自评表。" });
  const items = typed.map(({ item, value }, place) => ({
    item,
    status: results[place]?.rowsAffected === 1 ? (200 as const) : (409 as const),
    value: stands[item] ?? null,
    yours: value,
  }));
  return { items, updatedAt: scope.now };
}
