import { and, asc, eq, gt, inArray, isNull, ne, sql } from "drizzle-orm";
import {
  batches,
  calculationInputs,
  calculationLines,
  calculations,
  evidence,
  policies,
  reconciliations,
  standards,
} from "../../../../db/tenant/schema/index.ts";
import { canonicalJson, sha256Of } from "../../../domain/canonical.ts";
import { askStore } from "../../evidence-store.ts";
import type { Chunk, Job, JobMeans } from "../../jobs.ts";
import { readRows } from "../../scope.ts";
import { compareAgain } from "../calculations/verify.ts";

const filesAtOnce = 200;

interface Tally {
  readonly part: "calculations" | "documents" | "evidence";
  readonly after: string;
  readonly found: Readonly<Record<string, number>>;
  readonly details: readonly string[];
}

/** One calculation, all documents, or the next files; the last chunk writes what was found. */
export async function reconcileChunk(means: JobMeans, job: Job): Promise<Chunk> {
  const before = tallyOf(job.cursor);
  const { tally, isLast } = await next(means, before);
  if (!isLast) return { statements: [], cursor: { ...tally }, done: job.done + 1 };
  const row = { id: means.newId(), at: means.now, found: tally.found, details: tally.details.slice(0, 100) };
  return { statements: [means.database.db.insert(reconciliations).values(row)], done: job.done + 1 };
}

function tallyOf(cursor: Job["cursor"]): Tally {
  const empty: Tally = { part: "calculations", after: "", found: {}, details: [] };
  return { ...empty, ...(cursor as Partial<Tally>) };
}

const plus = (tally: Tally, code: string, wrong: readonly string[]): Tally => ({
  ...tally,
  found: { ...tally.found, [code]: (tally.found[code] ?? 0) + wrong.length },
  details: [...tally.details, ...wrong],
});

async function next(means: JobMeans, tally: Tally): Promise<{ readonly tally: Tally; readonly isLast: boolean }> {
  if (tally.part === "calculations") {
    const found = await nextCalculation(means, tally.after);
    if (found === undefined) return { tally: { ...tally, part: "documents", after: "" }, isLast: false };
    const wrong = found.isSame ? [] : [`测算 ${found.id} 重算一遍不同`];
    return { tally: plus({ ...tally, after: found.id }, "recomputation", wrong), isLast: false };
  }
  if (tally.part === "documents") {
    const wrong = await changedDocuments(means);
    return { tally: { ...plus(tally, "documents", wrong), part: "evidence", after: "" }, isLast: false };
  }
  const { ids, missing } = await nextFiles(means, tally.after);
  const wrong = missing.map((id) => `佐证材料 ${id} 的文件不在`);
  return { tally: plus({ ...tally, after: ids.at(-1) ?? "" }, "evidence", wrong), isLast: ids.length < filesAtOnce };
}

/** The next calculation by id that a batch pays by, recomputed. */
async function nextCalculation({ database: { db } }: JobMeans, after: string) {
  const [[row]] = await readRows(db, [
    db
      .select({
        id: calculations.id,
        digest: calculations.digest,
        totalFen: calculations.totalFen,
        document: policies.document,
      })
      .from(calculations)
      .innerJoin(
        policies,
        and(eq(policies.code, calculations.policyCode), eq(policies.version, calculations.policyVersion)),
      )
      .where(
        and(
          gt(calculations.id, after),
          inArray(
            calculations.id,
            db.select({ id: batches.calculationId }).from(batches).where(ne(batches.state, "void")),
          ),
        ),
      )
      .orderBy(asc(calculations.id))
      .limit(1),
  ]);
  if (row === undefined) return undefined;
  const { recipient, grant, fen, beforeCeilingsFen, steps, failure, payers, instalments, position } = calculationLines;
  const [inputs, lines] = await readRows(db, [
    db
      .select({ recipients: calculationInputs.recipients })
      .from(calculationInputs)
      .where(eq(calculationInputs.calculationId, row.id))
      .orderBy(asc(calculationInputs.part)),
    db
      .select({ position, recipient, grant, fen, beforeCeilingsFen, steps, failure, payers, instalments })
      .from(calculationLines)
      .where(eq(calculationLines.calculationId, row.id))
      .orderBy(asc(position)),
  ]);
  const recipients = inputs.flatMap((each) => each.recipients);
  const { isSame } = await compareAgain(row, row.document, recipients, lines);
  return { id: row.id, isSame };
}

/** Published documents whose text isn't what their SHA-256 is of. */
async function changedDocuments({ database: { db } }: JobMeans): Promise<readonly string[]> {
  const of = (table: typeof standards) =>
    db
      .select({
        code: table.code,
        version: table.version,
        document: table.document,
        canonical: table.canonical,
        sha256: table.sha256,
      })
      .from(table)
      .where(and(ne(table.state, "draft"), sql`${table.canonical} IS NOT NULL`));
  const [a, b] = await readRows(db, [of(standards), of(policies as unknown as typeof standards)]);
  const wrong: string[] = [];
  for (const { code, version, document, canonical, sha256 } of [...a, ...b]) {
    const text = canonicalJson(document);
    if (text !== canonical || (await sha256Of(text)) !== sha256) wrong.push(`${code} 第 ${version} 版有改动`);
  }
  return wrong;
}

async function nextFiles({ database: { db }, evidence: store }: JobMeans, after: string) {
  const [rows] = await readRows(db, [
    db
      .select({ id: evidence.id })
      .from(evidence)
      .where(and(gt(evidence.id, after), isNull(evidence.removedAt)))
      .orderBy(asc(evidence.id))
      .limit(filesAtOnce),
  ]);
  const ids = rows.map(({ id }) => id);
  const objects = new Set((await askStore(() => store.list(after, 1000))).map(({ id }) => id));
  return { ids, missing: ids.filter((id) => !objects.has(id)) };
}
