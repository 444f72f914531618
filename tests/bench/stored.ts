import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, tenantUrl } from "../../db/open.ts";
import { prepareDatabases, startDatabases } from "../../worker/local/databases.ts";
import { cohortOf } from "./cohort.ts";

// 10,000 units' stored assessments read from the local database, scored, paid and written within a Worker's 128 MB:
// `node tests/bench/stored.ts`. What is measured is a process of its own whose heap can't grow past 76 MB.

const NAMESPACE = "t-jinhua-edz";
const UNITS = 10_000;
const AT_ONCE = 400;

const dataDir = mkdtempSync(join(tmpdir(), "hongdai-bench-"));
let isEnding = false;
const databases = await startDatabases(dataDir, {}, () => isEnding);
try {
  await prepareDatabases(databases);
  await store();
  const run = join(import.meta.dirname, "stored-run.ts");
  const args = ["--max-old-space-size=64", "--max-semi-space-size=4", run, databases.libsqlUrl, NAMESPACE];
  console.log(execFileSync(process.execPath, args, { encoding: "utf8" }));
} finally {
  isEnding = true;
  await databases.stop();
  rmSync(dataDir, { recursive: true, force: true });
}

async function store(): Promise<void> {
  const { client } = openDatabase(tenantUrl(databases.libsqlUrl, NAMESPACE));
  await client.batch(
    [
      `INSERT INTO cycles (id, code, title, kind, year, opens_on) VALUES ('bench', 'bench', '测速', 'acceptance', 2026, '2026-01-01')`,
      `INSERT INTO cycle_standards (cycle_id, standard_code, standard_version) VALUES ('bench', 'belt-point', 1)`,
    ],
    "write",
  );
  const subjects = cohortOf(UNITS);
  for (let from = 0; from < UNITS; from += AT_ONCE) {
    const statements = subjects.slice(from, from + AT_ONCE).flatMap(({ id, unit, answers, notApplicable, vetoes }) => [
      {
        sql: "INSERT INTO units (id, code, name, kind, facts, created_at) VALUES (?, ?, '点', 'branch', ?, '2026-01-01T00:00:00.000Z')",
        args: [id, id, JSON.stringify(unit)],
      },
      {
        sql: "INSERT INTO assessments (id, cycle_id, unit_id, standard_code, standard_version) VALUES (?, 'bench', ?, 'belt-point', 1)",
        args: [id, id],
      },
      {
        sql: "INSERT INTO assessment_documents (assessment_id, stage, document, written_at) VALUES (?, 'accepted', ?, '2026-01-01T00:00:00.000Z')",
        args: [id, JSON.stringify({ answers, notApplicable, vetoes })],
      },
    ]);
    await client.batch(statements, "write");
  }
  client.close();
}
