import { openDatabase, tenantUrl } from "../../db/open.ts";
import { calculateColumns } from "../../worker/domain/policy/index.ts";
import { scoredRecipients } from "../../worker/domain/scored-recipients.ts";
import {
  joinPacked,
  type PackedSubjects,
  packedColumns,
  packSubjects,
  recordOf,
  type Subject,
  scoreColumns,
} from "../../worker/domain/standard/index.ts";
import { benchPolicy, benchStandard } from "./engines.ts";

// A process of its own with a small heap, begun by stored.ts: reads the stored assessments, scores, pays, writes results.

const [template = "", namespace = ""] = process.argv.slice(2);
const { client } = openDatabase(tenantUrl(template, namespace));
const standard = benchStandard();
const PAGE = 500;
const peak = { mb: 0, requests: 0 };

const begun = performance.now();
const units: string[] = [];
const pages: PackedSubjects[] = [];
for (let after = ""; ; ) {
  const page = await readPage(after);
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
for (let from = 0; from < units.length; from += PAGE) await writePage(from, Math.min(units.length, from + PAGE));
const written = performance.now();
client.close();
console.log(
  JSON.stringify({
    units: units.length,
    readMs: read - begun,
    computeMs: paid - read,
    writeMs: written - paid,
    peakMb: peak.mb,
    requests: peak.requests,
    residentMb: process.resourceUsage().maxRSS / 1024,
    totalFen: Number(calculation.totalFen),
  }),
);

interface StoredRow {
  readonly unit: string;
  readonly code: string;
  readonly facts: string;
  readonly document: string;
}

async function readPage(after: string): Promise<readonly StoredRow[]> {
  const { rows } = await client.execute({
    sql: `SELECT u.id AS unit, u.code, u.facts, d.document FROM assessments a
      JOIN units u ON u.id = a.unit_id JOIN assessment_documents d ON d.assessment_id = a.id AND d.stage = 'accepted'
      WHERE a.cycle_id = 'bench' AND u.code > ? ORDER BY u.code LIMIT ${PAGE}`,
    args: [after],
  });
  note();
  return rows as unknown as readonly StoredRow[]; // The columns above, all of them text.
}

function subjectOf({ code, facts, document }: StoredRow): Subject {
  return { id: code, unit: JSON.parse(facts), ...JSON.parse(document) };
}

async function writePage(from: number, to: number): Promise<void> {
  const statements = Array.from({ length: to - from }, (_, at) => {
    const index = from + at;
    const level = standard.levels[scores.levels.held[index] ?? -1]?.code ?? null;
    return {
      sql: `INSERT INTO results (id, cycle_id, unit_id, standard_code, standard_version, is_accepted, score_hundredths, level, record, decided_at)
        VALUES (?, 'bench', ?, 'belt-point', 1, 1, ?, ?, ?, '2026-11-22T00:00:00.000Z')`,
      args: [
        `r${index}`,
        units[index] ?? "",
        scores.verdicts.scores[index] ?? 0,
        level,
        JSON.stringify(recordOf(scores, index)),
      ],
    };
  });
  await client.batch(statements, "write");
  note();
}

function note(): void {
  const { heapUsed, external } = process.memoryUsage();
  peak.mb = Math.max(peak.mb, (heapUsed + external) / 1024 / 1024);
  peak.requests++;
}
