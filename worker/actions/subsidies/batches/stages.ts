import { and, asc, eq, inArray, or, sql } from "drizzle-orm";
import { alias } from "drizzle-orm/sqlite-core";
import { events, remittances, users } from "../../../../db/tenant/schema/index.ts";
import { Problem } from "../../../domain/problem.ts";
import { type BatchStage, batchStages } from "../../../domain/vocabulary.ts";
import { type Page, type PageRequest, pageOf, readCursor } from "../../page.ts";
import type { Scope } from "../../scope.ts";
import { selectBatch } from "./batch.ts";

/**
 * One thing that was done with a batch, by whom and when; `comment`: what they wrote, `text`: what it came to, in
 * Chinese.
 */
export interface Stage {
  readonly seq: number;
  readonly stage: BatchStage;
  readonly by: string;
  readonly onBehalfOf: string | null;
  readonly at: string;
  readonly comment: string | null;
  readonly text: string | null;
}

const absent = alias(users, "absent");
/** A list for the bank begins with an event of its own. */
const listed = "create-remittance" satisfies BatchStage;

/** What was done with a batch, out of the trail, from the first on. Refusals: not-found. */
export async function listStages(scope: Scope, id: string, { limit, cursor }: PageRequest): Promise<Page<Stage>> {
  const after = readCursor(cursor, ["number"]);
  const { seq, at, actorName: by, subjectKind, subjectId, action, body } = events;
  const [[batch], rows] = await scope.read([
    selectBatch(scope, id),
    scope.db
      .select({ seq, at, by, kind: subjectKind, action, body, onBehalfOf: absent.name })
      .from(events)
      .leftJoin(absent, sql`${absent.id} = ${body} ->> 'onBehalfOf'`)
      .where(
        and(
          or(
            and(eq(subjectKind, "batch"), eq(subjectId, id)),
            and(
              eq(subjectKind, "remittance"),
              eq(action, "create"),
              inArray(
                subjectId,
                scope.db.select({ id: remittances.id }).from(remittances).where(eq(remittances.batchId, id)),
              ),
            ),
          ),
          after && sql`${seq} > ${after[0]}`,
        ),
      )
      .orderBy(asc(seq))
      .limit(limit + 1),
  ]);
  if (batch === undefined) throw new Problem("not-found");
  return pageOf(
    rows,
    limit,
    (row) => [row.seq],
    ({ seq: place, at: when, by: who, kind, action: said, body: facts, onBehalfOf }): Stage => {
      const stage = stageOf(kind, said);
      const comment = facts["comment"] ?? facts["reason"];
      const text = textOf(stage, facts);
      const written = typeof comment === "string" ? comment : null;
      return { seq: place, stage, by: who, onBehalfOf, at: when, comment: written, text };
    },
  );
}

function stageOf(kind: string, action: string): BatchStage {
  if (kind === "remittance") return listed;
  if (!Object.hasOwn(batchStages, action)) throw new Error(`a batch's event that has no name: ${action}`);
  return action as BatchStage;
}

function textOf(stage: BatchStage, facts: Readonly<Record<string, unknown>>): string | null {
  const count = (key: string): string => String(facts[key] ?? 0);
  switch (stage) {
    case "create":
      return facts["splitFrom"] === undefined ? `${count("lines")} 行` : "从别的批次拆出";
    case "prepare":
      return `${count("lines")} 行`;
    case "split":
      return `拆出 ${count("lines")} 行`;
    case "approve":
      return `第 ${count("level")} 级`;
    case "create-remittance":
      return `${String(facts["number"])}，${count("payments")} 笔`;
    case "confirm-payments":
      return `${String(facts["remittance"])}，付出 ${count("paid")} 笔，没付成 ${count("failed")} 笔`;
    case "refresh-dues":
      return `新到期 ${count("due")} 笔`;
    default:
      return null;
  }
}
