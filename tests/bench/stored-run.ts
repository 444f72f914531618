import { type Database, openDatabase } from "../../db/open.ts";
import { type Calculation, calculateColumns } from "../../worker/domain/policy/index.ts";
import { stepsOf } from "../../worker/domain/policy/steps.ts";
import { scoredRecipients } from "../../worker/domain/scored-recipients.ts";
import {
  joinPacked,
  type PackedSubjects,
  packedColumns,
  packSubjects,
  recordOf,
  type Scores,
  type Subject,
  scoreColumns,
} from "../../worker/domain/standard/index.ts";
import { benchPolicy, benchStandard } from "./engines.ts";

// Reads the stored assessments of 10,000 units page by page, scores and pays them, and writes results and lines: what a
// worker would do. stored-process.ts runs it in Node, stored-worker.ts in workerd.

const PAGE = 500;

export interface StoredRun {
  readonly units: number;
  readonly readMs: number;
  readonly computeMs: number;
  readonly writeMs: number;
  readonly requests: number;
  readonly totalFen: number;
}

/** `note` is called wherever the most is held: at the end of each page. */
export async function runStored(url: string, note: () => void): Promise<StoredRun> {
  const { client } = openDatabase(url);
  const standard = benchStandard();
  let requests = 0;
  const begun = performance.now();
  const units: string[] = [];
  const pages: PackedSubjects[] = [];
  for (let after = ""; ; ) {
    const page = await readPage(client, after);
    requests++;
    note();
    if (page.length === 0) break;
    after = page.at(-1)?.code ?? "";
    for (const { unit } of page) units.push(unit);
    pages.push(packSubjects(standard, page.map(subjectOf)));
  }
  const packed = joinPacked(standard, pages.splice(0));
  const read = performance.now();
  const scores = scoreColumns(standard, packedColumns(standard, packed));
  const calculation = calculateColumns(
    benchPolicy(units.length),
    scoredRecipients(scores, new Uint8Array(units.length).fill(1)),
  );
  const paid = performance.now();
  note();
  for (let from = 0; from < units.length; from += PAGE) {
    await client.batch(resultsOf(scores, units, from), "write");
    requests++;
    note();
  }
  for (let from = 0; from < calculation.lines.length; from += PAGE) {
    await client.batch(linesOf(calculation, units, from), "write");
    requests++;
    note();
  }
  client.close();
  return {
    units: units.length,
    readMs: read - begun,
    computeMs: paid - read,
    writeMs: performance.now() - paid,
    requests,
    totalFen: Number(calculation.totalFen),
  };
}

interface StoredRow {
  readonly unit: string;
  readonly code: string;
  readonly facts: string;
  readonly document: string;
}

async function readPage(client: Database["client"], after: string): Promise<readonly StoredRow[]> {
  const { rows } = await client.execute({
    sql: `SELECT u.id AS unit, u.code, u.facts, d.document FROM assessments a
      JOIN units u ON u.id = a.unit_id JOIN assessment_documents d ON d.assessment_id = a.id AND d.stage = 'accepted'
      WHERE a.cycle_id = 'bench' AND u.code > ? ORDER BY u.code LIMIT ${PAGE}`,
    args: [after],
  });
  return rows as unknown as readonly StoredRow[]; // The columns above, all of them text.
}

function subjectOf({ code, facts, document }: StoredRow): Subject {
  return { id: code, unit: JSON.parse(facts), ...JSON.parse(document) };
}

function resultsOf(scores: Scores, units: readonly string[], from: number) {
  return units.slice(from, from + PAGE).map((unit, at) => {
    const index = from + at;
    const level = scores.cohort.standard.levels[scores.levels.held[index] ?? -1]?.code ?? null;
    return {
      sql: `INSERT INTO results (id, cycle_id, unit_id, standard_code, standard_version, is_accepted, score_hundredths, level, record, decided_at)
        VALUES (?, 'bench', ?, 'belt-point', 1, 1, ?, ?, ?, '2026-11-22T00:00:00.000Z')`,
      args: [`r${index}`, unit, scores.verdicts.scores[index] ?? 0, level, JSON.stringify(recordOf(scores, index))],
    };
  });
}

/** Lines with their steps as data; the table is the benchmark's own. */
function linesOf({ policy, lines }: Calculation, units: readonly string[], from: number) {
  return lines.slice(from, from + PAGE).map((line) => ({
    sql: 'INSERT INTO bench_lines (unit, "grant", fen, steps) VALUES (?, ?, ?, ?)',
    args: [
      units[line.recipient] ?? "",
      policy.grants[line.grant]?.document.code ?? "",
      line.fen,
      JSON.stringify(stepsOf(line), (_, value) => (typeof value === "bigint" ? String(value) : value)),
    ],
  }));
}
