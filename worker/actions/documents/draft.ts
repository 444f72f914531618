import { and, asc, eq, sql } from "drizzle-orm";
import { policies, standards } from "../../../db/tenant/schema/index.ts";
import type { DocumentNoun } from "../../domain/document-expressions.ts";
import { standardSubject } from "../../domain/document-expressions.ts";
import { Problem } from "../../domain/problem.ts";
import { created } from "../answer.ts";
import { type Change, commit, type Statement } from "../commit.ts";
import { subjectAt, tableOf } from "../documents.ts";
import { refuseAny } from "../refuse.ts";
import type { EarlierAnswer } from "../repeat.ts";
import type { Scope } from "../scope.ts";
import { adoptionGoesOn } from "./adoption.ts";
import { type Document, policyYear, titleOf, unstorable } from "./examine.ts";
import { pathOf, type Surroundings, selectFirstRevision, selectSurroundings, versionOf } from "./version.ts";

/** A draft as JSON is at most this long: no real standard comes near it, and a page shows it whole. */
const mostBytes = 256 * 1024;

/** Refuses what can't be kept; a draft may be wrong in any other way. Refusals: too-large, invalid. */
export function refuseUnstorable(document: Document, field = "document"): void {
  if (new TextEncoder().encode(JSON.stringify(document)).length > mostBytes) {
    throw new Problem("too-large", { detail: "一份文档最多 256 KB，请精简后再存。" });
  }
  refuseAny(unstorable(document, field));
}

/** What the table holds beside the document, out of the document itself. */
export function columnsOf(scope: Scope, document: Document) {
  return {
    title: titleOf(document),
    subject: standardSubject(document),
    year: policyYear(document) ?? Number(scope.now.slice(0, 4)),
    document,
  };
}

/** Begins a standard or policy: draft version 1. Refusals: invalid, too-large, code-taken. */
export async function createDocument(
  scope: Scope,
  noun: DocumentNoun,
  { code, document }: { readonly code: string; readonly document: Document },
): Promise<EarlierAnswer> {
  refuseUnstorable(document);
  const table = tableOf(noun);
  const [taken, [first], ...around] = await scope.read([
    scope.db.select({ version: table.version }).from(table).where(eq(table.code, code)).limit(1),
    selectFirstRevision(scope, noun, `${code}/1`),
    ...selectSurroundings(scope, noun),
  ]);
  if (taken.length > 0) throw new Problem("code-taken", { detail: `编码 ${code} 已被使用，请换一个。` });
  return await insertDraft(scope, noun, { code, version: 1, revision: first?.revision ?? 1, document }, around, {
    action: "create",
    isTaken: "code-taken",
  });
}

/** Begins the next draft from the last version. Refusals: not-found, draft-exists. */
export async function beginDraft(scope: Scope, noun: DocumentNoun, code: string): Promise<EarlierAnswer> {
  const table = tableOf(noun);
  const next = sql<string>`(SELECT ${code} || '/' || (max(${table.version}) + 1) FROM ${table} WHERE ${table.code} = ${code})`;
  const [rows, [last], [first], ...around] = await scope.read([
    scope.db
      .select({ version: table.version, state: table.state })
      .from(table)
      .where(eq(table.code, code))
      .orderBy(asc(table.version)),
    scope.db
      .select({ document: table.document })
      .from(table)
      .where(
        and(
          eq(table.code, code),
          sql`${table.version} = (SELECT max(x."version") FROM ${table} x WHERE x."code" = ${code})`,
        ),
      ),
    selectFirstRevision(scope, noun, next),
    ...selectSurroundings(scope, noun),
  ]);
  const latest = rows.at(-1);
  if (latest === undefined || last === undefined) throw new Problem("not-found");
  const draft = rows.find(({ state }) => state === "draft");
  if (draft !== undefined) throw new Problem("draft-exists", { detail: `第 ${draft.version} 版还是草稿。` });
  const begun = { code, version: latest.version + 1, revision: first?.revision ?? 1, document: last.document };
  const beside = noun === "standards" ? [adoptionGoesOn(scope, code, latest.version, begun.version)] : [];
  return await insertDraft(scope, noun, begun, around, { action: "begin-draft", isTaken: "draft-exists", beside });
}

interface NewDraft {
  readonly code: string;
  readonly version: number;
  readonly revision: number;
  readonly document: Document;
}

interface Beginning extends Pick<Change, "action" | "alongside"> {
  /** What it means that another request was faster. */
  readonly isTaken: "code-taken" | "draft-exists";
  /** What the event says beside the version and its title. */
  readonly told?: Readonly<Record<string, unknown>>;
  /** What is written with it, once the draft is there. */
  readonly beside?: readonly Statement[];
}

export async function insertDraft(
  scope: Scope,
  noun: DocumentNoun,
  draft: NewDraft,
  around: Surroundings,
  { action, isTaken, told = {}, beside = [], alongside = [] }: Beginning,
): Promise<EarlierAnswer> {
  const { subject, year, ...columns } = columnsOf(scope, draft.document);
  const row = { ...draft, ...columns, state: "draft" as const };
  const nothing = { holdsFrom: null, sha256: null, publishedAt: null, publication: null, retirement: null };
  const body = versionOf(noun, { ...row, ...nothing }, around);
  const answer = created(pathOf(scope, noun, draft.code, draft.version), body);
  const insert: Statement =
    noun === "standards"
      ? scope.db.insert(standards).values({ ...row, subject })
      : scope.db.insert(policies).values({ ...row, year });
  const event = { version: draft.version, title: row.title, ...told };
  const about = subjectAt(noun, draft, draft.revision);
  try {
    await commit(scope, { subject: about, action, body: event, answer, alongside }, [insert, ...beside]);
  } catch (error) {
    throw error instanceof Problem && error.code === "code-taken" ? new Problem(isTaken) : error;
  }
  return answer;
}
