import { eq, sql } from "drizzle-orm";
import type { Database } from "../../../db/open.ts";
import { adoptions, facts, standards } from "../../../db/tenant/schema/index.ts";
import { Problem } from "../../domain/problem.ts";
import { adoptedFacts, inOwnNames } from "../../domain/standard/adopted-names.ts";
import type { Change, Statement } from "../commit.ts";
import { type ParentText, textBy } from "../parent-standards.ts";
import { refuse } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { knownParent, selectFactRevisions, selectOwnFacts, selectParent } from "./adoption.ts";
import { insertDraft } from "./draft.ts";
import { selectFirstRevision, selectSurroundings } from "./version.ts";

const mostFacts = 1000;

export type OpenTenant = (namespace: string) => Database;

/**
 * Begins a standard from the latest published text of a parent's: draft version 1, which says whose it is. Facts that
 * the text reads and nobody declared here are declared as the parent has them. Three round trips: one's own, the
 * parent's, the commit. Refusals: invalid (no parent, no such standard), code-taken, conflict (too many facts).
 */
export async function adoptStandard(
  scope: Scope,
  openTenant: OpenTenant,
  code: string,
  asked: { readonly standard: string },
): Promise<EarlierAnswer> {
  const [parents, taken, own, revisions, [first], ...around] = await scope.read([
    selectParent(scope),
    scope.db.select({ version: standards.version }).from(standards).where(eq(standards.code, code)).limit(1),
    selectOwnFacts(scope),
    selectFactRevisions(scope),
    selectFirstRevision(scope, "standards", `${code}/1`),
    ...selectSurroundings(scope, "standards"),
  ]);
  const parent = knownParent(parents, "standard");
  if (taken.length > 0) throw new Problem("code-taken", { detail: `编码 ${code} 已被使用，请换一个。` });
  const text = await textBy(openTenant(`t-${parent.code}`), asked.standard);
  if (text === undefined) refuse([{ path: "standard", message: `${parent.name}没有发布这个编码的标准，请从列表里选` }]);
  const { names, declared } = factsTaken(scope, text, own, revisions);
  const document = inOwnNames(text.document, own, names);
  const row = { code, version: 1, parent: parent.code, parentName: parent.name, ...takenFrom(scope, text), names };
  const draft = { code, version: 1, revision: first?.revision ?? 1, document };
  const [named, levels] = around;
  const known = [...named, ...declared.map(({ fact }) => fact)];
  return await insertDraft(scope, "standards", draft, [known, levels], {
    action: "adopt",
    isTaken: "code-taken",
    told: { parent: parent.code, standard: text.code, of: text.version, sha256: text.sha256 },
    beside: [scope.db.insert(adoptions).values(row), ...declared.map(({ statement }) => statement)],
    alongside: declared.map(({ event }) => event),
  });
}

/** What a row says of the parent's text that was taken. */
export function takenFrom({ actor, now }: Scope, { code, version, title, sha256, document, allows }: ParentText) {
  return {
    parentCode: code,
    parentVersion: version,
    title,
    sha256,
    document,
    allowance: allows,
    takenAt: now,
    takenBy: { id: actor.id, name: actor.name },
  };
}

/** The facts that a parent's text reads: under which names here, and the declarations of those that are new here. */
export function factsTaken(
  scope: Scope,
  text: ParentText,
  own: Awaited<ReturnType<typeof selectOwnFacts>>,
  revisions: Awaited<ReturnType<typeof selectFactRevisions>>,
) {
  const { names, missing } = adoptedFacts(text.document, text.facts, own);
  if (own.length + missing.length > mostFacts) {
    throw new Problem("conflict", { detail: `最多登记 ${mostFacts} 项事实，请先删去不用的。` });
  }
  const position = sql<number>`(SELECT coalesce(max("position"), 0) + 1 FROM "facts")`;
  const declared = missing.map((parents) => {
    const id = `${parents.of}/${parents.key}`;
    const revision = revisions.find((each) => each.id === id)?.revision ?? 1;
    const fact = { ...parents, formerKeys: [], revision };
    const event: NonNullable<Change["alongside"]>[number] = {
      subject: { kind: "fact", id, revision },
      action: "create",
      body: fact,
    };
    const statement: Statement = scope.db.insert(facts).values({ ...fact, position });
    return { fact, event, statement };
  });
  return { names, declared };
}
