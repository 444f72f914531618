import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { migrateDatabase } from "../../db/migrate.ts";
import { createNamespace } from "../../db/namespaces.ts";
import { openDatabase, tenantUrl } from "../../db/open.ts";
import { spawnServer } from "../../db/server/start.ts";
import { migrations } from "../../db/tenant/migrations.ts";
import { sessions } from "../../db/tenant/schema/index.ts";
import { note } from "../../worker/actions/commit.ts";
import { applyImport } from "../../worker/actions/imports/apply.ts";
import { checkImport } from "../../worker/actions/imports/check.ts";
import { exportRoster } from "../../worker/actions/imports/export.ts";
import { openScope, type Scope } from "../../worker/actions/scope.ts";
import { newId } from "../../worker/new-id.ts";
import { rosterFile } from "../support/roster.ts";
import { tenantRows } from "../support/tenant-rows.ts";

// Ten thousand units in from a spreadsheet and out again: how long each step takes, and how much memory at most.

const dir = mkdtempSync(join(tmpdir(), "hongdai-roster-"));
const server = await spawnServer({ dir });
const rows = Number(process.argv[2] ?? 10_000);

function scopeOf(database: ReturnType<typeof openDatabase>): Scope {
  const roles = [{ role: "admin", scope: { kind: "tenant", id: "bench" } }] as const;
  const actor = { id: "user-admin", name: "管理员 01", username: "admin", tenant: "bench", sessionId: "bench", roles };
  return openScope({ actor, database, now: new Date().toISOString(), newId });
}

async function timed<T>(what: string, work: () => Promise<T>): Promise<T> {
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  let most = before;
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().rss);
  }, 5);
  const from = performance.now();
  const made = await work();
  const ms = performance.now() - from;
  most = Math.max(most, process.memoryUsage().rss);
  clearInterval(watch);
  process.stdout.write(`${what}: ${ms.toFixed(0)} ms, ${((most - before) / 1_048_576).toFixed(0)} MB more at most\n`);
  return made;
}

try {
  await createNamespace(server.adminUrl, "t-bench");
  const database = openDatabase(tenantUrl(server.libsqlUrl, "t-bench"));
  await migrateDatabase(database, migrations);
  await note(database, tenantRows(database, "bench"));
  const session = { id: "bench", userId: "user-admin", createdAt: new Date().toISOString() };
  await note(database, [database.db.insert(sessions).values({ ...session, expiresAt: "2999-01-01T00:00:00.000Z" })]);
  const head = ["编码", "名称", "类别", "领域", "上级编码", "示范点", "成立日期", "党员数", "书记空缺", "活动场所"];
  const body = Array.from({ length: rows }, (_, n) => [
    ...[`bench-${n}`, `第 ${n} 个党支部`, "党支部", "两新企业", n % 2 === 0 ? "tangxi" : "luobu"],
    ...["否", "2015-08-25", n % 5 === 0 ? "*" : n % 40, n % 3 === 0 ? "是" : "否", "达标"],
  ]);
  const file = await rosterFile("党组织", [head, ...body]);
  process.stdout.write(`${rows} rows, ${(file.length / 1024).toFixed(0)} KB\n`);
  const checked = await timed("check, new", () => checkImport(scopeOf(database), "units", "add", file));
  if (checked.import === null) throw new Error(JSON.stringify(checked.faults.slice(0, 5)));
  const { id } = checked.import;
  await timed("apply, new", () => applyImport(scopeOf(database), "units", id));
  const { bytes: exported } = await timed("export", () => exportRoster(scopeOf(database), "units", undefined));
  await timed("check, nothing changes", () => checkImport(scopeOf(database), "units", "update", exported));
  const renamed = await rosterFile("党组织", [
    head,
    ...body.map(([code, name, ...rest]) => [code ?? "", `${name} 改`, ...rest]),
  ]);
  const again = await timed("check, all change", () => checkImport(scopeOf(database), "units", "update", renamed));
  await timed("apply, all change", () => applyImport(scopeOf(database), "units", again.import?.id ?? ""));
} finally {
  await server.stop();
  rmSync(dir, { recursive: true, force: true });
}
