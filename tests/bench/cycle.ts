import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openDatabase, tenantUrl } from "../../db/open.ts";
import { prepareDatabases, startDatabases } from "../../worker/local/databases.ts";
import { startRuntime } from "../../worker/local/runtime.ts";
import { faultyProxy } from "../support/faulty-proxy.ts";
import { peakMbOf, workerds } from "./rate.ts";
import { bindingsOf, finished, newCycle, sender } from "./stage.ts";
import { heapOfWorkerd } from "./workerd-heap.ts";

// A cycle for 10,000 organisations opened, decided and closed in workerd, with what the isolate held meanwhile:
// `npm run build && node tests/bench/cycle.ts`.

const UNITS = 10_000;
const TENANT = "jinhua-edz";
const INSPECTOR_PORT = 8851;

const dataDir = mkdtempSync(join(tmpdir(), "hongdai-bench-"));
let isEnding = false;
const databases = await startDatabases(dataDir, {}, () => isEnding);
try {
  await prepareDatabases(databases);
  const tenant = openDatabase(tenantUrl(databases.libsqlUrl, `t-${TENANT}`));
  await tenant.client.execute(`INSERT INTO units (id, code, name, kind, field, parent_id, township_id, created_at)
    WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${UNITS})
    SELECT 'bench-' || i, 'bench-' || i, '党支部 ' || i, 'branch', 'enterprise', town.id, town.id, '2015-01-01T00:00:00.000Z'
    FROM n, (SELECT id FROM units WHERE kind = 'township' LIMIT 1) town`);

  const proxy = await faultyProxy(databases.adminUrl);
  const bindings = bindingsOf(dataDir, { ...databases, libsqlUrl: proxy.libsqlUrl });
  const runtime = await startRuntime({
    ...{ port: 0, dataDir, bindings, hasSchedule: false },
    inspectorPort: INSPECTOR_PORT,
  });
  const admin = await sender(runtime.url.replace(/\/$/, ""), TENANT, "admin");
  const { id } = await admin("POST", "/cycles", newCycle("belt-point"));

  const measured = async (what: string, path: string): Promise<void> => {
    const heap = await heapOfWorkerd(INSPECTOR_PORT);
    proxy.counted();
    const begun = performance.now();
    const { job } = await admin("POST", path, {});
    const asked = await finished(admin, job);
    const ms = Math.round(performance.now() - begun);
    // Each time that the job was asked for took a round trip of its own.
    const trips = proxy.counted() - asked;
    const { heldMb, reservedMb } = heap.stop();
    const resident = Math.max(...workerds().map(peakMbOf));
    console.log(
      `${what}: ${ms} ms, ${trips} round trips; isolate ${heldMb?.toFixed(0)} MB held, ${reservedMb?.toFixed(0)} reserved (${((reservedMb ?? 0) / 128).toFixed(2)} of 128 MB); process at most ${resident} MB`,
    );
  };

  await measured("opened", `/cycles/${id}/opening`);
  await tenant.client.batch(
    [
      `INSERT INTO assessment_documents (assessment_id, stage, document, written_at)
        WITH earlier AS (SELECT document, row_number() OVER (ORDER BY assessment_id) - 1 AS place, count(*) OVER () AS many
          FROM assessment_documents WHERE stage = 'accepted'),
        asked AS (SELECT id, row_number() OVER (ORDER BY id) AS place FROM assessments WHERE cycle_id = '${id}')
        SELECT asked.id, 'accepted', json_set(earlier.document, '$.decision', json_object('isAccepted', json('true'))),
          '2015-10-20T08:00:00.000Z'
        FROM asked JOIN earlier ON earlier.place = asked.place % earlier.many`,
      `UPDATE assessments SET state = 'decided', revision = revision + 1 WHERE cycle_id = '${id}'`,
    ],
    "write",
  );
  await measured("closed", `/cycles/${id}/closing`);
  const { rows } = await tenant.client.execute(
    `SELECT count(*) AS results, sum(score_hundredths > 0) AS scored FROM results WHERE cycle_id = '${id}'`,
  );
  console.log(rows[0]);
  await runtime.stop();
  await proxy.close();
} finally {
  isEnding = true;
  await databases.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
