import { asc, desc, gt, type SQL, sql } from "drizzle-orm";
import type { Database } from "../../../db/open.ts";
import { eventSeals, events } from "../../../db/tenant/schema/index.ts";
import type { Seal, StoredEvent } from "../../domain/trail.ts";

type Db = Database["db"];

/** Events after one, in their order, each with its body as the text that is stored. */
export function selectStored(db: Db, after: number | SQL<number>, most: number) {
  const { seq, id, at, actorId, actorName, action, subjectKind, subjectId, revision } = events;
  const body = sql<string>`CAST(${events.body} AS TEXT)`;
  return db
    .select({ seq, id, at, actorId, actorName, action, subjectKind, subjectId, revision, body })
    .from(events)
    .where(gt(seq, after))
    .orderBy(asc(seq))
    .limit(most) satisfies PromiseLike<readonly StoredEvent[]>;
}

const { fromSeq, toSeq, hash, previousHash, at } = eventSeals;

/** The end of the chain. */
export function selectLastSeal(db: Db) {
  return db
    .select({ fromSeq, toSeq, hash, previousHash, at })
    .from(eventSeals)
    .orderBy(desc(toSeq))
    .limit(1) satisfies PromiseLike<readonly Seal[]>;
}
