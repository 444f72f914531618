import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { convertV4MiniflareOptions, Miniflare } from "miniflare";
import { openDatabase, tenantUrl } from "../../db/open.ts";
import { prepareDatabases, startDatabases } from "../../worker/local/databases.ts";
import { bundled } from "./bundled.ts";
import { cohortOf } from "./cohort.ts";
import { heapOfWorkerd } from "./workerd-heap.ts";

// 10,000 units' stored assessments read from the local database, scored, paid and written within a Worker's 128 MB:
// `node tests/bench/stored.ts`. Measured in workerd, whose heap the inspector reads while it runs, and in a Node process
// whose heap can't grow past 76 MB.

const UNITS = 10_000;
const AT_ONCE = 400;
const INSPECTOR_PORT = 8850;

for (const run of [inWorkerd, inNode]) {
  const dataDir = mkdtempSync(join(tmpdir(), "hongdai-bench-"));
  let isEnding = false;
  const databases = await startDatabases(dataDir, {}, () => isEnding);
  try {
    await prepareDatabases(databases);
    const url = tenantUrl(databases.libsqlUrl, "t-jinhua-edz");
    await store(url);
    console.log(run.name, await run(url));
  } finally {
    isEnding = true;
    await databases.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
}

async function inNode(url: string): Promise<string> {
  const run = join(import.meta.dirname, "stored-process.ts");
  const args = ["--max-old-space-size=64", "--max-semi-space-size=4", run, url];
  return execFileSync(process.execPath, args, { encoding: "utf8" }).trim();
}

async function inWorkerd(url: string): Promise<string> {
  const worker = new Miniflare(
    convertV4MiniflareOptions({
      host: "127.0.0.1",
      port: 0,
      inspectorPort: INSPECTOR_PORT,
      modules: true,
      script: await bundled("stored-worker.ts"),
      compatibilityDate: "2026-10-01",
      compatibilityFlags: ["nodejs_compat"],
      bindings: { LIBSQL_URL: url },
    }),
  );
  const address = await worker.ready;
  const heap = await heapOfWorkerd(INSPECTOR_PORT);
  const answer = await fetch(address);
  const run = (await answer.json()) as object;
  const found = heap.stop();
  await worker.dispose();
  return JSON.stringify({ ...run, ...found });
}

async function store(url: string): Promise<void> {
  const { client } = openDatabase(url);
  await client.batch(
    [
      'CREATE TABLE bench_lines (unit TEXT NOT NULL, "grant" TEXT NOT NULL, fen INTEGER NOT NULL, steps TEXT NOT NULL)',
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
