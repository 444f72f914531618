import { sql } from "drizzle-orm";
import { facts } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { FactSubject, FactType, Role } from "../../domain/vocabulary.ts";
import { created } from "../answer.ts";
import { commit } from "../commit.ts";
import { refuseAny } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { type FactFields, faultsOf, refuseTaken, selectFacts, selectFirstRevision } from "./fact.ts";
import type { Fact } from "./list.ts";
import { readersOf, selectReaders, usesOf } from "./uses.ts";

const mostFacts = 1000;

export interface NewFact extends FactFields {
  readonly key: string;
  readonly of: FactSubject;
  readonly label: string;
  readonly type: FactType;
  readonly filledBy: Role;
}

/** Declares a fact, the last in order. Refusals: invalid, code-taken, conflict past a thousand of them. */
export async function createFact(scope: Scope, asked: NewFact): Promise<EarlierAnswer> {
  const [rows, [first], ...readers] = await scope.read([
    selectFacts(scope),
    selectFirstRevision(scope, asked.of, asked.key),
    ...selectReaders(scope, [asked.key]),
  ]);
  const fact: Fact = {
    key: asked.key,
    label: asked.label,
    type: asked.type,
    measure: asked.measure ?? null,
    choices: asked.choices ?? [],
    of: asked.of,
    per: asked.per ?? "standing",
    filledBy: asked.filledBy,
    formerKeys: [],
    revision: first?.revision ?? 1,
    isSensitive: asked.isSensitive ?? false,
  };
  refuseAny(faultsOf(fact));
  refuseTaken(rows, fact.of, fact.key);
  if (rows.length >= mostFacts)
    throw new Problem("conflict", { detail: `最多登记 ${mostFacts} 项事实，请先删去不用的。` });
  const body = { ...fact, usedBy: usesOf(fact, [...rows, fact], readersOf(readers)) };
  const path = `/api/tenants/${scope.actor.tenant}/facts/${fact.of}/${fact.key}`;
  const answer = created(path, body);
  const subject = { kind: "fact", id: `${fact.of}/${fact.key}`, revision: fact.revision };
  const position = sql<number>`(SELECT coalesce(max("position"), 0) + 1 FROM "facts")`;
  await commit(scope, { subject, action: "create", body: { ...fact }, answer }, [
    scope.db.insert(facts).values({ ...fact, position }),
  ]);
  return answer;
}
