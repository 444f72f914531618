import { and, eq } from "drizzle-orm";
import { facts } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import type { FactSubject } from "../../domain/vocabulary.ts";
import { type Change, commit, exactlyOne } from "../commit.ts";
import { refuseStale } from "../etag.ts";
import { refuseAny } from "../refuse.ts";
import type { Scope } from "../scope.ts";
import {
  type FactFields,
  type FactInUse,
  type FactRow,
  factFrom,
  faultsOf,
  isFact,
  namesOf,
  refuseTaken,
  selectFacts,
  selectFirstRevision,
} from "./fact.ts";
import { adoptionsFollow, followingDrafts, movedValues } from "./rename.ts";
import { readersOf, selectReaders, type Use, usesOf } from "./uses.ts";
import { selectHeld } from "./values.ts";

export interface FactChange extends FactFields {
  readonly ifMatch: string;
  readonly key?: string | undefined;
}

/**
 * Changes what is given. With another key drafts follow; published versions keep their text and read the fact by its
 * former key. Its type, period and choices stay where a published version or a stored value relies on them.
 * Refusals: not-found, stale, invalid, code-taken, fact-in-use.
 */
export async function changeFact(
  scope: Scope,
  of: FactSubject,
  key: string,
  { ifMatch, ...change }: FactChange,
): Promise<FactInUse> {
  const to = change.key ?? key;
  const codes = change.choices?.map(({ code }) => code);
  const [rows, [first], [held], ...found] = await scope.read([
    selectFacts(scope),
    selectFirstRevision(scope, of, to),
    selectHeld(scope, of, key, codes),
    ...selectReaders(scope, []),
  ]);
  const before = rows.find((row) => row.of === of && row.key === key);
  if (before === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, before.revision);
  const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
  const readers = readersOf(found);
  const uses = usesOf(before, rows, readers);
  const isRenamed = to !== key;
  const after = {
    ...before,
    ...given,
    ...(isRenamed ? renamed(before, to, uses, first?.revision ?? 1) : raised(before)),
  };
  refuseAny(faultsOf(after));
  if (isRenamed) refuseTaken(rows, of, to, before);
  refuseMisfit(before, after, uses, held ?? { values: 0, strays: 0 });
  const drafts = isRenamed ? followingDrafts(scope, before, to, rows, readers) : [];
  const { position: _, ...set } = after;
  const update = scope.db
    .update(facts)
    .set(set)
    .where(and(isFact(of, key), eq(facts.revision, before.revision)));
  await commit(scope, changeOf(before, after, given, drafts), [
    ...exactlyOne(scope, update),
    ...(isRenamed ? [...movedValues(scope, before, to), adoptionsFollow(scope, before, to)] : []),
    ...drafts.flatMap(({ statement }) => exactlyOne(scope, statement)),
  ]);
  const usedBy = usesOf(
    after,
    rows.map((row) => (row === before ? after : row)),
    readersOf(renamedRows(found, drafts)),
  );
  return { ...factFrom(after), usedBy };
}

function raised({ revision }: FactRow) {
  return { revision: revision + 1 };
}

/** A former name is kept where something published, or a gate, reads by it; the trail of the new one goes on. */
function renamed({ key, formerKeys, revision }: FactRow, to: string, uses: readonly Use[], first: number) {
  const kept = uses.some(({ state }) => state !== "draft") ? [key] : [];
  return {
    formerKeys: [...formerKeys.filter((each) => each !== to), ...kept],
    revision: Math.max(revision + 1, first),
  };
}

type Drafts = ReturnType<typeof followingDrafts>;

/** A renamed fact's trail goes on under its new name; under the old one it says where to. */
function changeOf(before: FactRow, after: FactRow, given: Readonly<Record<string, unknown>>, drafts: Drafts): Change {
  const at = (key: string, revision: number) => ({ kind: "fact", id: `${before.of}/${key}`, revision });
  const subject = at(after.key, after.revision);
  if (after.key === before.key) return { subject, action: "change", body: { ...given } };
  const left = { subject: at(before.key, before.revision + 1), action: "rename", body: { to: after.key } };
  return {
    subject,
    action: "rename",
    body: { ...given, from: before.key, drafts: drafts.map(({ event }) => event.subject.id) },
    alongside: [left, ...drafts.map(({ event }) => event)],
  };
}

type Found = Parameters<typeof readersOf>[0];

/** The readers as they stand after the drafts have followed. */
function renamedRows([standards, policies, gates]: Found, drafts: Drafts): Found {
  const followed = new Map(drafts.map(({ row, document }) => [row, document]));
  const renamed = (rows: Found[0]) => rows.map((row) => ({ ...row, document: followed.get(row) ?? row.document }));
  return [renamed(standards), renamed(policies), gates];
}

interface Held {
  readonly values: number;
  readonly strays: number;
}

function refuseMisfit(before: FactRow, after: FactRow, uses: readonly Use[], { values, strays }: Held): void {
  const isAnother = before.type !== after.type || before.per !== after.per;
  const published = uses.filter(({ state }) => state !== "draft");
  if (isAnother && published.length > 0) {
    throw new Problem("fact-in-use", { detail: `${namesOf(published)}按现在的类型取数，不能改；请另登记一项。` });
  }
  if (isAnother && values > 0) {
    throw new Problem("fact-in-use", { detail: `已有 ${values} 处填了它，不能改类型；请另登记一项。` });
  }
  const isChoice = after.type === "choice" || after.type === "choices";
  if (isChoice && !isAnother && strays > 0) {
    throw new Problem("fact-in-use", { detail: `有 ${strays} 处选了要去掉的选项，请先改那些党组织。` });
  }
}

/** Removes a fact that nothing relies on. Refusals: not-found, stale, fact-in-use. */
export async function removeFact(scope: Scope, of: FactSubject, key: string, ifMatch: string): Promise<void> {
  const [rows, [held], ...found] = await scope.read([
    selectFacts(scope),
    selectHeld(scope, of, key, undefined),
    ...selectReaders(scope, []),
  ]);
  const before = rows.find((row) => row.of === of && row.key === key);
  if (before === undefined) throw new Problem("not-found");
  refuseStale(ifMatch, before.revision);
  const uses = usesOf(before, rows, readersOf(found));
  if (uses.length > 0) throw new Problem("fact-in-use", { detail: `用到它的有：${namesOf(uses)}。` });
  const values = held?.values ?? 0;
  if (values > 0) throw new Problem("fact-in-use", { detail: `已有 ${values} 处填了它，请先改那些党组织。` });
  const removal = scope.db.delete(facts).where(and(isFact(of, key), eq(facts.revision, before.revision)));
  const subject = { kind: "fact", id: `${of}/${key}`, revision: before.revision + 1 };
  await commit(scope, { subject, action: "remove", body: { ...factFrom(before) } }, exactlyOne(scope, removal));
}
